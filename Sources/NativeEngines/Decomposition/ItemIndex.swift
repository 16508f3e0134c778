/// The slots of each item's arcs, and the site of each slot.
struct ItemIndex {
  /// `start[j] ..< start[j + 1]` are item j's entries in `slots`.
  private let start: [Int]
  private let slots: [Int32]
  let siteOfSlot: [Int32]

  init(_ table: SiteTable) {
    var siteOfSlot = [Int32](repeating: 0, count: table.arcCount)
    var start = [Int](repeating: 0, count: table.itemCount + 1)
    for site in 0..<table.siteCount {
      for slot in table.slots(of: site) {
        siteOfSlot[slot] = Int32(site)
        start[Int(table.item[slot]) + 1] += 1
      }
    }
    for item in 0..<table.itemCount { start[item + 1] += start[item] }
    var next = start
    var slots = [Int32](repeating: 0, count: table.arcCount)
    for slot in 0..<table.arcCount {
      let item = Int(table.item[slot])
      slots[next[item]] = Int32(slot)
      next[item] += 1
    }
    self.siteOfSlot = siteOfSlot
    self.start = start
    self.slots = slots
  }

  func slots(ofItem item: Int) -> ArraySlice<Int32> { slots[start[item]..<start[item + 1]] }
}
