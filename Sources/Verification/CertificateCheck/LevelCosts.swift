public import Logistics

/// What each decision costs in one objective level, turned to minimisation; no legal plan is worth less than
/// constant + Σ cost × value, but for what rounding charge lines adds or takes (`slack`).
public struct LevelCosts: Sendable {
  /// By decision.
  public internal(set) var costs: [Rational]
  public internal(set) var constant: Rational
  /// Half a grain for each charge line that may have been rounded, times its weight.
  public internal(set) var slack: Rational
  public let isMaximized: Bool
  /// Every plan's value is whole.
  public let isWhole: Bool
  /// What Σ cost × value is a multiple of in every plan; nil where nothing is known of that.
  var step: Rational?
}

extension RuleBook {
  public func costs(of level: ObjectiveLevel) -> LevelCosts {
    var sum = LevelCosts(
      costs: Array(repeating: .zero, count: decisions.count), constant: .zero, slack: .zero,
      isMaximized: level.isMaximized, isWhole: level.countsThings)
    if let stage = level.stage {
      let writer = StageWriter(self, stage)
      for index in decisions.indices { sum.costs[index] = -writer.value(index) }
      sum.step = CostStep.of(sum.costs, self)
      return sum
    }
    let writer = CostWriter(self)
    let halfGrains = Rational(RoundedLines(self).count)
    for term in level.terms {
      let weight = term.objective.isMaximized ? -term.weight : term.weight
      for index in decisions.indices {
        let cost = writer.cost(index, term.objective)
        if !cost.isZero { sum.costs[index] += weight * cost }
      }
      sum.constant += weight * writer.constant(term.objective)
      guard term.objective == .totalCost || term.objective == .profit else { continue }
      sum.slack += weight.magnitude * halfGrains * Rational(mantissa: 5, decimals: Money.grainsPerUnit + 1)
    }
    sum.step = CostStep.of(sum.costs, self)
    return sum
  }
}

extension RuleBook {
  /// What the decisions cost that a budget counts; of a soft one without what soft budgets cost.
  func spending(_ budget: Constraint) -> LevelCosts {
    let writer = CostWriter(self, budget.costKinds)
    var sum = LevelCosts(
      costs: decisions.indices.map { writer.cost($0, .totalCost) }, constant: writer.constant(.totalCost),
      slack: Rational(RoundedLines(self).count) * Rational(mantissa: 5, decimals: Money.grainsPerUnit + 1),
      isMaximized: false, isWhole: false)
    guard budget.penaltyCost != nil else { return sum }
    for index in instance.constraints.indices where instance.constraints[index].kind == .budget {
      if let excess = self.index(of: .constraintExcess(ConstraintID(index))) { sum.costs[excess] = .zero }
    }
    return sum
  }
}

extension ObjectiveLevel {
  /// Whether its value is a whole number in every plan.
  var countsThings: Bool {
    stage == nil && terms.allSatisfy { term in
      let counts: Set<Objective> = [.providersUsed, .sitesOpen, .unmetOrders, .changes]
      return counts.contains(term.objective) && term.weight.isWhole
    }
  }
}
