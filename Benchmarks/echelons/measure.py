#!/usr/bin/env python3
"""Plans two-echelon networks (plants, depots, customers; fixed costs on both) with the whole command, within seconds of the clock.

    measure.py LANEWISE DATA [--only C2 …] [--seconds 10 60] [--peers highs scip cbc --python PYTHON] [--peer-seconds 60]
    measure.py LANEWISE --own [PLACE …] [--seconds 60] [--peers highs --python PYTHON] [--peer-seconds 600]

DATA is a folder with `known_optima.csv` (instance, best known value) and the files of the collection, packed with gzip or xz
or not at all; --only: those whose names contain one of these. Prints a Markdown row an instance and limit: value, how far above
the best known one, the certified gap, CPU seconds of the whole command and megabytes of the certificate. With peers, for which PYTHON can
import what `peers/site_peers.py` needs, two rows each: what they come to on the strong model, and on the aggregated one, which has
no links, one thread, after --peer-seconds of CPU.

--own: twenty seeded instances of our own (echelon_instance.py), or those at these places of the list, from 0. With a peer, for
which PYTHON can import highspy: what HiGHS comes to on the strong model, one thread, after --peer-seconds of CPU, and ours ÷ its
value.
"""
import argparse
import csv
import gzip
import json
import lzma
import os
import re
import subprocess
import sys
import tempfile

import echelon_instance

HERE = os.path.dirname(os.path.abspath(__file__))
# Plants, depots, customers, per cent of the capacity that is asked for, products, seed.
OWN = [
    (plants, 2 * plants, 4 * plants, needed, products, seed)
    for plants in (8, 15, 25, 50)
    for seed, (needed, products) in enumerate(((12, 1), (25, 1), (45, 1), (20, 2), (35, 1)), start=1)
]


def known(data):
    with open(os.path.join(data, "known_optima.csv")) as file:
        return {row["instance"]: float(row["optimum_or_best_known"]) for row in csv.DictReader(file)}


def files(data):
    for folder, _, names in sorted(os.walk(data)):
        for name in sorted(names):
            if ".txt" in name:
                yield name.split(".txt")[0], os.path.join(folder, name)


def plain(path, folder):
    """The file, unpacked where it is packed."""
    openers = {".xz": lzma.open, ".gz": gzip.open}
    opener = openers.get(os.path.splitext(path)[1])
    if opener is None:
        return path
    unpacked = os.path.join(folder, "plain.txt")
    with opener(path) as packed, open(unpacked, "wb") as out:
        out.write(packed.read())
    return unpacked


def imported(lanewise, path, folder):
    instance = os.path.join(folder, "instance")
    subprocess.run([lanewise, "import", "tscflp", plain(path, folder), "-o", instance], check=True, stdout=subprocess.DEVNULL)
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


def peer(arguments, path):
    """Value, bound and CPU seconds."""
    out = subprocess.run(
        [arguments.python, os.path.join(HERE, "..", "peers", "highs_echelon.py"), path, str(arguments.peer_seconds)],
        check=True, capture_output=True, text=True).stdout
    return [float(word) for line in out.split("\n") if line.startswith("= ") for word in line.split()[1:]]


def peers(arguments, path, known):
    """A row for each peer and formulation."""
    scripts = os.path.join(HERE, "..", "peers")
    with tempfile.TemporaryDirectory() as folder:
        command = [arguments.python, os.path.join(scripts, "highs_echelon.py"), path, "--write", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        command = [arguments.python, os.path.join(scripts, "site_peers.py"), folder, str(arguments.peer_seconds), "1e-4"]
        said = subprocess.run(command + arguments.peers, check=True, capture_output=True, text=True).stdout
    for line in said.splitlines():
        found = re.match(r"(\w+ \w+): (?:(\S+) s, value (\S+), bound (\S+), gap (\S+) %, (\S+) MB|failed)", line)
        if not found or not found[2]:
            yield f"| {line} | | | | | |"
            continue
        value = float(found[3])
        has_plan = abs(value) < 1e20
        above = f"{100 * (value / known - 1):.2f} %" if known and has_plan else "–"
        gap = f"{float(found[5]):.2f} %"
        told = f"{value:,.0f} | {above} | {gap}" if has_plan else "no plan | | "
        yield f"| {found[1]} | | {told} | {float(found[2]):.1f} | |"


def own(arguments):
    head = ["instance", "needed", "s of the clock", "value", "certified gap", "CPU s"]
    if arguments.peers:
        head += ["HiGHS: value", "gap", "CPU s", "ours ÷ its value"]
    print("| " + " | ".join(head) + " |\n" + "| --- " * len(head) + "|")
    for place in arguments.own or range(len(OWN)):
        *sizes, needed, products, seed = OWN[place]
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "network.txt")
            with open(path, "w") as file:
                file.write(echelon_instance.drawn(*sizes, needed, products, seed))
            instance = imported(os.path.abspath(arguments.lanewise), path, folder)
            name = " × ".join(map(str, sizes)) + (f", {products} products" if products > 1 else "") + f", seed {seed}"
            theirs = peer(arguments, path) if arguments.peers else None
            for seconds in arguments.seconds or [60]:
                objective, cpu, _ = planned(arguments.lanewise, instance, os.path.join(folder, "plan"), seconds)
                row = [name, f"{needed} %", str(seconds)]
                value = float(objective["value"]) if objective else float("inf")
                proved = objective and objective.get("certified_bound")
                row += [f"{value:,.0f}", f"{100 * (1 - float(proved) / value):.2f} %" if proved else "none", f"{cpu:.1f}"]
                if theirs:
                    row += [f"{theirs[0]:,.0f}", f"{100 * (1 - theirs[1] / theirs[0]):.2f} %", f"{theirs[2]:.0f}"]
                    row += [f"{value / theirs[0]:.4f}"]
                print("| " + " | ".join(row) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lanewise")
    parser.add_argument("data", nargs="?")
    parser.add_argument("--only", nargs="*", default=[""])
    parser.add_argument("--seconds", type=int, nargs="*")
    parser.add_argument("--own", type=int, nargs="*")
    parser.add_argument("--peers", nargs="*", choices=["highs", "scip", "cbc"])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--peer-seconds", type=float, default=600)
    arguments = parser.parse_args()
    if arguments.own is not None:
        return own(arguments)
    best = known(arguments.data)
    print("| instance | s of the clock | value | above the best known | certified gap | CPU s | certificate, MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, path in files(arguments.data):
        if not any(part in name for part in arguments.only):
            continue
        with tempfile.TemporaryDirectory() as folder:
            instance = imported(os.path.abspath(arguments.lanewise), path, folder)
            if arguments.peers:
                for row in peers(arguments, plain(path, folder), best.get(name)):
                    print(row, flush=True)
            for seconds in arguments.seconds or [10, 60]:
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
