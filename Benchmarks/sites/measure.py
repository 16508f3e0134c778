#!/usr/bin/env python3
"""Ours against HiGHS, SCIP and CBC on sites and sourcing: the same instances in one run, one thread, CPU seconds.

    measure.py SITE_BENCHMARKS DATA [--families cap 100x200 300x300 100x1000 large single orders counted holmberg yang]
               [--peers highs scip cbc]
               [--seconds PEER_LIMIT] [--yardstick FLOW_BENCHMARKS LEMON_FLOW]

Each peer gets both the strong and the aggregated formulation; the better one counts. A row says the time of each to the gap of
the row, or the gap where its limit ended it, and behind it the peak memory of its process in MB. Ours is told by
`SiteBenchmarks`, peers by `peers/site_peers.py`. Limits are CPU seconds. SITE_BENCHMARKS is built with
`swift build --package-path Benchmarks -c release --static-swift-stdlib`, and `SitePrograms`, which writes the peers' programs,
beside it: without the last word loading the runtime is a fifth of the smallest process's memory. The goals' seconds are those of a
machine where LEMON's block search solves a dense 1000 x 1000 transportation problem in 0.107 s: with --yardstick that is run first,
and the factor told.
"""
import argparse
import glob
import gzip
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
# Of LEMON's block search where the goals' seconds are counted.
LEMON_SECONDS = 0.107
FAMILIES = ["cap", "100x200", "300x300", "100x1000", "large", "single", "orders", "counted", "holmberg", "yang"]
PEERS = os.path.join(HERE, "..", "peers", "site_peers.py")


def rows(family, data):
    """Name, gap asked for, our limit, the peers' limit, the instance's words."""
    drawn = lambda kind, m, n, ratio: [kind, str(m), str(n), str(ratio), "1"]
    if family == "cap":
        for name in ("cap41", "cap42", "cap51", "cap61", "cap62", "cap71", "cap72", "cap73", "cap74"):
            yield name, 0, 20, 60, ["orlib", os.path.join(data, "orlib-cap", name + ".txt"), "0"]
        for m in (16, 50):
            for ratio in (1.5, 2, 3, 5):
                yield f"{m} x 50, ratio {ratio}", 0, 20, 60, drawn("split", m, 50, ratio)
    elif family == "100x200":
        for ratio in (1.5, 2, 3, 5):
            yield f"100 x 200, ratio {ratio}", 1e-4, 30, 60, drawn("split", 100, 200, ratio)
    elif family == "300x300":
        for ratio in (2, 5):
            for gap in (1e-2, 1e-3, 1e-4):
                yield f"300 x 300, ratio {ratio}, {gap:.2%}", gap, 60, 60, drawn("split", 300, 300, ratio)
    elif family == "100x1000":
        for ratio in (1.5, 2, 3, 5):
            yield f"100 x 1,000, ratio {ratio}", 1e-4, 30, 120, drawn("split", 100, 1000, ratio)
    elif family == "large":
        for ratio in (2, 5):
            for m in (500, 1000):
                yield f"{m} x 1,000, ratio {ratio}", 4e-3, 60, 60, drawn("split", m, 1000, ratio)
    elif family == "single":
        for n in (200, 1000):
            yield f"100 x {n} single source", 1e-4, 30, 30, drawn("whole", 100, n, 5)
    elif family in ("holmberg", "yang"):
        for path in sorted(glob.glob(os.path.join(data, "sscflp", family, "*"))):
            yield f"{family} {os.path.basename(path).split('.')[0]}", 0, 300, 300, ["sscflp", path]
    elif family == "counted":
        for kind, gap in (("split", 1e-4), ("whole", 1e-3)):
            for rule in (("least", "20"), ("least", "25")):
                name = f"{kind} 100 x 200, ratio 5, at {' '.join(rule)} sites"
                yield name, gap, 60, 60, drawn(kind, 100, 200, 5) + list(rule)
    elif family == "orders":
        for ratio in (1.1, 2):
            yield f"19 x 9,000 whole, ratio {ratio}", 1e-3, 60, 60, drawn("whole", 19, 9000, ratio)


def unpacked(words, folder):
    """The words with a packed file's place taken by what is in it."""
    plain = list(words)
    for place, word in enumerate(words):
        if word.endswith(".gz"):
            plain[place] = os.path.join(folder, os.path.basename(word)[: -len(".gz")])
            with gzip.open(word) as packed, open(plain[place], "wb") as out:
                out.write(packed.read())
    return plain


