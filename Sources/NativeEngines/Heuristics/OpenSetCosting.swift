/// What it costs to serve all items from a set of open sites, and how.
protocol OpenSetCosting: AnyObject {
  /// Says which plan the sets asked for next are close to.
  func prepare(_ plan: SitePlan?)
  /// The cost, fixed costs included; nil where no way was found. `multipliers` may guide the search.
  func cost(openSites: [Bool], multipliers: [Double]) -> Double?
  /// Whether its plans are plans of the network.
  var givesPlans: Bool { get }
  /// The plan that `cost` found last.
  func lastPlan() -> SitePlan
  /// Multipliers of the items' rows that belong to the last plan; nil where it has none.
  func lastMultipliers() -> [Double]?
  /// Why the last set could not be served; nil where it could, or where the reason is not known.
  var shortage: ServingShortage? { get }
  /// Work done so far.
  var work: Int { get }
}

/// Items that ask together for more than the open sites that could serve them hold.
struct ServingShortage {
  var items: [Int]
}

extension TransportPlans: OpenSetCosting {
  var givesPlans: Bool { true }
  /// The last flow is where each solve begins.
  func prepare(_ plan: SitePlan?) {}
  func cost(openSites: [Bool], multipliers: [Double]) -> Double? { cost(openSites: openSites) }
  func lastMultipliers() -> [Double]? { multipliers() }
}
