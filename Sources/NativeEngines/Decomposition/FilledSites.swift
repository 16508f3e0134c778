/// Which sites' knapsacks hold as they were filled last: those that were filled at the same multipliers.
///
/// A vector is looked at several times: when it is found, when it is noted, when sites are decided by it.
struct FilledSites {
  private var multipliers: [Double] = []
  private var isFilled: [Bool]

  init(_ table: SiteTable) { isFilled = [Bool](repeating: false, count: table.siteCount) }

  /// Nothing holds any more, or another vector is to be looked at.
  mutating func forget() { multipliers.removeAll(keepingCapacity: true) }

  /// Looks at a vector.
  mutating func begin(_ vector: [Double]) {
    guard vector != multipliers || vector.isEmpty else { return }
    multipliers.removeAll(keepingCapacity: true)
    multipliers.append(contentsOf: vector)
    for site in isFilled.indices { isFilled[site] = false }
  }

  /// Whether a site is to be filled; it counts as filled then.
  mutating func isToFill(_ site: Int) -> Bool {
    if isFilled[site] { return false }
    isFilled[site] = true
    return true
  }
}
