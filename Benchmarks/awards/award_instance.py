#!/usr/bin/env python3
"""Writes an instance folder of a freight tender: every provider bids on every lane, one takes each lane whole.

    award_instance.py OUT --lanes 200 --providers 8 [--most 4] [--seed 1] [--twins 4] [--max-lanes 80]

Lanes lead from ten plants to a customer each. A bid is a price a unit of its own, and the provider's price a kilometre and unit, which
falls with all that the provider carries (all-unit breaks over the provider at 10, 20 and 30 % of the volume tendered). Providers are
near some plants and far from others, cost something to engage, and at most so many are engaged. The first --twins providers have the same
terms, prices and bids; with --max-lanes no provider may have more lanes. The same arguments give the same bytes.
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

    def between(self, low, high):
        return low + self.next() % (high - low + 1)


BREAKS = [(0, 100), (10, 94), (20, 88), (30, 82)]  # percent of the volume, percent of the price


def cents(value):
    return f"{value // 100}.{value % 100:02d}"


def write(folder, lanes, providers, most, seed, twins=0, max_lanes=0):
    random = SplitMix64(seed)
    plants = min(10, lanes)
    places = [(random.between(0, 999), random.between(0, 999)) for _ in range(plants)]
    demand = [random.between(5, 40) + (random.between(50, 250) if random.between(1, 100) <= 20 else 0) for _ in range(lanes)]
    total = sum(demand)
    os.makedirs(folder, exist_ok=True)

    def table(name, header, rows):
        with open(os.path.join(folder, name + ".csv"), "w", newline="\n") as file:
            file.write(header + "\n")
            file.writelines(row + "\n" for row in rows)

    table("settings", "key,value", [f"model_name,award {lanes} x {providers} seed {seed}", "currency,EUR", "quantity_decimals,0"])
    table("products", "product", ["freight"])
    table("sites", "site,type", (f"P{i},plant" for i in range(plants)))
    table("supply", "site,product", (f"P{i},freight" for i in range(plants)))
    table("customers", "customer", (f"C{j}" for j in range(lanes)))
    table("demand", "customer,product,quantity", (f"C{j},freight,{demand[j]}" for j in range(lanes)))
    engagement = [random.between(2, 12) * total // 100 for _ in range(providers)]
    like = lambda i: 0 if i < twins else i
    limit = (",max_lanes", f",{max_lanes}") if max_lanes else ("", "")
    table("providers", "provider,type,engagement_cost" + limit[0],
          (f"V{i},carrier,{engagement[like(i)]}{limit[1]}" for i in range(providers)))
    table("constraints", "constraint,type,sense,value", [f"most providers,provider_count,max,{most}"])
    rates = []
    prices = [random.between(95, 110) for _ in range(providers)]  # hundredths of a cent for a unit and kilometre
    for i in range(providers):
        price = prices[like(i)]
        for share, percent in BREAKS:
            rates.append(f"R{i},haul,{total * share // 100},unit_km,all_unit,provider,0.{price * percent:06d}")
    table("rates", "rate,charge,break_from,basis,structure,break_scope,cost", rates)
    far = [[random.between(0, 250) for _ in range(plants)] for _ in range(providers)]
    rows = []
    for j in range(lanes):
        plant = j % plants
        x, y = random.between(0, 999), random.between(0, 999)
        distance = 20 + int(math.hypot(x - places[plant][0], y - places[plant][1]))
        bids = [far[i][plant] + distance * random.between(0, 80) // 100 for i in range(providers)]
        for i in range(providers):
            own = bids[like(i)]
            rows.append(f"P{plant},C{j},V{i},{cents(own)},R{i},{distance},single")
    table("lanes", "origin,destination,provider,unit_cost,rate,distance,award", rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    parser.add_argument("--lanes", type=int, default=200)
    parser.add_argument("--providers", type=int, default=8)
    parser.add_argument("--most", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--twins", type=int, default=0)
    parser.add_argument("--max-lanes", type=int, default=0)
    arguments = parser.parse_args()
    write(arguments.out, arguments.lanes, arguments.providers, arguments.most, arguments.seed, arguments.twins, arguments.max_lanes)


if __name__ == "__main__":
    main()
