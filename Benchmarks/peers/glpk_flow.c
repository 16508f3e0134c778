// GLPK on a network written by `FlowBenchmarks write`: as a linear program, or by its out-of-kilter method.
// usage: glpk_flow FILE primal|kilter RUNS
// Prints the median CPU seconds of solves without building, the objective, and whether the duals prove the flow.
#include <glpk.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

struct network { int64_t nodes, arcs, *supply, *tail, *head, *capacity, *cost; };

static double cpu(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static int64_t *column(FILE *file, int64_t count) {
  int64_t *values = malloc(8 * count + 8);
  if (fread(values, 8, count, file) != (size_t)count) { fprintf(stderr, "short file\n"); exit(2); }
  return values;
}

static struct network load(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) { perror(path); exit(2); }
  struct network net;
  int64_t *sizes = column(file, 2);
  net.nodes = sizes[0]; net.arcs = sizes[1];
  net.supply = column(file, net.nodes); net.tail = column(file, net.arcs); net.head = column(file, net.arcs);
  net.capacity = column(file, net.arcs); net.cost = column(file, net.arcs);
  fclose(file);
  return net;
}

// Conservation, bounds, and cost of the flow equal to the bound that the potentials prove.
static int proves(const struct network *net, const int64_t *flow, const int64_t *potential) {
  int64_t *left = malloc(8 * net->nodes);
  __int128 primal = 0, dual = 0;
  for (int64_t v = 0; v < net->nodes; v++) { left[v] = net->supply[v]; dual -= (__int128)net->supply[v] * potential[v]; }
  for (int64_t a = 0; a < net->arcs; a++) {
    int64_t reduced = net->cost[a] + potential[net->tail[a]] - potential[net->head[a]];
    if (flow[a] < 0 || (net->capacity[a] >= 0 && flow[a] > net->capacity[a])) return 0;
    if (reduced < 0 && net->capacity[a] < 0) return 0;
    left[net->tail[a]] -= flow[a];
    left[net->head[a]] += flow[a];
    primal += (__int128)flow[a] * net->cost[a];
    if (reduced < 0) dual += (__int128)reduced * net->capacity[a];
  }
  for (int64_t v = 0; v < net->nodes; v++) if (left[v]) return 0;
  free(left);
  return primal == dual;
}

static double run_primal(const struct network *net, int64_t *flow, int64_t *potential) {
  glp_prob *lp = glp_create_prob();
  glp_add_rows(lp, net->nodes);
  glp_add_cols(lp, net->arcs);
  for (int64_t v = 0; v < net->nodes; v++) glp_set_row_bnds(lp, v + 1, GLP_FX, net->supply[v], net->supply[v]);
  for (int64_t a = 0; a < net->arcs; a++) {
    int ends[3] = {0, (int)net->tail[a] + 1, (int)net->head[a] + 1};
    double values[3] = {0, 1, -1};
    int64_t most = net->capacity[a];
    glp_set_col_bnds(lp, a + 1, most < 0 ? GLP_LO : most == 0 ? GLP_FX : GLP_DB, 0, most);
    glp_set_obj_coef(lp, a + 1, net->cost[a]);
    glp_set_mat_col(lp, a + 1, 2, ends, values);
  }
  glp_smcp options;
  glp_init_smcp(&options);
  options.msg_lev = GLP_MSG_OFF;
  double begin = cpu();
  if (glp_simplex(lp, &options) != 0 || glp_get_status(lp) != GLP_OPT) { fprintf(stderr, "not optimal\n"); exit(1); }
  double seconds = cpu() - begin;
  for (int64_t a = 0; a < net->arcs; a++) flow[a] = llround(glp_get_col_prim(lp, a + 1));
  for (int64_t v = 0; v < net->nodes; v++) potential[v] = -llround(glp_get_row_dual(lp, v + 1));
  glp_delete_prob(lp);
  return seconds;
}

struct vertex { double supply, dual; };
struct edge { double low, cap, cost, flow; };

static double run_kilter(const struct network *net, int64_t *flow, int64_t *potential) {
  glp_graph *graph = glp_create_graph(sizeof(struct vertex), sizeof(struct edge));
  glp_add_vertices(graph, net->nodes);
  double total = 0;
  for (int64_t v = 0; v < net->nodes; v++) {
    ((struct vertex *)graph->v[v + 1]->data)->supply = net->supply[v];
    if (net->supply[v] > 0) total += net->supply[v];
  }
  glp_arc **arcs = malloc(sizeof(glp_arc *) * net->arcs);
  for (int64_t a = 0; a < net->arcs; a++) {
    arcs[a] = glp_add_arc(graph, net->tail[a] + 1, net->head[a] + 1);
    struct edge *data = arcs[a]->data;
    data->low = 0;
    data->cap = net->capacity[a] < 0 ? total : net->capacity[a];
    data->cost = net->cost[a];
  }
  double value;
  double begin = cpu();
  int status = glp_mincost_okalg(graph, offsetof(struct vertex, supply), offsetof(struct edge, low),
    offsetof(struct edge, cap), offsetof(struct edge, cost), &value, offsetof(struct edge, flow),
    offsetof(struct vertex, dual));
  double seconds = cpu() - begin;
  if (status != 0) { fprintf(stderr, "status %d\n", status); exit(1); }
  for (int64_t a = 0; a < net->arcs; a++) flow[a] = llround(((struct edge *)arcs[a]->data)->flow);
  for (int64_t v = 0; v < net->nodes; v++) potential[v] = -llround(((struct vertex *)graph->v[v + 1]->data)->dual);
  glp_delete_graph(graph);
  free(arcs);
  return seconds;
}

static int ascending(const void *a, const void *b) { return (*(double *)a > *(double *)b) - (*(double *)a < *(double *)b); }

int main(int argc, char **argv) {
  if (argc != 4) { fprintf(stderr, "usage: glpk_flow FILE primal|kilter RUNS\n"); return 2; }
  struct network net = load(argv[1]);
  int runs = atoi(argv[3]);
  int64_t *flow = malloc(8 * net.arcs + 8), *potential = malloc(8 * net.nodes + 8);
  double *seconds = malloc(sizeof(double) * runs);
  glp_term_out(GLP_OFF);
  for (int run = 0; run < runs; run++) {
    seconds[run] = strcmp(argv[2], "kilter") ? run_primal(&net, flow, potential) : run_kilter(&net, flow, potential);
  }
  qsort(seconds, runs, sizeof(double), ascending);
  long long objective = 0;
  for (int64_t a = 0; a < net.arcs; a++) objective += flow[a] * net.cost[a];
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("glpk %s %.6f objective %lld %s rss %ld\n", argv[2], seconds[runs / 2], objective,
         proves(&net, flow, potential) ? "proven" : "WRONG", usage.ru_maxrss / 1024);
}
