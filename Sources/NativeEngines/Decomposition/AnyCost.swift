/// Numbers above any cost that matters.
enum AnyCost {
  /// Above anything that a bound at a node's multipliers can lack to a cost; while no plan is known, to any plan's.
  static func beyond(_ bestCost: Double, _ node: SiteNode, _ table: SiteTable) -> Double {
    var sum = (bestCost.isFinite ? abs(bestCost) : dearest(table)) + 1
    for price in node.multipliers { sum += 4 * abs(price) }
    for site in node.states.indices where node.states[site] != .closed { sum += 2 * abs(table.fixedCost[site]) }
    return sum
  }

  /// What lifts the bound above any cost where the items' multipliers are 0.
  static func withoutPrices(_ table: SiteTable) -> Double {
    let saved = (0..<table.arcCount).reduce(0) { $0 - min(0, table.cost[$1]) }
    return 4 * (dearest(table) + saved + 1)
  }

  /// No plan costs more: all sites open, every item at its dearest.
  static func dearest(_ table: SiteTable) -> Double {
    var most = [Double](repeating: 0, count: table.itemCount)
    for slot in 0..<table.arcCount { most[Int(table.item[slot])] = max(most[Int(table.item[slot])], abs(table.cost[slot])) }
    return most.reduce(0, +) + (0..<table.siteCount).reduce(0) { $0 + abs(table.fixedCost[$1]) }
  }
}
