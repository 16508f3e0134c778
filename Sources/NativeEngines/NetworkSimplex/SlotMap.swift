/// Which arc of the network stands in which slot of the table: all in their own order, or those picked in the order of
/// their coming.
struct SlotMap {
  /// Slots before the network's own arcs.
  let slackCount: Int
  /// The arcs of the slots after the slack arcs, where the table does not hold all arcs in order.
  private(set) var picked: [Int32]?
  /// For every arc its slot, or −1; kept once it has been asked for, where the table does not hold all arcs.
  private var slotOfArc: [Int32] = []

  init(slackCount slack: Int, picksArcs: Bool) {
    slackCount = slack
    picked = picksArcs ? [] : nil
  }

  var isEmpty: Bool { picked?.isEmpty ?? false }

  mutating func append(_ arcs: [Int32]) {
    guard let count = picked?.count else { return }
    if !slotOfArc.isEmpty {
      for (offset, arc) in arcs.enumerated() {
        extend(to: Int(arc) + 1)
        slotOfArc[Int(arc)] = Int32(slackCount + count + offset)
      }
    }
    picked?.append(contentsOf: arcs)
  }

  /// The arc in a slot from `slackCount` on.
  func arc(inSlot slot: Int) -> Int {
    guard let picked else { return slot - slackCount }
    return Int(picked[slot - slackCount])
  }

  /// The slot of an arc, or nil where the table does not hold it.
  mutating func slot(ofArc arc: Int, arcCount: Int) -> Int? {
    guard let picked else { return slackCount + arc }
    if slotOfArc.isEmpty {
      extend(to: arcCount)
      for (offset, arc) in picked.enumerated() { slotOfArc[Int(arc)] = Int32(slackCount + offset) }
    }
    return arc < slotOfArc.count && slotOfArc[arc] >= 0 ? Int(slotOfArc[arc]) : nil
  }

  private mutating func extend(to count: Int) {
    if slotOfArc.count < count {
      slotOfArc.append(contentsOf: repeatElement(-1, count: count - slotOfArc.count))
    }
  }
}
