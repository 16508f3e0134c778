internal import Logistics

/// What decisions add to a stage of an allocation rule, in the stage's own direction; and what splits cost.
struct StageCosts: Sendable {
  private struct Pair: Hashable {
    var customer: CustomerID
    var product: ProductID
  }

  private let instance: Instance
  /// By rule, the class of each demand row, or −1.
  private var classes: [[Int32]] = []
  private var splitCosts: [Pair: Rational] = [:]

  init(_ instance: Instance) {
    self.instance = instance
    for rule in instance.allocation.rules {
      guard rule.kind == .priority else {
        classes.append([])
        continue
      }
      var classOf = [Int32](repeating: -1, count: instance.demand.count)
      for (index, rows) in rule.classes.enumerated() {
        for row in rows { classOf[row.index] = Int32(truncatingIfNeeded: index) }
      }
      classes.append(classOf)
    }
    for limit in instance.allocation.splits {
      splitCosts[Pair(customer: limit.customer, product: limit.product)] = limit.cost
    }
  }

  func value(_ movement: Movement, _ stage: AllocationStage) -> Rational {
    guard case .served(let index) = stage.kind, movement.isLastLeg else { return .zero }
    return movement.parts.reduce(.zero) { sum, part in
      guard case .row(let row) = part.commodity, classes[stage.rule.index][row.index] == index else { return sum }
      return sum + part.amount
    }
  }

  func value(_ decision: Decision, _ stage: AllocationStage) -> Rational {
    guard case .leastRates(let count) = stage.kind else { return .zero }
    switch decision {
    case .rankedRate(stage.rule, count): return Rational(count)
    case .rateShortfall(stage.rule, count, member: _): return Rational(-1)
    default: return .zero
    }
  }

  func splitCost(_ customer: CustomerID, _ product: ProductID) -> Rational {
    splitCosts[Pair(customer: customer, product: product)] ?? .zero
  }
}
