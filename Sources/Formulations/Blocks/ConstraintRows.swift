import Logistics
import MathProgram

/// The rows of `constraints`.
extension ProgramBuilder {
  mutating func addConstraints() {
    let all = instance.constraints.indices.map(ConstraintID.init)
    // A budget counts what the others' penalties cost, soft budgets' too where it is hard, so these have their columns first.
    let budgets = all.filter { instance[$0].kind == .budget }
    let inOrder = all.filter { instance[$0].kind != .budget } + budgets.filter { instance[$0].penaltyCost != nil }
      + budgets.filter { instance[$0].penaltyCost == nil }
    for id in inOrder {
      let constraint = instance[id]
      addConstraintSwitches(id, constraint)
      if constraint.kind == .transit || constraint.kind == .score {
        addAverage(id, constraint)
        continue
      }
      let (amount, constant) = amountTerms(id, constraint)
      if constraint.sense != .max { addLeast(id, constraint, amount, constant) }
      if constraint.sense == .max || constraint.sense == .fixed { addMost(id, constraint, amount, constant) }
    }
  }

  private mutating func addConstraintSwitches(_ id: ConstraintID, _ constraint: Constraint) {
    if constraint.sense == .conditionalMin {
      codebook.addSwitch(.constraintActive(id), lower: countsSomethingAlways(constraint) ? .one : .zero)
    }
    if constraint.penaltyCost != nil {
      if constraint.sense != .max { codebook.addColumn(.constraintShortfall(id), upper: nil, isWhole: false) }
      if constraint.sense == .max || constraint.sense == .fixed {
        codebook.addColumn(.constraintExcess(id), upper: nil, isWhole: false)
      }
    }
    guard constraint.kind == .flow, constraint.measure == .order else { return }
    for index in movements.indices where !movements[index].isWholeLeg && matches(constraint.filter, index) {
      if let order = movements[index].order { addSwitchOnce(.orderInConstraint(order, id)) }
    }
  }

  private func countsSomethingAlways(_ constraint: Constraint) -> Bool {
    switch constraint.kind {
    case .siteCount: countedSites(constraint).contains { instance[$0].status == .include }
    case .providerCount:
      instance.providers.indices.map(ProviderID.init).contains { counts(constraint, $0) && operatesOpenSite($0) }
    case .flow, .flowCount, .sourceCount, .transit, .score, .co2, .changes, .budget: false
    }
  }

  func countedSites(_ constraint: Constraint) -> [SiteID] {
    constraint.sites ?? instance.sites.indices.map(SiteID.init)
  }

  /// The constraint's amount less, for a share, its percent of what it is within; and what counts always.
  private func amountTerms(_ id: ConstraintID, _ constraint: Constraint) -> ([Term], Rational) {
    switch constraint.kind {
    case .flow:
      let whole = flowTerms(constraint.filter, constraint.measure, id)
      guard let within = constraint.within, let share = constraint.value.divided(by: Rational(100)) else {
        return (whole, .zero)
      }
      let base = flowTerms(within, constraint.measure, id).map { Term($0.column, -($0.coefficient * share)) }
      return (whole + base, .zero)
    case .flowCount:
      let lanes = instance.lanes.marks.indices.map(LaneID.init).filter { counts(constraint, $0) }
      return (lanes.compactMap { codebook.column(.laneUsed($0, .priced)).map { Term($0, .one) } }, .zero)
    case .providerCount:
      let providers = instance.providers.indices.map(ProviderID.init).filter { counts(constraint, $0) }
      return (providers.compactMap { codebook.column(.providerEngaged($0)).map { Term($0, .one) } }, .zero)
    case .siteCount:
      let sites = countedSites(constraint)
      let terms = sites.compactMap { codebook.column(.siteOpen($0, PeriodID(0))).map { Term($0, .one) } }
      return (terms, Rational(sites.count - terms.count))
    case .sourceCount, .changes: return (countTerms(id, constraint), .zero)
    case .co2: return (emissionTerms(constraint), .zero)
    case .budget: return costTerms(constraint)
    case .transit, .score: return ([], .zero)
    }
  }

