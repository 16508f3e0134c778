/* The solvers, guarded: simplex, exact simplex, branch and bound. */
#include <limits.h>
#include <math.h>
#include <string.h>
#include "guard.h"

/* Every 50 ms GLPK prints a line, which is where the hard stop looks. */
static const int print_every = 50;
/* What GLPK's own limit and the callback have before the jump, in ms. */
static const int64_t simplex_patience = 60, branch_patience = 120;

static int iteration_limit(int64_t limit) { return limit < 0 || limit > INT_MAX ? INT_MAX : (int)limit; }

static void scale(glp_prob *lp, int scaling) {
  switch (scaling) {
    case GG_SCALING_NONE: glp_unscale_prob(lp); break;
    case GG_SCALING_AUTO: glp_scale_prob(lp, GLP_SF_AUTO); break;
    case GG_SCALING_SKIP_IF_GOOD: glp_scale_prob(lp, GLP_SF_GM | GLP_SF_EQ | GLP_SF_2N | GLP_SF_SKIP); break;
    default: break;
  }
}

static void choose_basis(glp_prob *lp, int basis) {
  switch (basis) {
    case GG_BASIS_STANDARD: glp_std_basis(lp); break;
    case GG_BASIS_ADVANCED: glp_adv_basis(lp, 0); break;
    default: break;
  }
}

static int ended(int code) {
  switch (code) {
    case 0: case GLP_ENOPFS: case GLP_ENODFS: case GLP_ENOFEAS: return GG_ENDED_DONE;
    case GLP_EITLIM: return GG_ENDED_ITERATIONS;
    case GLP_ETMLIM: return GG_ENDED_TIME;
    case GLP_EMIPGAP: return GG_ENDED_GAP;
    case GLP_ESTOP: return GG_ENDED_ASKED;
    default: return GG_ENDED_FAILED;
  }
}

/* GLPK says the same thing in two ways, by whether its presolver ran. */
static int linear_claim(glp_prob *lp, int code) {
  if (code == GLP_ENOPFS) return GG_CLAIM_INFEASIBLE;
  if (code == GLP_ENODFS) return GG_CLAIM_UNBOUNDED;
  switch (glp_get_status(lp)) {
    case GLP_OPT: return GG_CLAIM_OPTIMAL;
    case GLP_FEAS: return GG_CLAIM_FEASIBLE;
    case GLP_NOFEAS: return GG_CLAIM_INFEASIBLE;
    case GLP_UNBND: return GG_CLAIM_UNBOUNDED;
    default: return GG_CLAIM_NOTHING;
  }
}

int gg_simplex(gg_problem *problem, const gg_simplex_options *options, gg_stop *stop, gg_report *report) {
  memset(report, 0, sizeof *report);
  GG_GUARD(problem, stop, simplex_patience, {
    glp_prob *lp = problem->lp;
    scale(lp, options->scaling);
    choose_basis(lp, options->basis);
    glp_smcp parameters;
    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_ALL;
    parameters.out_frq = print_every;
    parameters.meth = options->method == GG_PRIMAL ? GLP_PRIMAL : GLP_DUALP;
    parameters.presolve = options->presolve ? GLP_ON : GLP_OFF;
    parameters.it_lim = iteration_limit(options->iteration_limit);
    parameters.tm_lim = gg_stop_remaining(stop);
    parameters.tol_bnd = options->tolerance;
    parameters.tol_dj = options->tolerance;
    int before = glp_get_it_cnt(lp);
    report->glpk_code = glp_simplex(lp, &parameters);
    report->iterations = glp_get_it_cnt(lp) - before;
    report->ended = ended(report->glpk_code);
    report->claim = linear_claim(lp, report->glpk_code);
    report->objective = glp_get_obj_val(lp);
  });
  return GG_OK;
}

int gg_exact(gg_problem *problem, int64_t limit, gg_stop *stop, gg_report *report) {
  memset(report, 0, sizeof *report);
  GG_GUARD(problem, stop, simplex_patience, {
    glp_prob *lp = problem->lp;
    glp_smcp parameters;
    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_ALL;
    parameters.out_frq = print_every;
    parameters.it_lim = iteration_limit(limit);
    parameters.tm_lim = gg_stop_remaining(stop);
    int before = glp_get_it_cnt(lp);
    report->glpk_code = glp_exact(lp, &parameters);
    report->iterations = glp_get_it_cnt(lp) - before;
    report->ended = ended(report->glpk_code);
    report->claim = linear_claim(lp, report->glpk_code);
    report->objective = glp_get_obj_val(lp);
  });
  return GG_OK;
}

/* What the callback of branch and bound carries. */
typedef struct {
  gg_problem *problem;
  const gg_branch_options *options;
  gg_stop *stop;
  int iterations_before, heard_incumbent;
  double incumbent_objective, bound;
  int64_t nodes;
} search;

/* Notices a better solution whichever way GLPK found it: heuristics raise no event of their own. */
static int read_incumbent(search *here, glp_prob *lp, gg_event *event) {
  int status = glp_mip_status(lp);
  if (status != GLP_FEAS && status != GLP_OPT) return 0;
  double objective = glp_mip_obj_val(lp);
  if (here->heard_incumbent && objective == here->incumbent_objective) return 0;
  here->heard_incumbent = 1;
  here->incumbent_objective = objective;
  for (int column = 0; column < event->columns; column++)
    here->problem->values[column] = glp_mip_col_val(lp, column + 1);
  event->incumbent = here->problem->values;
  event->incumbent_objective = objective;
  return 1;
}

