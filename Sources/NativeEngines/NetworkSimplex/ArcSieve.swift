import MathProgram

/// What pricing reads of an arc outside the table, in one place.
private struct NearArc<Number: FlowNumber>: BitwiseCopyable {
  var tail, head, arc: Int32
  var cost: Number

  @inline(__always)
  init(_ arc: Int32, _ tail: UnsafePointer<Int32>, _ head: UnsafePointer<Int32>, _ cost: UnsafePointer<Int64>) {
    self.tail = tail[Int(arc)]
    self.head = head[Int(arc)]
    self.arc = arc
    self.cost = Number(truncatingIfNeeded: cost[Int(arc)])
  }

  @inline(__always)
  func reducedCost(_ potential: UnsafePointer<Number>) -> Number {
    cost &+ potential[Int(tail)] &- potential[Int(head)]
  }
}

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
  private enum Place: UInt8 { case outside, table }
  private var place: [Place]
  /// Potentials at the last full pass; empty before it.
  private var reference: [Number] = []
  /// What every arc outside table and near list exceeded then in reduced cost.
  private var margin = Number(0)
  /// Arcs that were near once, with all that pricing reads of them, and arcs added since. Entries of arcs that have gone
  /// to the table or have another cost since are stale: picking such an arc once more than needed does no harm.
  private var near: [NearArc<Number>] = []
  /// Entries of the near list after the last full pass.
  private var nearCountAtFirst = 0
  /// Arcs whose cost has changed since; not yet compared with the margin.
  private var recosted: [Int32] = []
  private var isNearListComplete = false
  private let lists: ShortLists<Number>

  init(_ network: FlowNetwork) {
    nodeCount = network.nodeCount
    place = [Place](repeating: .outside, count: network.arcCount)
    lists = ShortLists(count: 2 * network.nodeCount, room: ArcSieve.firstPick)
  }

  func deallocate() { lists.deallocate() }

  /// The network has one more arc, the last.
  mutating func arcAdded() {
    recosted.append(Int32(truncatingIfNeeded: place.count))
    place.append(.outside)
  }

  /// Takes note of arcs with new costs.
  ///
  /// - Returns: those that are in the table.
  mutating func costsChanged(_ changed: [Int32]) -> [Int32] {
    var inTable: [Int32] = []
    place.withUnsafeBufferPointer { place in
      for arc in changed {
        if place[Int(arc)] == .table { inTable.append(arc) } else { recosted.append(arc) }
      }
    }
    return inTable
  }

  /// Lists the arcs that a new cost has brought near, or that were near with another cost.
  private mutating func takeRecostedArcs(_ network: FlowNetwork) {
    let (recosts, margin) = (recosted, margin)
    var close: [NearArc<Number>] = []
    reference.withUnsafeBufferPointer { reference in
      network.withArcs { tail, head, cost in
        for arc in recosts {
          let entry = NearArc<Number>(arc, tail, head, cost)
          if entry.reducedCost(reference.baseAddress!) <= margin { close.append(entry) }
        }
      }
    }
    near.append(contentsOf: close)
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
      priceNear(potential)
    } else {
      priceAll(network, potential, costMask)
    }
    return takeToTable()
  }

  /// Whether no arc outside the near list can have become attractive, and the list has not grown out of proportion.
  private func hasStayedWithinMargin(_ potential: [Number]) -> Bool {
    if near.count > 2 * nearCountAtFirst + 1024 { return false }
    var (lowest, highest) = (Int64(0), Int64(0))
    for node in 0..<nodeCount {
      // Relative to one node, because potentials as a whole may drift.
      let rise = Int64(potential[node] &- potential[0]) - Int64(reference[node] &- reference[0])
      lowest = min(lowest, rise)
      highest = max(highest, rise)
    }
    return highest - lowest <= Int64(margin)
  }

  private func priceNear(_ potential: [Number]) {
    potential.withUnsafeBufferPointer { potential in
      near.withUnsafeBufferPointer { near in
        for entry in near {
          let reduced = entry.reducedCost(potential.baseAddress!)
          if reduced < 0 && place[Int(entry.arc)] != .table { offer(entry.arc, reduced, entry.tail, entry.head) }
        }
      }
    }
  }

  @inline(__always)
  private func offer(_ arc: Int32, _ reduced: Number, _ tail: Int32, _ head: Int32) {
    lists.offer(arc, reduced, to: Int(tail))
    lists.offer(arc, reduced, to: nodeCount &+ Int(head))
  }

  private mutating func priceAll(
    _ network: FlowNetwork, _ potential: [Number], _ costMask: Int64
  ) {
    near.removeAll(keepingCapacity: true)
    recosted.removeAll(keepingCapacity: true)
    let isFirst = reference.isEmpty
    margin = isFirst ? -1 : smallReducedCost(network, potential, costMask)
    reference = potential
    isNearListComplete = !isFirst && costMask != 0
    let (margin, place) = (margin, place)
    place.withUnsafeBufferPointer { place in
      potential.withUnsafeBufferPointer { potential in
        network.withArcs { tail, head, cost in
          for arc in 0..<place.count {
            let (from, to) = (Int(tail[arc]), Int(head[arc]))
            let reduced = Number(truncatingIfNeeded: cost[arc] & costMask) &+ potential[from] &- potential[to]
            if reduced > margin || place[arc] == .table { continue }
            let index = Int32(truncatingIfNeeded: arc)
            if reduced < 0 { offer(index, reduced, tail[arc], head[arc]) }
            if !isFirst { near.append(NearArc(index, tail, head, cost)) }
          }
        }
      }
    }
    nearCountAtFirst = near.count
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
