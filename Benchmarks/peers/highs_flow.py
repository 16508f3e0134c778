"""HiGHS on the network as a linear program. usage: highs_flow.py FILE simplex|ipm RUNS"""

import sys

import highspy
import numpy as np

from flow_network import UNLIMITED, Network, cpu_seconds, report


def program(network):
    lp = highspy.HighsLp()
    arcs, nodes = len(network.tail), len(network.supply)
    lp.num_col_, lp.num_row_ = arcs, nodes
    lp.col_cost_ = network.cost.astype(float)
    lp.col_lower_ = np.zeros(arcs)
    lp.col_upper_ = np.where(network.capacity == UNLIMITED, highspy.kHighsInf, network.capacity.astype(float))
    lp.row_lower_ = lp.row_upper_ = network.supply.astype(float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = 2 * np.arange(arcs + 1)
    lp.a_matrix_.index_ = np.column_stack((network.tail, network.head)).ravel()
    lp.a_matrix_.value_ = np.tile([1.0, -1.0], arcs)
    return lp


def solve(network, method):
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("solver", method)
    solver.passModel(program(network))
    seconds = cpu_seconds(solver.run)
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        sys.exit(f"status {solver.getModelStatus()}")
    solution = solver.getSolution()
    return seconds, np.array(solution.col_value), -np.array(solution.row_dual)


report("highs", sys.argv[2], Network(sys.argv[1]), solve, int(sys.argv[3]))
