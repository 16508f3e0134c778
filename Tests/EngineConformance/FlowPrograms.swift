import MathProgram

/// An arc: tail, head, cost, bounds.
private struct ArcSketch {
  var tail: Int
  var head: Int
  var cost: Int64
  var lower: Int64 = 0
  var upper = FlowNetwork.unlimited

  init(_ tail: Int, _ head: Int, _ cost: Int64, lower: Int64 = 0, upper: Int64 = FlowNetwork.unlimited) {
    self.tail = tail
    self.head = head
    self.cost = cost
    self.lower = lower
    self.upper = upper
  }
}

private func network(
  _ supply: [Int64], _ arcs: [ArcSketch], _ rule: FlowNetwork.SupplyRule = .equal
) -> FlowNetwork {
  var network = FlowNetwork(nodeCount: supply.count, supplyRule: rule)
  for (node, value) in supply.enumerated() { network.setSupply(value, node: node) }
  for arc in arcs { network.addArc(from: arc.tail, to: arc.head, lower: arc.lower, upper: arc.upper, cost: arc.cost) }
  return network
}

/// Flow networks, with their answers worked out by hand.
enum FlowPrograms {
  static let all: [ConformanceProgram] = [
    .init("a network without nodes", network([], []), .optimal(0)),
    .init("nodes without arcs", network([0, 0], []), .optimal(0)),
    .init("a transport", network([3, 4, -5, -2], [.init(0, 2, 1), .init(0, 3, 4), .init(1, 2, 2), .init(1, 3, 6)]),
      .optimal(1 + 2 * 4 + 4 * 2)),
    .init("a capacity that binds", network([5, 0, -5], [.init(0, 1, 1, upper: 3), .init(1, 2, 1), .init(0, 2, 5)]),
      .optimal(16)),
    .init("a lower bound that binds", network([2, 0, -2], [.init(0, 1, 3, lower: 1), .init(1, 2, 3), .init(0, 2, 1)]),
      .optimal(7)),
    .init("negative lower bounds", network([0, 0], [.init(0, 1, 3, lower: -3, upper: 5), .init(0, 1, 2, upper: 9)]),
      .optimal(-3)),
    .init("a negative cycle with capacities", network([0, 0], [.init(0, 1, -3, upper: 4), .init(1, 0, 1, upper: 9)]),
      .optimal(-8)),
    .init("parallel arcs", network([4, -4], [.init(0, 1, 5), .init(0, 1, 2, upper: 3), .init(0, 1, 7)]), .optimal(11)),
    .init("an arc to itself", network([1, -1], [.init(0, 1, 2), .init(0, 0, -1, upper: 6)]), .optimal(-4)),
    .init("sources may keep", network([9, -4], [.init(0, 1, 3)], .atMost), .optimal(12)),
    .init("sinks may take less", network([3, -9], [.init(0, 1, 3)], .atLeast), .optimal(9)),
    .init("numbers up to 2^53 on arcs",
      network([1, -1], [.init(0, 1, 1 << 53), .init(0, 1, (1 << 53) - 1, upper: 1 << 53)]), .optimal(0x1p53 - 1)),
    .init("numbers beyond 2^53 on arcs", network([1, -1], [.init(0, 1, 1 << 55), .init(0, 1, (1 << 56) + 1)]),
      .optimal(0x1p55)),
    .init("supplies that do not add up", network([3, -2], [.init(0, 1, 1)]), .infeasible),
    .init("a cut that is too narrow", network([5, 0, -5], [.init(0, 1, 1, upper: 4), .init(1, 2, 1)]), .infeasible),
    .init("a sink that nothing reaches", network([9, 0, -4], [.init(0, 1, 3)], .atMost), .infeasible),
    .init("a lower bound that nobody feeds", network([0, 0], [.init(0, 1, 1, lower: 2)]), .infeasible),
    .init("crossed bounds on an arc", network([0, 0], [.init(0, 1, 1, lower: 2, upper: 1)]), .infeasible,
      withoutEvidence: "crossed bounds show by themselves"),
    .init("a negative cycle without capacities",
      network([1, 0, -1], [.init(0, 1, 1), .init(1, 2, 1), .init(2, 1, -2)]), .unbounded),
  ]
}
