/// Closes nodes of a tree over sites that no plan is in: the sites cannot hold all weight, cannot keep a row over sites, or cannot
/// serve some items; and decides sites that such a row leaves a single decision.
///
/// Each is shown by a vector in which nothing has a price but what cannot be had: large enough for any node, so that nodes share it,
/// and with costs left out as well, so that a tree of such leaves proves that there is no plan at all.
struct EmptyNodes {
  private let table: SiteTable
  /// What lifts the bound above any cost.
  private let size: Double
  private var vectors: [SiteCounts.Closing: Int32] = [:]

  init(_ sites: SiteTable) {
    table = sites
    size = AnyCost.withoutPrices(sites)
  }

  /// Decides what rows over sites force, and records it; false where some row cannot be kept, which closes the node.
  mutating func keepCounts(_ node: inout SiteNode, _ record: inout ProofRecord) -> Bool {
    let counts = table.counts
    if counts.isEmpty { return true }
    while true {
      if let closing = counts.closing(node.states) ?? counts.shortage(node.states, table) {
        close(node, by: closing, &record)
        return false
      }
      guard let (site, isOpen, closing) = counts.forced(node.states) else { return true }
      node.states[site] = isOpen ? .open : .closed
      guard let vector = vector(closing, node, &record) else { continue }
      record.addPeg(.init(column: Int32(site), value: isOpen, vector: vector), node: node.record)
    }
  }

  /// Closes a node whose sites hold less than all weight.
  mutating func closeShort(_ node: SiteNode, _ record: inout ProofRecord) {
    var missing = table.leastWeight
    for site in node.states.indices where node.states[site] != .closed { missing -= table.capacity[site] }
    close(node, by: .init(row: nil, price: 0, cover: 1 / missing), &record)
  }

  /// Closes a leaf whose sites cannot serve some items: prices on those alone, high enough.
  ///
  /// - Returns: whether that is a proof at the cutoff.
  func closeUnserved(
    _ node: SiteNode, _ shortage: ServingShortage, _ relaxation: SiteRelaxation, cutoff: Double, _ record: inout ProofRecord
  ) -> Bool {
    var weights = [Double](repeating: 0, count: table.itemCount)
    for slot in 0..<table.arcCount { weights[Int(table.item[slot])] = table.weight[slot] }
    let total = shortage.items.reduce(0) { $0 + weights[$1] }
    var multipliers = [Double](repeating: 0, count: table.multiplierCount)
    var price = size
    let enough = cutoff.isFinite ? cutoff : AnyCost.dearest(table)
    for _ in 0..<24 {
      for item in shortage.items { multipliers[item] = total > 0 ? price * weights[item] / total : price }
      if relaxation.evaluate(multipliers, node.states) >= enough {
        guard node.record >= 0, !record.isFull() else { return true }
        record.setVector(record.addVector(multipliers, cover: relaxation.cover.multiplier), node: node.record)
        return true
      }
      price *= 4
    }
    return false
  }

  private mutating func close(_ node: SiteNode, by closing: SiteCounts.Closing, _ record: inout ProofRecord) {
    guard let vector = vector(closing, node, &record) else { return }
    record.setVector(vector, node: node.record)
  }

  /// nil where the node is no longer recorded.
  private mutating func vector(_ found: SiteCounts.Closing, _ node: SiteNode, _ record: inout ProofRecord) -> Int32? {
    guard node.record >= 0, !record.isFull() else { return nil }
    let closing = found.risen
    let multipliers = table.counts.multipliers(closing, size: size)
    if let known = vectors[closing] {
      record.hold(multipliers, vector: known)
      return known
    }
    let vector = record.addVector(multipliers, cover: closing.cover * size)
    vectors[closing] = vector
    return vector
  }
}
