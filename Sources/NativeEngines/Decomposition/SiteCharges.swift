/// What each site costs beside its contents once rows over sites are paid for.
final class SiteCharges {
  private let table: SiteTable
  /// By site. The table's own where it has no such rows.
  let values: UnsafeMutablePointer<Double>
  private let isOwn: Bool

  init(_ sites: SiteTable) {
    table = sites
    isOwn = !sites.counts.isEmpty
    values = isOwn ? .allocate(capacity: sites.siteCount) : sites.fixedCost
    if isOwn { values.initialize(from: sites.fixedCost, count: sites.siteCount) }
  }

  deinit { if isOwn { values.deallocate() } }

  /// Sets them for a vector of multipliers; the sum of the items', and what the rows' limits are worth.
  func set(_ multipliers: [Double]) -> Double {
    var sum = 0.0
    multipliers.withUnsafeBufferPointer { multipliers in
      for item in 0..<table.itemCount { sum += multipliers[item] }
    }
    guard isOwn else { return sum }
    values.update(from: table.fixedCost, count: table.siteCount)
    return sum + table.counts.pay(values, at: multipliers)
  }
}
