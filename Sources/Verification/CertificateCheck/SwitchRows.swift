import Logistics

// What moves need switched on, and the rows over switches alone.
extension RuleBookBuilder {
  mutating func addLinkings() {
    if hasSwitches { reserveLinkings() }
    for column in hasSwitches ? moves.indices : 0..<0 {
      for switching in switches(of: moves[column]) { link(column, switching) }
    }
    for index in instance.sites.indices {
      guard let provider = instance.sites[index].operatedBy, let open = self.index(.siteOpen(SiteID(index), period))
      else {
        continue
      }
      link(open, .providerEngaged(provider))
    }
    for index in instance.demand.indices {
      guard let unmet = self.index(.unmet(DemandID(index))) else { continue }
      link(unmet, .orderShort(instance.demand[index].order))
    }
    linkActiveCounts()
    linkOperatedTerms()
  }

  /// Everything that a move may need, whether it is a decision or not.
  func switches(of move: Move) -> [Decision] {
    var needed: [Decision] = [.siteOpen(move.origin, period)]
    if case .site(let site) = move.destination { needed.append(.siteOpen(site, period)) }
    if let offer = instance.links.offer[move.link.index] { needed.append(.offerTaken(offer)) }
    if let provider = instance.links.provider[move.link.index] { needed.append(.providerEngaged(provider)) }
    if let customer = move.customer {
      needed.append(.customerSource(customer, move.origin))
      if let partner = instance.seller(move.link, customer).partner { needed.append(.partnerEngaged(partner)) }
      needed += move.parts.map { .productSource(customer, $0.product, move.origin) }
    }
    if let passage = awards.passage(of: move.link, period),
      move.parts.contains(where: { awards.covers(passage, $0.product) })
    {
      needed.append(.linkAwarded(move.link))
    }
    for lane in coveringLanes(move) {
      needed.append(.laneUsed(lane, .covered))
      if let order = move.order, !move.isWholeLeg { needed.append(.orderOnLane(lane, order, .covered)) }
    }
    for part in move.parts {
      needed.append(.laneUsed(part.tariff, .priced))
      guard !move.isWholeLeg else { continue }
      if !isNamed(move) { needed += [.pooledOnLane(part.tariff), .tender(.shipments(part.tariff))] }
      if let order = move.order { needed.append(.orderOnLane(part.tariff, order, .priced)) }
    }
    if let order = move.order {
      needed.append(.orderAtSite(order, move.origin))
      if !move.isLastLeg { needed.append(.orderOnLink(order, move.link)) }
    }
    return needed + constraintSwitches(of: move) + tenderSwitches(of: move)
  }

  /// What the sites at both ends of a flow of one product let through of it, if anything limits it.
  func mostBetweenSites(_ move: Move) -> Rational? {
    guard !move.isWholeLeg, move.parts.count == 1, case .site(let end) = move.destination else { return nil }
    return [move.origin, end].compactMap { siteLimits.most(move.parts[0].product, through: $0) }.min()
  }

  func isNamed(_ move: Move) -> Bool { move.order.map { instance[$0].isTracked } ?? false }

  private func constraintSwitches(of move: Move) -> [Decision] {
    var needed: [Decision] = []
    for id in switchedFlows {
      let filter = instance[id].filter
      guard move.parts.contains(where: { matches(filter, move, $0) && $0.amount.isPositive }) else { continue }
      needed.append(.constraintActive(id))
      if let order = move.order { needed.append(.orderInConstraint(order, id)) }
    }
    return needed
  }

  // MARK: Rows over switches

  mutating func addSwitchRows() {
    for column in moves.count..<max(moves.count, decisions.count) {
      switch decisions[column].decision {
      case .linkAwarded(let link):
        let passage = SingleAwards.passage(link, period, instance.links)
        add(.one, of: column, to: row(.singleAward(passage.origin, passage.destination, period), .atMost, .one))
      case .customerSource(let customer, _): add(.one, of: column, to: row(.singleSource(customer), .atMost, .one))
      case .orderOnLink(let order, let link):
        guard case .site(let end) = instance.links.destination[link.index] else { continue }
        let rule = Rule.oneOfferALeg(order, instance.links.origin[link.index], end)
        add(.one, of: column, to: row(rule, .atMost, .one))
      case .orderAtSite(_, let site):
        addCount(column, site.index, instance[site].throughputMax, .throughputMaximum(site, period))
        addCount(column, site.index, instance[site].throughputMin, .throughputMinimum(site, period))
      case .orderOnLane(let lane, _, .covered):
        addCount(column, lane.index, instance.lanes.capacityMax[lane.index], .capacityMaximum(lane))
        addCount(column, lane.index, instance.lanes.capacityMin[lane.index], .capacityMinimum(lane))
        addCount(column, lane.index, instance.lanes.minimumIfUsed[lane.index], .minimumIfUsed(lane))
      default: break
      }
    }
    addUsages()
  }

  private mutating func addCount(_ column: Int, _ index: Int, _ limit: Limit?, _ rule: Rule) {
    if limit?.measure == .order { add(.one, of: column, toAny: rule) }
  }

  // MARK: Switches counted from below

  /// What is moved − (one step) × switch ≥ 0.
  private mutating func addUsages() {
    var isAny = false
    for column in moves.count..<max(moves.count, decisions.count) {
      let decision = decisions[column].decision
      guard isCountedFromBelow(decision) else { continue }
      add(-step, of: column, to: row(.usage(decision), .atLeast))
      isAny = true
      guard case .providerEngaged(let provider) = decision else { continue }
      for site in instance.sites.indices where instance.sites[site].operatedBy == provider {
        if let open = index(.siteOpen(SiteID(site), period)) { add(.one, of: open, toAny: .usage(decision)) }
      }
    }
    guard isAny else { return }
    for column in moves.indices {
      let quantity = amount(moves[column], .quantity) { _ in true }
      var seen: Set<Decision> = []
      for switching in switches(of: moves[column]) where seen.insert(switching).inserted {
        add(quantity, of: column, toAny: .usage(switching))
      }
    }
  }

  private func isCountedFromBelow(_ decision: Decision) -> Bool {
    func counts(_ kind: Constraint.Kind) -> Bool {
      instance.constraints.contains { $0.kind == kind && $0.sense != .max }
    }
    switch decision {
    case .providerEngaged(let provider): return counts(.providerCount) && !operatesAlways(provider)
    case .laneUsed(_, .priced): return counts(.flowCount)
    case .orderAtSite(_, let site): return instance[site].throughputMin?.measure == .order
    case .orderOnLane(let lane, _, .covered):
      return instance.lanes.capacityMin[lane.index]?.measure == .order
        || instance.lanes.minimumIfUsed[lane.index]?.measure == .order
    case .orderInConstraint(_, let constraint): return instance[constraint].sense != .max
    case .tender(let decision): return isCountedFromBelow(decision)
    case .pooledOnLane(let lane), .orderOnLane(let lane, _, .priced): return countsShipments(lane)
    default: return false
    }
  }
}
