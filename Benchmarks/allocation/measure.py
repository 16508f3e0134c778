"""Measures scarce allocation: our whole command against Clp's dual simplex and HiGHS on the same linear program.

    measure.py LANEWISE WORK [--lines 10000 30000 100000] [--clp clp] [--peers-limit 300]

All times are CPU seconds of one thread. Of ours both the whole command (reading, planning, checking, writing) and its
planning alone stand there; of the peers the solve alone, and reading the MPS file beside it.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def clp_path():
    """Clp's own program: Debian's coinor-clp, or that of PyPI's cbcbox."""
    try:
        import cbcbox
        return os.path.join(os.path.dirname(cbcbox.__file__), "cbc_dist", "bin", "clp")
    except ImportError:
        return "clp"


def cpu(command, limit):
    """CPU seconds of a child, its exit code and what it said; None where it was stopped."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None, None, ""
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, run.returncode, run.stdout + run.stderr


def ours(lanewise, folder, out, limit):
    shutil.rmtree(out, ignore_errors=True)
    spent, code, said = cpu([lanewise, "plan", folder, "-o", out, "--engine", "native"], limit)
    if code != 0:
        return {"cpu": spent, "failed": said[-300:]}
    with open(os.path.join(out, "plan.json")) as file:
        plan = json.load(file)
    return {
        "cpu": spent, "phases": plan["seconds"], "engine": plan["engine"],
        "objectives": [(o["name"], o["value"], o["gap"]) for o in plan["objectives"]],
    }


def bare(lanewise, mps, limit):
    """The same linear program as the peers have it, read and solved."""
    spent, code, said = cpu([lanewise, "solve", mps, "--engine", "native"], limit)
    return {"cpu_with_reading": spent, "said": said.strip().splitlines()[-1:]}


def highs(mps, limit):
    code = (
        "import highspy, sys, time\n"
        "h = highspy.Highs(); h.silent(); h.readModel(sys.argv[1]); h.setOptionValue('threads', 1)\n"
        "h.setOptionValue('parallel', 'off'); t = time.process_time(); h.run()\n"
        "print(time.process_time() - t, h.getInfo().objective_function_value, h.modelStatusToString(h.getModelStatus()))\n"
    )
    spent, status, said = cpu([sys.executable, "-c", code, mps], limit)
    return {"cpu": None} if spent is None else {"said": said.strip()[-200:]}


def clp(program, mps, limit):
    started = time.time()
    spent, status, said = cpu([program, mps, "-dualsimplex", "-quit"], limit)
    last = [line for line in said.splitlines() if "Optimal" in line or "objective" in line.lower()][-1:]
    return {"cpu_with_reading": spent, "seconds": round(time.time() - started, 2), "said": last}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lanewise")
    parser.add_argument("work")
    parser.add_argument("--lines", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--clp", default=clp_path())
    parser.add_argument("--limit", type=float, default=300)
    asked = parser.parse_args()
    os.makedirs(asked.work, exist_ok=True)
    for lines in asked.lines:
        for stages in (False, True):
            folder = os.path.join(asked.work, f"scarce-{lines}" + ("-stages" if stages else ""))
            subprocess.run(
                [sys.executable, os.path.join(HERE, "scarce_instance.py"), str(lines), folder]
                + (["--stages"] if stages else []), check=True)
            print(json.dumps({"lines": lines, "stages": stages, "ours": ours(asked.lanewise, folder, folder + "-out", asked.limit)}), flush=True)
            if stages:
                continue
            exported = folder + "-mps"
            shutil.rmtree(exported, ignore_errors=True)
            subprocess.run([asked.lanewise, "export", folder, "-o", exported, "--format", "mps"], check=True)
            mps = os.path.join(exported, sorted(os.listdir(exported))[0])
            print(json.dumps({"lines": lines, "bare": bare(asked.lanewise, mps, asked.limit)}), flush=True)
            if shutil.which(asked.clp):
                print(json.dumps({"lines": lines, "clp": clp(asked.clp, mps, asked.limit)}), flush=True)
            print(json.dumps({"lines": lines, "highs": highs(mps, asked.limit)}), flush=True)


if __name__ == "__main__":
    main()
