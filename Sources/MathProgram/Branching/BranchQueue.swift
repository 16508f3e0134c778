/// Open nodes, the least bound first, then the oldest.
package struct BranchQueue {
  private var heap: [BranchNode] = []

  package init() {}

  package var leastBound: Double { heap.first?.bound ?? .infinity }

  private func precedes(_ a: BranchNode, _ b: BranchNode) -> Bool {
    a.bound != b.bound ? a.bound < b.bound : a.number < b.number
  }

  package mutating func push(_ node: BranchNode) {
    heap.append(node)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard precedes(heap[child], heap[parent]) else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  package mutating func pop() -> BranchNode? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    heap[0] = last
    sink()
    return first
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(heap[child], heap[least]) {
        least = child
      }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
