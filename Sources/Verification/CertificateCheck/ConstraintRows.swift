import Logistics

// The rows of `constraints`, and what a soft one may be missed by.
extension RuleBookBuilder {
  mutating func addConstraintDecisions() {
    for index in instance.constraints.indices {
      let constraint = instance.constraints[index]
      let id = ConstraintID(index)
      if constraint.sense == .conditionalMin {
        addDecision(.constraintActive(id), least: isAlwaysActive(constraint) ? .one : .zero)
      }
      if constraint.kind == .flow && constraint.measure == .order { addCountedOrders(id, constraint) }
      guard constraint.penaltyCost != nil else { continue }
      if constraint.sense != .max {
        addDecision(.constraintShortfall(id), most: mostShortfall(constraint), isWhole: false)
      }
      if constraint.sense == .max || constraint.sense == .fixed {
        addDecision(.constraintExcess(id), most: mostCounted(constraint), isWhole: false)
      }
    }
  }

  /// Whether the constraint counts a site that is always open or a provider that is always engaged.
  private func isAlwaysActive(_ constraint: Constraint) -> Bool {
    switch constraint.kind {
    case .flow, .flowCount, .sourceCount, .transit, .score, .co2, .changes, .budget: false
    case .siteCount: countedSites(constraint).contains { instance[$0].status == .include }
    case .providerCount:
      constraint.filter.namesOnlyProviders && countedProviders(constraint).contains { operatesAlways($0) }
    }
  }

  private func countedSites(_ constraint: Constraint) -> [SiteID] {
    constraint.sites ?? instance.sites.indices.map { SiteID($0) }
  }

  private func countedProviders(_ constraint: Constraint) -> [ProviderID] {
    constraint.filter.providers ?? instance.providers.indices.map { ProviderID($0) }
  }

  /// Switches that a conditional minimum counts cannot be on without it.
  mutating func linkActiveCounts() {
    for index in instance.constraints.indices where instance.constraints[index].sense == .conditionalMin {
      let constraint = instance.constraints[index]
      let counted: [Decision]
      switch constraint.kind {
      case .flow: continue
      case .flowCount: counted = LaneCount(constraint, self).whole.map { .laneUsed($0, .priced) }
      case .providerCount:
        // Engaged for something else than what the constraint matches, a provider counts for nothing.
        guard constraint.filter.namesOnlyProviders else { continue }
        counted = countedProviders(constraint).map { .providerEngaged($0) }
      case .siteCount: counted = countedSites(constraint).map { .siteOpen($0, period) }
      case .sourceCount, .transit, .score, .co2, .changes, .budget: continue
      }
      for decision in counted {
        if let column = self.index(decision) { link(column, .constraintActive(ConstraintID(index))) }
      }
    }
  }

  private mutating func addCountedOrders(_ id: ConstraintID, _ constraint: Constraint) {
    for move in moves where !move.isWholeLeg {
      guard let order = move.order, move.parts.contains(where: { matches(constraint.filter, move, $0) }) else {
        continue
      }
      addDecision(.orderInConstraint(order, id))
    }
  }

  /// By what the shortfall or excess of a soft constraint counts in its row: a soft score is missed by goods, one of them
  /// for each 100 points.
  private func unitOfMissing(_ constraint: Constraint) -> Rational {
    constraint.kind == .score && !constraint.isEach ? Rational(100) : .one
  }

  /// The most goods that an average can be missed by.
  private func mostMissed(_ constraint: Constraint, isLeast: Bool) -> Rational {
    let missed = averageTerms(constraint, isLeast: isLeast).reduce(Rational.zero) { sum, term in
      sum + max(.zero, isLeast ? -term.coefficient : term.coefficient) * moves[term.column].most
    }
    return missed.divided(by: unitOfMissing(constraint)) ?? .zero
  }