  /// What everything of its kinds costs; of a soft one without what soft budgets cost.
  private func costTerms(_ budget: Constraint) -> ([Term], Rational) {
    let costs = ObjectiveCosts(instance, movements, schedules.map(\.costs), kinds: budget.costKinds)
    let level = ObjectiveLevel(terms: [ObjectiveTerm(objective: .totalCost, weight: .one)], tolerance: .zero)
    var terms = movements.indices.map { term($0, costs.minimized(movements[$0], level)) }
    for column in movements.count..<max(movements.count, codebook.decisions.count) {
      if case .constraintExcess(let id) = codebook.decisions[column], instance[id].kind == .budget, budget.penaltyCost != nil {
        continue
      }
      terms.append(Term(column, costs.minimized(codebook.decisions[column], level)))
    }
    return (terms.filter { !$0.coefficient.isZero }, costs.minimizedConstant(level))
  }

  private func flowTerms(_ filter: FlowFilter, _ measure: Measure, _ id: ConstraintID) -> [Term] {
    var orders: Set<OrderID> = []
    return mayMatch(filter).compactMap { index in
      guard matches(filter, index) else { return nil }
      guard measure == .order else {
        return term(index, amount(index, in: measure) { matches(filter, index, $0) })
      }
      guard !movements[index].isWholeLeg else { return term(index, .one) }
      guard let order = movements[index].order, orders.insert(order).inserted else { return nil }
      return codebook.column(.orderInConstraint(order, id)).map { Term($0, .one) }
    }
  }

  /// Movements that a filter may mean: a filter of origins only what leaves them.
  private func mayMatch(_ filter: FlowFilter) -> [Int] {
    guard let origins = filter.origins else { return Array(movements.indices) }
    return Set(origins).flatMap { leaving[$0.index] }.sorted()
  }

  private mutating func addLeast(_ id: ConstraintID, _ constraint: Constraint, _ terms: [Term], _ constant: Rational) {
    var terms = terms
    if let shortfall = codebook.column(.constraintShortfall(id)) { terms.append(Term(shortfall, .one)) }
    let value = constraint.within == nil ? constraint.value : .zero
    if let active = codebook.column(.constraintActive(id)), let within = constraint.within {
      let most = greatestShare(constraint, within)
      codebook.addRow(.constraintLeast(id), lower: -most, terms + [Term(active, -most)])
    } else if let active = codebook.column(.constraintActive(id)) {
      codebook.addRow(.constraintLeast(id), lower: -constant, terms + [Term(active, -value)])
    } else {
      codebook.addRow(.constraintLeast(id), lower: value - constant, terms)
    }
  }

  /// The share of all that could ever move within: what an inactive conditional share is let off.
  private func greatestShare(_ constraint: Constraint, _ within: FlowFilter) -> Rational {
    let whole = movements.indices.reduce(Rational.zero) { sum, index in
      guard matches(within, index) else { return sum }
      return sum + amount(index, in: constraint.measure) { matches(within, index, $0) } * movements[index].upper
    }
    return whole * constraint.value * (Rational(1, over: 100) ?? .zero)
  }

  private mutating func addMost(_ id: ConstraintID, _ constraint: Constraint, _ terms: [Term], _ constant: Rational) {
    var terms = terms
    if let excess = codebook.column(.constraintExcess(id)) { terms.append(Term(excess, Rational(-1))) }
    let value = constraint.within == nil ? constraint.value : .zero
    if let opening = openingOfLimited(constraint, terms) {
      addSwitchedLimit(.constraintMost(id), terms, limit: value, isMost: true, switching: opening)
    } else {
      codebook.addRow(.constraintMost(id), upper: value - constant, terms)
    }
  }

  /// That the site is open which all that a limit counts leaves, or else enters: closed, it lets nothing of it through.
  private func openingOfLimited(_ constraint: Constraint, _ terms: [Term]) -> Decision? {
    guard constraint.isHardAmount else { return nil }
    let counted = terms.filter { !$0.coefficient.isZero }.map(\.column)
    guard let first = counted.first else { return nil }
    let (source, end, period) = (origin(first), destination(first), movements[first].period)
    guard counted.allSatisfy({ movements[$0].period == period }) else { return nil }
    let leaving = Decision.siteOpen(source, period)
    if codebook.column(leaving) != nil, counted.allSatisfy({ origin($0) == source }) { return leaving }
    guard case .site(let site) = end, codebook.column(.siteOpen(site, period)) != nil,
      counted.allSatisfy({ destination($0) == end })
    else { return nil }
    return .siteOpen(site, period)
  }
}
