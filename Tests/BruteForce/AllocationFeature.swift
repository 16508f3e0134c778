/// One thing of the format by which scarce goods are shared.
public enum AllocationFeature: String, CaseIterable, Sendable {
  case fillFloor, priorityRule, impliedPriority, demandPriority, scopePriority
  case proportional, equalFill, quota, maxMin, maxMinFill
  case inRatio, maxSources, maxSplits, splitCost, maxTransit
}

extension AllocationFeature: InstanceFeature {
  /// Rules of stages change the levels themselves; a smaller set of lanes changes what plans are told apart by.
  public var isAboutObjectives: Bool {
    switch self {
    case .priorityRule, .impliedPriority, .demandPriority, .scopePriority, .quota, .maxMin, .maxMinFill: true
    default: false
    }
  }

  public func removed(from instance: TinyInstance) -> TinyInstance {
    var copy = instance
    switch self {
    case .fillFloor: copy.clear("policies", "min_fill_rate")
    case .priorityRule: copy.replace("policies", "allocation_rule", "priority", by: "optimize")
    case .impliedPriority: copy.clear("customers", "priority")
    case .demandPriority: copy.clear("demand", "priority")
    case .scopePriority: copy.clear("policies", "priority")
    case .proportional: copy.replace("policies", "allocation_rule", "proportional", by: "optimize")
    case .equalFill: copy.replace("policies", "allocation_rule", "equal_fill", by: "optimize")
    case .quota: copy.replace("policies", "allocation_rule", "quota", by: "optimize")
    case .maxMin: copy.replace("policies", "allocation_rule", "max_min", by: "optimize")
    case .maxMinFill: copy.drop("objectives") { table, row in table.cell(row, "objective") == "max_min_fill" }
    case .inRatio: copy.replace("demand", "ship_policy", "in_ratio", by: "")
    case .maxSources: copy.clear("customers", "max_sources")
    case .maxSplits: copy.clear("policies", "max_splits")
    case .splitCost: copy.clear("policies", "split_cost")
    case .maxTransit: copy.clear("demand", "max_transit_time")
    }
    return copy
  }
}
