#!/usr/bin/env python3
"""Holds Lanewise against published optima: every value of known_optima.csv in the families named, within a time limit each.

usage: known_optima.py DATA LANEWISE [--limit SECONDS] [--family NAME ...] [--all]

DATA is the folder of public instances, LANEWISE the program. Prints a table in Markdown, one row an instance, and ends
with code 1 if an answer contradicts a published value. `--all` prints the solved ones too, else they are counted.
"""
import argparse
import csv
import json
import lzma
import pathlib
import subprocess
import sys
import tempfile

TOLERANCE = 1e-6
FAMILIES = [
    "orlib-cap", "fctp", "gap", "miplib3", "netlib-lp", "mincostflow", "torture", "sscflp", "tscflp",
]


def value(text):
    """A plan's decimal string, or a number, as a float."""
    return None if text is None else float(text)


def verdict(row, known):
    """Whether an answer agrees with the published value, does not contradict it, or is wrong."""
    sign = -1 if row["sense"] == "max" else 1
    slack = TOLERANCE * max(1.0, abs(known))
    objective, bound = row["objective"], row["bound"]
    if row["status"] == "optimal":
        return "equal" if abs(objective - known) <= slack else "WRONG"
    if row["status"] not in ("feasible", "unknown"):
        return "WRONG"
    if objective is not None and sign * (objective - known) < -slack:
        return "WRONG"
    if bound is not None and sign * (bound - known) > slack:
        return "WRONG"
    return "not contradicted"


def run(command, limit):
    """The JSON that the command prints, or what stands for it where it printed none."""
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=4 * limit + 60)
    except subprocess.TimeoutExpired:
        return {"status": "hangs"}
    try:
        return json.loads(ended.stdout)
    except json.JSONDecodeError:
        return {"status": "unknown" if ended.returncode == 4 else f"exit {ended.returncode}"}


class Campaign:
    def __init__(self, arguments, folder):
        self.data = pathlib.Path(arguments.data)
        self.lanewise = arguments.lanewise
        self.limit = arguments.limit
        self.folder = pathlib.Path(folder)

    def unpacked(self, path):
        """The path itself, or a copy without xz, which Lanewise does not read."""
        if path.suffix != ".xz":
            return path
        copy = self.folder / path.stem
        copy.write_bytes(lzma.decompress(path.read_bytes()))
        return copy

    def found(self, family, name):
        """The file of an instance, whatever folder and ending it has."""
        names = {name + ending for ending in ("", ".txt", ".txt.gz", ".mps.gz", ".min.gz", ".min.xz", ".gz", ".txt.xz")}
        places = [p for p in sorted((self.data / family).rglob("*")) if p.is_file()]
        places = [p for p in places if str(p.relative_to(self.data / family)) in names or p.name in names]
        return self.unpacked(places[0]) if places else None

    def solve(self, path, *options):
        command = [self.lanewise, "solve", str(path), "--json", "--time-limit", str(self.limit), *options]
        answer = run(command, self.limit)
        seconds = answer.get("seconds", {}).get("solve")
        return {
            "status": answer["status"], "objective": value(answer.get("objective")), "bound": value(answer.get("bound")),
            "seconds": seconds,
        }

    def plan(self, form, path, *options):
        instance = self.folder / "instance"
        subprocess.run(
            [self.lanewise, "import", form, str(path), "-o", str(instance), *options], check=True, capture_output=True)
        command = [self.lanewise, "plan", str(instance), "-o", str(self.folder / "plan"), "--json", "--time-limit",
                   str(self.limit)]
        answer = run(command, self.limit)
        seconds = answer.get("seconds")
        return {
            "status": answer["status"], "objective": value(answer.get("total_cost")), "bound": value(answer.get("bound")),
            "seconds": sum(map(float, seconds.values())) if isinstance(seconds, dict) else None,
        }

    def answer(self, family, name, sense):
        """What Lanewise says of an instance; None where its file is not there."""
        if family == "torture":
            return self.solve(self.data / family / "mip" / name)
        base, _, capacity = name.partition("_") if family == "orlib-cap" else (name, "", "")
        path = self.found(family, base)
        if path is None:
            return None
        if family == "gap":
            return self.solve(path, "--format", "gap", *(["--maximize"] if sense == "max" else []))
        if family in ("orlib-cap", "sscflp", "tscflp"):
            return self.plan(family, path, *(["--capacity", capacity] if capacity else []))
        return self.solve(path)

    def rows(self, family):
        with open(self.data / family / "known_optima.csv", newline="") as file:
            for entry in csv.DictReader(file):
                name = entry["instance"]
                if "uncapacitated" in name:
                    continue
                known = float(entry.get("optimum_or_best_known") or entry["optimum"])
                sense = entry.get("sense") or "min"
                answer = self.answer(family, name, sense)
                if answer is not None:
                    row = dict(answer, family=family, instance=name, known=known, sense=sense)
                    row["verdict"] = verdict(row, known)
                    yield row


def text(number):
    return "" if number is None else f"{number:.10g}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("lanewise")
    parser.add_argument("--limit", type=float, default=60)
    parser.add_argument("--family", nargs="*", default=FAMILIES, choices=FAMILIES)
    parser.add_argument("--all", action="store_true")
    arguments = parser.parse_args()
    counts, wrong = {}, 0
    print("| family | instance | published | answer | value | bound | seconds | verdict |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        campaign = Campaign(arguments, folder)
        for family in arguments.family:
            for row in campaign.rows(family):
                count = counts.setdefault(family, [0, 0])
                count[0] += row["verdict"] == "equal"
                count[1] += 1
                wrong += row["verdict"] == "WRONG"
                if arguments.all or row["verdict"] != "equal":
                    seconds = "" if row["seconds"] is None else f"{row['seconds']:.2f}"
                    print(
                        f"| {family} | {row['instance']} | {text(row['known'])} | {row['status']} | "
                        f"{text(row['objective'])} | {text(row['bound'])} | {seconds} | {row['verdict']} |", flush=True)
    for family, (solved, total) in counts.items():
        print(f"\n{family}: {solved} of {total} solved to the published value", end="")
    print(f"\n{wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
