import MathProgram

/// Multipliers of rows over sites to go with the items' that serving a set of sites gives.
///
/// A row that the set just keeps may have any price on the side of its limit: at the set the bound stays the same. Chosen is what
/// bounds most where nothing is decided, so that the vector closes other sets as well.
struct CountPrices {
  private let table: SiteTable
  private let values: UnsafeMutablePointer<Double>
  private let openness: UnsafeMutablePointer<Double>
  private let states: [SiteState]
  private var cover: SiteCover
  private static let mostSteps = 24

  /// The multipliers of the rows.
  ///
  /// - Parameter prices: of the items.
  static func multipliers(_ prices: [Double], openSites: [Bool], _ relaxation: SiteRelaxation) -> [Double] {
    let counts = relaxation.table.counts
    var multipliers = [Double](repeating: 0, count: counts.count)
    guard !counts.isEmpty else { return [] }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * relaxation.table.siteCount + 2) { room in
      guard let base = room.baseAddress else { return multipliers }
      var search = CountPrices(relaxation, prices + multipliers, base)
      for row in counts.rows.indices {
        if let limits = search.limits(counts.rows[row], openSites) { multipliers[row] = search.price(counts.rows[row], limits) }
      }
      return multipliers
    }
  }

  private init(_ relaxation: SiteRelaxation, _ multipliers: [Double], _ room: UnsafeMutablePointer<Double>) {
    table = relaxation.table
    states = table.isAlwaysOpen.map { $0 ? .open : .undecided }
    values = room
    openness = room + table.siteCount
    cover = SiteCover(table)
    _ = relaxation.evaluate(multipliers, states)
    values.initialize(from: relaxation.values, count: table.siteCount)
    openness.initialize(repeating: 0, count: table.siteCount)
  }

  /// The limits that the set just keeps; nil where there are none.
  private func limits(_ row: SwitchCount, _ open: [Bool]) -> SumLimits? {
    let use = row.terms.reduce(0) { open[$1.index] ? $0 + $1.weight : $0 }
    let slack = 1e-9 * (1 + abs(use))
    var limits = SumLimits()
    if abs(use - row.lower) <= slack { limits.least = row.lower }
    if abs(use - row.upper) <= slack { limits.most = row.upper }
    return limits.isFinite ? limits : nil
  }

  /// Finds a row's price; sites pay it from then on.
  private mutating func price(_ row: SwitchCount, _ limits: SumLimits) -> Double {
    let costs = row.terms.reduce(0) { $0 + abs(values[$1.index] / ($1.weight == 0 ? 1 : $1.weight)) }
    var search = SumPrice(limits, from: 0, size: max(1e-6, costs / Double(max(1, row.terms.count))))
    for _ in 0..<Self.mostSteps {
      let before = search.price
      _ = cover.least(values, states, openness: openness)
      guard search.step(use: row.terms.reduce(0) { $0 + openness[$1.index] * $1.weight }) else { break }
      for term in row.terms { values[term.index] -= (search.price - before) * term.weight }
    }
    return search.price
  }
}
