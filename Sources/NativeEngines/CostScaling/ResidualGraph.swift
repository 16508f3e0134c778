/// One direction of an arc in the residual graph; everything that a scan reads of it lies together.
struct ResidualArc<Number: FlowNumber>: BitwiseCopyable {
  var head: Int32
  /// Index of the opposite direction.
  var reverse: Int32
  var residual: Number
  var cost: Number
}

/// Both directions of all arcs, grouped by the node that they leave.
///
/// Loops have no room: they carry all they can where that pays and nothing else, and the reduced cost of one that had room
/// would never change, so that its node could be lowered by no more than it.
struct ResidualGraph<Number: FlowNumber> {
  let nodeCount: Int
  /// `first[v] ..< first[v + 1]` leave node v.
  let first: UnsafeMutablePointer<Int32>
  let arcs: UnsafeMutablePointer<ResidualArc<Number>>

  /// - Parameter flowLimit: no arc needs to carry more; see `NumberRange`.
  init(_ table: ArcTable<Number>, nodeCount nodes: Int, flowLimit: Number) {
    nodeCount = nodes
    first = .allocate(capacity: nodes + 1)
    arcs = .allocate(capacity: 2 * table.count)
    first.initialize(repeating: 0, count: nodes + 1)
    for arc in 0..<table.count {
      first[Int(table.tail[arc])] += 1
      first[Int(table.head[arc])] += 1
    }
    var end = Int32(0)
    for node in 0...nodes {
      let degree = first[node]
      first[node] = end
      end &+= degree
    }
    let arcs = arcs
    forEachArc(of: table) { arc, forward, backward in
      let (tail, head) = (table.tail[arc], table.head[arc])
      arcs[Int(forward)] = ResidualArc(
        head: head, reverse: backward, residual: tail == head ? 0 : min(table.capacity[arc], flowLimit),
        cost: table.cost[arc])
      arcs[Int(backward)] = ResidualArc(head: tail, reverse: forward, residual: 0, cost: 0 &- table.cost[arc])
    }
  }

  func deallocate() {
    first.deallocate()
    arcs.deallocate()
  }

  /// Every arc of the table with its two directions: their places follow from the order of the table alone.
  func forEachArc(of table: ArcTable<Number>, _ body: (Int, Int32, Int32) -> Void) {
    let next = UnsafeMutablePointer<Int32>.allocate(capacity: nodeCount)
    defer { next.deallocate() }
    next.update(from: first, count: nodeCount)
    for arc in 0..<table.count {
      let (tail, head) = (Int(table.tail[arc]), Int(table.head[arc]))
      let forward = next[tail]
      next[tail] &+= 1
      let backward = next[head]
      next[head] &+= 1
      body(arc, forward, backward)
    }
  }
}
