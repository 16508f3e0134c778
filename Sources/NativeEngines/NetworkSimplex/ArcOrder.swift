import MathProgram

/// In which order a table holds a network's arcs: pricing reads two potentials an arc, and finds one of them in the cache
/// where neighbours share an end.
enum ArcOrder {
  /// Fewer arcs are in the cache in any order.
  private static var leastArcs: Int { 20_000 }

  /// All arcs, grouped by their tail; nil where they are grouped by an end anyway, or too few for it to matter.
  static func grouped(_ network: FlowNetwork) -> [Int32]? {
    let count = network.arcCount
    guard count >= leastArcs, !sharesEnds(network) else { return nil }
    var next = [Int32](repeating: 0, count: network.nodeCount + 1)
    for arc in 0..<count { next[Int(network.tail[arc]) + 1] += 1 }
    for node in 0..<network.nodeCount { next[node + 1] += next[node] }
    var order = [Int32](repeating: 0, count: count)
    for arc in 0..<count {
      let tail = Int(network.tail[arc])
      order[Int(next[tail])] = Int32(truncatingIfNeeded: arc)
      next[tail] += 1
    }
    return order
  }

  /// Whether every second arc shares an end with the one before.
  private static func sharesEnds(_ network: FlowNetwork) -> Bool {
    var shared = 0
    for arc in 1..<max(1, network.arcCount)
    where network.tail[arc] == network.tail[arc - 1] || network.head[arc] == network.head[arc - 1] {
      shared += 1
    }
    return 2 * shared > network.arcCount
  }
}
