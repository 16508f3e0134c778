/// Items by group, all in one array: a million groups of one item each take no million arrays.
struct Groups: Sendable {
  private let starts: [Int32]
  private let items: [Int]

  /// - Parameter entries: enters every item into its groups, the items in order; a group takes an item once. Called twice.
  init(count: Int, _ entries: (_ enter: (_ group: Int, _ item: Int) -> Void) -> Void) {
    var ends = [Int32](repeating: 0, count: count + 1)
    var last = [Int](repeating: -1, count: count)
    entries { group, item in
      if last[group] != item { ends[group + 1] += 1 }
      last[group] = item
    }
    for group in 0..<count { ends[group + 1] += ends[group] }
    starts = ends
    var found = [Int](repeating: 0, count: Int(ends[count]))
    var next = ends
    last = [Int](repeating: -1, count: count)
    entries { group, item in
      guard last[group] != item else { return }
      last[group] = item
      found[Int(next[group])] = item
      next[group] += 1
    }
    items = found
  }

  subscript(group: Int) -> ArraySlice<Int> { items[Int(starts[group])..<Int(starts[group + 1])] }
}
