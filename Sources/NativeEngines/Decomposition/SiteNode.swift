/// A node of the branch and bound: what is decided, and where its search for multipliers stands.
struct SiteNode {
  var states: [SiteState]
  /// Whole items: arcs that are decided, by slot.
  var arcs: [ArcDecision] = []
  var multipliers: [Double]
  /// The running average of the relaxation's primal answers, by site.
  var openness: [Double]
  /// What its children are to differ in; nil where nothing is undecided.
  var branching: Branching?
  /// No solution below the node costs less.
  var bound = -Double.infinity
  /// In the proof; −1 where it is no longer recorded.
  var record: Int32 = -1

  struct ArcDecision {
    var slot: Int32
    var isServed: Bool
  }

  enum Branching {
    case site(Int)
    case slot(Int)
  }
}

/// Open nodes, the one with the least bound first; ties in the order of their making.
struct OpenNodes {
  private var heap: [(bound: Double, serial: Int, node: SiteNode)] = []
  private var serial = 0

  var isEmpty: Bool { heap.isEmpty }
  var count: Int { heap.count }
  var leastBound: Double { heap.first?.bound ?? .infinity }

  mutating func push(_ node: SiteNode) {
    heap.append((node.bound, serial, node))
    serial += 1
    var child = heap.count - 1
    while child > 0 && precedes(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> SiteNode? {
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
    heap[a].bound != heap[b].bound ? heap[a].bound < heap[b].bound : heap[a].serial < heap[b].serial
  }
}
