"""Solves the levels of instances one after the other with HiGHS, each with the earlier ones kept.

usage: highs_levels.py FOLDER [FOLDER ...]

A folder holds the MPS files of an instance's levels, `1-….mps`, `2-….mps`, …, which differ in their objective alone. For each
folder a line is printed: its name, and the values of its levels, or `infeasible`.
"""
import os
import sys

import highspy


def solver():
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.0)
    highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
    highs.setOptionValue("threads", 1)
    return highs


def levels(folder):
    files = sorted(os.listdir(folder), key=lambda name: int(name.split("-")[0]))
    kept, values = [], []
    for name in files:
        highs = solver()
        highs.readModel(os.path.join(folder, name))
        program = highs.getLp()
        is_least = program.sense_ == highspy.ObjSense.kMinimize
        costs = list(program.col_cost_)
        for earlier, least, most in kept:
            entries = [(column, cost) for column, cost in enumerate(earlier) if cost]
            highs.addRow(least, most, len(entries), [column for column, _ in entries], [cost for _, cost in entries])
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return ["infeasible"] if not values else values + ["lost"]
        value = highs.getInfo().objective_function_value
        values.append(repr(value))
        bare, slack = value - program.offset_, 1e-7 * max(1.0, abs(value))
        kept.append((costs, -highspy.kHighsInf if is_least else bare - slack, bare + slack if is_least else highspy.kHighsInf))
    return values


lines = [" ".join([os.path.basename(folder)] + levels(folder)) for folder in sys.argv[1:]]
# HiGHS greets on standard output, so that the answers come last.
print("\n" + "\n".join(lines))
