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
    return Evaluated(
      result: ConstraintEvaluation(amount: amount, violation: violation(constraint.sense, amount, constraint.value)),
      amount: amount, target: constraint.value)
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
