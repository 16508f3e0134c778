import Logistics
import MathProgram

/// What moves switches on what it needs: one tight row for each movement and switch.
extension ProgramBuilder {
  mutating func addLinkings() {
    for index in movements.indices {
      for switching in switches(of: index) { link(index, switching) }
    }
    linkOperatedSites()
    linkShortOrders()
    linkCounts()
    linkOperatedTerms()
    addUsages()
  }

  private mutating func link(_ index: Int, _ switching: Decision) {
    guard let column = codebook.column(switching) else { return }
    var most = movements[index].upper
    if case .tender(.shipments(let lane)) = switching, let size = instance.lanes.shipmentSize[lane.index] {
      most = min(most, size)
    }
    if case .siteOpen = switching, let passing = mostBetweenSites(index) { most = min(most, passing) }
    codebook.addRow(
      .linking(dependent: movements[index].decision, switching: switching), upper: .zero,
      [term(index, .one), Term(column, -most)])
  }

  /// What a flow of one product from site to site can be at most for what both let through.
  private func mostBetweenSites(_ index: Int) -> Rational? {
    guard !movements[index].isWholeLeg, movements[index].parts.count == 1, case .site(let end) = destination(index) else { return nil }
    let product = instance.product(of: movements[index].parts[0].commodity)
    return [origin(index), end].compactMap { siteLimits.most(product, through: $0) }.min()
  }

  /// Every switch that the movement needs on, where it is a decision.
  func switches(of index: Int) -> [Decision] {
    guard codebook.hasSwitches else { return [] }
    var needed = NeededSwitches(codebook.columns)
    addPlaces(of: index, to: &needed)
    if hasSingleAward(index) { needed.add(.linkAwarded(movements[index].link)) }
    addLanes(of: movements[index], to: &needed)
    if let order = movements[index].order { addOrder(order, of: index, to: &needed) }
    addTenderSwitches(of: index, to: &needed)
    for id in conditionalFlows where matches(instance[id].filter, index) {
      needed.add(.constraintActive(id))
    }
    return needed.all
  }

  private func addPlaces(of index: Int, to needed: inout NeededSwitches) {
    let movement = movements[index]
    let link = movement.link.index
    needed.add(.siteOpen(origin(index), movement.period))
    if case .site(let site) = instance.links.destination[link] { needed.add(.siteOpen(site, movement.period)) }
    if let offer = instance.links.offer[link] { needed.add(.offerTaken(offer)) }
    if let provider = instance.links.provider[link] { needed.add(.providerEngaged(provider)) }
    guard movement.isLastLeg, case .customer(let customer) = instance.links.destination[link] else { return }
    needed.add(.customerSource(customer, origin(index)))
    if let partner = instance.seller(movement.link, customer).partner { needed.add(.partnerEngaged(partner)) }
    for part in movement.parts {
      needed.add(.productSource(customer, instance.product(of: part.commodity), origin(index)))
    }
  }

  private func addLanes(of movement: Movement, to needed: inout NeededSwitches) {
    for part in movement.parts {
      for lane in part.covering { needed.add(.laneUsed(lane, .covered)) }
      needed.add(.laneUsed(part.pricing, .priced))
      guard !movement.isWholeLeg else { continue }
      let named = movement.order.map { instance[$0].isTracked } ?? false
      if !named { needed.add(pooledSwitch(part.pricing)) }
      guard let order = movement.order else { continue }
      needed.add(.orderOnLane(part.pricing, order, .priced))
      for lane in part.covering { needed.add(.orderOnLane(lane, order, .covered)) }
    }
  }

  private func addOrder(_ order: OrderID, of index: Int, to needed: inout NeededSwitches) {
    needed.add(.orderAtSite(order, origin(index)))
    guard !movements[index].isWholeLeg else { return }
    if !movements[index].isLastLeg { needed.add(.orderOnLink(order, movements[index].link)) }
    for id in orderCounts where matches(instance[id].filter, index) {
      needed.add(.orderInConstraint(order, id))
    }
  }

  private mutating func linkOperatedSites() {
    for (site, data) in instance.sites.enumerated() {
      guard let provider = data.operatedBy, let engaged = codebook.column(.providerEngaged(provider)) else { continue }
      for period in instance.periods.indices.map(PeriodID.init) {
        let open = Decision.siteOpen(SiteID(site), period)
        guard let column = codebook.column(open) else { continue }
        codebook.addRow(
          .linking(dependent: open, switching: .providerEngaged(provider)), upper: .zero,
          [Term(column, .one), Term(engaged, Rational(-1))])
      }
    }
  }

