/// One thing of the format about which sites open and what they serve.
public enum SiteFeature: String, CaseIterable, Sendable {
  case startupCost, closingCost, operatingCost
  case capacityInUnits, capacityByWeight, capacityByOrders, leastThroughput
  case wholeOrders, singleSource
  case secondEchelon, severalProducts, productLimit
  case fewestSites, mostSites
  case laneFixedCost, unmetDemand
}

extension SiteFeature: InstanceFeature {
  public var isAboutObjectives: Bool { false }

  /// The measure in which sites' capacities are, where the feature is one of those; "": units.
  var measure: String? {
    switch self {
    case .capacityInUnits: ""
    case .capacityByWeight: "kg"
    case .capacityByOrders: "order"
    default: nil
    }
  }

  public func removed(from instance: TinyInstance) -> TinyInstance {
    var copy = instance
    if let measure {
      if copy["sites"]?.unit(of: "throughput_max") ?? "" == measure { copy.clear("sites", "throughput_max") }
      return copy
    }
    switch self {
    case .startupCost: copy.clear("sites", "fixed_startup_cost")
    case .closingCost: copy.clear("sites", "fixed_closing_cost")
    case .operatingCost: copy.clear("sites", "fixed_operating_cost")
    case .leastThroughput: copy.clear("sites", "throughput_min")
    case .wholeOrders: copy.clear("demand", "ship_policy")
    case .singleSource: copy.clear("customers", "single_source")
    case .secondEchelon: copy.dropLegsBetweenSites()
    case .severalProducts: copy.drop("demand") { table, row in table.cell(row, "product") == "B" }
    case .productLimit: copy.clear("supply", "supply_max")
    case .fewestSites: copy.dropConstraints { table, row in table.cell(row, "sense") == "min" }
    case .mostSites: copy.dropConstraints { table, row in table.cell(row, "sense") == "max" }
    case .laneFixedCost: copy.clear("lanes", "fixed_cost")
    case .unmetDemand: copy.drop("settings") { table, row in table.cell(row, "key") == "default_penalty_cost" }
    case .capacityInUnits, .capacityByWeight, .capacityByOrders: break
    }
    return copy
  }
}
