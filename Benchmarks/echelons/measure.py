#!/usr/bin/env python3
"""Plans two-echelon networks (plants, depots, customers; fixed costs on both) with the whole command, within seconds of the clock.

    measure.py LANEWISE DATA [--seconds 10 60]

DATA is a folder with `known_optima.csv` (instance, best known value) and the files of the collection, packed with gzip or xz
or not at all. Prints a Markdown row an instance and limit: value, how far above the best known one, the certified gap, CPU
seconds of the whole command and megabytes of the certificate.
"""
import argparse
import csv
import json
import lzma
import os
import subprocess
import sys
import tempfile


def known(data):
    with open(os.path.join(data, "known_optima.csv")) as file:
        return {row["instance"]: float(row["optimum_or_best_known"]) for row in csv.DictReader(file)}


def files(data):
    for folder, _, names in sorted(os.walk(data)):
        for name in sorted(names):
            if ".txt" in name:
                yield name.split(".txt")[0], os.path.join(folder, name)


def imported(lanewise, path, folder):
    if path.endswith(".xz"):
        plain = os.path.join(folder, "plain.txt")
        with lzma.open(path) as packed, open(plain, "wb") as out:
            out.write(packed.read())
        path = plain
    instance = os.path.join(folder, "instance")
    subprocess.run([lanewise, "import", "tscflp", path, "-o", instance], check=True, stdout=subprocess.DEVNULL)
    return instance


def planned(lanewise, instance, out, seconds):
    child = subprocess.Popen(
        [lanewise, "plan", instance, "-o", out, "--time-limit", str(seconds)], stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    cpu = usage.ru_utime + usage.ru_stime
    if os.waitstatus_to_exitcode(status) != 0:
        return None, cpu, 0
    with open(os.path.join(out, "plan.json")) as file:
        objective = json.load(file)["objectives"][-1]
    return objective, cpu, os.path.getsize(os.path.join(out, "certificate.json")) / 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lanewise")
    parser.add_argument("data")
    parser.add_argument("--seconds", type=int, nargs="*", default=[10, 60])
    arguments = parser.parse_args()
    best = known(arguments.data)
    print("| instance | s of the clock | value | above the best known | certified gap | CPU s | certificate, MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, path in files(arguments.data):
        with tempfile.TemporaryDirectory() as folder:
            instance = imported(os.path.abspath(arguments.lanewise), path, folder)
            for seconds in arguments.seconds:
                objective, cpu, size = planned(arguments.lanewise, instance, os.path.join(folder, "plan"), seconds)
                if objective is None:
                    print(f"| {name} | {seconds} | no plan | | | {cpu:.1f} | |", flush=True)
                    continue
                value = float(objective["value"])
                above = f"{100 * (value / best[name] - 1):.2f} %" if name in best else "–"
                proved = objective.get("certified_bound")
                gap = f"{100 * (1 - float(proved) / value):.2f} %" if proved is not None else "none"
                print(f"| {name} | {seconds} | {value:,.0f} | {above} | {gap} | {cpu:.1f} | {size:.1f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
