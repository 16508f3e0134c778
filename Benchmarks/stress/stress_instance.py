#!/usr/bin/env python3
"""A distribution network to take apart: plants, warehouses, customers and many providers, drawn from a seed.

Every lane is offered by two providers at prices per unit, warehouses have throughput limits, a part of the lanes a capacity. One product
makes a network of it; several, which share those limits, a linear program; with --engagement providers cost something as soon as
they carry anything, which makes whole decisions of them."""
import argparse
import csv
import os
import random


def write(folder, name, header, rows):
    with open(os.path.join(folder, name + ".csv"), "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header] + rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--providers", type=int, default=200)
    parser.add_argument("--customers", type=int, default=400)
    parser.add_argument("--products", type=int, default=1)
    parser.add_argument("--engagement", type=int, default=0, help="most that engaging a provider costs")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    os.makedirs(asked.out, exist_ok=True)

    count = max(2, asked.sites // 10)
    plants = [f"P{i:03}" for i in range(count)]
    houses = [f"W{i:03}" for i in range(asked.sites - count)]
    customers = [f"C{i:04}" for i in range(asked.customers)]
    places = {name: (dice.random(), dice.random()) for name in plants + houses + customers}

    def distance(a, b):
        (x, y), (u, v) = places[a], places[b]
        return ((x - u) ** 2 + (y - v) ** 2) ** 0.5

    def nearest(place, among, number):
        return sorted(among, key=lambda other: distance(place, other))[:number]

    products = [f"goods-{i}" for i in range(asked.products)]
    demand = {(customer, product): dice.randint(20, 200) for customer in customers for product in products}
    total = sum(demand.values())
    # The plants could make half as much again, the warehouses move twice as much, as is asked for.
    share = 1.5 * total / count / len(products)
    supply = [[plant, product, round(share * dice.uniform(0.6, 1.4))] for plant in plants for product in products]
    sites = [[plant, ""] for plant in plants]
    sites += [[house, round(2 * total / len(houses) * dice.uniform(0.5, 1.5))] for house in houses]

    lanes = []
    def offer(origin, end):
        for provider in dice.sample(range(asked.providers), 2):
            price = round(2 + 40 * distance(origin, end) * dice.uniform(0.8, 1.25), 2)
            capacity = dice.randint(40, 400) if dice.random() < 0.2 else ""
            lanes.append([origin, end, f"T{provider:03}", price, capacity])

    for house in houses:
        for plant in nearest(house, plants, 3):
            offer(plant, house)
    for customer in customers:
        for house in nearest(customer, houses, 4):
            offer(house, customer)

    write(asked.out, "settings", ["key", "value"], [["quantity_decimals", 0], ["currency", "EUR"]])
    write(asked.out, "sites", ["site", "throughput_max"], sites)
    write(asked.out, "supply", ["site", "product", "supply_max"], supply)
    write(asked.out, "demand", ["customer", "product", "quantity"], [[*key, quantity] for key, quantity in demand.items()])
    write(asked.out, "lanes", ["origin", "destination", "provider", "unit_cost", "capacity_max"], lanes)
    if asked.engagement:
        terms = [[f"T{p:03}", dice.randint(asked.engagement // 2, asked.engagement)] for p in range(asked.providers)]
        write(asked.out, "providers", ["provider", "engagement_cost"], terms)


if __name__ == "__main__":
    main()
