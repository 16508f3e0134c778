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
  private var isNearListComplete = false

  init(_ network: FlowNetwork) {
    nodeCount = network.nodeCount
    place = [Place](repeating: .elsewhere, count: network.arcCount)
  }

  /// The network has one more arc, the last.
  mutating func arcAdded() {
    near.append(Int32(truncatingIfNeeded: place.count))
    place.append(.near)
  }

  func isInTable(_ arc: Int) -> Bool { place[arc] == .table }

  /// The cost of an arc outside the table is new.
  mutating func costChanged(_ network: FlowNetwork, _ arc: Int, from before: Int64) {
    let cost = network.cost[arc]
    if place[arc] != .elsewhere || cost >= before || !isNearListComplete { return }
    let (from, to) = (Int(network.tail[arc]), Int(network.head[arc]))
    if Number(truncatingIfNeeded: cost) &+ reference[from] &- reference[to] > margin { return }
    place[arc] = .near
    near.append(Int32(truncatingIfNeeded: arc))
  }

  /// The arcs outside the table whose reduced cost is negative: of every node at most the `most` worst that leave it and
  /// the `most` worst that enter it. Empty only when there is none at all.
  mutating func pick(
    _ network: FlowNetwork, _ tree: SpanningTree<Number>, costMask: Int64, most: Int
  ) -> [Int32] {
    let potential = (0..<nodeCount).map { tree.potential(of: $0) }
    let lists = ShortLists<Number>(count: 2 * nodeCount, room: most)
    defer { lists.deallocate() }
    if costMask != 0 && isNearListComplete && hasStayedWithinMargin(potential) {
      priceNear(network, potential, lists)
    } else {
      priceAll(network, potential, costMask, lists)
    }
    return takeToTable(lists)
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

  private func priceNear(_ network: FlowNetwork, _ potential: [Number], _ lists: ShortLists<Number>) {
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
    _ network: FlowNetwork, _ potential: [Number], _ costMask: Int64, _ lists: ShortLists<Number>
  ) {
    for arc in near where place[Int(arc)] == .near { place[Int(arc)] = .elsewhere }
    near.removeAll(keepingCapacity: true)
    let isFirst = reference.isEmpty
    margin = isFirst ? -1 : smallReducedCost(network, potential, costMask)
    reference = potential
    isNearListComplete = !isFirst && costMask != 0
    let (margin, nodeCount) = (margin, nodeCount)
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

  private mutating func takeToTable(_ lists: ShortLists<Number>) -> [Int32] {
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