  private func mostShortfall(_ constraint: Constraint) -> Rational {
    if constraint.kind == .score || constraint.kind == .transit { return mostMissed(constraint, isLeast: true) }
    guard constraint.kind == .flow, let within = constraint.within else { return max(.zero, constraint.value) }
    return max(.zero, mostMoved(within, constraint.measure) * constraint.value * Rational(mantissa: 1, decimals: 2))
  }

  private func mostCounted(_ constraint: Constraint) -> Rational {
    let counted =
      switch constraint.kind {
      case .flow: mostMoved(constraint.filter, constraint.measure)
      case .flowCount: Rational(instance.lanes.count)
      case .providerCount: Rational(instance.providers.count)
      case .siteCount, .sourceCount: Rational(instance.sites.count)
      case .changes: Rational(decisions.count)
      case .co2: mostEmitted(constraint)
      case .transit, .score: mostMissed(constraint, isLeast: false)
      // Known once the whole book is there to be priced.
      case .budget: Rational.zero
      }
    return counted + max(.zero, -constraint.value)
  }

  private func mostEmitted(_ constraint: Constraint) -> Rational {
    emissionTerms(constraint).reduce(.zero) { sum, term in sum + term.coefficient * moves[term.column].most }
  }

  private func mostMoved(_ filter: FlowFilter, _ measure: Measure) -> Rational {
    if measure == .order { return Rational(instance.orders.count) }
    return moves.reduce(.zero) { sum, move in
      sum + amount(move, measure) { matches(filter, move, $0) } * move.most
    }
  }

  // MARK: Rows

  mutating func addConstraintRows() {
    for index in instance.constraints.indices {
      let constraint = instance.constraints[index]
      let id = ConstraintID(index)
      if constraint.sense != .max { addLeast(id, constraint) }
      if constraint.sense == .max || constraint.sense == .fixed { addMost(id, constraint) }
    }
  }

  /// A term of an amount, and what counts always.
  private struct Amount {
    var terms: [(column: Int, coefficient: Rational)] = []
    var constant = Rational.zero
  }

  private mutating func addLeast(_ id: ConstraintID, _ constraint: Constraint) {
    guard let amount = amount(constraint, id, isLeast: true) else { return }
    let isShare = constraint.kind == .flow && constraint.within != nil
    let value = isShare ? .zero : constraint.value
    let active = index(.constraintActive(id))
    // Where a conditional share is nothing, its percent of all that could move is given back.
    let reach = isShare && active != nil ? mostShortfall(constraint) : .zero
    let row = row(.constraintLeast(id), .atLeast, (active == nil ? value : -reach) - amount.constant)
    for term in amount.terms { add(term.coefficient, of: term.column, to: row) }
    if let active { add(-value - reach, of: active, to: row) }
    if let shortfall = index(.constraintShortfall(id)) { add(unitOfMissing(constraint), of: shortfall, to: row) }
  }

  private mutating func addMost(_ id: ConstraintID, _ constraint: Constraint) {
    guard let amount = amount(constraint, id, isLeast: false) else { return }
    let value = constraint.within == nil ? constraint.value : .zero
    let open = constraint.isHardAmount ? openingOfLimited(amount) : nil
    let row = row(.constraintMost(id), .atMost, open == nil ? value - amount.constant : .zero)
    for term in amount.terms { add(term.coefficient, of: term.column, to: row) }
    if let open { add(-value, of: open, to: row) }
    if let excess = index(.constraintExcess(id)) { add(-unitOfMissing(constraint), of: excess, to: row) }
  }

  /// The switch of the site that all that is counted leaves, or else enters: closed, it lets nothing of it through.
  private func openingOfLimited(_ amount: Amount) -> Int? {
    guard let first = amount.terms.first.map({ moves[$0.column] }) else { return nil }
    if let open = index(.siteOpen(first.origin, period)), amount.terms.allSatisfy({ moves[$0.column].origin == first.origin }) {
      return open
    }
    guard case .site(let end) = first.destination, let open = index(.siteOpen(end, period)),
      amount.terms.allSatisfy({ moves[$0.column].destination == first.destination })
    else { return nil }
    return open
  }

