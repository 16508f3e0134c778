#!/usr/bin/env python3
"""Plans generated tenders to a gap, and HiGHS on the exported program beside it.

    measure.py LANEWISE [--python PYTHON] [--seeds 1 2 3] [--seconds 60]

PYTHON can import highspy; without it there is no peer. Prints a Markdown row a tender: CPU seconds of the whole command and of the
peer to the same gap, and their ratio; of the largest, the CPU seconds to a first verified plan and what was proved at the end.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = [(200, 8, 1e-4), (300, 12, 1e-3), (500, 15, 1e-3)]


def run(command):
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, _ = child.stdout.read(), child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    return out.decode(), os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime


def plan(program, instance, out, gap, seconds):
    text, code, cpu = run([program, "plan", instance, "-o", out, "--gap", str(gap), "--time-limit", str(seconds)])
    if code != 0:
        sys.exit(f"{instance}: exit {code}")
    with open(os.path.join(out, "plan.json")) as file:
        found = json.load(file)
    return found, cpu


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lanewise")
    parser.add_argument("--python")
    parser.add_argument("--seeds", type=int, nargs="*", default=[1])
    parser.add_argument("--seconds", type=float, default=60)
    arguments = parser.parse_args()
    print("| lanes × providers | seed | gap asked | ours: value | certified gap | CPU s | HiGHS: CPU s to that gap | value | gap at its end | ours ÷ HiGHS |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for lanes, providers, gap in SIZES:
        for seed in arguments.seeds:
            with tempfile.TemporaryDirectory() as folder:
                path = lambda name: os.path.join(folder, name)
                subprocess.run(
                    [sys.executable, os.path.join(HERE, "award_instance.py"), path("instance"), "--lanes", str(lanes),
                     "--providers", str(providers), "--seed", str(seed)], check=True)
                found, cpu = plan(arguments.lanewise, path("instance"), path("plan"), gap, arguments.seconds)
                value, bound = float(found["total_cost"]), float(found["certified_bound"])
                row = [f"{lanes} × {providers}", str(seed), f"{gap:.2%}", f"{value:,.2f}", f"{(value - bound) / value:.4%}", f"{cpu:.2f}"]
                if arguments.python:
                    subprocess.run([arguments.lanewise, "export", path("instance"), "-o", path("program")], check=True, stdout=subprocess.DEVNULL)
                    program = next(name for name in sorted(os.listdir(path("program"))) if name.endswith(".mps"))
                    text, _, _ = run([arguments.python, os.path.join(HERE, "..", "peers", "highs_award.py"),
                                      os.path.join(path("program"), program), str(arguments.seconds), str(gap)])
                    lines = text.split("\n")
                    time = lines[0].split()[1]
                    peer = lines[1].split()
                    ratio = f"{cpu / float(time):.3f}" if time != "-" else f"below {cpu / float(peer[3]):.3f}"
                    row += [time, f"{float(peer[0]):,.2f}", f"{float(peer[2]):.3%}", ratio]
                else:
                    row += ["not run", "", "", ""]
                print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
