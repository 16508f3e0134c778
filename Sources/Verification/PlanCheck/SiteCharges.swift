import Logistics

// Costs of sites, supply, engagement and of what is left undone.
extension Inspection {
  mutating func chargeSupply() {
    for index in evaluation.supplied.indices {
      let item = evaluation.supplied[index]
      guard let cell = instance.supplies.cells[item.key] else { continue }
      let quantity = resolution.rational(item.quantity)
      let price = instance.supplies[cell.pricedBy].unitCost
      charge(
        .supply, instance[item.key.product].name, site: item.key.site, bearers: .supply(item.key), quantity: quantity,
        unitCost: price)
      evaluation.supplied[index].cost = Money(rounding: quantity * price) ?? .zero
    }
  }

  mutating func chargeHandling() {
    let arriving = self.arriving { !instance[$0].inboundHandlingCost.isZero }
    let leaving = self.leaving { !instance[$0].outboundHandlingCost.isZero }
    for (period, throughput) in evaluation.throughput.enumerated() {
      for (index, moved) in throughput.enumerated() {
        let site = SiteID(index)
        charge(
          .inboundHandling, "inbound_handling", site: site, bearers: bearers(arriving[site], PeriodID(period)),
          quantity: moved.inbound, unitCost: instance[site].inboundHandlingCost)
        charge(
          .outboundHandling, "outbound_handling", site: site, bearers: bearers(leaving[site], PeriodID(period)),
          quantity: moved.outbound, unitCost: instance[site].outboundHandlingCost)
      }
    }
  }

  private func bearers(_ members: [Int]?, _ period: PeriodID) -> ChargeBearers {
    .flows((members ?? []).filter { flows[$0].key.period == period })
  }

  /// Whatever leaves a site over the horizon bears what it costs.
  mutating func chargeSites() {
    let leaving = self.leaving { _ in true }
    for index in instance.sites.indices {
      let site = instance.sites[index]
      let bearers = ChargeBearers.flows(leaving[SiteID(index)] ?? [])
      var wasOpen = site.startsOpen
      for open in plan.openSites.map({ $0[index] }) {
        if open && !wasOpen { chargeOnce(.siteStartup, "startup", SiteID(index), bearers, site.startupCost) }
        if !open && wasOpen { chargeOnce(.siteClosing, "closing", SiteID(index), bearers, site.closingCost) }
        if open { chargeOnce(.siteOperating, "operating", SiteID(index), bearers, site.operatingCost) }
        wasOpen = open
      }
    }
  }

  private mutating func chargeOnce(
    _ kind: CostKind, _ name: String, _ site: SiteID, _ bearers: ChargeBearers, _ cost: Rational
  ) {
    charge(
      kind, name, provider: instance[site].operatedBy, site: site, bearers: bearers, quantity: .one, unitCost: cost)
  }

  mutating func chargeEngagement() {
    for index in instance.providers.indices where evaluation.providersUsed[index] {
      charge(
        .engagement, "engagement", provider: ProviderID(index), bearers: bearers(of: ProviderID(index)),
        quantity: .one, unitCost: instance.providers[index].engagementCost)
    }
  }

  mutating func chargeUnmet() {
    for index in instance.demand.indices {
      guard let penalty = instance.demand[index].penaltyCost else { continue }
      charge(
        .unmetPenalty, "unmet", order: instance.demand[index].order, bearers: .rows([DemandID(index)]),
        quantity: evaluation.unmet[index], unitCost: penalty)
    }
  }

  mutating func chargeConstraints() {
    for index in instance.constraints.indices {
      guard let penalty = instance.constraints[index].penaltyCost else { continue }
      charge(
        .constraintPenalty, instance.constraints[index].name, provider: instance.constraints[index].contractWith?.provider,
        bearers: .nobody, quantity: evaluation.constraints[index].violation, unitCost: penalty)
    }
  }

  /// Rows with a named offer pay once the offer is taken, the others when anything moves that they cover.
  mutating func chargeLaneFixed() {
    var moved = [[Int]](repeating: [], count: instance.lanes.count)
    var offered: [OfferID: [Int]] = [:]
    for (index, flow) in flows.enumerated() {
      for lane in instance.coveringLanes(flow.link, flow.product, flow.key.period)
      where instance.lanes.fixedCost[lane.index] != nil { moved[lane.index].append(index) }
      if let offer = instance.links.offer[flow.link.index] { offered[offer, default: []].append(index) }
    }
    for index in 0..<instance.lanes.count {
      guard let cost = instance.lanes.fixedCost[index] else { continue }
      let isPaid = instance.lanes.offer[index].map { evaluation.offersTaken[$0.index] } ?? !moved[index].isEmpty
      guard isPaid else { continue }
      let provider = instance.lanes.links(of: LaneID(index)).first.flatMap { instance.links.provider[$0.index] }
      // Where nothing moves on the row itself, whatever moves under its offer bears it.
      let bearers = moved[index].isEmpty ? instance.lanes.offer[index].flatMap { offered[$0] } ?? [] : moved[index]
      charge(
        .laneFixed, "fixed_cost", provider: provider, lane: LaneID(index), bearers: .flows(bearers), quantity: .one,
        unitCost: cost)
    }
  }
}
