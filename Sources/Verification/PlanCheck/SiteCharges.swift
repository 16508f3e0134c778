import Logistics

// Costs of sites, supply, engagement and of what is left undone.
extension Inspection {
  mutating func chargeSupply() {
    for index in evaluation.supplied.indices {
      let item = evaluation.supplied[index]
      guard let cell = instance.supplies.cells[item.key] else { continue }
      let quantity = resolution.rational(item.quantity)
      let price = instance.supplies[cell.pricedBy].unitCost
      charge(.supply, instance[item.key.product].name, site: item.key.site, quantity: quantity, unitCost: price)
      evaluation.supplied[index].cost = Money(rounding: quantity * price) ?? .zero
    }
  }

  mutating func chargeHandling() {
    for period in evaluation.throughput {
      for (index, moved) in period.enumerated() {
        let site = instance.sites[index]
        charge(
          .inboundHandling, "inbound_handling", site: SiteID(index), quantity: moved.inbound,
          unitCost: site.inboundHandlingCost)
        charge(
          .outboundHandling, "outbound_handling", site: SiteID(index), quantity: moved.outbound,
          unitCost: site.outboundHandlingCost)
      }
    }
  }

  mutating func chargeSites() {
    for index in instance.sites.indices {
      let site = instance.sites[index]
      var wasOpen = site.startsOpen
      for open in plan.openSites.map({ $0[index] }) {
        if open && !wasOpen { chargeOnce(.siteStartup, "startup", SiteID(index), site.startupCost) }
        if !open && wasOpen { chargeOnce(.siteClosing, "closing", SiteID(index), site.closingCost) }
        if open { chargeOnce(.siteOperating, "operating", SiteID(index), site.operatingCost) }
        wasOpen = open
      }
    }
  }

  private mutating func chargeOnce(_ kind: CostKind, _ name: String, _ site: SiteID, _ cost: Rational) {
    charge(kind, name, provider: instance[site].operatedBy, site: site, quantity: .one, unitCost: cost)
  }

  mutating func chargeEngagement() {
    for index in instance.providers.indices where evaluation.providersUsed[index] {
      charge(
        .engagement, "engagement", provider: ProviderID(index), quantity: .one,
        unitCost: instance.providers[index].engagementCost)
    }
  }

  mutating func chargeUnmet() {
    for index in instance.demand.indices {
      guard let penalty = instance.demand[index].penaltyCost else { continue }
      charge(
        .unmetPenalty, "unmet", order: instance.demand[index].order, quantity: evaluation.unmet[index],
        unitCost: penalty)
    }
  }

  mutating func chargeConstraints() {
    for index in instance.constraints.indices {
      guard let penalty = instance.constraints[index].penaltyCost else { continue }
      charge(
        .constraintPenalty, instance.constraints[index].name, provider: instance.constraints[index].contractWith,
        quantity: evaluation.constraints[index].violation,
        unitCost: penalty)
    }
  }

  /// Rows with a named offer pay once the offer is taken, the others when anything moves that they cover.
  mutating func chargeLaneFixed() {
    var moved = [Bool](repeating: false, count: instance.lanes.count)
    for flow in flows {
      for lane in instance.coveringLanes(flow.link, flow.product, flow.key.period) { moved[lane.index] = true }
    }
    for index in 0..<instance.lanes.count {
      guard let cost = instance.lanes.fixedCost[index] else { continue }
      let isPaid = instance.lanes.offer[index].map { evaluation.offersTaken[$0.index] } ?? moved[index]
      guard isPaid else { continue }
      let provider = instance.lanes.links(of: LaneID(index)).first.flatMap { instance.links.provider[$0.index] }
      charge(.laneFixed, "fixed_cost", provider: provider, lane: LaneID(index), quantity: .one, unitCost: cost)
    }
  }
}
