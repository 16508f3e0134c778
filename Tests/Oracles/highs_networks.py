"""Optima of minimum-cost flow problems by HiGHS. usage: highs_networks.py FILE

A line of FILE is a network: nodes, arcs, rule (0 equal, 1 at most, 2 at least), the supplies, then tail, head, lower bound,
capacity (`inf`: none) and cost of every arc. For each a line is printed: its optimum, `infeasible` or `unbounded`.
"""

import sys

import highspy
import numpy as np


def answer(words):
    nodes, arcs, rule = (int(word) for word in words[:3])
    supply = np.array(words[3:3 + nodes], dtype=float)
    rows = np.array(words[3 + nodes:], dtype=float).reshape(arcs, 5)
    if (rows[:, 2] > rows[:, 3]).any():
        return "infeasible"
    if arcs == 0:
        # HiGHS does not look at the rows of a program without columns.
        is_feasible = [(supply == 0).all(), (supply >= 0).all(), (supply <= 0).all()][rule]
        return "0" if is_feasible else "infeasible"
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    # Without presolve an infeasible program is told from an unbounded one.
    solver.setOptionValue("presolve", "off")
    infinity = highspy.kHighsInf
    for value in supply:
        solver.addRow(-infinity if rule == 1 else value, infinity if rule == 2 else value, 0, [], [])
    for tail, head, lower, upper, cost in rows:
        ends = [] if tail == head else [int(tail), int(head)]
        signs = [1.0, -1.0][:len(ends)]
        solver.addCol(cost, lower, infinity if upper == np.inf else upper, len(ends), ends, signs)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return str(round(solver.getObjectiveValue()))
    return {
        highspy.HighsModelStatus.kInfeasible: "infeasible",
        highspy.HighsModelStatus.kUnbounded: "unbounded",
    }.get(status, str(status))


with open(sys.argv[1]) as file:
    answers = [answer(line.split()) for line in file]
# HiGHS greets on standard output, so that the answers come last.
print("\n" + "\n".join(answers))
