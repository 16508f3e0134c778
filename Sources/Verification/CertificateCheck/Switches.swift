import Logistics

// What moves switch on: sites, offers, lane rows, providers, awards, sources, orders.
extension RuleBookBuilder {
  mutating func addSwitches() {
    for site in instance.sites.indices where instance.sites[site].status == .consider {
      addDecision(.siteOpen(SiteID(site), period))
    }
    addOffersAndLanes()
    addProviders()
    addOrderSwitches()
    let hasChoices = !awards.isEmpty || instance.customers.contains { $0.singleSource }
    for move in hasChoices ? moves : [] {
      if awards.passage(of: move.link, period) != nil { addDecision(.linkAwarded(move.link)) }
      if let customer = move.customer, instance[customer].singleSource {
        addDecision(.customerSource(customer, move.origin))
      }
    }
    addUnmet()
  }

  private mutating func addOffersAndLanes() {
    for index in 0..<instance.lanes.count {
      let lane = LaneID(index)
      let hasFixedCost = instance.lanes.fixedCost[index] != nil
      let hasMinimum = instance.lanes.capacityMin[index]?.value.isPositive ?? false
      if let offer = instance.lanes.offer[index] {
        if hasFixedCost || hasMinimum { addDecision(.offerTaken(offer)) }
      } else if hasFixedCost {
        addDecision(.laneUsed(lane, .covered))
      }
      if instance.lanes.minimumIfUsed[index] != nil { addDecision(.laneUsed(lane, .covered)) }
      if tariffs.charges(index, .period) { addDecision(.laneUsed(lane, .priced)) }
    }
    for constraint in instance.constraints where constraint.kind == .flowCount {
      for lane in LaneCount(constraint, self).touched { addDecision(.laneUsed(lane, .priced)) }
    }
  }

  private mutating func addProviders() {
    let isCounted = instance.constraints.contains { $0.kind == .providerCount } || counts(.providersUsed)
    for index in instance.providers.indices {
      let provider = instance.providers[index]
      guard isCounted || !provider.engagementCost.isZero || provider.volumeMin.isPositive else { continue }
      addDecision(.providerEngaged(ProviderID(index)), least: operatesAlways(ProviderID(index)) ? .one : .zero)
    }
  }

  func operatesAlways(_ provider: ProviderID) -> Bool {
    instance.sites.contains { $0.operatedBy == provider && $0.status == .include }
  }

  func counts(_ objective: Objective) -> Bool {
    instance.objectives.contains { $0.terms.contains { $0.objective == objective } }
  }

  private mutating func addOrderSwitches() {
    for link in alternativeLegs() { addDecision(.orderOnLink(link.order, link.link)) }
    let counting = instance.sites.map { $0.throughputMax?.measure == .order || $0.throughputMin?.measure == .order }
    guard counting.contains(true) || tariffs.indices.contains(where: { countsOrders(LaneID($0)) }) else { return }
    for move in moves where !move.isWholeLeg {
      guard let order = move.order else { continue }
      if counting[move.origin.index] { addDecision(.orderAtSite(order, move.origin)) }
      for lane in coveringLanes(move) where countsOrders(lane) { addDecision(.orderOnLane(lane, order, .covered)) }
    }
  }

  func countsOrders(_ lane: LaneID) -> Bool {
    instance.lanes.capacityMax[lane.index]?.measure == .order
      || instance.lanes.capacityMin[lane.index]?.measure == .order
      || instance.lanes.minimumIfUsed[lane.index]?.measure == .order
  }

  /// Every row that covers a part of the move, once.
  func coveringLanes(_ move: Move) -> ShortList<LaneID> {
    if move.parts.count == 1 { return instance.coveringLanes(move.link, move.parts[0].product, period) }
    var lanes: [LaneID] = []
    for part in move.parts {
      for lane in instance.coveringLanes(move.link, part.product, period) where !lanes.contains(lane) {
        lanes.append(lane)
      }
    }
    return ShortList(lanes)
  }

  struct OrderLink: Hashable {
    let order: OrderID
    let link: LinkID
  }

  private struct OrderLeg: Hashable {
    let order: OrderID
    let origin: SiteID
    let destination: Node
  }

  /// The links before its last leg between which a whole order chooses.
  private func alternativeLegs() -> [OrderLink] {
    guard instance.orders.contains(where: { $0.isWhole }) else { return [] }
    var legs: [OrderLeg: [LinkID]] = [:]
    var order: [OrderLeg] = []
    for move in moves where !move.isWholeLeg && !move.isLastLeg {
      guard let id = move.order, instance[id].isWhole else { continue }
      let leg = OrderLeg(order: id, origin: move.origin, destination: move.destination)
      if legs[leg] == nil { order.append(leg) }
      if !(legs[leg] ?? []).contains(move.link) { legs[leg, default: []].append(move.link) }
    }
    return order.flatMap { leg in
      let links = legs[leg] ?? []
      return links.count < 2 ? [] : links.map { OrderLink(order: leg.order, link: $0) }
    }
  }

  private mutating func addUnmet() {
    let countsOrders = counts(.unmetOrders)
    let resolution = instance.settings.resolution
    for index in instance.demand.indices {
      let row = instance.demand[index]
      guard !instance[row.order].isWhole else { continue }
      let least = resolution.rational(row.leastServed)
      if least < row.quantity {
        addDecision(
          .unmet(DemandID(index)), least: row.quantity - resolution.rational(row.mostServed),
          most: row.quantity - least,
          isWhole: false)
      }
    }
    guard countsOrders else { return }
    for index in instance.orders.indices where !instance.orders[index].isWhole {
      addDecision(.orderShort(OrderID(index)))
    }
  }
}
