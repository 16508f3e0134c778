/// Lowers all potentials at once by their distance to the nearest deficit, measured in steps of the tolerance.
///
/// A node at distance d can send its excess after d relabellings; doing them one by one is what makes cost scaling slow
/// (Cherkassky and Goldberg 1997).
struct GlobalUpdate<Number: FlowNumber> {
  private let nodeCount: Int
  /// Steps to a deficit; final once its bucket has been passed.
  private let distance: UnsafeMutablePointer<Int32>
  // Nodes of one bucket are a doubly linked list.
  private let next: UnsafeMutablePointer<Int32>
  private let previous: UnsafeMutablePointer<Int32>
  private var buckets: [Int32] = []
  /// Nodes further away count as no further than this.
  private let mostSteps: Int

  private static var none: Int32 { -1 }

  init(nodeCount nodes: Int) {
    nodeCount = nodes
    mostSteps = min(8 * nodes + 1024, 1 << 30)
    distance = .allocate(capacity: nodes)
    next = .allocate(capacity: nodes)
    previous = .allocate(capacity: nodes)
  }

  func deallocate() {
    distance.deallocate()
    next.deallocate()
    previous.deallocate()
  }

  /// - Returns: false where an excess cannot reach a deficit, or a potential would fall below `lowest`.
  mutating func run(
    _ graph: ResidualGraph<Number>, _ potential: UnsafeMutablePointer<Number>, _ excess: UnsafeMutablePointer<Int64>,
    toleranceBits bits: Int, lowest: Number
  ) -> Bool {
    buckets.removeAll(keepingCapacity: true)
    buckets.append(GlobalUpdate.none)
    var waiting = 0
    for node in 0..<nodeCount {
      distance[node] = .max
      if excess[node] < 0 { put(Int32(truncatingIfNeeded: node), into: 0) }
      if excess[node] > 0 { waiting += 1 }
    }
    var bucket = 0
    while waiting > 0 && bucket < buckets.count {
      let node = buckets[bucket]
      if node < 0 {
        bucket += 1
        continue
      }
      unlink(node)
      if excess[Int(node)] > 0 { waiting -= 1 }
      if waiting > 0 { reach(from: Int(node), bucket, graph, potential, bits) }
    }
    return waiting == 0 && lower(potential, most: bucket, bits, lowest)
  }

  /// Offers a distance to every node that can send to `node`.
  @inline(__always)
  private mutating func reach(
    from node: Int, _ bucket: Int, _ graph: ResidualGraph<Number>, _ potential: UnsafeMutablePointer<Number>, _ bits: Int
  ) {
    let arcs = graph.arcs
    let height = potential[node]
    for index in Int(graph.first[node])..<Int(graph.first[node + 1]) {
      let arc = arcs[index]
      let sender = Int(arc.head)
      if Int(distance[sender]) <= bucket || arcs[Int(arc.reverse)].residual == 0 { continue }
      let reduced = potential[sender] &- arc.cost &- height
      let steps = min(bucket &+ 1 &+ Int(reduced >> bits), mostSteps)
      if steps < Int(distance[sender]) {
        if distance[sender] != .max { unlink(arc.head) }
        put(arc.head, into: steps)
      }
    }
  }

  private func lower(
    _ potential: UnsafeMutablePointer<Number>, most bucket: Int, _ bits: Int, _ lowest: Number
  ) -> Bool {
    for node in 0..<nodeCount {
      let lowered = Int64(potential[node]) - Int64(min(Int(distance[node]), bucket)) << Int64(bits)
      if lowered < Int64(lowest) { return false }
      potential[node] = Number(truncatingIfNeeded: lowered)
    }
    return true
  }

  @inline(__always)
  private mutating func put(_ node: Int32, into bucket: Int) {
    while buckets.count <= bucket { buckets.append(GlobalUpdate.none) }
    let first = buckets[bucket]
    distance[Int(node)] = Int32(truncatingIfNeeded: bucket)
    next[Int(node)] = first
    previous[Int(node)] = GlobalUpdate.none
    if first >= 0 { previous[Int(first)] = node }
    buckets[bucket] = node
  }

  @inline(__always)
  private mutating func unlink(_ node: Int32) {
    let (before, after) = (previous[Int(node)], next[Int(node)])
    if before >= 0 {
      next[Int(before)] = after
    } else {
      buckets[Int(distance[Int(node)])] = after
    }
    if after >= 0 { previous[Int(after)] = before }
  }
}
