/// What a provider is judged by.
public enum Score: String, Sendable, Hashable, CaseIterable {
  case onTimeRate = "on_time_rate"
  case damageRate = "damage_rate"
  case coverage, reputation
  case financialStability = "financial_stability"
}

extension Instance {
  /// The score that counts for a product on a link: of `on_time_rate` the most specific lane row's that gives one, else the
  /// provider's; nil: unknown.
  public func score(_ score: Score, _ link: LinkID, _ product: ProductID, _ period: PeriodID) -> Rational? {
    if score == .onTimeRate, !lanes.onTimeRate.isEmpty {
      for lane in coveringLanes(link, product, period) {
        if let given = lanes.onTimeRate[lane.index] { return given }
      }
    }
    return links.provider[link.index].flatMap { self[$0].scores[score] }
  }

  /// Whether who carries the product on the link carries it today: its provider is an incumbent everywhere, or a lane row
  /// that covers it says so.
  public func isIncumbent(_ link: LinkID, _ product: ProductID, _ period: PeriodID) -> Bool {
    if let provider = links.provider[link.index], self[provider].isIncumbent { return true }
    guard !lanes.incumbents.isEmpty else { return false }
    return coveringLanes(link, product, period).contains { lanes.incumbents.contains($0) }
  }
}
