"""OR-Tools' SimpleMinCostFlow (cost-scaling push-relabel). usage: ortools_flow.py FILE default RUNS

It gives no potentials, so its answer is checked as a flow, and its cost against the others'.
"""

import sys

import numpy as np
from ortools.graph.python import min_cost_flow

from flow_network import UNLIMITED, Network, cpu_seconds, report


def solve(network, _):
    solver = min_cost_flow.SimpleMinCostFlow()
    capacity = np.where(network.capacity == UNLIMITED, network.total_supply, network.capacity)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(network.tail, network.head, capacity, network.cost)
    solver.set_nodes_supplies(np.arange(len(network.supply)), network.supply)
    status = []
    seconds = cpu_seconds(lambda: status.append(solver.solve()))
    if status[0] != solver.OPTIMAL:
        sys.exit(f"status {status[0]}")
    return seconds, solver.flows(arcs), None


report("ortools", sys.argv[2], Network(sys.argv[1]), solve, int(sys.argv[3]))
