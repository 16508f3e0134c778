import Logistics

/// The words for what providers, partners and allocation rules ask.
extension StructureWords {
  func say(_ rule: TenderRule) -> String {
    switch rule {
    case .volumeLeast(let id), .volumeMost(let id): "the volume of `\(instance[id].name)`"
    case .laneCount(let id): "the number of lanes of `\(instance[id].name)`"
    case .siteCount(let id): "the number of sites of `\(instance[id].name)`"
    case .kept(_, let id): "what leaving a lane of `\(instance[id].name)` costs"
    }
  }

  /// What is so or not, as a whole.
  func whole(_ decision: TenderDecision) -> String {
    switch decision {
    case .carries(let id, _, _): "the lanes of provider `\(instance[id].name)` are counted"
    case .touches(let id, _): "the sites of provider `\(instance[id].name)` are counted"
    case .changed: "lanes that change hands are counted"
    case .left(let id, _, _): "provider `\(instance[id].name)` is paid for a lane that it loses"
    case .originCounted(let id, _): "constraint `\(instance[id].name)` counts origins"
    }
  }

  /// Of a rule on partners, channels and shares; nil of any other.
  func sayOfSales(_ rule: Rule) -> String? {
    switch rule {
    case .fillFloor(let id): "the least fill of \(instance.allocation[id].name)"
    case .shareLeast(let id, _), .shareMost(let id, _), .shareFloor(let id, _):
      "the equal shares of \(instance.allocation[id].name)"
    case .rankedRate(let id, _, _): "the ranked fill rates of \(instance.allocation[id].name)"
    case .productSources(let customer, let product), .furtherSources(let customer, let product):
      "the sources of `\(instance[product].name)` for `\(instance[customer].name)`"
    case .creditLimit(let id): "the credit limit of `\(instance[id].name)`"
    case .partnerMargin(let id): "the margin of `\(instance[id].name)`"
    case .channelShareLeast(let id), .channelShareMost(let id): "the share of channel `\(instance[id].name)`"
    case .territoryShareLeast(let id), .territoryShareMost(let id):
      "the share of `\(instance[instance[id].partner].name)` in `\(instance[id].territory)`"
    default: nil
    }
  }
}
