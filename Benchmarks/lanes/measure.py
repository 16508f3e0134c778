#!/usr/bin/env python3
"""Plans generated instances from tables to written plan, and says where the time goes.

    measure.py LANEWISE [--lanes 10000 100000 1000000] [--engine auto] [--runs 3]

Prints a Markdown row an instance: CPU seconds of the whole command and its peak memory, and the wall seconds of its phases as
`plan.json` tells them (write is what is left of the whole). The last column is the whole over reading + solving + writing.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def run(program, instance, out, engine):
    start = time.monotonic()
    child = subprocess.Popen(
        [program, "plan", instance, "-o", out, "--engine", engine], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(child.pid, 0)
    whole = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{instance}: exit {os.waitstatus_to_exitcode(status)}: {child.stderr.read().decode()}")
    with open(os.path.join(out, "plan.json")) as file:
        plan = json.load(file)
    seconds = {name: float(value) for name, value in plan["seconds"].items() if name != "total"}
    seconds["write"] = whole - sum(seconds.values())
    return {
        "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024, "whole": whole, "seconds": seconds,
        "status": plan["status"], "engine": plan["engine"], "gap": plan["objectives"][-1]["gap"],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lanewise")
    parser.add_argument("--lanes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    print("| lanes | engine | status | CPU s | peak MB | read | formulate | solve | verify | write | whole ÷ (read + solve + write) |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for lanes in arguments.lanes:
        with tempfile.TemporaryDirectory() as folder:
            instance, out = os.path.join(folder, "instance"), os.path.join(folder, "plan")
            subprocess.run(
                [sys.executable, os.path.join(HERE, "lane_instance.py"), instance, "--lanes", str(lanes)], check=True)
            runs = [run(arguments.lanewise, instance, out, arguments.engine) for _ in range(arguments.runs)]
        middle = statistics.median_low([one["cpu"] for one in runs])
        best = next(one for one in runs if one["cpu"] == middle)
        phases = best["seconds"]
        apart = sum(phases.get(name, 0) for name in ("read", "solve", "write"))
        cells = [f"{phases.get(name, 0):.2f}" for name in ("read", "formulate", "solve", "verify", "write")]
        print(f"| {lanes:,} | {best['engine']} | {best['status']} | {best['cpu']:.2f} | {best['memory']:.0f} | "
              + " | ".join(cells) + f" | {best['whole'] / apart:.2f} |", flush=True)


if __name__ == "__main__":
    main()
