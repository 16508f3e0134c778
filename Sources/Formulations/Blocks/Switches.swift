import Logistics
import MathProgram

/// The decisions that are 0 or 1, and which movements switch them on.
extension ProgramBuilder {
  mutating func addSwitches() {
    addSiteSwitches()
    addOfferAndLaneSwitches()
    addShipmentSwitches()
    addAwardSwitches()
    addProviderSwitches()
    addSourceSwitches()
    addOrderSwitches()
  }

  private mutating func addSiteSwitches() {
    for period in instance.periods.indices {
      for (site, data) in instance.sites.enumerated() where data.status == .consider {
        codebook.addSwitch(.siteOpen(SiteID(site), PeriodID(period)))
      }
    }
  }

  private mutating func addOfferAndLaneSwitches() {
    for lane in instance.lanes.marks.indices {
      let hasFixedCost = instance.lanes.fixedCost[lane]?.isPositive ?? false
      let hasMinimum = instance.lanes.capacityMin[lane]?.value.isPositive ?? false
      if let offer = instance.lanes.offer[lane] {
        if (hasFixedCost || hasMinimum) && codebook.column(.offerTaken(offer)) == nil {
          codebook.addSwitch(.offerTaken(offer))
        }
      }
      let switchesOn = hasFixedCost && instance.lanes.offer[lane] == nil
      if switchesOn || instance.lanes.minimumIfUsed[lane]?.value.isPositive ?? false {
        codebook.addSwitch(.laneUsed(LaneID(lane), .covered))
      }
      if hasPeriodCharge(LaneID(lane)) || isCounted(LaneID(lane)) {
        codebook.addSwitch(.laneUsed(LaneID(lane), .priced))
      }
    }
  }

  private func hasPeriodCharge(_ lane: LaneID) -> Bool {
    if hasLinearPrice(lane) { return false }
    return priced[lane.index].contains { index in
      movements[index].parts.contains { $0.pricing == lane && !$0.tariff.perPeriod.isZero }
    }
  }

  /// Whether what the row itself charges is a price a unit, so that none of its movements needs to be looked at for more.
  private func hasLinearPrice(_ lane: LaneID) -> Bool {
    guard instance.surcharges.isEmpty, instance.lanes.rate[lane.index] == nil else { return false }
    switch instance.lanes.unitCost[lane.index]?.basis {
    case nil, .unit, .weight, .volume, .pallet, .unitDistance, .weightDistance, .value: return true
    case .shipment, .order, .distance, .period: return false
    }
  }

  /// Whether a `flow_count` constraint counts the row.
  func isCounted(_ lane: LaneID) -> Bool {
    flowCounts.contains { counts($0, lane) }
  }

  func counts(_ constraint: Constraint, _ lane: LaneID) -> Bool {
    priced[lane.index].contains { index in
      movements[index].parts.contains { $0.pricing == lane && matches(constraint.filter, index, $0) }
    }
  }

  func matches(_ filter: FlowFilter, _ index: Int, _ part: Movement.Part) -> Bool {
    let customer = movements[index].order.map { instance[$0].customer }
    return instance.matches(
      filter, movements[index].link, instance.product(of: part.commodity), customer: customer)
  }

  func matches(_ filter: FlowFilter, _ index: Int) -> Bool {
    movements[index].parts.contains { matches(filter, index, $0) }
  }

  /// Named orders on priced rows, and what is pooled there, where a shipment or an order costs something itself.
  private mutating func addShipmentSwitches() {
    for lane in instance.lanes.marks.indices.map(LaneID.init) {
      for index in hasLinearPrice(lane) ? [] : priced[lane.index] where !movements[index].isWholeLeg {
        for part in movements[index].parts where part.pricing == lane {
          addShipmentSwitch(lane, movements[index], part.tariff)
        }
      }
      guard instance.lanes.capacityMax[lane.index]?.measure == .order
        || instance.lanes.capacityMin[lane.index]?.measure == .order
        || instance.lanes.minimumIfUsed[lane.index]?.measure == .order
      else { continue }
      for index in covered[lane.index] where !movements[index].isWholeLeg {
        if let order = movements[index].order { addSwitchOnce(.orderOnLane(lane, order, .covered)) }
      }
    }
  }

  private mutating func addShipmentSwitch(_ lane: LaneID, _ movement: Movement, _ tariff: LaneTariff) {
    let named = movement.order.flatMap { instance[$0].isTracked ? $0 : nil }
    if let order = movement.order, !tariff.perOrder.isZero || (named != nil && tariff.hasShipmentTerms) {
      addSwitchOnce(.orderOnLane(lane, order, .priced))
    }
    let counted = countedCharges(lane)
    let wide = named == nil ? counted.filter { $0.breakScope == .lane }.mostMinimum : nil
    let countsShipments = counted.contains(where: \.countsShipments)
    if named == nil && (tariff.hasShipmentTerms || countsShipments || wide != nil) { addPooledSwitch(lane) }
    if let order = named, countsShipments { addSwitchOnce(.orderOnLane(lane, order, .priced)) }
    guard tariff.hasMinimum || wide != nil, codebook.column(.minimumTopUp(lane, named)) == nil else { return }
    var most = max((tariff.minimum ?? .zero) * tariff.shipments, wide ?? .zero)
    if named == nil, let shipments = codebook.column(.tender(.shipments(lane))) {
      most = most * (codebook.upper(ofColumn: shipments) ?? .one)
    }
    codebook.addColumn(.minimumTopUp(lane, named), upper: most, isWhole: false)
  }

  /// The charges of a row's rate whose breaks count flow.
  private func countedCharges(_ lane: LaneID) -> [Charge] {
    instance.lanes.rate[lane.index].map { instance[$0].charges.filter(\.countsFlow) } ?? []
  }

