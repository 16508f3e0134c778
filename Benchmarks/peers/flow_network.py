"""A network as `FlowBenchmarks write` leaves it, and the check of an answer to it."""

import resource
import time

import numpy as np

# Stands for "no capacity" in the file.
UNLIMITED = -1


class Network:
    """Arcs run from `tail` to `head`, carry 0 to `capacity` at `cost`; outflow minus inflow is `supply`."""

    def __init__(self, path):
        numbers = np.fromfile(path, dtype=np.int64)
        nodes, arcs = int(numbers[0]), int(numbers[1])
        sizes = [nodes, arcs, arcs, arcs, arcs]
        columns = np.split(numbers[2:], np.cumsum(sizes))
        self.supply, self.tail, self.head, self.capacity, self.cost = columns[:5]
        self.total_supply = int(self.supply[self.supply > 0].sum())

    def verdict(self, flow, potential):
        """`proven` where the potentials prove the flow optimal, `feasible` where there are none, else what is wrong."""
        flow = whole(flow)
        if flow is None:
            return "fractional"
        limited = self.capacity != UNLIMITED
        if (flow < 0).any() or (flow[limited] > self.capacity[limited]).any():
            return "beyond-bounds"
        outflow = np.zeros(len(self.supply), dtype=np.int64)
        np.add.at(outflow, self.tail, flow)
        np.subtract.at(outflow, self.head, flow)
        if (outflow != self.supply).any():
            return "unbalanced"
        if potential is None:
            return "feasible"
        potential = whole(potential)
        if potential is None:
            return "fractional-duals"
        reduced = self.cost + potential[self.tail] - potential[self.head]
        if (flow[reduced > 0] != 0).any() or (reduced[(flow < self.capacity) | ~limited] < 0).any():
            return "not-complementary"
        dual = int((reduced[reduced < 0] * self.capacity[reduced < 0]).sum()) - int((self.supply * potential).sum())
        return "proven" if dual == self.objective(flow) else "gap"

    def objective(self, flow):
        return int((whole(flow) * self.cost).sum())


def whole(values):
    """The values as whole numbers, or None where one is further than 1e-6 from them."""
    values = np.asarray(values)
    if values.dtype == np.int64:
        return values
    rounded = np.rint(values)
    return rounded.astype(np.int64) if (np.abs(values - rounded) < 1e-6).all() else None


def report(peer, method, network, solve, runs):
    """Solves `runs` times; `solve` returns CPU seconds, flow and potentials (or None)."""
    seconds = []
    for _ in range(runs):
        spent, flow, potential = solve(network, method)
        seconds.append(spent)
    verdict = network.verdict(flow, potential)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    median = sorted(seconds)[len(seconds) // 2]
    print(f"{peer} {method} {median:.6f} objective {network.objective(flow)} {verdict} rss {megabytes}")


def cpu_seconds(action):
    """CPU seconds of this process in `action`."""
    begin = time.process_time()
    action()
    return time.process_time() - begin
