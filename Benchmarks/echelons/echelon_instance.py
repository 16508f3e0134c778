#!/usr/bin/env python3
"""Writes a network of plants, depots and customers with fixed costs on plants and depots, as `lanewise import tscflp` reads it.

    echelon_instance.py OUT --plants 50 --depots 100 --customers 200 [--needed 15] [--products 1] [--seed 1]

Places stand in a square, a unit costs its distance on each leg. About --needed per cent of the plants' capacity, and of the
depots', is asked for. A place's capacity is drawn within 40 % of the mean, its fixed cost rises with the root of its capacity and is
drawn within 20 %; all plants that must open cost about as much as the way from them, all depots about half of that. The same
arguments give the same bytes.
"""
import argparse
import math


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


def drawn(plants, depots, customers, needed, products, seed):
    """The file's text."""
    dice = SplitMix64(seed)
    points = lambda count: [(dice.between(0, 1000), dice.between(0, 1000)) for _ in range(count)]
    at_plants, at_depots, at_customers = points(plants), points(depots), points(customers)
    demand = [[dice.between(5, 35) for _ in range(products)] for _ in range(customers)]
    total = sum(map(sum, demand))

    def places(count, spent):
        mean = total / products * 100 / needed / count
        rows = []
        for _ in range(count):
            capacities = [max(1, round(mean * dice.between(60, 140) / 100)) for _ in range(products)]
            size = math.sqrt(sum(capacities) / products / mean)
            rows.append(capacities + [round(spent / (count * needed / 100) * size * dice.between(80, 120) / 100)])
        return rows

    distance = lambda a, b: round(math.dist(a, b) / 10) + 1
    legs = lambda origins, ends: [[distance(a, b) for b in ends] for a in origins]
    rows = [[plants, depots, customers] + ([products] if products > 1 else [])] + demand
    way = 25 * total
    rows += places(plants, way) + legs(at_plants, at_depots) * products
    rows += places(depots, way / 2) + legs(at_depots, at_customers) * products
    return "\n".join(" ".join(map(str, row)) for row in rows) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    parser.add_argument("--plants", type=int, default=50)
    parser.add_argument("--depots", type=int, default=100)
    parser.add_argument("--customers", type=int, default=200)
    parser.add_argument("--needed", type=int, default=15, help="per cent of the capacity that is asked for")
    parser.add_argument("--products", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with open(asked.out, "w") as file:
        file.write(drawn(asked.plants, asked.depots, asked.customers, asked.needed, asked.products, asked.seed))


if __name__ == "__main__":
    main()
