internal import Logistics

/// The rows of rules: rules of one thing each are found by its number, the rest by name. One period.
struct RuleIndex: Sendable {
  /// Kinds of rules of one thing.
  private enum Kind: Int, CaseIterable {
    case supplyMaximum, supplyMinimum, demand, wholeOrder, throughputMaximum, throughputMinimum
    case capacityMaximum, capacityMinimum, minimumIfUsed
  }

  /// By kind, by number: the row, or −1.
  private var rows = [[Int32]](repeating: [], count: Kind.allCases.count)
  /// Balances of pooled products, by site and product.
  private var pooled: [UInt64: Int32] = [:]
  private var others: [Rule: Int32] = [:]

  /// nil: there is no such row.
  subscript(rule: Rule) -> Int? {
    if let (kind, number) = RuleIndex.place(rule) {
      let known = rows[kind.rawValue]
      return known.indices.contains(number) && known[number] >= 0 ? Int(known[number]) : nil
    }
    if let key = RuleIndex.pooledKey(rule) { return pooled[key].map { Int($0) } }
    return others[rule].map { Int($0) }
  }

  /// Enters the row of a rule that has none yet.
  mutating func insert(_ rule: Rule, row: Int) {
    let row = Int32(truncatingIfNeeded: row)
    if let (kind, number) = RuleIndex.place(rule) {
      while rows[kind.rawValue].count <= number { rows[kind.rawValue].append(-1) }
      rows[kind.rawValue][number] = row
    } else if let key = RuleIndex.pooledKey(rule) {
      pooled[key] = row
    } else {
      others[rule] = row
    }
  }

  private static let period = PeriodID(0)

  private static func place(_ rule: Rule) -> (Kind, Int)? {
    switch rule {
    case .supplyMaximum(let id): (.supplyMaximum, id.index)
    case .supplyMinimum(let id): (.supplyMinimum, id.index)
    case .demand(let id): (.demand, id.index)
    case .wholeOrder(let id): (.wholeOrder, id.index)
    case .throughputMaximum(let site, period): (.throughputMaximum, site.index)
    case .throughputMinimum(let site, period): (.throughputMinimum, site.index)
    case .capacityMaximum(let lane): (.capacityMaximum, lane.index)
    case .capacityMinimum(let lane): (.capacityMinimum, lane.index)
    case .minimumIfUsed(let lane): (.minimumIfUsed, lane.index)
    default: nil
    }
  }

  private static func pooledKey(_ rule: Rule) -> UInt64? {
    guard case .balance(let site, period, .pooled(let product)) = rule else { return nil }
    return UInt64(UInt32(bitPattern: site.rawValue)) << 32 | UInt64(UInt32(bitPattern: product.rawValue))
  }
}