  /// What is pooled on the row is one shipment, or as many as its `shipment_size` asks for.
  private mutating func addPooledSwitch(_ lane: LaneID) {
    guard let size = instance.lanes.shipmentSize[lane.index] else { return addSwitchOnce(.pooledOnLane(lane)) }
    guard codebook.column(.tender(.shipments(lane))) == nil else { return }
    let most = pooled(on: lane).reduce(Rational.zero) { $0 + movements[$1].upper }
    codebook.addColumn(.tender(.shipments(lane)), upper: most.divided(by: size)?.ceiling, isWhole: true)
  }

  /// Movements that go in a row's pooled shipments.
  func pooled(on lane: LaneID) -> [Int] {
    priced[lane.index].filter { index in
      !movements[index].isWholeLeg && !(movements[index].order.map { instance[$0].isTracked } ?? false)
    }
  }

  /// The decision that switches a row's pooled shipments on.
  func pooledSwitch(_ lane: LaneID) -> Decision {
    instance.lanes.shipmentSize[lane.index] == nil ? .pooledOnLane(lane) : .tender(.shipments(lane))
  }

  mutating func addSwitchOnce(_ decision: Decision) {
    if codebook.column(decision) == nil { codebook.addSwitch(decision) }
  }

  /// The links of an origin and destination of which one takes all, by the first of them.
  private mutating func addAwardSwitches() {
    for index in movements.indices where hasSingleAward(index) {
      addSwitchOnce(.linkAwarded(movements[index].link))
    }
  }

  /// Whether anything that the movement carries is on a lane with a single award: one of its own rows says so, or a row of
  /// another link between the same places does for the same product.
  func hasSingleAward(_ index: Int) -> Bool {
    guard !singleAwards.isEmpty else { return false }
    let link = movements[index].link
    let pair = OriginDestination(instance.links.origin[link.index], instance.links.destination[link.index])
    guard let rows = singleAwards[pair] else { return false }
    return movements[index].parts.contains { part in
      let product = instance.product(of: part.commodity)
      return rows.contains { instance.lanes.products[$0.index].contains(product) }
    }
  }

  private mutating func addProviderSwitches() {
    let counted = instance.objectives.contains { $0.terms.contains { $0.objective == .providersUsed } }
    for (provider, data) in instance.providers.enumerated() {
      let id = ProviderID(provider)
      let isCounted = counted || instance.constraints.contains { $0.kind == .providerCount && counts($0, id) }
      guard isCounted || data.engagementCost.isPositive || data.volumeMin.isPositive else { continue }
      codebook.addSwitch(.providerEngaged(id), lower: operatesOpenSite(id) ? .one : .zero)
    }
  }

  func counts(_ constraint: Constraint, _ provider: ProviderID) -> Bool {
    constraint.filter.providers?.contains(provider) ?? true
  }

  func operatesOpenSite(_ provider: ProviderID) -> Bool {
    instance.sites.contains { $0.status == .include && $0.operatedBy == provider }
  }

  private mutating func addSourceSwitches() {
    for index in movements.indices where movements[index].isLastLeg {
      guard case .customer(let customer) = instance.links.destination[movements[index].link.index] else { continue }
      if instance[customer].singleSource { addSwitchOnce(.customerSource(customer, origin(index))) }
    }
  }

  private mutating func addOrderSwitches() {
    addOrderAtSiteSwitches()
    addOrderOnLinkSwitches()
    if instance.objectives.contains(where: { $0.terms.contains { $0.objective == .unmetOrders } }) {
      for (order, data) in instance.orders.enumerated() where !data.isWhole {
        codebook.addSwitch(.orderShort(OrderID(order)))
      }
    }
  }

  func countsOrders(_ site: SiteID) -> Bool {
    instance[site].throughputMax?.measure == .order || instance[site].throughputMin?.measure == .order
  }

  private mutating func addOrderAtSiteSwitches() {
    for site in instance.sites.indices.map(SiteID.init) where countsOrders(site) {
      for index in leaving[site.index] where !movements[index].isWholeLeg {
        if let order = movements[index].order { addSwitchOnce(.orderAtSite(order, site)) }
      }
    }
  }

  /// A whole order takes one offer a leg: it needs a switch where several links lead from one site to another.
  private mutating func addOrderOnLinkSwitches() {
    for (order, data) in instance.orders.enumerated() where data.isWhole && data.isTracked {
      var linksOfLeg: [OriginDestination: [LinkID]] = [:]
      var legs: [OriginDestination] = []
      for index in byOrder[order] where !movements[index].isLastLeg {
        let link = movements[index].link
        let leg = OriginDestination(instance.links.origin[link.index], instance.links.destination[link.index])
        if linksOfLeg[leg] == nil { legs.append(leg) }
        if linksOfLeg[leg]?.contains(link) != true { linksOfLeg[leg, default: []].append(link) }
      }
      for leg in legs {
        guard let links = linksOfLeg[leg], links.count > 1, case .site(let end) = leg.destination else { continue }
        let columns = links.map { codebook.addSwitch(.orderOnLink(OrderID(order), $0)) }
        codebook.addRow(
          .oneOfferALeg(OrderID(order), leg.origin, end), upper: .one, columns.map { Term($0, .one) })
      }
    }
  }
}

extension Sequence where Element == Charge {
  /// The largest minimum of any break; nil: none.
  fileprivate var mostMinimum: Rational? { flatMap(\.breaks).compactMap(\.minimumCharge).max() }
}

/// Two places with links between them.
struct OriginDestination: Hashable {
  var origin: SiteID
  var destination: Node

  init(_ origin: SiteID, _ destination: Node) {
    self.origin = origin
    self.destination = destination
  }
}
