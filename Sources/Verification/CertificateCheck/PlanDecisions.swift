public import Logistics

extension RuleBook {
  /// The value of each decision, by index, that a plan implies; nil where the plan has flows that may not be where they
  /// are.
  ///
  /// Every legal plan keeps every box and row with these.
  public func values(of plan: Plan) -> [Rational]? {
    guard PlanShape.faults(plan, instance).isEmpty else { return nil }
    let inspection = PlanCheck.inspect(plan, instance)
    guard inspection.flows.count == plan.flows.count else { return nil }
    let facts = PlanFacts(inspection)
    var values = decisions.map { facts.value($0.decision) }
    for (decision, value) in excesses(values) { values[decision] = value }
    return values
  }
}

/// What a plan says of decisions.
private struct PlanFacts {
  private let inspection: Inspection
  private var instance: Instance { inspection.instance }
  private var amounts: [FlowKey: Rational] = [:]
  /// Switches that some flow has on.
  private var on: Set<Decision> = []
  private var topUps: [Decision: Rational] = [:]
  private let tender: TenderFacts

  init(_ inspection: Inspection) {
    self.inspection = inspection
    tender = TenderFacts(inspection)
    let awards = SingleAwards(inspection.instance)
    for flow in inspection.flows {
      amounts[flow.key] = flow.units
      note(flow, awards)
    }
    for line in inspection.evaluation.chargeLines where line.kind == .minimumCharge {
      guard let lane = line.lane else { continue }
      topUps[.minimumTopUp(lane, line.order), default: .zero] += line.quantity * line.unitCost
    }
  }

  private mutating func note(_ flow: InspectedFlow, _ awards: SingleAwards) {
    let isWholeLeg = flow.isLastLeg && (flow.order.map { instance[$0].isWhole } ?? false)
    let isNamed = flow.order.map { instance[$0].isTracked } ?? false
    on.insert(.laneUsed(flow.tariff, .priced))
    if !isWholeLeg && !isNamed { on.insert(.pooledOnLane(flow.tariff)) }
    let covering = instance.coveringLanes(flow.link, flow.product, flow.key.period)
    for lane in covering { on.insert(.laneUsed(lane, .covered)) }
    if let passage = awards.passage(of: flow.link, flow.key.period), awards.covers(passage, flow.product) {
      on.insert(.linkAwarded(flow.link))
    }
    if flow.isLastLeg, let customer = flow.customer {
      on.insert(.customerSource(customer, flow.origin))
      on.insert(.productSource(customer, flow.product, flow.origin))
    }
    noteConstraints(flow)
    guard let order = flow.order else { return }
    on.insert(.orderAtSite(order, flow.origin))
    on.insert(isWholeLeg ? .wholeLeg(order, flow.link) : .orderOnLane(flow.tariff, order, .priced))
    if !isWholeLeg {
      for lane in covering { on.insert(.orderOnLane(lane, order, .covered)) }
    }
    if !flow.isLastLeg { on.insert(.orderOnLink(order, flow.link)) }
  }

  private mutating func noteConstraints(_ flow: InspectedFlow) {
    for index in instance.constraints.indices where instance.constraints[index].kind == .flow {
      let filter = instance.constraints[index].filter
      guard instance.matches(filter, flow.link, flow.product, customer: flow.customer) else { continue }
      on.insert(.constraintActive(ConstraintID(index)))
      if let order = flow.order { on.insert(.orderInConstraint(order, ConstraintID(index))) }
    }
  }

  func value(_ decision: Decision) -> Rational {
    let evaluation = inspection.evaluation
    switch decision {
    case .flow(let key): return amounts[key] ?? .zero
    case .unmet(let row): return evaluation.unmet[row.index]
    case .orderShort(let order):
      return instance[order].rows.contains { evaluation.unmet[$0.index].isPositive } ? .one : .zero
    case .siteOpen(let site, let period): return inspection.isOpen(site, period) ? .one : .zero
    case .offerTaken(let offer): return evaluation.offersTaken[offer.index] ? .one : .zero
    case .providerEngaged(let provider): return evaluation.providersUsed[provider.index] ? .one : .zero
    case .partnerEngaged(let partner): return evaluation.partnersUsed[partner.index] ? .one : .zero
    case .minimumTopUp: return topUps[decision] ?? .zero
    case .tender(let decision): return tender.value(decision)
    case .constraintExcess(let id): return missed(id, isExcess: true)
    case .constraintShortfall(let id): return missed(id, isExcess: false)
    case .constraintActive(let id):
      let isActive =
        instance[id].kind == .flow ? on.contains(decision) : !evaluation.constraints[id.index].amount.isZero
      return isActive ? .one : .zero
    case .furtherSources(let customer, let product):
      return Rational(max(0, inspection.sources(of: customer, product).count - 1))
    case .commonShare, .atFloor, .rankedRate, .rateShortfall: return inspection.allocationValue(decision)
    case .wholeLeg, .orderOnLink, .laneUsed, .pooledOnLane, .orderOnLane, .linkAwarded, .customerSource,
      .productSource, .orderAtSite, .orderInConstraint:
      return on.contains(decision) ? .one : .zero
    }
  }

  private func missed(_ id: ConstraintID, isExcess: Bool) -> Rational {
    // Of a budget by what decisions cost, which is seen once they have their values.
    if instance[id].kind == .budget { return .zero }
    if instance[id].kind == .score || instance[id].kind == .transit {
      let missed = inspection.missedAverage(instance[id])
      return isExcess ? missed?.over ?? .zero : missed?.short ?? .zero
    }
    let evaluated = inspection.evaluation.constraints[id.index]
    guard instance[id].sense == .fixed else { return evaluated.violation }
    return (evaluated.amount > instance[id].value) == isExcess ? evaluated.violation : .zero
  }
}
