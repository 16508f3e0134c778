/* GLPK's readers of MPS and DIMACS.
   usage: glpk_read FILE RUNS      FILE ends in .min, or is MPS, fixed where its name says so
   Prints the median CPU seconds from the file to a built program, and what was read. */
#include <glpk.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double cpu(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double read_mps(const char *path, int kind, char *words, size_t length) {
  glp_prob *program = glp_create_prob();
  double begin = cpu();
  if (glp_read_mps(program, kind, NULL, path)) exit(1);
  double seconds = cpu() - begin;
  snprintf(words, length, "%d rows %d columns %d entries", glp_get_num_rows(program), glp_get_num_cols(program),
           glp_get_num_nz(program));
  glp_delete_prob(program);
  return seconds;
}

static double read_network(const char *path, char *words, size_t length) {
  glp_graph *network = glp_create_graph(sizeof(double), 3 * sizeof(double));
  double begin = cpu();
  if (glp_read_mincost(network, 0, 0, 8, 16, path)) exit(1);
  double seconds = cpu() - begin;
  snprintf(words, length, "%d nodes %d arcs", network->nv, network->na);
  glp_delete_graph(network);
  return seconds;
}

int main(int count, char **arguments) {
  int runs = count == 3 ? atoi(arguments[2]) : 0;
  if (runs < 1) { fprintf(stderr, "usage: glpk_read FILE RUNS\n"); return 2; }
  const char *path = arguments[1];
  int is_network = strstr(path, ".min") != NULL;
  int kind = strstr(path, "fixed") ? GLP_MPS_DECK : GLP_MPS_FILE;
  double *seconds = malloc(runs * sizeof(double));
  char words[200] = "";
  glp_term_out(GLP_OFF);
  for (int run = 0; run < runs; run++) {
    seconds[run] = is_network ? read_network(path, words, sizeof words) : read_mps(path, kind, words, sizeof words);
  }
  qsort(seconds, runs, sizeof(double), ascending);
  printf("glpk %f %s\n", seconds[runs / 2], words);
  return 0;
}