  private mutating func linkShortOrders() {
    for (row, demand) in instance.demand.enumerated() {
      guard let short = codebook.column(.orderShort(demand.order)), let unmet = codebook.column(.unmet(DemandID(row)))
      else { continue }
      let most = demand.quantity - instance.settings.resolution.rational(demand.leastServed)
      codebook.addRow(
        .linking(dependent: .unmet(DemandID(row)), switching: .orderShort(demand.order)), upper: .zero,
        [Term(unmet, .one), Term(short, -most)])
    }
  }

  /// What a conditional minimum counts makes it active.
  private mutating func linkCounts() {
    for id in instance.constraints.indices.map(ConstraintID.init) {
      guard let active = codebook.column(.constraintActive(id)) else { continue }
      for decision in counted(instance[id]) {
        guard let column = codebook.column(decision) else { continue }
        codebook.addRow(
          .linking(dependent: decision, switching: .constraintActive(id)), upper: .zero,
          [Term(column, .one), Term(active, Rational(-1))])
      }
    }
  }

  private func counted(_ constraint: Constraint) -> [Decision] {
    switch constraint.kind {
    case .flow: []
    case .flowCount:
      instance.lanes.marks.indices.map(LaneID.init).filter { counts(constraint, $0) }.map { .laneUsed($0, .priced) }
    case .providerCount:
      instance.providers.indices.map(ProviderID.init).filter { counts(constraint, $0) }.map { .providerEngaged($0) }
    case .siteCount: countedSites(constraint).map { .siteOpen($0, PeriodID(0)) }
    case .sourceCount, .transit, .score, .co2, .changes, .budget: []
    }
  }

  // MARK: Switches that are counted from below

  private mutating func addUsages() {
    var counted: Set<Decision> = []
    var inOrder: [Decision] = []
    for decision in codebook.decisions where isCountedFromBelow(decision) && counted.insert(decision).inserted {
      inOrder.append(decision)
    }
    guard !inOrder.isEmpty else { return }
    var movers: [Decision: [Term]] = [:]
    for index in movements.indices {
      for switching in switches(of: index) where counted.contains(switching) {
        movers[switching, default: []].append(term(index, amount(index, in: .quantity)))
      }
    }
    let step = instance.settings.resolution.rational(Quantity(steps: 1))
    for decision in inOrder {
      guard let column = codebook.column(decision) else { continue }
      let terms = (movers[decision] ?? []) + operatedSiteTerms(decision)
      if case .providerEngaged(let provider) = decision, operatesOpenSite(provider) { continue }
      codebook.addRow(.usage(decision), lower: .zero, terms + [Term(column, -step)])
    }
  }

  private func operatedSiteTerms(_ decision: Decision) -> [Term] {
    guard case .providerEngaged(let provider) = decision else { return [] }
    return instance.sites.indices.compactMap { site in
      guard instance.sites[site].operatedBy == provider else { return nil }
      return codebook.column(.siteOpen(SiteID(site), PeriodID(0))).map { Term($0, .one) }
    }
  }

  private func isCountedFromBelow(_ decision: Decision) -> Bool {
    func least(_ kind: Constraint.Kind, _ matches: (Constraint) -> Bool) -> Bool {
      instance.constraints.contains { $0.kind == kind && $0.sense != .max && matches($0) }
    }
    switch decision {
    case .providerEngaged(let provider): return least(.providerCount) { counts($0, provider) }
    case .laneUsed(let lane, .priced): return least(.flowCount) { counts($0, lane) }
    case .orderAtSite(_, let site): return instance[site].throughputMin?.measure == .order
    case .orderOnLane(let lane, _, .covered):
      return instance.lanes.capacityMin[lane.index]?.measure == .order
        || instance.lanes.minimumIfUsed[lane.index]?.measure == .order
    case .orderInConstraint(_, let id): return instance[id].sense != .max
    case .tender(let decision): return isCountedFromBelow(decision)
    case .pooledOnLane(let lane), .orderOnLane(let lane, _, .priced): return countsShipments(lane)
    default: return false
    }
  }
}

/// The switches that a movement needs and that are decisions, each once. Most instances have hardly any kind of them.
struct NeededSwitches {
  private(set) var all: [Decision] = []
  private let columns: DecisionIndex

  init(_ columns: DecisionIndex) { self.columns = columns }

  mutating func add(_ decision: Decision) {
    guard columns[decision] != nil, !all.contains(decision) else { return }
    all.append(decision)
  }
}
