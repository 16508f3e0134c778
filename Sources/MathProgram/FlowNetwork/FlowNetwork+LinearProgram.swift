extension LinearProgram {
  /// The network as a linear program: one column an arc, one row a node (outflow − inflow against its supply).
  ///
  /// Numbers beyond 2^53 lose their last digits.
  public init(_ network: FlowNetwork) {
    self.init(name: network.name)
    let incidence = Incidence(network)
    reserve(columns: network.arcCount, rows: network.nodeCount, entries: 2 * network.arcCount)
    for arc in 0..<network.arcCount {
      let upper = network.upper[arc] == FlowNetwork.unlimited ? Double.infinity : Double(network.upper[arc])
      addColumn(lower: Double(network.lower[arc]), upper: upper, objective: Double(network.cost[arc]))
    }
    for node in 0..<network.nodeCount {
      for entry in incidence.start[node]..<incidence.start[node + 1] {
        appendEntry(column: Int(incidence.arc[entry]), coefficient: incidence.leaves[entry] ? 1 : -1)
      }
      let supply = Double(network.supply[node])
      closeRow(
        lower: network.supplyRule == .atMost ? -.infinity : supply,
        upper: network.supplyRule == .atLeast ? .infinity : supply)
    }
  }
}

/// The arcs at each node, in the order of the arcs. An arc from a node to itself is at none.
private struct Incidence {
  var start: [Int]
  var arc: [Int32]
  var leaves: [Bool]

  init(_ network: FlowNetwork) {
    start = [Int](repeating: 0, count: network.nodeCount + 1)
    let arcs = (0..<network.arcCount).filter { network.tail[$0] != network.head[$0] }
    for index in arcs {
      start[Int(network.tail[index]) + 1] += 1
      start[Int(network.head[index]) + 1] += 1
    }
    for node in 0..<network.nodeCount { start[node + 1] += start[node] }
    var next = start
    arc = [Int32](repeating: 0, count: 2 * arcs.count)
    leaves = [Bool](repeating: false, count: 2 * arcs.count)
    for index in arcs {
      for (node, isTail) in [(Int(network.tail[index]), true), (Int(network.head[index]), false)] {
        arc[next[node]] = Int32(index)
        leaves[next[node]] = isTail
        next[node] += 1
      }
    }
  }
}
