/// A node of the tree: what its parent decided last, and what was proved there.
struct ChargeNode {
  /// −1 of the root.
  var parent: Int32
  /// The switch decided on the way from the parent; −1 of the root.
  var decided: Int32
  var isOn: Bool
  /// The group of which at most, or at least (`isOn`), so many are on in the node; −1: none was split.
  var group: Int32 = -1
  var limit: Int32 = 0
  /// Of everything in it.
  var bound: Double
  /// A place among the tree's price vectors, at which the bound was proved.
  var prices: Int32
  /// Whether the prices show that there is nothing in it at all.
  var isEmpty = false
  /// Switches that may not be otherwise where anything better than the cutoff is wanted, and how they are.
  var pegs: [(index: Int32, isOn: Bool)] = []
  /// −1 where no switch was branched on.
  var branch: Int32 = -1
  /// The children with the branched switch off and on, or with fewer and with more of a group.
  var off: Int32 = -1
  var on: Int32 = -1

  var isBranched: Bool { off >= 0 }

  init(parent: Int32, decided: Int32, isOn: Bool, bound: Double, prices: Int32) {
    (self.parent, self.decided, self.isOn) = (parent, decided, isOn)
    (self.bound, self.prices) = (bound, prices)
  }

  /// A child that decides nothing yet, with what is known of its parent.
  init(child parent: Int, of own: ChargeNode) {
    self.init(
      parent: Int32(truncatingIfNeeded: parent), decided: -1, isOn: false, bound: own.bound, prices: own.prices)
  }
}

/// Open nodes, the lowest bound first; equal bounds in the order in which they came.
struct ChargeQueue {
  private var heap: [(bound: Double, node: Int32)] = []

  var isEmpty: Bool { heap.isEmpty }
  var least: Double { heap.first?.bound ?? .infinity }

  private func precedes(_ one: Int, _ other: Int) -> Bool {
    heap[one].bound != heap[other].bound ? heap[one].bound < heap[other].bound : heap[one].node < heap[other].node
  }

  mutating func insert(_ node: Int32, bound: Double) {
    heap.append((bound, node))
    var place = heap.count - 1
    while place > 0, precedes(place, (place - 1) / 2) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func removeLeast() -> Int32? {
    guard let first = heap.first else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count && precedes(child, least) { least = child }
      if least == place { return first.node }
      heap.swapAt(place, least)
      place = least
    }
  }
}
