/* GLPKGuard: the only door to GLPK.
 *
 * GLPK aborts the process on a bad call, keeps its memory per thread, and overshoots its time limits. Every call here is
 * one guarded batch: an abort becomes GG_FATAL with its text, a stop that is due becomes GG_STOPPED, and the jump that
 * makes this possible never leaves C. Both cost every GLPK object of the thread: its problems are dead from then on, and
 * say so instead of being touched.
 *
 * All problems of a thread are made, used and closed on that thread. Indices are 0-based. Infinite bounds are +-INFINITY.
 */
#ifndef GLPK_GUARD_H
#define GLPK_GUARD_H

#include <stdint.h>

#if defined(__clang__)
#pragma clang assume_nonnull begin
#define GG_NULLABLE _Nullable
#else
#define GG_NULLABLE
#endif

/* MARK: Stopping */

/* A request to stop that any thread may raise, and a deadline; read by the solving thread every 50 ms. */
typedef struct gg_stop gg_stop;
gg_stop *GG_NULLABLE gg_stop_new(void);
void gg_stop_free(gg_stop *stop);
/* Asks the running call to end now. */
void gg_stop_raise(gg_stop *stop);
void gg_stop_clear(gg_stop *stop);
/* The running call ends when this many milliseconds have passed from now; negative: never. */
void gg_stop_set_deadline(gg_stop *stop, int64_t milliseconds);

/* MARK: Problems */

/* One GLPK problem, owned by the thread that opened it. */
typedef struct gg_problem gg_problem;

/* How a guarded call ended. */
enum gg_result {
  GG_OK = 0,
  /* GLPK aborted, or could not be reached; gg_message says how. Every problem of the thread is dead. */
  GG_FATAL = 1,
  /* Stopped through gg_stop in the middle. Every problem of the thread is dead. */
  GG_STOPPED = 2,
  /* The problem is dead, or belongs to another thread, or a guarded call is already running on this thread. */
  GG_UNUSABLE = 3
};

/* Opens an empty problem that minimises; NULL when there is no memory. `megabytes` limits what GLPK may allocate on this
 * thread; 0: no limit. */
gg_problem *GG_NULLABLE gg_open(int megabytes);
/* Frees the problem. From another thread than its own it is leaked instead, because GLPK would abort. */
void gg_close(gg_problem *problem);
/* Whether the problem can still be used. */
int gg_is_alive(const gg_problem *problem);
/* What GLPK said when the last call failed; empty otherwise. */
const char *gg_message(const gg_problem *problem);
/* How often GLPK complained of numerical instability in the last call. */
int gg_instabilities(const gg_problem *problem);

/* MARK: Loading and changing, each one batch */

/* Replaces the whole program. Zero coefficients are dropped; `is_integer` holds 0 or 1 a column. */
int gg_load(gg_problem *problem, int rows, int columns, const int64_t *row_start, const int32_t *column_indices,
            const double *coefficients, const double *row_lower, const double *row_upper, const double *column_lower,
            const double *column_upper, const double *objective, const uint8_t *is_integer);
int gg_set_columns(gg_problem *problem, int count, const int32_t *columns, const double *lower, const double *upper);
int gg_set_rows(gg_problem *problem, int count, const int32_t *rows, const double *lower, const double *upper);
int gg_set_objective(gg_problem *problem, int count, const int32_t *columns, const double *objective);
/* Appends rows given as compressed sparse rows; `row_start` begins at 0. */
int gg_add_rows(gg_problem *problem, int rows, const int64_t *row_start, const int32_t *column_indices,
                const double *coefficients, const double *lower, const double *upper);

/* MARK: Basis */

/* One GLPK status (basic, at lower, …) a row, then one a column. */
int gg_read_basis(gg_problem *problem, uint8_t *statuses);
int gg_set_basis(gg_problem *problem, const uint8_t *statuses);

/* MARK: Solving */

enum gg_method { GG_PRIMAL = 0, GG_DUAL_THEN_PRIMAL = 1 };
enum gg_scaling { GG_SCALING_KEEP = 0, GG_SCALING_NONE = 1, GG_SCALING_AUTO = 2, GG_SCALING_SKIP_IF_GOOD = 3 };
enum gg_basis { GG_BASIS_KEEP = 0, GG_BASIS_STANDARD = 1, GG_BASIS_ADVANCED = 2 };

typedef struct {
  int method, scaling, basis, presolve;
  /* Negative: none. */
  int64_t iteration_limit;
  /* Of primal and dual feasibility. */
  double tolerance;
} gg_simplex_options;

/* What GLPK says of the solution it holds. */
enum gg_claim {
  GG_CLAIM_NOTHING = 0,
  GG_CLAIM_OPTIMAL = 1,
  GG_CLAIM_FEASIBLE = 2,
  GG_CLAIM_INFEASIBLE = 3,
  GG_CLAIM_UNBOUNDED = 4
};

enum gg_ended {
  GG_ENDED_DONE = 0,
  GG_ENDED_ITERATIONS = 1,
  GG_ENDED_TIME = 2,
  GG_ENDED_GAP = 3,
  GG_ENDED_ASKED = 4,
  /* Singular or ill-conditioned basis, numerical failure. */
  GG_ENDED_FAILED = 5
};

typedef struct {
  int ended, claim, glpk_code;
  /* Simplex iterations and branch-and-bound nodes of this call. */
  int64_t iterations, nodes;
  double objective;
} gg_report;

int gg_simplex(gg_problem *problem, const gg_simplex_options *options, gg_stop *stop, gg_report *report);
/* The simplex method in rational arithmetic, from the present basis: slow, for small programs. */
int gg_exact(gg_problem *problem, int64_t iteration_limit, gg_stop *stop, gg_report *report);
/* The basic solution as GLPK holds it; each array may be NULL. */
int gg_read(gg_problem *problem, double *GG_NULLABLE row_values, double *GG_NULLABLE row_duals,
            double *GG_NULLABLE column_values, double *GG_NULLABLE column_duals);

/* What branch and bound tells on its way. */
typedef struct {
  int64_t iterations, nodes;
  /* Proven so far by GLPK's word; -INFINITY until there is one. */
  double bound;
  /* Not NULL: a better solution by GLPK's word, one value a column. */
  const double *GG_NULLABLE incumbent;
  int columns;
  double incumbent_objective;
  /* Out: not NULL proposes a solution, one value a column, that must live until the next event. */
  const double *GG_NULLABLE proposal;
  /* Out: 1 ends the search. */
  int terminate;
} gg_event;

typedef struct {
  double gap, integrality_tolerance, objective_tolerance;
  /* Structure cuts: mixed integer rounding, cover and clique. */
  int structure_cuts, gomory_cuts, pseudocosts, rounding_heuristic;
  /* Called on the solving thread; it returns normally, always. */
  void (*on_event)(gg_event *event, void *GG_NULLABLE context);
  void *GG_NULLABLE context;
} gg_branch_options;

/* Branch and bound without presolve, from the optimal basis that gg_simplex left. */
int gg_branch(gg_problem *problem, const gg_branch_options *options, gg_stop *stop, gg_report *report);

/* MARK: Provoking, for the tests of all this */

enum gg_provocation {
  /* A real bad call, a real abort. */
  GG_PROVOKE_ABORT = 0,
  /* Never ends, but prints: the hard stop can end it. */
  GG_PROVOKE_HANG = 1,
  /* Asks for more memory than the limit allows. */
  GG_PROVOKE_MEMORY = 2
};
int gg_provoke(gg_problem *problem, int provocation, gg_stop *stop);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
