import MathProgram

/// A slow and simple solver that shares nothing with the product: saturate arcs of negative cost, then ship along
/// shortest paths found by Bellman and Ford, in 128-bit numbers.
struct SuccessiveShortestPaths {
  enum Answer: Equatable { case optimal(Int128), infeasible, unbounded }

  private struct Arc {
    var tail, head: Int
    var capacity, cost, flow: Int128
  }

  private var arcs: [Arc] = []
  private var excess: [Int128] = []
  private var constant = Int128(0)
  private var nodeCount = 0

  static func solve(_ network: FlowNetwork) -> Answer {
    var solver = SuccessiveShortestPaths()
    return solver.run(network)
  }

  private mutating func run(_ network: FlowNetwork) -> Answer {
    let hasNode = network.supplyRule != .equal
    nodeCount = network.nodeCount + (hasNode ? 1 : 0)
    let total = network.supply.reduce(Int128(0)) { $0 + Int128($1) }
    switch network.supplyRule {
    case .equal: if total != 0 { return .infeasible }
    case .atMost: if total < 0 { return .infeasible }
    case .atLeast: if total > 0 { return .infeasible }
    }
    excess = network.supply.map { Int128($0) } + (hasNode ? [-total] : [])
    var huge = excess.reduce(Int128(1)) { $0 + abs($1) }
    for arc in 0..<network.arcCount {
      huge += abs(Int128(network.lower[arc]))
      if network.upper[arc] != FlowNetwork.unlimited { huge += abs(Int128(network.upper[arc])) }
    }
    for arc in 0..<network.arcCount {
      let (least, most) = (Int128(network.lower[arc]), Int128(network.upper[arc]))
      if least > most { return .infeasible }
      let isUnlimited = network.upper[arc] == FlowNetwork.unlimited
      addArc(
        Int(network.tail[arc]), Int(network.head[arc]), isUnlimited ? huge * 4 : most - least,
        Int128(network.cost[arc]), least)
    }
    for node in 0..<network.nodeCount where hasNode {
      let (tail, head) = network.supplyRule == .atMost ? (node, nodeCount - 1) : (nodeCount - 1, node)
      addArc(tail, head, huge * 4, 0, 0)
    }
    let runsForever = hasNegativeCycle { $0.capacity == huge * 4 }
    saturateNegativeArcs()
    if !shipEverything() { return .infeasible }
    if runsForever { return .unbounded }
    return .optimal(arcs.reduce(constant) { $0 + $1.cost * $1.flow })
  }

  private mutating func addArc(_ tail: Int, _ head: Int, _ capacity: Int128, _ cost: Int128, _ lower: Int128) {
    arcs.append(Arc(tail: tail, head: head, capacity: capacity, cost: cost, flow: 0))
    excess[tail] -= lower
    excess[head] += lower
    constant += cost * lower
  }

  private func hasNegativeCycle(among isIncluded: (Arc) -> Bool) -> Bool {
    let included = arcs.filter(isIncluded)
    var distance = [Int128](repeating: 0, count: nodeCount)
    for _ in 0...nodeCount {
      var changed = false
      for arc in included where distance[arc.tail] + arc.cost < distance[arc.head] {
        distance[arc.head] = distance[arc.tail] + arc.cost
        changed = true
      }
      if !changed { return false }
    }
    return true
  }

  private mutating func saturateNegativeArcs() {
    for index in arcs.indices where arcs[index].cost < 0 {
      excess[arcs[index].tail] -= arcs[index].capacity
      excess[arcs[index].head] += arcs[index].capacity
      arcs[index].flow = arcs[index].capacity
    }
  }

  private mutating func shipEverything() -> Bool {
    while excess.contains(where: { $0 > 0 }) {
      var distance = [Int128?](repeating: nil, count: nodeCount)
      var via = [(arc: Int, isForward: Bool)](repeating: (-1, true), count: nodeCount)
      for node in 0..<nodeCount where excess[node] > 0 { distance[node] = 0 }
      var changed = true
      while changed {
        changed = false
        for (index, arc) in arcs.enumerated() {
          if let start = distance[arc.tail], arc.flow < arc.capacity, start + arc.cost < distance[arc.head] ?? .max {
            (distance[arc.head], via[arc.head], changed) = (start + arc.cost, (index, true), true)
          }
          if let start = distance[arc.head], arc.flow > 0, start - arc.cost < distance[arc.tail] ?? .max {
            (distance[arc.tail], via[arc.tail], changed) = (start - arc.cost, (index, false), true)
          }
        }
      }
      guard let sink = (0..<nodeCount).filter({ excess[$0] < 0 && distance[$0] != nil }).min(by: { distance[$0]! < distance[$1]! })
      else { return false }
      augment(to: sink, via)
    }
    return true
  }

  private mutating func augment(to sink: Int, _ via: [(arc: Int, isForward: Bool)]) {
    var path: [(arc: Int, isForward: Bool)] = []
    var node = sink
    while via[node].arc >= 0 {
      path.append(via[node])
      node = via[node].isForward ? arcs[via[node].arc].tail : arcs[via[node].arc].head
    }
    var step = min(excess[node], -excess[sink])
    for (arc, isForward) in path {
      step = min(step, isForward ? arcs[arc].capacity - arcs[arc].flow : arcs[arc].flow)
    }
    for (arc, isForward) in path { arcs[arc].flow += isForward ? step : -step }
    excess[node] -= step
    excess[sink] += step
  }
}
