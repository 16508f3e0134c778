#!/usr/bin/env python3
"""Plans generated tenders to a gap, HiGHS on the exported program beside it, and asks why the losers did not win.

    measure.py LANEWISE [--python PYTHON] [--reference FLOWBENCHMARKS LEMON] [--seeds 1 2 3] [--seconds 60] [--why-not]

PYTHON can import highspy; without it there is no peer. FLOWBENCHMARKS and LEMON are what Benchmarks/flow.sh builds: LEMON's block
search on a dense 1000 × 1000 transportation problem is run first, and seconds are CPU seconds scaled to a machine where that takes
0.107 s. Prints Markdown: a row a tender and gap with the whole command, HiGHS to the same gap, and the ratio; of the largest also what
is proved at the end; then the time of one loser and of all.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
REFERENCE = 0.107
# Lanes, providers, gap; 0: to the end of the time.
SIZES = [(200, 8, 1e-4), (300, 12, 1e-3), (500, 15, 1e-3), (500, 15, 0)]


def run(command):
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        out.seek(0)
        return out.read().decode(), os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime


def reference(programs):
    writer, lemon = programs
    with tempfile.TemporaryDirectory() as folder:
        network = os.path.join(folder, "network")
        subprocess.run([writer, "write", "dense1000", "1", network], check=True)
        times = [float(run([lemon, network, "block", "1"])[0].split()[2]) for _ in range(5)]
    return statistics.median(times)


def plan(program, instance, out, gap, seconds):
    _, code, cpu = run([program, "plan", instance, "-o", out, "--gap", str(gap), "--time-limit", str(seconds)])
    if code != 0:
        sys.exit(f"{instance}: exit {code}")
    with open(os.path.join(out, "plan.json")) as file:
        found = json.load(file)
    return float(found["total_cost"]), float(found["certified_bound"]), cpu


def peer(arguments, folder, gap, cpu, scale):
    path = lambda name: os.path.join(folder, name)
    command = [arguments.lanewise, "export", path("instance"), "-o", path("program")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    program = next(name for name in sorted(os.listdir(path("program"))) if name.endswith(".mps"))
    text, _, _ = run([arguments.python, os.path.join(HERE, "..", "peers", "highs_award.py"),
                      os.path.join(path("program"), program), str(arguments.seconds), str(gap)])
    lines = [line[2:] for line in text.split("\n") if line.startswith("= ")]
    time, last = lines[0].split()[1], lines[1].split()
    ratio = f"{cpu / float(time):.3f}" if time != "-" else f"below {cpu / float(last[3]):.3f}"
    shown = f"{scale * float(time):.1f}" if time != "-" else f"not in {scale * float(last[3]):.0f}"
    return [shown, f"{float(last[0]):,.2f}", f"{float(last[2]):.3%}", ratio]


def generate(folder, lanes, providers, seed):
    out = os.path.join(folder, "instance")
    subprocess.run([sys.executable, os.path.join(HERE, "award_instance.py"), out, "--lanes", str(lanes),
                    "--providers", str(providers), "--seed", str(seed)], check=True)
    return out


def plans(arguments, scale):
    print("| lanes × providers | seed | gap asked | ours: value | certified gap | s | HiGHS: s to that gap | value | gap at its end | ours ÷ HiGHS |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for lanes, providers, gap in SIZES:
        for seed in arguments.seeds:
            with tempfile.TemporaryDirectory() as folder:
                instance = generate(folder, lanes, providers, seed)
                value, bound, cpu = plan(arguments.lanewise, instance, os.path.join(folder, "plan"), gap, arguments.seconds)
                row = [f"{lanes} × {providers}", str(seed), f"{gap:.2%}", f"{value:,.2f}", f"{(value - bound) / value:.4%}",
                       f"{scale * cpu:.1f}"]
                row += peer(arguments, folder, gap, cpu, scale) if arguments.python and gap > 0 else ["not run", "", "", ""]
                print("| " + " | ".join(row) + " |", flush=True)


def losers(arguments, scale):
    print("\n| why-not, 200 × 8, gap 0.01 % | losers | CPU s in all | s a loser | what forcing may cost less, at most |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        instance = generate(folder, 200, 8, arguments.seeds[0])
        out = os.path.join(folder, "sheet")
        _, _, base = plan(arguments.lanewise, instance, os.path.join(folder, "plan"), 1e-4, arguments.seconds)
        for name, only in [("one lane, one provider", ["--lane", "P0:C0", "--provider", "V0"]), ("one lane", ["--lane", "P0:C0"]),
                           ("all", [])]:
            _, code, cpu = run([arguments.lanewise, "explain", instance, "--why-not", "--gap", "1e-4", "-o", out] + only)
            if code != 0:
                sys.exit(f"why-not: exit {code}")
            with open(os.path.join(out, "why_not.json")) as file:
                rows = json.load(file)["losers"]
            open_cost = max(float(row["forced_cost"]) - float(row["forced_cost_at_least"]) for row in rows)
            print(f"| {name} | {len(rows)} | {scale * cpu:.1f} | {scale * (cpu - base) / len(rows):.2f} | {open_cost:.2f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lanewise")
    parser.add_argument("--python")
    parser.add_argument("--reference", nargs=2, metavar=("FLOWBENCHMARKS", "LEMON"))
    parser.add_argument("--seeds", type=int, nargs="*", default=[1])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--why-not", action="store_true")
    arguments = parser.parse_args()
    scale = 1.0
    if arguments.reference:
        lemon = reference(arguments.reference)
        scale = REFERENCE / lemon
        print(f"LEMON's block search: {lemon:.3f} s; seconds are CPU seconds × {scale:.2f}\n", flush=True)
    plans(arguments, scale)
    if arguments.why_not:
        losers(arguments, scale)


if __name__ == "__main__":
    main()
