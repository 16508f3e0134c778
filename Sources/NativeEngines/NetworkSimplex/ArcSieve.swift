import MathProgram

/// Prices all arcs of a dense network and picks the few that deserve a place in the simplex's table.
///
/// A basis of n nodes uses n arcs of perhaps n² / 4: the simplex runs on the most promising arcs of every node (sifting:
/// Bixby et al. 1992), and a pass over all arcs either brings the next ones or proves the optimum for all.
struct ArcSieve<Number: FlowNumber> {
  /// Arcs a node and side that the first pass picks, and those of later passes.
  static var firstPick: Int { 8 }
  static var laterPick: Int { 4 }

  /// Whether a network has so many arcs a node that most of them are never looked at twice.
  static func suits(_ network: FlowNetwork) -> Bool { network.arcCount > 40 * network.nodeCount }

  private let nodeCount: Int
  private var isPicked: [Bool]

  init(_ network: FlowNetwork) {
    nodeCount = network.nodeCount
    isPicked = [Bool](repeating: false, count: network.arcCount)
  }

  /// The arcs outside the table whose reduced cost is negative: of every node at most the `most` worst that leave it and
  /// the `most` worst that enter it. Empty only when there is none at all.
  mutating func pick(
    _ network: FlowNetwork, _ tree: SpanningTree<Number>, costMask: Int64, most: Int
  ) -> [Int32] {
    let potential = (0..<nodeCount).map { tree.potential(of: $0) }
    let lists = ShortLists<Number>(count: 2 * nodeCount, room: most)
    defer { lists.deallocate() }
    isPicked.withUnsafeBufferPointer { isPicked in
      potential.withUnsafeBufferPointer { potential in
        network.withArcs { tail, head, cost in
          for arc in 0..<isPicked.count {
            let (from, to) = (Int(tail[arc]), Int(head[arc]))
            let reduced = Number(truncatingIfNeeded: cost[arc] & costMask) &+ potential[from] &- potential[to]
            if reduced < 0 && !isPicked[arc] {
              lists.offer(Int32(truncatingIfNeeded: arc), reduced, to: from)
              lists.offer(Int32(truncatingIfNeeded: arc), reduced, to: nodeCount &+ to)
            }
          }
        }
      }
    }
    return takeUnpicked(lists)
  }

  /// The network has one more arc, the last.
  mutating func arcAdded() { isPicked.append(false) }

  private mutating func takeUnpicked(_ lists: ShortLists<Number>) -> [Int32] {
    var taken: [Int32] = []
    for list in 0..<2 * nodeCount {
      for arc in lists[list] where !isPicked[Int(arc)] {
        isPicked[Int(arc)] = true
        taken.append(arc)
      }
    }
    return taken
  }
}

/// For every list the smallest few values offered to it.
private struct ShortLists<Number: FlowNumber> {
  private let room: Int
  private let worst: UnsafeMutablePointer<Number>
  private let lengths: UnsafeMutablePointer<Int32>
  private let values: UnsafeMutablePointer<Number>
  private let arcs: UnsafeMutablePointer<Int32>

  init(count: Int, room most: Int) {
    room = most
    worst = .allocate(capacity: count)
    worst.initialize(repeating: 0, count: count)
    lengths = .allocate(capacity: count)
    lengths.initialize(repeating: 0, count: count)
    values = .allocate(capacity: count * most)
    arcs = .allocate(capacity: count * most)
  }

  func deallocate() {
    worst.deallocate()
    lengths.deallocate()
    values.deallocate()
    arcs.deallocate()
  }

  /// Values are negative.
  @inline(__always)
  func offer(_ arc: Int32, _ value: Number, to list: Int) {
    if value < worst[list] { insert(arc, value, to: list) }
  }

  @inline(never)
  private func insert(_ arc: Int32, _ value: Number, to list: Int) {
    let (values, arcs) = (values + list * room, arcs + list * room)
    let length = Int(lengths[list])
    var place = min(length, room - 1)
    while place > 0 && values[place - 1] > value {
      values[place] = values[place - 1]
      arcs[place] = arcs[place - 1]
      place -= 1
    }
    values[place] = value
    arcs[place] = arc
    if length < room { lengths[list] = Int32(length + 1) }
    if length >= room - 1 { worst[list] = values[room - 1] }
  }

  subscript(list: Int) -> UnsafeBufferPointer<Int32> {
    UnsafeBufferPointer(start: arcs + list * room, count: Int(lengths[list]))
  }
}

extension FlowNetwork {
  /// Tails, heads and costs as plain memory.
  @inline(__always)
  func withArcs<Answer>(
    _ body: (UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafePointer<Int64>) -> Answer
  ) -> Answer? {
    tail.withUnsafeBufferPointer { tail in
      head.withUnsafeBufferPointer { head in
        cost.withUnsafeBufferPointer { cost in
          guard let tail = tail.baseAddress, let head = head.baseAddress, let cost = cost.baseAddress else { return nil }
          return body(tail, head, cost)
        }
      }
    }
  }
}
