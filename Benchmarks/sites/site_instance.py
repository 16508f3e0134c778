#!/usr/bin/env python3
"""Writes an instance of sites under consideration of which only so many may open, or must.

    site_instance.py OUT [--sites 100] [--customers 200] [--ratio 5] [--most P] [--least P] [--share PERCENT] [--seed 1]

After Cornuejols, Sridharan and Thizy (1991): places in a square, a unit costs a hundredth of the distance in thousandths, capacities
together --ratio times what is asked for, fixed costs that rise with the root of the capacity. --most and --least become `site_count`
rules, --share the least part of everything that the first site serves, which is no network's. The same arguments give the same bytes.
"""
import argparse
import math
import os
import random


def tables(sites, customers, ratio, rules, seed):
    draw = random.Random(seed)
    demand = [draw.randint(5, 35) for _ in range(customers)]
    weights = [draw.randint(10, 160) for _ in range(sites)]
    capacity = [max(1, round(weight * ratio * sum(demand) / sum(weights))) for weight in weights]
    fixed = [round(draw.uniform(0, 90) + draw.uniform(100, 110) * math.sqrt(most)) for most in capacity]
    here = [(draw.random(), draw.random()) for _ in range(sites)]
    there = [(draw.random(), draw.random()) for _ in range(customers)]
    cost = lambda a, b: round(1000 * math.dist(a, b)) / 100
    lines = {
        "sites": ["site,status,fixed_operating_cost,throughput_max"]
        + [f"S{s},consider,{fixed[s]},{capacity[s]}" for s in range(sites)],
        "supply": ["site,product"] + [f"S{s},goods" for s in range(sites)],
        "demand": ["customer,product,quantity"] + [f"C{c},goods,{demand[c]}" for c in range(customers)],
        "lanes": ["origin,destination,unit_cost"]
        + [f"S{s},C{c},{cost(here[s], there[c])}" for s in range(sites) for c in range(customers)],
    }
    if rules:
        lines["constraints"] = ["constraint,type,origin,sense,value,unit,within"] + rules
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    for name, standard in (("sites", 100), ("customers", 200), ("seed", 1), ("most", None), ("least", None), ("share", None)):
        parser.add_argument("--" + name, type=int, default=standard)
    parser.add_argument("--ratio", type=float, default=5)
    given = parser.parse_args()
    rules = []
    if given.most:
        rules.append(f"most,site_count,,max,{given.most},,")
    if given.least:
        rules.append(f"least,site_count,,min,{given.least},,")
    if given.share:
        rules += ["all,flow,,max,1000000000,,", f"share,flow,S0,min,{given.share},%,all"]
    os.makedirs(given.out, exist_ok=True)
    for name, lines in tables(given.sites, given.customers, given.ratio, rules, given.seed).items():
        with open(os.path.join(given.out, name + ".csv"), "w") as file:
            file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
