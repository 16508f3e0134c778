/// What is open, the least bound first; of equal ones the newest, which is the deepest.
struct BoundQueue<Node> {
  private var heap: [(bound: Double, serial: Int, node: Node)] = []
  private var serial = 0

  var isEmpty: Bool { heap.isEmpty }
  var count: Int { heap.count }
  var leastBound: Double { heap.first?.bound ?? .infinity }
  /// In no order.
  var nodes: [Node] { heap.map(\.node) }

  mutating func push(_ node: Node, bound: Double) {
    heap.append((bound, serial, node))
    serial += 1
    var child = heap.count - 1
    while child > 0 && precedes(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Node? {
    guard let last = heap.popLast() else { return nil }
    if heap.isEmpty { return last.node }
    let first = heap[0]
    heap[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      if child >= heap.count { break }
      if child + 1 < heap.count && precedes(child + 1, child) { child += 1 }
      if !precedes(child, parent) { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return first.node
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    heap[a].bound != heap[b].bound ? heap[a].bound < heap[b].bound : heap[a].serial > heap[b].serial
  }
}
