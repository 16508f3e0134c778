internal import Logistics

/// What decisions cost a partner: the sites that it operates and the lanes that name it.
struct PartnerCosts {
  private let instance: Instance
  private let partner: PartnerID
  private let costs: ObjectiveCosts

  init(_ instance: Instance, _ partner: PartnerID, _ movements: [Movement]) {
    self.instance = instance
    self.partner = partner
    costs = ObjectiveCosts(instance, movements)
  }

  func cost(of movement: Movement) -> Rational {
    var cost = Rational.zero
    let units = movement.parts.reduce(Rational.zero) { $0 + $1.amount }
    let origin = instance[instance.links.origin[movement.link.index]]
    if origin.operatedByPartner == partner { cost += units * origin.outboundHandlingCost }
    if case .site(let site) = instance.links.destination[movement.link.index],
      instance[site].operatedByPartner == partner
    {
      cost += units * instance[site].inboundHandlingCost
    }
    if instance.links.seller(of: movement.link).partner == partner { cost += costs.charges(of: movement) }
    return cost
  }

  func cost(of decision: Decision) -> Rational {
    switch decision {
    case .siteOpen(let site, _): instance[site].operatedByPartner == partner ? costs.cost(of: decision) : .zero
    case .laneUsed(let lane, _), .pooledOnLane(let lane), .orderOnLane(let lane, _, _), .minimumTopUp(let lane, _):
      isOwn(lane) ? costs.cost(of: decision) : .zero
    case .offerTaken(let offer):
      instance.lanes.marks.indices.reduce(.zero) { sum, lane in
        guard instance.lanes.offer[lane] == offer, isOwn(LaneID(lane)) else { return sum }
        return sum + (instance.lanes.fixedCost[lane] ?? .zero)
      }
    default: .zero
    }
  }

  private func isOwn(_ lane: LaneID) -> Bool {
    instance.lanes.links(of: lane).first.map { instance.links.seller(of: $0).partner == partner } ?? false
  }

  /// Of sites, whatever is decided.
  var constant: Rational {
    instance.sites.reduce(.zero) { sum, site in
      guard site.operatedByPartner == partner else { return sum }
      guard site.status == .include else { return sum + (site.startsOpen ? site.closingCost : .zero) }
      return sum + site.operatingCost * Rational(instance.periods.count) + (site.startsOpen ? .zero : site.startupCost)
    }
  }
}
