"""HiGHS on a network of plants, depots and customers, in the layout that `lanewise import tscflp` reads: the strong model, a link
for each flow beside the capacities.

usage: highs_echelon.py FILE SECONDS
       highs_echelon.py FILE --write FOLDER
Prints `= value bound seconds`, CPU seconds of one thread; the search ends at the first call back after SECONDS of them. With --write
strong.mps and, without the links, aggregated.mps are written instead (`site_peers.py` runs peers on them). Needs highspy.
"""

import os
import sys
import time

import highspy
import numpy


class Network:
    def __init__(self, path):
        with open(path) as file:
            sizes = [int(word) for word in file.readline().split()]
            self.rest = numpy.array(file.read().split(), dtype=float)
        self.plants, self.depots, self.customers = sizes[:3]
        self.products = sizes[3] if len(sizes) > 3 else 1
        self.demand = self.take(self.customers, self.products)
        self.plant = self.take(self.plants, self.products + 1)
        self.inbound = self.take(self.products, self.plants, self.depots)
        self.depot = self.take(self.depots, self.products + 1)
        self.outbound = self.take(self.products, self.depots, self.customers)

    def take(self, *shape):
        count = int(numpy.prod(shape))
        taken, self.rest = self.rest[:count].reshape(shape), self.rest[count:]
        return taken


class Rows:
    """Rows of equal width at a time, in three arrays an entry."""

    def __init__(self):
        self.count, self.lower, self.upper, self.entries = 0, [], [], []

    def add(self, columns, values, lower, upper):
        """`columns` and `values`: one row of the array a row of the program."""
        columns = numpy.asarray(columns)
        values = numpy.broadcast_to(numpy.asarray(values, dtype=float), columns.shape)
        count, width = columns.shape
        rows = numpy.repeat(numpy.arange(self.count, self.count + count), width)
        self.entries.append((rows, columns.ravel(), values.ravel()))
        self.lower.append(numpy.broadcast_to(numpy.asarray(lower, dtype=float), (count,)))
        self.upper.append(numpy.broadcast_to(numpy.asarray(upper, dtype=float), (count,)))
        self.count += count


def program(net, is_strong=True):
    plants, depots, customers, products = net.plants, net.depots, net.customers, net.products
    sites = plants + depots
    per_in, per_out = plants * depots, depots * customers
    columns = sites + products * (per_in + per_out)
    upper = numpy.concatenate([numpy.ones(sites), numpy.full(columns - sites, highspy.kHighsInf)])
    costs = [net.plant[:, -1], net.depot[:, -1]]
    rows = Rows()
    at_plant, at_depot = numpy.arange(plants), plants + numpy.arange(depots)
    start = sites
    for product in range(products):
        into = start + numpy.arange(per_in).reshape(plants, depots)
        out = start + per_in + numpy.arange(per_out).reshape(depots, customers)
        start += per_in + per_out
        costs += [net.inbound[product].ravel(), net.outbound[product].ravel()]
        demand, made, held = net.demand[:, product], net.plant[:, product], net.depot[:, product]
        none = -highspy.kHighsInf
        rows.add(numpy.hstack([into.T, out]), [1.0] * plants + [-1.0] * customers, 0, 0)
        rows.add(out.T, 1, demand, demand)
        rows.add(numpy.hstack([into, at_plant[:, None]]), numpy.hstack([numpy.ones((plants, depots)), -made[:, None]]), none, 0)
        rows.add(numpy.hstack([out, at_depot[:, None]]), numpy.hstack([numpy.ones((depots, customers)), -held[:, None]]), none, 0)
        for flows, opens, most in is_strong * [
            (into, at_plant, numpy.minimum(made[:, None], held[None, :])),
            (out, at_depot, numpy.minimum(held[:, None], demand[None, :])),
        ]:
            pairs = numpy.column_stack([flows.ravel(), numpy.repeat(opens, flows.shape[1])])
            rows.add(pairs, numpy.column_stack([numpy.ones(len(pairs)), -most.ravel()]), none, 0)
    row, column, value = (numpy.concatenate(part) for part in zip(*rows.entries))
    order = numpy.lexsort((row, column))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, rows.count
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = numpy.concatenate(costs), numpy.zeros(columns), upper
    lp.row_lower_, lp.row_upper_ = numpy.concatenate(rows.lower), numpy.concatenate(rows.upper)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = numpy.searchsorted(column[order], numpy.arange(columns + 1))
    lp.a_matrix_.index_, lp.a_matrix_.value_ = row[order], value[order]
    kinds = [highspy.HighsVarType.kInteger] * sites + [highspy.HighsVarType.kContinuous] * (columns - sites)
    lp.integrality_ = kinds
    return lp


def main():
    net = Network(sys.argv[1])
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    if sys.argv[2] == "--write":
        for name in ("strong", "aggregated"):
            solver.passModel(program(net, name == "strong"))
            solver.writeModel(os.path.join(sys.argv[3], name + ".mps"))
        return
    solver.passModel(program(net))
    seconds = float(sys.argv[2])
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 1e-4)
    begin = time.process_time()

    def watch(event):
        if time.process_time() - begin > seconds:
            event.interrupt()

    solver.cbMipInterrupt += watch
    solver.cbSimplexInterrupt += watch
    solver.run()
    info = solver.getInfo()
    print(f"= {info.objective_function_value} {info.mip_dual_bound} {time.process_time() - begin:.1f}", flush=True)


if __name__ == "__main__":
    main()
