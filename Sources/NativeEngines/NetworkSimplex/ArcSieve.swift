import MathProgram

/// Prices all arcs of a dense network and picks the few that deserve a place in the simplex's table.
///
/// A basis of n nodes uses n arcs of perhaps n² / 4: the simplex runs on the most promising arcs of every node (sifting:
/// Bixby et al. 1992), and a pass over all arcs either brings the next ones or proves the optimum for all.
///
/// A pass also notes the arcs whose reduced cost is small. As long as potentials have not moved further than that since,
/// no other arc can have become attractive, and the next pass looks at those alone: warm starts live on it.
struct ArcSieve<Number: FlowNumber> {
  /// Arcs a node and side that the first pass picks, and those of later passes.
  static var firstPick: Int { 8 }
  static var laterPick: Int { 4 }

  /// Whether a network has so many arcs a node that most of them are never looked at twice.
  static func suits(_ network: FlowNetwork) -> Bool { network.arcCount > 40 * network.nodeCount }

  private let nodeCount: Int
  private enum Place: UInt8 { case elsewhere, near, table }
  private var place: [Place]
  /// Potentials at the last full pass; empty before it.
  private var reference: [Number] = []
  /// What every arc elsewhere exceeded then in reduced cost.
  private var margin = Number(0)
  private var near: [Int32] = []
  /// Arcs elsewhere whose cost has changed since; not yet compared with the margin.
  private var recosted: [Int32] = []
  private var isNearListComplete = false
  private let lists: ShortLists<Number>

  init(_ network: FlowNetwork) {
    nodeCount = network.nodeCount
    place = [Place](repeating: .elsewhere, count: network.arcCount)
    lists = ShortLists(count: 2 * network.nodeCount, room: ArcSieve.firstPick)
  }

  func deallocate() { lists.deallocate() }

  /// The network has one more arc, the last.
  mutating func arcAdded() {
    near.append(Int32(truncatingIfNeeded: place.count))
    place.append(.near)
  }

  /// Takes note of arcs with new costs.
  ///
  /// - Returns: those that are in the table.
  mutating func costsChanged(_ changed: [Int32]) -> [Int32] {
    var inTable: [Int32] = []
    place.withUnsafeBufferPointer { place in
      for arc in changed {
        switch place[Int(arc)] {
        case .table: inTable.append(arc)
        case .near: break
        case .elsewhere: recosted.append(arc)
        }
      }
    }
    return inTable
  }

  /// Moves the arcs elsewhere that have come near by a lower cost.
  private mutating func takeRecostedArcs(_ network: FlowNetwork) {
    let (recosts, margin) = (recosted, margin)
    var close: [Int32] = []
    reference.withUnsafeBufferPointer { reference in
      network.withArcs { tail, head, cost in
        for arc in recosts {
          let (from, to) = (Int(tail[Int(arc)]), Int(head[Int(arc)]))
          let reduced = Number(truncatingIfNeeded: cost[Int(arc)]) &+ reference[from] &- reference[to]
          if reduced <= margin { close.append(arc) }
        }
      }
    }
    for arc in close where place[Int(arc)] == .elsewhere {
      place[Int(arc)] = .near
      near.append(arc)
    }
    recosted.removeAll(keepingCapacity: true)
  }

  /// The arcs outside the table whose reduced cost is negative: of every node at most the `most` worst that leave it and
  /// the `most` worst that enter it. Empty only when there is none at all.
  mutating func pick(
    _ network: FlowNetwork, _ tree: SpanningTree<Number>, costMask: Int64, most: Int
  ) -> [Int32] {
    let potential = (0..<nodeCount).map { tree.potential(of: $0) }
    lists.empty(room: most)
    if costMask != 0 && isNearListComplete { takeRecostedArcs(network) }
    if costMask != 0 && isNearListComplete && hasStayedWithinMargin(potential) {
      priceNear(network, potential)
    } else {
      priceAll(network, potential, costMask)
    }
    return takeToTable()
  }

  private func hasStayedWithinMargin(_ potential: [Number]) -> Bool {
    var (lowest, highest) = (Int64(0), Int64(0))
    for node in 0..<nodeCount {
      // Relative to one node, because potentials as a whole may drift.
      let rise = Int64(potential[node] &- potential[0]) - Int64(reference[node] &- reference[0])
      lowest = min(lowest, rise)
      highest = max(highest, rise)
    }
    return highest - lowest <= Int64(margin)
  }

  private func priceNear(_ network: FlowNetwork, _ potential: [Number]) {
    network.withArcs { tail, head, cost in
      for arc in near where place[Int(arc)] == .near {
        let (from, to) = (Int(tail[Int(arc)]), Int(head[Int(arc)]))
        let reduced = Number(truncatingIfNeeded: cost[Int(arc)]) &+ potential[from] &- potential[to]
        if reduced < 0 {
          lists.offer(arc, reduced, to: from)
          lists.offer(arc, reduced, to: nodeCount &+ to)
        }
      }
    }
  }

  private mutating func priceAll(
    _ network: FlowNetwork, _ potential: [Number], _ costMask: Int64
  ) {
    for arc in near where place[Int(arc)] == .near { place[Int(arc)] = .elsewhere }
    near.removeAll(keepingCapacity: true)
    recosted.removeAll(keepingCapacity: true)
    let isFirst = reference.isEmpty
    margin = isFirst ? -1 : smallReducedCost(network, potential, costMask)
    reference = potential
    isNearListComplete = !isFirst && costMask != 0
    let (margin, nodeCount, lists) = (margin, nodeCount, lists)
    place.withUnsafeMutableBufferPointer { place in
      potential.withUnsafeBufferPointer { potential in
        network.withArcs { tail, head, cost in
          for arc in 0..<place.count {
            let (from, to) = (Int(tail[arc]), Int(head[arc]))
            let reduced = Number(truncatingIfNeeded: cost[arc] & costMask) &+ potential[from] &- potential[to]
            if reduced > margin || place[arc] == .table { continue }
            if reduced < 0 {
              lists.offer(Int32(truncatingIfNeeded: arc), reduced, to: from)
              lists.offer(Int32(truncatingIfNeeded: arc), reduced, to: nodeCount &+ to)
            }
            if !isFirst {
              place[arc] = .near
              near.append(Int32(truncatingIfNeeded: arc))
            }
          }
        }
      }
    }
  }

  /// About the 32nd part of all reduced costs are below it, by a sample.
  private func smallReducedCost(_ network: FlowNetwork, _ potential: [Number], _ costMask: Int64) -> Number {
    let stride = max(1, place.count / 1024)
    var sample: [Number] = []
    for arc in Swift.stride(from: 0, to: place.count, by: stride) {
      let (from, to) = (Int(network.tail[arc]), Int(network.head[arc]))
      sample.append(Number(truncatingIfNeeded: network.cost[arc] & costMask) &+ potential[from] &- potential[to])
    }
    sample.sort()
    return sample.isEmpty ? 0 : max(0, sample[sample.count / 32])
  }

  private mutating func takeToTable() -> [Int32] {
    var taken: [Int32] = []
    for list in 0..<2 * nodeCount {
      for arc in lists[list] where place[Int(arc)] != .table {
        place[Int(arc)] = .table
        taken.append(arc)
      }
    }
    return taken
  }
}
