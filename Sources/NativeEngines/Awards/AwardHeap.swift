/// Open nodes, the one with the least bound first; of equal ones the oldest.
struct AwardHeap {
  struct Entry {
    var node: AwardNode
    var question: AwardQuestion?
  }

  private var entries: [(entry: Entry, age: Int)] = []
  private var pushed = 0

  var count: Int { entries.count }
  var leastBound: Double { entries.first?.entry.node.bound ?? .infinity }
  /// In no order.
  var nodes: [AwardNode] { entries.map(\.entry.node) }

  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    (entries[a].entry.node.bound, entries[a].age) < (entries[b].entry.node.bound, entries[b].age)
  }

  mutating func push(_ entry: Entry) {
    entries.append((entry, pushed))
    pushed += 1
    var child = entries.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popLeast() -> Entry? {
    guard !entries.isEmpty else { return nil }
    entries.swapAt(0, entries.count - 1)
    let least = entries.removeLast().entry
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count && isBefore(child, least) {
        least = child
      }
      if least == parent { break }
      entries.swapAt(parent, least)
      parent = least
    }
    return least
  }
}
