import Logistics

// The rows of `constraints`: hard ones as rules, soft ones as what they cost.
extension Inspection {
  mutating func checkConstraints() {
    for index in instance.constraints.indices {
      let id = ConstraintID(index)
      if instance[id].kind == .budget {
        // Filled once everything is charged.
        evaluation.constraints.append(ConstraintEvaluation(amount: .zero, violation: .zero))
        continue
      }
      let evaluated = evaluate(id)
      evaluation.constraints.append(evaluated?.result ?? ConstraintEvaluation(amount: .zero, violation: .zero))
      guard let evaluated else {
        violateUnknown(.constraintMost(id), "constraint `\(instance[id].name)`", instance[id].mark)
        continue
      }
      if instance[id].penaltyCost == nil { check(id, evaluated) }
    }
  }

  /// Once all else is charged: what soft budgets are exceeded by.
  mutating func chargeBudgets() {
    let charged = evaluation.chargeLines
    for index in instance.constraints.indices {
      let budget = instance.constraints[index]
      guard budget.kind == .budget, let penalty = budget.penaltyCost else { continue }
      let spent = spent(on: budget.costKinds, charged)
      let excess = max(.zero, spent - budget.value)
      evaluation.constraints[index] = ConstraintEvaluation(amount: spent, violation: excess)
      charge(.constraintPenalty, budget.name, bearers: .nobody, quantity: excess, unitCost: penalty)
    }
  }

  private func spent(on kinds: CostKinds, _ lines: [ChargeLine]) -> Rational {
    lines.reduce(Rational.zero) { kinds.contains($1.kind) ? $0 + $1.amount.rational : $0 }
  }

  mutating func checkBudgets() {
    for index in instance.constraints.indices
    where instance.constraints[index].kind == .budget && instance.constraints[index].penaltyCost == nil {
      let constraint = instance.constraints[index]
      let spent = spent(on: constraint.costKinds, evaluation.chargeLines)
      evaluation.constraints[index] = ConstraintEvaluation(amount: spent, violation: max(.zero, spent - constraint.value))
      guard spent > constraint.value else { continue }
      violate(
        .constraintMost(ConstraintID(index)), .constraintMax,
        "constraint `\(constraint.name)` counts \(spent), at most \(constraint.value) may be", constraint.mark)
    }
  }

  struct Evaluated {
    var result: ConstraintEvaluation
    /// In the constraint's measure, shares too: what is counted, and what it must be.
    var amount: Rational
    var target: Rational
  }

  private func evaluate(_ id: ConstraintID) -> Evaluated? {
    let constraint = instance[id]
    if constraint.kind == .score || constraint.kind == .transit { return average(constraint) }
    guard let amount = count(constraint) else { return nil }
    guard constraint.kind == .flow, let within = constraint.within else {
      let violation = violation(constraint.sense, amount, constraint.value)
      return Evaluated(
        result: ConstraintEvaluation(amount: amount, violation: violation), amount: amount, target: constraint.value)
    }
    guard let whole = total(matching(within), constraint.measure) else { return nil }
    let target = whole * constraint.value * Rational(mantissa: 1, decimals: 2)
    let percent = (amount * Rational(100)).divided(by: whole) ?? constraint.value
    let violation = violation(constraint.sense, amount, target)
    return Evaluated(
      result: ConstraintEvaluation(amount: percent, violation: violation), amount: amount, target: target)
  }

  func violation(_ sense: Constraint.Sense, _ amount: Rational, _ target: Rational) -> Rational {
    let short = max(.zero, target - amount)
    let over = max(.zero, amount - target)
    switch sense {
    case .min: return short
    case .max: return over
    case .fixed: return short + over
    case .conditionalMin: return amount.isZero ? .zero : short
    }
  }

  private mutating func check(_ id: ConstraintID, _ evaluated: Evaluated) {
    guard !evaluated.result.violation.isZero else { return }
    let constraint = instance[id]
    let isShort = evaluated.amount < evaluated.target
    let kind: Violation.Kind = isShort ? .constraintMin : .constraintMax
    let rule = isShort ? Rule.constraintLeast(id) : Rule.constraintMost(id)
    let message = "constraint `\(constraint.name)` counts \(evaluated.amount), "
      + "\(isShort ? "at least" : "at most") \(evaluated.target) may be"
    let range = LimitRange(least: evaluated.target, most: evaluated.target)
    let counted = constraint.kind == .flow ? grain(constraint.measure) : nil
    if constraint.sense == .fixed, constraint.measure == .quantity,
      case .missed = range.verdict(evaluated.amount, grain: counted, step: step)
    {
      miss(rule, kind, message, constraint.mark)
    } else {
      violate(rule, kind, message, constraint.mark)
    }
  }
}

extension Inspection {
  func matching(_ filter: FlowFilter) -> [InspectedFlow] {
    flows.filter { instance.matches(filter, $0.link, $0.product, customer: $0.customer) }
  }

  /// What a constraint counts; nil: unknown.
  private func count(_ constraint: Constraint) -> Rational? {
    switch constraint.kind {
    case .flow: return total(matching(constraint.filter), constraint.measure)
    case .flowCount: return Rational(Set(matching(constraint.filter).map(\.tariff)).count)
    case .providerCount: return Rational(countProviders(constraint.filter))
    case .siteCount: return Rational(countSites(constraint.sites))
    case .sourceCount: return Rational(Set(matching(constraint.filter).map(\.origin)).count)
    case .changes: return Rational(countChanges(constraint.filter))
    case .co2: return emission(matching(constraint.filter))
    case .score, .transit, .budget: return nil
    }
  }

  private func countProviders(_ filter: FlowFilter) -> Int {
    guard filter.namesOnlyProviders else {
      return Set(matching(filter).compactMap { instance.links.provider[$0.link.index] }).count
    }
    return evaluation.providersUsed.indices.count { index in
      evaluation.providersUsed[index] && (filter.providers?.contains(ProviderID(index)) ?? true)
    }
  }

  private func countSites(_ sites: [SiteID]?) -> Int {
    instance.sites.indices.count { index in
      (sites?.contains(SiteID(index)) ?? true) && plan.openSites.contains { $0[index] }
    }
  }
}
