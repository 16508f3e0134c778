/* Loading, changing and reading programs, each in one guarded batch. */
#include <limits.h>
#include <math.h>
#include "guard.h"

/* GLPK takes numbers of this size for infinite. */
static const double endless = 1e300;

static int bound_type(double lower, double upper) {
  if (lower <= -endless) return upper >= endless ? GLP_FR : GLP_UP;
  if (upper >= endless) return GLP_LO;
  return lower == upper ? GLP_FX : GLP_DB;
}

static void set_row(glp_prob *lp, int row, double lower, double upper) {
  glp_set_row_bnds(lp, row + 1, bound_type(lower, upper), lower, upper);
}

static void set_column(glp_prob *lp, int column, double lower, double upper) {
  glp_set_col_bnds(lp, column + 1, bound_type(lower, upper), lower, upper);
}

/* The entries of `rows` rows into the rows from `first` on. */
static void set_entries(gg_problem *problem, int first, int rows, const int64_t *row_start, const int32_t *column_indices,
                        const double *coefficients) {
  for (int row = 0; row < rows; row++) {
    int64_t begin = row_start[row];
    int length = (int)(row_start[row + 1] - begin);
    for (int entry = 0; entry < length; entry++) problem->indices[entry + 1] = column_indices[begin + entry] + 1;
    /* GLPK counts from 1 and never reads element 0. */
    glp_set_mat_row(problem->lp, first + row + 1, length, problem->indices, coefficients + begin - 1);
  }
}

static size_t longest(int rows, const int64_t *row_start) {
  int64_t most = 0;
  for (int row = 0; row < rows; row++) {
    int64_t length = row_start[row + 1] - row_start[row];
    if (length > most) most = length;
  }
  return (size_t)most;
}

int gg_load(gg_problem *problem, int rows, int columns, const int64_t *row_start, const int32_t *column_indices,
            const double *coefficients, const double *row_lower, const double *row_upper, const double *column_lower,
            const double *column_upper, const double *objective, const uint8_t *is_integer) {
  if (!gg_reserve_indices(problem, longest(rows, row_start) + 1)) return GG_FATAL;
  GG_GUARD(problem, NULL, 0, {
    glp_prob *lp = problem->lp;
    glp_erase_prob(lp);
    glp_set_obj_dir(lp, GLP_MIN);
    if (rows > 0) glp_add_rows(lp, rows);
    if (columns > 0) glp_add_cols(lp, columns);
    for (int row = 0; row < rows; row++) set_row(lp, row, row_lower[row], row_upper[row]);
    for (int column = 0; column < columns; column++) {
      /* The kind first: a binary column would reset its bounds. */
      glp_set_col_kind(lp, column + 1, is_integer[column] ? GLP_IV : GLP_CV);
      set_column(lp, column, column_lower[column], column_upper[column]);
      glp_set_obj_coef(lp, column + 1, objective[column]);
    }
    set_entries(problem, 0, rows, row_start, column_indices, coefficients);
  });
  return GG_OK;
}

int gg_set_columns(gg_problem *problem, int count, const int32_t *columns, const double *lower, const double *upper) {
  GG_GUARD(problem, NULL, 0, {
    for (int k = 0; k < count; k++) set_column(problem->lp, columns[k], lower[k], upper[k]);
  });
  return GG_OK;
}

int gg_set_rows(gg_problem *problem, int count, const int32_t *rows, const double *lower, const double *upper) {
  GG_GUARD(problem, NULL, 0, {
    for (int k = 0; k < count; k++) set_row(problem->lp, rows[k], lower[k], upper[k]);
  });
  return GG_OK;
}

int gg_set_objective(gg_problem *problem, int count, const int32_t *columns, const double *objective) {
  GG_GUARD(problem, NULL, 0, {
    for (int k = 0; k < count; k++) glp_set_obj_coef(problem->lp, columns[k] + 1, objective[k]);
  });
  return GG_OK;
}

int gg_add_rows(gg_problem *problem, int rows, const int64_t *row_start, const int32_t *column_indices,
                const double *coefficients, const double *lower, const double *upper) {
  if (rows <= 0) return GG_OK;
  if (!gg_reserve_indices(problem, longest(rows, row_start) + 1)) return GG_FATAL;
  GG_GUARD(problem, NULL, 0, {
    int first = glp_add_rows(problem->lp, rows) - 1;
    for (int row = 0; row < rows; row++) set_row(problem->lp, first + row, lower[row], upper[row]);
    set_entries(problem, first, rows, row_start, column_indices, coefficients);
  });
  return GG_OK;
}

int gg_read_basis(gg_problem *problem, uint8_t *statuses) {
  GG_GUARD(problem, NULL, 0, {
    int rows = glp_get_num_rows(problem->lp);
    int columns = glp_get_num_cols(problem->lp);
    for (int row = 0; row < rows; row++) statuses[row] = (uint8_t)glp_get_row_stat(problem->lp, row + 1);
    for (int column = 0; column < columns; column++)
      statuses[rows + column] = (uint8_t)glp_get_col_stat(problem->lp, column + 1);
  });
  return GG_OK;
}

int gg_set_basis(gg_problem *problem, const uint8_t *statuses) {
  GG_GUARD(problem, NULL, 0, {
    int rows = glp_get_num_rows(problem->lp);
    int columns = glp_get_num_cols(problem->lp);
    for (int row = 0; row < rows; row++) glp_set_row_stat(problem->lp, row + 1, statuses[row]);
    for (int column = 0; column < columns; column++) glp_set_col_stat(problem->lp, column + 1, statuses[rows + column]);
  });
  return GG_OK;
}

int gg_read(gg_problem *problem, double *row_values, double *row_duals, double *column_values, double *column_duals) {
  GG_GUARD(problem, NULL, 0, {
    glp_prob *lp = problem->lp;
    int rows = glp_get_num_rows(lp);
    int columns = glp_get_num_cols(lp);
    for (int row = 0; row < rows && row_values; row++) row_values[row] = glp_get_row_prim(lp, row + 1);
    for (int row = 0; row < rows && row_duals; row++) row_duals[row] = glp_get_row_dual(lp, row + 1);
    for (int column = 0; column < columns && column_values; column++)
      column_values[column] = glp_get_col_prim(lp, column + 1);
    for (int column = 0; column < columns && column_duals; column++)
      column_duals[column] = glp_get_col_dual(lp, column + 1);
  });
  return GG_OK;
}