def ours(program, gap, limit, words):
    """Seconds, value, gap in percent, peak MB."""
    with tempfile.TemporaryFile(mode="w+") as output:
        process = subprocess.Popen([program, str(gap), str(limit)] + words, stdout=output)
        process.wait()
        output.seek(0)
        said = output.read()
    found = re.match(r"ours (\S+) s, value (\S+), bound (\S+), gap (\S+) %.* peak (\S+) MB", said)
    return (float(found[1]), float(found[2]), float(found[4]), float(found[5])) if found else None


def beside(program, name):
    return os.path.join(os.path.dirname(os.path.abspath(program)), name)


def peers(names, folder, limit, gap):
    """By peer, (seconds, value, gap in percent, peak MB) of its better formulation."""
    said = subprocess.run(
        [sys.executable, PEERS, folder, str(limit), str(gap)] + names, capture_output=True, text=True).stdout
    best = {}
    for line in said.splitlines():
        found = re.match(r"(\w+) (\w+): (\S+) s, value (\S+), bound (\S+), gap (\S+) %, (\S+) MB", line)
        if not found:
            continue
        entry = (float(found[3]), float(found[4]), float(found[6]), float(found[7]))
        known = best.get(found[1])
        reached = entry[2] <= 100 * gap + 1e-6
        if known is None:
            best[found[1]] = entry
        else:
            knew = known[2] <= 100 * gap + 1e-6
            if (reached and (not knew or entry[0] < known[0])) or (not reached and not knew and entry[2] < known[2]):
                best[found[1]] = entry
    return best


def yardstick(flows, lemon):
    """Tells how much slower this machine is than the goals'."""
    with tempfile.TemporaryDirectory() as folder:
        network = os.path.join(folder, "dense1000")
        subprocess.run([flows, "write", "dense1000", "1", network], check=True)
        said = subprocess.run([lemon, network, "block", "5"], capture_output=True, text=True, check=True).stdout
    seconds = float(said.splitlines()[-1].split()[2])
    print(f"LEMON's block search on dense 1000 x 1000: {seconds:.3f} s, {seconds / LEMON_SECONDS:.2f} of the goals' machine.\n")


def cell(entry, gap):
    seconds, value, reached, peak = entry
    if reached <= 100 * gap + 1e-6:
        return f"{seconds:.3g} ({peak:.0f} MB)"
    text = f"{reached:.3g} % at {seconds:.0f}" if value < 1e300 else f"nothing at {seconds:.0f}"
    return f"{text} ({peak:.0f} MB)"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("data")
    parser.add_argument("--families", nargs="*", default=FAMILIES)
    parser.add_argument("--peers", nargs="*", default=["highs", "scip", "cbc"])
    parser.add_argument("--seconds", type=int, help="CPU seconds for a peer, in place of the family's own limit")
    parser.add_argument("--yardstick", nargs=2, metavar=("FLOW_BENCHMARKS", "LEMON_FLOW"))
    asked = parser.parse_args()
    if asked.yardstick:
        yardstick(*asked.yardstick)
    print("| instance | gap asked | ours, s | value | " + " | ".join(asked.peers) + " | ours ÷ best | memory ÷ HiGHS |")
    print("| --- | --- | --- | --- | " + " | ".join("---" for _ in asked.peers) + " | --- | --- |")
    for family in asked.families:
        for name, gap, limit, peer_limit, words in rows(family, asked.data):
            found = {}
            with tempfile.TemporaryDirectory() as folder:
                words = unpacked(words, folder)
                mine = ours(asked.program, gap, limit, words)
                if asked.peers:
                    subprocess.run([beside(asked.program, "SitePrograms"), folder] + words, check=True)
                    found = peers(asked.peers, folder, asked.seconds or peer_limit, max(gap, 1e-9))
            known = {key.lower(): entry for key, entry in found.items()}
            cells = [cell(known[peer], max(gap, 1e-9)) if peer in known else "–" for peer in asked.peers]
            reached = [entry[0] for entry in known.values() if entry[2] <= 100 * max(gap, 1e-9) + 1e-6]
            spent = [entry[0] for entry in known.values()]
            ratio = "–"
            if mine and mine[2] <= 100 * max(gap, 1e-9) + 1e-6:
                if reached:
                    ratio = f"{mine[0] / min(reached):.3f}"
                elif spent:
                    ratio = f"< {mine[0] / max(spent):.3f}"
            own = cell(mine, max(gap, 1e-9)) if mine else "failed"
            memory = f"{mine[3] / known['highs'][3]:.2f}" if mine and "highs" in known else "–"
            value = mine[1] if mine else "–"
            print(
                f"| {name} | {gap:.2%} | {own} | {value} | " + " | ".join(cells) + f" | {ratio} | {memory} |", flush=True)


if __name__ == "__main__":
    main()
