/// What it costs to serve all items from a set of open sites, and how.
protocol OpenSetCosting: AnyObject {
  /// The cost, fixed costs included; nil where no way was found. `multipliers` may guide the search.
  func cost(openSites: [Bool], multipliers: [Double]) -> Double?
  /// The plan that `cost` found last.
  func lastPlan() -> SitePlan
  /// Multipliers of the items' rows that belong to the last plan; nil where it has none.
  func lastMultipliers() -> [Double]?
  /// Work done so far.
  var work: Int { get }
}

extension TransportPlans: OpenSetCosting {
  func cost(openSites: [Bool], multipliers: [Double]) -> Double? { cost(openSites: openSites) }
  func lastMultipliers() -> [Double]? { multipliers() }
}