  var hasBudgets: Bool { instance.constraints.contains { $0.kind == .budget } }

  /// No plan within a budget costs more by its decisions, but for what rounding charge lines takes off; a soft one is
  /// exceeded by what they cost beyond that, which is no more than the plan pays for.
  mutating func addBudget(_ id: ConstraintID, _ costs: LevelCosts) {
    let row = row(.constraintMost(id), .atMost, instance[id].value + costs.slack - costs.constant)
    for column in decisions.indices { add(costs.costs[column], of: column, to: row) }
    if let excess = index(.constraintExcess(id)) { add(Rational(-1), of: excess, to: row) }
  }

  /// What the constraint counts, from above for a least amount and from below for a most; nil: no such row holds.
  private func amount(_ constraint: Constraint, _ id: ConstraintID, isLeast: Bool) -> Amount? {
    switch constraint.kind {
    case .flow: return flowAmount(constraint, id, isLeast)
    case .flowCount:
      let count = LaneCount(constraint, self)
      let lanes = isLeast ? count.touched : count.whole
      return Amount(terms: lanes.compactMap { index(.laneUsed($0, .priced)).map { ($0, .one) } })
    case .providerCount:
      // Carrying what matches is more than being engaged: at most so many may hold, though more are engaged.
      guard isLeast || constraint.filter.namesOnlyProviders else { return nil }
      return Amount(terms: countedProviders(constraint).compactMap { index(.providerEngaged($0)).map { ($0, .one) } })
    case .siteCount:
      let sites = countedSites(constraint)
      let terms = sites.compactMap { index(.siteOpen($0, period)).map { (column: $0, coefficient: Rational.one) } }
      return Amount(terms: terms, constant: Rational(sites.count - terms.count))
    case .sourceCount, .changes: return Amount(terms: countTerms(constraint, id))
    case .co2: return Amount(terms: emissionTerms(constraint))
    // Written once the whole book is there to be priced.
    case .budget: return nil
    // Averages compare with the value themselves.
    case .transit, .score: return Amount(terms: averageTerms(constraint, isLeast: isLeast), constant: constraint.value)
    }
  }

  private func flowAmount(_ constraint: Constraint, _ id: ConstraintID, _ isLeast: Bool) -> Amount? {
    if constraint.measure == .order {
      return constraint.within == nil ? orderAmount(constraint, id, isLeast) : nil
    }
    let share = constraint.within == nil ? .zero : constraint.value * Rational(mantissa: 1, decimals: 2)
    var amount = Amount()
    for column in moves.indices {
      var coefficient = counted(column, constraint.measure, constraint.filter)
      if let within = constraint.within { coefficient -= share * counted(column, constraint.measure, within) }
      if !coefficient.isZero { amount.terms.append((column, coefficient)) }
    }
    return amount
  }

  /// What a move counts in a measure under a filter. No closure: for every move of every constraint one would take a copy of
  /// all that the builder holds.
  private func counted(_ column: Int, _ measure: Measure, _ filter: FlowFilter) -> Rational {
    var sum = Rational.zero
    for part in moves[column].parts where matches(filter, moves[column], part) {
      sum += part.amount * (measures.perUnit(measure, part.commodity) ?? .zero)
    }
    return sum
  }

  /// Orders that are counted by a switch, and the whole last legs of those that are not.
  private func orderAmount(_ constraint: Constraint, _ id: ConstraintID, _ isLeast: Bool) -> Amount? {
    var amount = Amount()
    for column in moves.indices
    where moves[column].parts.contains(where: { matches(constraint.filter, moves[column], $0) }) {
      guard let order = moves[column].order else { return nil }
      if moves[column].isWholeLeg && index(.orderInConstraint(order, id)) == nil {
        amount.terms.append((column, .one))
      }
    }
    for column in moves.count..<max(moves.count, decisions.count) {
      if case .orderInConstraint(_, id) = decisions[column].decision { amount.terms.append((column, .one)) }
    }
    return amount
  }
}