static void read_bound(search *here, glp_tree *tree) {
  int best = glp_ios_best_node(tree);
  if (best == 0) return;
  double bound = glp_ios_node_bound(tree, best);
  if (isfinite(bound) && fabs(bound) < 1e300 && bound > here->bound) here->bound = bound;
}

static void on_tree(glp_tree *tree, void *info) {
  search *here = info;
  glp_prob *lp = here->problem->lp;
  int reason = glp_ios_reason(tree);
  gg_event event = {0};
  event.columns = glp_get_num_cols(lp);
  int total = 0;
  glp_ios_tree_size(tree, NULL, NULL, &total);
  here->nodes = total;
  event.iterations = glp_get_it_cnt(lp) - here->iterations_before;
  event.nodes = total;
  int better = read_incumbent(here, lp, &event);
  if (reason == GLP_IHEUR || reason == GLP_IBINGO) read_bound(here, tree);
  event.bound = here->bound;
  if (better || reason == GLP_IHEUR || reason == GLP_IROWGEN) here->options->on_event(&event, here->options->context);
  /* The Swift frames are gone: from here on C alone touches the tree. */
  if (event.proposal != NULL && reason == GLP_IHEUR) {
    for (int column = 0; column < event.columns; column++)
      here->problem->values[column + 1] = event.proposal[column];
    glp_ios_heur_sol(tree, here->problem->values);
  }
  if (event.terminate || gg_stop_due(here->stop)) glp_ios_terminate(tree);
}

/* The last solution, when a heuristic found it after the last event. */
static void tell_last(search *here, glp_prob *lp, const gg_report *report) {
  gg_event event = {0};
  event.columns = glp_get_num_cols(lp);
  event.iterations = report->iterations;
  event.nodes = report->nodes;
  event.bound = here->bound;
  if (read_incumbent(here, lp, &event)) here->options->on_event(&event, here->options->context);
}

static int branch_claim(glp_prob *lp, int code) {
  switch (glp_mip_status(lp)) {
    case GLP_OPT: return GG_CLAIM_OPTIMAL;
    case GLP_FEAS: return GG_CLAIM_FEASIBLE;
    case GLP_NOFEAS: return GG_CLAIM_INFEASIBLE;
    default: return code == 0 ? GG_CLAIM_INFEASIBLE : GG_CLAIM_NOTHING;
  }
}

int gg_branch(gg_problem *problem, const gg_branch_options *options, gg_stop *stop, gg_report *report) {
  memset(report, 0, sizeof *report);
  if (!gg_is_alive(problem)) return GG_UNUSABLE;
  if (!gg_reserve_values(problem, (size_t)glp_get_num_cols(problem->lp) + 1)) return GG_FATAL;
  search here = {.problem = problem, .options = options, .stop = stop, .bound = -INFINITY};
  GG_GUARD(problem, stop, branch_patience, {
    glp_prob *lp = problem->lp;
    glp_iocp parameters;
    glp_init_iocp(&parameters);
    parameters.msg_lev = GLP_MSG_ALL;
    parameters.out_frq = print_every;
    parameters.out_dly = 0;
    parameters.tm_lim = gg_stop_remaining(stop);
    parameters.mip_gap = options->gap;
    parameters.tol_int = options->integrality_tolerance;
    parameters.tol_obj = options->objective_tolerance;
    parameters.br_tech = options->pseudocosts ? GLP_BR_PCH : GLP_BR_DTH;
    parameters.gmi_cuts = options->gomory_cuts ? GLP_ON : GLP_OFF;
    parameters.mir_cuts = parameters.cov_cuts = parameters.clq_cuts = options->structure_cuts ? GLP_ON : GLP_OFF;
    parameters.sr_heur = options->rounding_heuristic ? GLP_ON : GLP_OFF;
    parameters.presolve = GLP_OFF;
    parameters.cb_func = on_tree;
    parameters.cb_info = &here;
    here.iterations_before = glp_get_it_cnt(lp);
    report->glpk_code = glp_intopt(lp, &parameters);
    report->iterations = glp_get_it_cnt(lp) - here.iterations_before;
    report->nodes = here.nodes;
    report->ended = ended(report->glpk_code);
    tell_last(&here, lp, report);
    report->claim = branch_claim(lp, report->glpk_code);
    report->objective = glp_mip_obj_val(lp);
  });
  return GG_OK;
}

int gg_provoke(gg_problem *problem, int provocation, gg_stop *stop) {
  GG_GUARD(problem, stop, simplex_patience, {
    switch (provocation) {
      case GG_PROVOKE_ABORT: glp_set_row_bnds(problem->lp, INT_MAX, GLP_FR, 0, 0); break;
      case GG_PROVOKE_HANG:
        for (;;) glp_printf("still here\n");
      case GG_PROVOKE_MEMORY:
        glp_mem_limit(1);
        for (;;) glp_add_rows(problem->lp, 10000);
      default: break;
    }
  });
  return GG_OK;
}
