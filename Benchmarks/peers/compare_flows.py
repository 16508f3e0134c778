"""Runs every solver on the same networks, in turns, and prints ratios of CPU time. Called by `flow.sh`."""

import argparse
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 1
# Family and how often a solver repeats a solve within one process.
FAMILIES = {
    "dense100": 9, "dense300": 5, "dense1000": 3, "plane1000": 3, "echelon10k": 5, "echelon100k": 1, "echelon300k": 1,
    "echelon1M": 1,     "echelon5M": 1, "sparse100k": 1, "sparse300k": 1, "sparse1M": 1,
}


def python_peer(name):
    return [sys.executable, os.path.join(HERE, f"{name}_flow.py")]


# Peer, its methods (the best counts), how to start it, and the group that it competes in.
PEERS = [
    ("lemon", ["block", "altering"], ["lemon_flow"], "LEMON simplex"),
    ("lemon", ["scaling"], ["lemon_flow"], "LEMON scaling"),
    ("ortools", ["default"], python_peer("ortools"), "OR-Tools"),
    ("clp", ["dual", "primal"], python_peer("clp"), "Clp"),
    ("highs", ["simplex", "ipm"], python_peer("highs"), "HiGHS"),
    ("glpk", ["kilter", "primal"], ["glpk_flow"], "GLPK"),
]


def cpu_seconds(process):
    """Spent by a running process so far."""
    try:
        with open(f"/proc/{process}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Contender:
    """One solver with one method on one network."""

    def __init__(self, label, command, limit):
        self.label, self.command, self.limit = label, command, limit
        self.seconds, self.objective, self.verdict, self.megabytes = [], None, None, 0
        self.is_over = False

    def run(self):
        if self.is_over:
            return

        stopped, text = self.output()
        if not text:
            self.is_over, self.verdict = True, f"> {self.limit} s" if stopped else "failed"
            return
        words = text.splitlines()[-1].split()
        self.seconds.append(float(words[2]))
        self.objective, self.verdict = float(words[words.index("objective") + 1]), words[-3]
        self.megabytes = int(words[-1])
        # Long runs are run once, and what has failed the check does not run again.
        self.is_over = self.seconds[-1] > 10 or self.verdict not in ("proven", "feasible")

    def output(self):
        """Whether the limit stopped it, and what it printed. A limit set in the kernel would coarsen the CPU clock."""
        process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        while process.poll() is None:
            time.sleep(0.05)
            # What building the program takes comes on top.
            if cpu_seconds(process.pid) > self.limit + 15:
                process.kill()
                process.communicate()
                return True, ""
        return False, process.communicate()[0].strip() if process.returncode == 0 else ""

    @property
    def median(self):
        return sorted(self.seconds)[len(self.seconds) // 2] if self.seconds else None

    def line(self):
        if not self.seconds:
            return f"  {self.label:22} {self.verdict}"
        spread = f"{min(self.seconds):.4f} to {max(self.seconds):.4f}"
        return (f"  {self.label:22} {self.median:9.4f} s  ({len(self.seconds)} rounds, {spread})  "
                f"{self.objective:.0f} {self.verdict}, {self.megabytes} MB")


def compare(family, folder, rounds, limit, lp_limit, peers):
    path = os.path.join(folder, family)
    subprocess.run(["FlowBenchmarks", "write", family, str(SEED), path], check=True)
    runs = str(FAMILIES[family])
    ours = Contender("ours", ["FlowBenchmarks", "cold", family, str(SEED), runs], limit)
    groups = {}
    for peer, methods, start, group in peers:
        longest = lp_limit if peer in ("clp", "highs", "glpk") else limit
        for method in methods:
            contender = Contender(f"{peer} {method}", start + [path, method, runs], longest)
            groups.setdefault(group, []).append(contender)
    contenders = [ours] + [contender for group in groups.values() for contender in group]
    for _ in range(rounds):
        for contender in contenders:
            contender.run()
    os.remove(path)
    print(f"{family}, seed {SEED}")
    for contender in contenders:
        print(contender.line(), flush=True)
    wrong = [c.label for c in contenders if c.seconds and abs(c.objective - ours.objective) > 0.5]
    if wrong:
        print(f"  DIFFERENT COST: {', '.join(wrong)}")
    return summary(family, ours, groups)


def summary(family, ours, groups):
    cells = [family, f"{ours.median * 1000:.1f}", str(ours.megabytes)]
    for contenders in groups.values():
        done = [contender for contender in contenders if contender.seconds]
        if done:
            best = min(done, key=lambda contender: contender.median)
            cells.append(f"{ours.median / best.median:.3f}")
        else:
            failed = any(contender.verdict == "failed" for contender in contenders)
            cells.append("failed" if failed else f"< {ours.median / contenders[0].limit:.4f}")
    scaling = groups.get("LEMON scaling")
    return cells + [str(scaling[0].megabytes) if scaling else ""]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("families", nargs="*", metavar="FAMILY", help=f"of {' '.join(FAMILIES)}; all of them if none")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=600, help="CPU seconds for a network code")
    parser.add_argument("--lp-limit", type=int, default=60, help="CPU seconds for an LP solver and for GLPK")
    parser.add_argument("--peers", default="lemon,ortools,clp,highs,glpk", help="names with commas between them")
    parser.add_argument("--warm", action="store_true", help="measure re-solves of ours instead")
    options = parser.parse_args()
    families = options.families or list(FAMILIES)
    if options.warm:
        for family in families:
            print(family, flush=True)
            subprocess.run(["FlowBenchmarks", "warm", family, str(SEED), "20"], check=True)
        return
    peers = [peer for peer in PEERS if peer[0] in options.peers.split(",")]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for family in families:
            rows.append(compare(family, folder, options.rounds, options.limit, options.lp_limit, peers))
    print()
    print("| family | ours, ms | ours, MB | ÷ " + " | ÷ ".join(dict.fromkeys(peer[3] for peer in peers))
          + " | LEMON scaling, MB |")
    print("| --- " * (len(rows[0])) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


main()
