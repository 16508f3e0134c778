#!/usr/bin/env python3
"""Writes an instance folder with a given number of lanes: sites in the plane, customers that each know a few of them.

    lane_instance.py OUT --lanes 1000000 [--seed 1]

One site in twenty is a plant, which ships to every warehouse; each customer is reached from a run of the warehouses (100 of
them at a million lanes). Costs follow distance, warehouses and a tenth of the last lanes have capacities, and total supply
exceeds demand by a fifth. The same arguments give the same bytes.
"""
import argparse
import math
import os


class SplitMix64:
    MASK = (1 << 64) - 1

    def __init__(self, seed):
        self.state = seed & self.MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & self.MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return z ^ (z >> 31)

    def below(self, n):
        return self.next() % n


def sizes(lanes):
    """Sites, customers and lanes a customer, such that the lanes come to about the number asked for."""
    sites = 100 if lanes <= 20_000 else 300 if lanes <= 200_000 else 1000
    customers = max(10, lanes // 10 if lanes <= 20_000 else lanes // 50 if lanes <= 200_000 else lanes // 100)
    return sites, customers


def write(folder, lanes, seed):
    random = SplitMix64(seed)
    sites, customers = sizes(lanes)
    plants = max(1, sites // 20)
    warehouses = sites - plants
    upstream = plants * warehouses
    each = max(1, (lanes - upstream) // customers)
    place = lambda: (random.below(10_000), random.below(10_000))
    site_places = [place() for _ in range(sites)]
    customer_places = [place() for _ in range(customers)]
    demand = [1 + random.below(50) for _ in range(customers)]
    total = sum(demand)
    os.makedirs(folder, exist_ok=True)

    def table(name, header, rows):
        with open(os.path.join(folder, name + ".csv"), "w", newline="\n") as file:
            file.write(header + "\n")
            file.writelines(rows)

    table("sites", "site,type,throughput_max,outbound_handling_cost", (
        f"P{i},plant,,\n" if i < plants
        else f"W{i},warehouse,{2 * total // warehouses + random.below(200)},0.{random.below(90) + 10}\n"
        for i in range(sites)))
    table("supply", "site,product,supply_max,unit_cost", (
        f"P{i},goods,{6 * total // (5 * plants) + 1},{5 + random.below(5)}.{random.below(90) + 10}\n" for i in range(plants)))
    table("demand", "customer,product,quantity,penalty_cost", (
        f"C{i},goods,{demand[i]},900\n" for i in range(customers)))

    def cost(a, b):
        cents = int(math.hypot(a[0] - b[0], a[1] - b[1])) + random.below(300)
        return f"{cents // 100}.{cents % 100:02d}"

    def lane_rows():
        count = 0
        for p in range(plants):
            for w in range(plants, sites):
                yield f"P{p},W{w},T{random.below(10)},{cost(site_places[p], site_places[w])},\n"
                count += 1
        for c in range(customers):
            wanted = min(warehouses, each + (1 if c < (lanes - upstream) - each * customers else 0))
            # A run of the warehouses from a drawn start: near enough to any, and cheap to draw.
            start = random.below(warehouses)
            for k in range(wanted):
                w = plants + (start + k) % warehouses
                capacity = str(5 + random.below(60)) if random.below(10) == 0 else ""
                yield f"W{w},C{c},T{random.below(10)},{cost(site_places[w], customer_places[c])},{capacity}\n"
                count += 1

    table("lanes", "origin,destination,provider,unit_cost,capacity_max", lane_rows())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--lanes", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write(arguments.folder, arguments.lanes, arguments.seed)
