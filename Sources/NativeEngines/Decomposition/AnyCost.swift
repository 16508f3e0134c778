/// A number above anything that a bound at a node's multipliers can lack to a cost.
enum AnyCost {
  static func beyond(_ bestCost: Double, _ node: SiteNode, _ table: SiteTable) -> Double {
    var sum = abs(bestCost.isFinite ? bestCost : 0) + 1
    for price in node.multipliers { sum += 4 * abs(price) }
    for site in node.states.indices where node.states[site] != .closed { sum += 2 * abs(table.fixedCost[site]) }
    return sum
  }
}
