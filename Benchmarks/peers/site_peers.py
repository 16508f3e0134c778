"""HiGHS, SCIP and CBC on what `SitePrograms` wrote: strong.mps and aggregated.mps in one folder.

usage: site_peers.py FOLDER SECONDS [GAP [PEER …]]
Either of the two files may be missing.
Prints, for each peer and formulation, CPU seconds of one thread, value, bound, gap and the peak memory of the peer's process,
which is one of its own for every run. The limit is in CPU seconds too. Needs highspy, pyscipopt, cbcbox.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time


def say(seconds, value, bound):
    print(f"{seconds} {value} {bound}", flush=True)


def highs(model, seconds, gap):
    import highspy

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", gap)
    solver.readModel(str(model))
    begin = time.process_time()

    def stop_when_due(kind, message, seen, answer, data):
        if time.process_time() - begin > seconds:
            answer.user_interrupt = True

    solver.setCallback(stop_when_due, None)
    kinds = highspy.cb.HighsCallbackType
    for kind in (kinds.kCallbackMipInterrupt, kinds.kCallbackSimplexInterrupt, kinds.kCallbackIpmInterrupt):
        solver.startCallback(kind)
    solver.run()
    info = solver.getInfo()
    say(time.process_time() - begin, info.objective_function_value, info.mip_dual_bound)


def scip(model, seconds, gap):
    import pyscipopt

    solver = pyscipopt.Model()
    solver.hideOutput()
    solver.readProblem(str(model))
    solver.setParam("limits/time", seconds)
    solver.setParam("timing/clocktype", 1)
    solver.setParam("limits/gap", gap)
    begin = time.process_time()
    solver.optimize()
    value = solver.getObjVal() if solver.getNSols() else float("inf")
    say(time.process_time() - begin, value, solver.getDualbound())


def finished(command):
    """What a command prints, its CPU seconds and the peak of its memory in MB."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    return text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def cbc(model, seconds, gap):
    """CBC is a program of its own: what it takes to read the file counts as its time."""
    import cbcbox

    command = [cbcbox.cbc_bin_path(), str(model), "-timeMode", "cpu", "-seconds", str(seconds), "-ratio", str(gap)]
    text, spent, peak = finished(command + ["-solve", "-quit"])
    value = re.search(r"Objective value:\s+(\S+)", text)
    bound = re.search(r"Lower bound:\s+(\S+)", text)
    found = float(value.group(1)) if value else float("inf")
    return spent, found, float(bound.group(1)) if bound else found, peak


def run(name, model, seconds, gap):
    """CPU seconds, value, bound, peak MB; nil where the peer failed."""
    if name == "cbc":
        return cbc(model, seconds, gap)
    text, _, peak = finished([sys.executable, __file__, "--one", name, str(model), str(seconds), str(gap)])
    words = text.split()[-3:]
    return (*map(float, words), peak) if len(words) == 3 else None


def main():
    if sys.argv[1] == "--one":
        {"highs": highs, "scip": scip}[sys.argv[2]](sys.argv[3], float(sys.argv[4]), float(sys.argv[5]))
        return
    folder, seconds = pathlib.Path(sys.argv[1]), float(sys.argv[2])
    gap = float(sys.argv[3]) if len(sys.argv) > 3 else 1e-4
    titles = {"highs": "HiGHS", "scip": "SCIP", "cbc": "CBC"}
    for model in filter(pathlib.Path.exists, (folder / "strong.mps", folder / "aggregated.mps")):
        for name in sys.argv[4:] or list(titles):
            found = run(name, model, seconds, gap)
            if found is None:
                print(f"{titles[name]} {model.stem}: failed", flush=True)
                continue
            spent, value, bound, peak = found
            size = max(abs(value), abs(bound))
            reached = 0.0 if size == 0 else 100 * abs(value - bound) / size if size < 1e300 else 100.0
            print(
                f"{titles[name]} {model.stem}: {spent:.4f} s, value {value}, bound {bound}, gap {reached:.4f} %, {peak:.0f} MB",
                flush=True)


if __name__ == "__main__":
    main()
