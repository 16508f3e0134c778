/// Which arcs the relaxation may use: those that the active node's decisions and the root's exclusions leave.
struct ArcExclusion {
  private let index: ItemIndex
  private let relaxation: SiteRelaxation
  /// By slot; for the whole tree.
  private(set) var isExcluded: [Bool]
  private var active: [Int32] = []

  init(_ relaxation: SiteRelaxation) {
    self.relaxation = relaxation
    index = ItemIndex(relaxation.table)
    isExcluded = [Bool](repeating: false, count: relaxation.table.arcCount)
  }

  mutating func excludeEverywhere(_ slot: Int) {
    isExcluded[slot] = true
    relaxation.setForbidden(true, slot: slot)
  }

  /// Makes the node's decisions those of the relaxation.
  mutating func activate(_ node: SiteNode) {
    let before = active
    active.removeAll(keepingCapacity: true)
    for decision in node.arcs {
      if !decision.isServed {
        active.append(decision.slot)
        continue
      }
      let item = Int(relaxation.table.item[Int(decision.slot)])
      for slot in index.slots(ofItem: item) where slot != decision.slot { active.append(slot) }
    }
    if before == active { return }
    for slot in before where !isExcluded[Int(slot)] { relaxation.setForbidden(false, slot: Int(slot)) }
    for slot in active { relaxation.setForbidden(true, slot: Int(slot)) }
  }

  /// The arcs that the active node leaves an item, at sites that are not closed.
  func slotsLeft(_ item: Int, _ states: [SiteState]) -> [Int] {
    index.slots(ofItem: item).map { Int($0) }
      .filter { !relaxation.isSlotForbidden($0) && states[Int(index.siteOfSlot[$0])] != .closed }
  }

  func site(ofSlot slot: Int) -> Int { Int(index.siteOfSlot[slot]) }
}
