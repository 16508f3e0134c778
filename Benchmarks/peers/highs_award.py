#!/usr/bin/env python3
"""HiGHS on an exported program, one thread: when it first proves each of some gaps.

    highs_award.py PROGRAM.mps SECONDS GAP [GAP …]

SECONDS are of CPU, as far as HiGHS asks about them; on a machine that others share the clock runs longer. Prints a line a gap
(`= gap seconds`, CPU; `-` where it was not proved in the time), then the last value, bound and gap.
"""
import sys
import time

import highspy


def main():
    path, limit, gaps = sys.argv[1], float(sys.argv[2]), sorted((float(gap) for gap in sys.argv[3:]), reverse=True)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", 4 * limit)
    solver.setOptionValue("mip_rel_gap", gaps[-1])
    solver.readModel(path)
    start = time.process_time()
    reached = {}

    def watch(event):
        data = event.data_out
        size = max(abs(data.mip_primal_bound), abs(data.mip_dual_bound), 1e-9)
        now = abs(data.mip_primal_bound - data.mip_dual_bound) / size
        for gap in gaps:
            if now <= gap and gap not in reached:
                reached[gap] = time.process_time() - start
        if time.process_time() - start > limit:
            event.interrupt()

    solver.cbMipInterrupt += watch
    solver.run()
    info = solver.getInfo()
    spent = time.process_time() - start
    for gap in gaps:
        if info.mip_gap <= gap and gap not in reached:
            reached[gap] = spent
        # HiGHS itself says a word now and then, whatever its output flag.
        print(f"= {gap:g} {reached[gap]:.2f}" if gap in reached else f"= {gap:g} -")
    print(f"= {info.objective_function_value:.6f} {info.mip_dual_bound:.6f} {info.mip_gap:.3g} {spent:.2f}")


main()
