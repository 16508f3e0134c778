// LEMON's minimum-cost flow algorithms on a network written by `FlowBenchmarks write`.
// usage: lemon_flow FILE ALGORITHM RUNS      ALGORITHM: block | altering | scaling
// Prints the median CPU seconds of build-free solves (setup of the algorithm included), the objective, and whether
// flow and potentials prove it.
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>
#include <sys/resource.h>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>
#include <ctime>
#include <vector>
using namespace lemon;
typedef StaticDigraph Graph;
static double cpu() { timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }
typedef Graph::ArcMap<int> ArcInt;
typedef Graph::NodeMap<int> NodeInt;

struct Network {
  int64_t nodes, arcs;
  std::vector<int64_t> supply, tail, head, capacity, cost;
};

static std::vector<int64_t> column(FILE *file, int64_t count) {
  std::vector<int64_t> values(count);
  if (fread(values.data(), 8, count, file) != (size_t)count) { fprintf(stderr, "short file\n"); exit(2); }
  return values;
}

// Conservation, bounds, and cost of the flow equal to the bound that the potentials prove.
template <class Algorithm>
static bool proves(Graph &graph, NodeInt &supply, ArcInt &capacity, ArcInt &cost, Algorithm &algorithm) {
  std::vector<int64_t> left(graph.nodeNum());
  __int128 primal = 0, dual = 0;
  for (Graph::NodeIt v(graph); v != INVALID; ++v) {
    left[graph.id(v)] = supply[v];
    dual -= (__int128)supply[v] * algorithm.potential(v);
  }
  for (Graph::ArcIt a(graph); a != INVALID; ++a) {
    int64_t flow = algorithm.flow(a);
    if (flow < 0 || flow > capacity[a]) return false;
    left[graph.id(graph.source(a))] -= flow;
    left[graph.id(graph.target(a))] += flow;
    int64_t reduced = (int64_t)cost[a] + algorithm.potential(graph.source(a)) - algorithm.potential(graph.target(a));
    primal += (__int128)flow * cost[a];
    if (reduced < 0) dual += (__int128)reduced * capacity[a];
  }
  for (int64_t value : left) if (value != 0) return false;
  return primal == dual;
}

int main(int argc, char **argv) {
  if (argc != 4) { fprintf(stderr, "usage: lemon_flow FILE block|altering|scaling RUNS\n"); return 2; }
  FILE *file = fopen(argv[1], "rb");
  if (!file) { perror(argv[1]); return 2; }
  Network net;
  std::vector<int64_t> sizes = column(file, 2);
  net.nodes = sizes[0]; net.arcs = sizes[1];
  net.supply = column(file, net.nodes); net.tail = column(file, net.arcs); net.head = column(file, net.arcs);
  net.capacity = column(file, net.arcs); net.cost = column(file, net.arcs);
  fclose(file);
  // StaticDigraph wants arcs sorted by tail.
  std::vector<int> order(net.arcs);
  for (int64_t i = 0; i < net.arcs; i++) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return net.tail[a] < net.tail[b]; });
  std::vector<std::pair<int, int>> ends(net.arcs);
  for (int64_t i = 0; i < net.arcs; i++) ends[i] = {(int)net.tail[order[i]], (int)net.head[order[i]]};
  Graph graph;
  graph.build(net.nodes, ends.begin(), ends.end());
  ArcInt capacity(graph), cost(graph);
  NodeInt supply(graph);
  for (Graph::ArcIt a(graph); a != INVALID; ++a) {
    int64_t c = net.capacity[order[graph.id(a)]];
    capacity[a] = c < 0 ? std::numeric_limits<int>::max() : (int)c;
    cost[a] = (int)net.cost[order[graph.id(a)]];
  }
  for (int64_t v = 0; v < net.nodes; v++) supply[graph.node(v)] = (int)net.supply[v];
  std::vector<double> seconds;
  long long objective = 0;
  bool proven = true;
  for (int run = 0; run < atoi(argv[3]); run++) {
    double begin = cpu();
    if (!strcmp(argv[2], "scaling")) {
      CostScaling<Graph, int, int> algorithm(graph);
      algorithm.upperMap(capacity).costMap(cost).supplyMap(supply).run();
      NodeInt potential(graph); ArcInt flow(graph);
      algorithm.flowMap(flow);
      algorithm.potentialMap(potential);
      seconds.push_back(cpu() - begin);
      objective = algorithm.template totalCost<long long>();
      proven = proves(graph, supply, capacity, cost, algorithm);
    } else {
      NetworkSimplex<Graph, int, int> algorithm(graph);
      algorithm.upperMap(capacity).costMap(cost).supplyMap(supply);
      algorithm.run(!strcmp(argv[2], "altering") ? NetworkSimplex<Graph, int, int>::ALTERING_LIST
                                                 : NetworkSimplex<Graph, int, int>::BLOCK_SEARCH);
      NodeInt potential(graph); ArcInt flow(graph);
      algorithm.flowMap(flow);
      algorithm.potentialMap(potential);
      seconds.push_back(cpu() - begin);
      objective = algorithm.template totalCost<long long>();
      proven = proves(graph, supply, capacity, cost, algorithm);
    }
  }
  std::sort(seconds.begin(), seconds.end());
  rusage usage; getrusage(RUSAGE_SELF, &usage);
  printf("lemon %s %.6f objective %lld %s rss %ld\n", argv[2], seconds[seconds.size() / 2], objective,
         proven ? "proven" : "WRONG", usage.ru_maxrss / 1024);
}
