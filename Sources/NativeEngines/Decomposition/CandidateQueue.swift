/// Candidates by how much they close, the greatest first; of equals the first.
struct CandidateQueue {
  private var heap: [(count: Int, index: Int)] = []

  var greatest: Int? { heap.first?.count }

  mutating func push(_ count: Int, _ index: Int) {
    heap.append((count, index))
    var child = heap.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> (count: Int, index: Int)? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    if heap.isEmpty { return first }
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
    return first
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    heap[a].count != heap[b].count ? heap[a].count > heap[b].count : heap[a].index < heap[b].index
  }
}
