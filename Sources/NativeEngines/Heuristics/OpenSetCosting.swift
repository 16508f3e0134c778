/// What it costs to serve all items from a set of open sites, and how.
protocol OpenSetCosting: AnyObject {
  /// The cost, fixed costs included; nil where no way was found.
  func cost(openSites: [Bool]) -> Double?
  /// Whether its plans are plans of the network.
  var givesPlans: Bool { get }
  /// The plan that `cost` found last.
  func lastPlan() -> SitePlan
  /// The multipliers of the items' rows at the last plan.
  func multipliers() -> [Double]
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
}
