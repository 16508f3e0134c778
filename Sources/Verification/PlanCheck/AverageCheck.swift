import Logistics

// Constraints on averages, emissions and changes.
extension Inspection {
  /// The quantity-weighted average of what matches; nothing at all keeps every value.
  func average(_ constraint: Constraint) -> Evaluated? {
    var (weighted, quantity) = (Rational.zero, Rational.zero)
    var worst: Rational?
    for flow in matching(constraint.filter) {
      guard let rate = rate(of: flow, constraint) else { return nil }
      weighted += flow.units * rate
      quantity += flow.units
      worst = worst.map { isWorse(rate, than: $0, constraint) ? rate : $0 } ?? rate
    }
    let average = constraint.isEach ? worst : weighted.divided(by: quantity)
    let amount = average ?? constraint.value
    var violation = violation(constraint.sense, amount, constraint.value)
    if constraint.penaltyCost != nil {
      guard let missed = missedAverage(constraint) else { return nil }
      violation = missed.short + missed.over
    }
    return Evaluated(
      result: ConstraintEvaluation(amount: amount, violation: violation), amount: amount, target: constraint.value)
  }

  /// The goods that a soft average is paid for: of a score one for each 100 points that they are off, of times one for each
  /// unit of time; or those that alone do not keep it.
  func missedAverage(_ constraint: Constraint) -> (short: Rational, over: Rational)? {
    var (below, above, balance) = (Rational.zero, Rational.zero, Rational.zero)
    for flow in matching(constraint.filter) {
      guard let rate = rate(of: flow, constraint) else { return nil }
      if rate < constraint.value { below += flow.units }
      if rate > constraint.value { above += flow.units }
      balance += flow.units * (rate - constraint.value)
    }
    if !constraint.isEach {
      let goods = constraint.score == nil ? balance : balance * Rational(mantissa: 1, decimals: 2)
      (below, above) = (max(.zero, -goods), max(.zero, goods))
    }
    return (constraint.sense == .max ? .zero : below, constraint.sense == .max || constraint.sense == .fixed ? above : .zero)
  }

  private func rate(of flow: InspectedFlow, _ constraint: Constraint) -> Rational? {
    if let score = constraint.score { return instance.score(score, flow.link, flow.product, flow.key.period) }
    return instance.lanes.transitTime[flow.covering.index]
  }

  private func isWorse(_ a: Rational, than b: Rational, _ constraint: Constraint) -> Bool {
    switch constraint.sense {
    case .min, .conditionalMin: a < b
    case .max: a > b
    case .fixed: (a - constraint.value).magnitude > (b - constraint.value).magnitude
    }
  }

  /// kg; nil: unknown.
  func emission(_ flows: [InspectedFlow]) -> Rational? {
    let rates = LaneRates(instance)
    var total = Rational.zero
    for flow in flows {
      guard let rate = rates.emission(flow.key) else { return nil }
      total += flow.units * rate
    }
    return total
  }

  func countChanges(_ filter: FlowFilter) -> Int {
    LaneChanges(plan, instance).changed.count { change in
      (filter.origins?.contains(change.stretch.origin) ?? true)
        && (filter.destinations?.contains(change.stretch.destination) ?? true)
        && (filter.products?.contains(change.product) ?? true)
    }
  }
}
