public import Logistics

/// What a plan is worth in the terms of each objective.
public enum ObjectiveValue {
  /// In the objective's own units and direction; nil where a measure or price that it needs is unknown.
  public static func value(
    of objective: Objective, _ evaluation: PlanEvaluation, _ plan: Plan, of instance: Instance
  ) -> Rational? {
    switch objective {
    case .totalCost: evaluation.totalCost.rational
    case .profit: evaluation.profit?.rational
    case .unmetDemand: evaluation.unmet.reduce(Rational.zero, +)
    case .unmetOrders: Rational(evaluation.ordersAsked - evaluation.ordersServed)
    case .fillRate: evaluation.fillRate
    case .maxMinFill: leastRate(evaluation, instance)
    case .co2: sum(evaluation, plan, instance, emission)
    case .leadTime: sum(evaluation, plan, instance, duration)
    case .providersUsed: Rational(evaluation.providersUsed.count { $0 })
    case .changes: Rational(LaneChanges(plan, instance).changed.count)
    case .sitesOpen: Rational(plan.openSites.reduce(0) { $0 + $1.count { $0 } })
    }
  }

  /// Σ weight × value of a level's objectives; in a level that mixes directions the maximised ones are taken off.
  public static func value(
    of level: ObjectiveLevel, _ evaluation: PlanEvaluation, _ plan: Plan, of instance: Instance
  ) -> Rational? {
    if let stage = level.stage { return value(of: stage, evaluation) }
    var total = Rational.zero
    for term in level.terms {
      guard let value = value(of: term.objective, evaluation, plan, of: instance) else { return nil }
      let isTurned = term.objective.isMaximized != level.isMaximized
      total += term.weight * (isTurned ? -value : value)
    }
    return total
  }

  private static func leastRate(_ evaluation: PlanEvaluation, _ instance: Instance) -> Rational {
    let rates = instance.allocation.fillObjective.map { evaluation.memberRates[$0.index] } ?? []
    return rates.min() ?? Rational(100)
  }

  private static func value(of stage: AllocationStage, _ evaluation: PlanEvaluation) -> Rational? {
    guard evaluation.memberRates.indices.contains(stage.rule.index) else { return nil }
    switch stage.kind {
    case .served(let index): return evaluation.classesServed[stage.rule.index][index]
    case .leastRates(let count):
      return evaluation.memberRates[stage.rule.index].sorted().prefix(count).reduce(.zero, +)
    }
  }

  private static func sum(
    _ evaluation: PlanEvaluation, _ plan: Plan, _ instance: Instance, _ perUnit: (FlowKey, LaneRates) -> Rational?
  ) -> Rational? {
    let rates = LaneRates(instance)
    var total = Rational.zero
    for flow in plan.flows {
      guard let rate = perUnit(flow.key, rates) else { return nil }
      total += instance.settings.resolution.rational(flow.quantity) * rate
    }
    return total
  }

  private static func emission(_ key: FlowKey, _ rates: LaneRates) -> Rational? { rates.emission(key) }
  private static func duration(_ key: FlowKey, _ rates: LaneRates) -> Rational? { rates.duration(key) }
}
