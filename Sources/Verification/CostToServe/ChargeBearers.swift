public import Logistics

/// For whom a charge is paid: who bears it where costs are told apart by customer.
public enum ChargeBearers: Sendable, Equatable {
  /// Goods as their rate prices them: `FlowEvaluation.cost` has each flow's part.
  case pricedFlows
  /// What originates at a site: whatever takes it from there, by quantity.
  case supply(SiteProduct)
  /// Flows of the plan, by their indices, in proportion to their quantities; without any nobody bears it.
  case flows([Int])
  /// Demand rows, in proportion to what they are served; where that is nothing, evenly.
  case rows([DemandID])

  static let nobody = ChargeBearers.flows([])
}

// Which flows a charge is paid for.
extension Inspection {
  /// The flows that leave each of these sites; only sites for which `isWanted` are looked at.
  func leaving(_ isWanted: (SiteID) -> Bool) -> [SiteID: [Int]] {
    var leaving: [SiteID: [Int]] = [:]
    for (index, flow) in flows.enumerated() where isWanted(flow.origin) { leaving[flow.origin, default: []].append(index) }
    return leaving
  }

  func arriving(_ isWanted: (SiteID) -> Bool) -> [SiteID: [Int]] {
    var arriving: [SiteID: [Int]] = [:]
    for (index, flow) in flows.enumerated() {
      if case .site(let site) = flow.destination, isWanted(site) { arriving[site, default: []].append(index) }
    }
    return arriving
  }

  /// What a provider carries; where it carries nothing, what leaves the sites that it operates.
  func bearers(of provider: ProviderID) -> ChargeBearers {
    let carried = flows.indices.filter { instance.links.provider[flows[$0].link.index] == provider }
    guard carried.isEmpty else { return .flows(carried) }
    return .flows(flows.indices.filter { instance[flows[$0].origin].operatedBy == provider })
  }

  /// What a partner sells; where it sells nothing, what leaves the sites that it operates.
  func bearers(of partner: PartnerID) -> ChargeBearers {
    let sold = flows.indices.filter { index in
      guard flows[index].isLastLeg, let customer = flows[index].customer else { return false }
      return instance.seller(flows[index].link, customer).partner == partner
    }
    guard sold.isEmpty else { return .flows(sold) }
    return .flows(flows.indices.filter { instance[flows[$0].origin].operatedByPartner == partner })
  }
}
