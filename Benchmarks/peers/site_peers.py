"""HiGHS, SCIP and CBC on what `SiteBenchmarks write` wrote: strong.mps and aggregated.mps in one folder.

usage: site_peers.py FOLDER SECONDS [GAP [PEER …]]
Prints, for each peer and formulation, CPU seconds of one thread, value, bound and gap. Needs highspy, pyscipopt, cbcbox.
"""

import pathlib
import re
import resource
import subprocess
import sys


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def children_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def report(peer, model, seconds, value, bound):
    size = max(abs(value), abs(bound))
    gap = 100 * abs(value - bound) / size if size else 0.0
    print(f"{peer} {model.stem}: {seconds:.4f} s, value {value}, bound {bound}, gap {gap:.4f} %", flush=True)


def highs(model, seconds, gap):
    import highspy

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_rel_gap", gap)
    solver.readModel(str(model))
    begin = cpu_seconds()
    solver.run()
    info = solver.getInfo()
    report("HiGHS", model, cpu_seconds() - begin, info.objective_function_value, info.mip_dual_bound)


def scip(model, seconds, gap):
    import pyscipopt

    solver = pyscipopt.Model()
    solver.hideOutput()
    solver.readProblem(str(model))
    solver.setParam("limits/time", seconds)
    solver.setParam("timing/clocktype", 1)
    solver.setParam("limits/gap", gap)
    begin = cpu_seconds()
    solver.optimize()
    value = solver.getObjVal() if solver.getNSols() else float("inf")
    report("SCIP", model, cpu_seconds() - begin, value, solver.getDualbound())


def cbc(model, seconds, gap):
    import cbcbox

    begin = children_seconds()
    command = [cbcbox.cbc_bin_path(), str(model), "-seconds", str(seconds), "-ratio", str(gap), "-solve", "-quit"]
    text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    value = re.search(r"Objective value:\s+(\S+)", text)
    bound = re.search(r"Lower bound:\s+(\S+)", text)
    found = float(value.group(1)) if value else float("inf")
    report("CBC", model, children_seconds() - begin, found, float(bound.group(1)) if bound else found)


def main():
    folder, seconds = pathlib.Path(sys.argv[1]), float(sys.argv[2])
    gap = float(sys.argv[3]) if len(sys.argv) > 3 else 1e-4
    peers = {"highs": highs, "scip": scip, "cbc": cbc}
    asked = sys.argv[4:] or list(peers)
    for model in (folder / "strong.mps", folder / "aggregated.mps"):
        for name in asked:
            peers[name](model, seconds, gap)


if __name__ == "__main__":
    main()
