"""Writes a seeded instance of scarce multi-product allocation: too little stock at shared warehouses for the demand.

    scarce_instance.py LINES FOLDER [--seed 1] [--stages]

A line is a demand row: a customer that asks for a product, with a penalty of its own. Each warehouse holds some of each
product, lets so many kilograms through in all, and reaches the customers near it; a lane is shared by all products. With
--stages customers have priorities 1 to 3, and `policies` serves them strictly in order.
"""

import argparse
import csv
import math
import os
import random


def write(folder, name, header, rows):
    with open(os.path.join(folder, name + ".csv"), "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(header)
        out.writerows(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lines", type=int)
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stages", action="store_true")
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    products = max(5, round(math.sqrt(asked.lines) / 2))
    warehouses = max(5, min(40, round(asked.lines ** 0.33)))
    customers = max(10, asked.lines // max(1, products // 3))
    os.makedirs(asked.folder, exist_ok=True)

    weight = [dice.choice([0.5, 1, 2, 4, 5]) for _ in range(products)]
    place = [(dice.random(), dice.random()) for _ in range(warehouses)]
    home = [(dice.random(), dice.random()) for _ in range(customers)]
    lines = set()
    while len(lines) < asked.lines:
        lines.add((dice.randrange(customers), dice.randrange(products)))
    lines = sorted(lines)
    quantity = {line: dice.randrange(5, 60) for line in lines}

    def far(c, w):
        return math.dist(home[c], place[w])

    near = [sorted(range(warehouses), key=lambda w: far(c, w))[:4] for c in range(customers)]
    total = [0] * products
    for (c, p), asked_for in quantity.items():
        total[p] += asked_for
    stock = {}
    for p in range(products):
        share = [dice.random() for _ in range(warehouses)]
        for w in range(warehouses):
            stock[w, p] = int(0.85 * total[p] * share[w] / sum(share))
    kilograms = sum(weight[p] * total[p] for p in range(products))

    write(asked.folder, "settings", ["key", "value"], [["quantity_decimals", 0]])
    write(asked.folder, "products", ["product", "unit_weight"], [[f"P{p}", weight[p]] for p in range(products)])
    limit = int(0.75 * kilograms / warehouses)
    write(asked.folder, "sites", ["site", "throughput_max [kg]"], [[f"W{w}", limit] for w in range(warehouses)])
    write(
        asked.folder, "supply", ["site", "product", "supply_max"],
        [[f"W{w}", f"P{p}", amount] for (w, p), amount in stock.items()])
    priority = [dice.choice([1, 2, 3]) for _ in range(customers)]
    if asked.stages:
        write(asked.folder, "customers", ["customer", "priority"], [[f"C{c}", priority[c]] for c in range(customers)])
        write(asked.folder, "policies", ["scope", "allocation_rule"], [["ALL", "priority"]])
    write(
        asked.folder, "demand", ["customer", "product", "quantity", "penalty_cost"],
        [[f"C{c}", f"P{p}", quantity[c, p], 1000 * (4 - priority[c])] for c, p in lines])
    used = sorted({c for c, _ in lines})
    write(
        asked.folder, "lanes", ["origin", "destination", "unit_cost"],
        [[f"W{w}", f"C{c}", round(10 + 200 * far(c, w))] for c in used for w in near[c]])


if __name__ == "__main__":
    main()
