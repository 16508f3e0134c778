"""HiGHS's reader of MPS.

usage: highs_read.py FILE RUNS
Prints the median CPU seconds from the file to a built program, and what was read.
"""
import statistics
import sys
import time

import highspy

path, runs = sys.argv[1], int(sys.argv[2])
seconds = []
for _ in range(runs):
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    begin = time.process_time()
    if solver.readModel(path) == highspy.HighsStatus.kError:
        sys.exit(1)
    seconds.append(time.process_time() - begin)
print(
    f"highs {statistics.median_high(seconds)} {solver.getNumRow()} rows {solver.getNumCol()} columns "
    f"{solver.getNumNz()} entries"
)
