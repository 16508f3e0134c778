import BruteForce
import FileFormats
import Logistics
import Testing
import Verification

/// Every plan that the enumerator finds is accepted, costs what the enumerator says, and satisfies every box and rule from which
/// certificates prove their bounds.
@Suite struct SoundnessCampaign {
  private static let plansAnInstance = 25

  @Test(arguments: Campaign.Theme.allCases) func everyLegalPlanKeepsEveryRuleAndBox(_ theme: Campaign.Theme) throws {
    var (plans, instances) = (0, 0)
    for seed in 1...UInt64(Campaign.size(200)) {
      let tiny = theme.instance(seed)
      guard let instance = Planned.loaded(tiny, "tiny-\(seed)").instance else { continue }
      let found = try BruteForce(tiny).plans(limit: Self.plansAnInstance)
      let translate = TinyPlans(instance)
      let book = RuleBook(instance)
      for other in found {
        let plan = try #require(translate.plan(other), "seed \(seed): a plan names what the instance lacks")
        check(plan, other, book, seed)
      }
      plans += found.count
      instances += found.isEmpty ? 0 : 1
    }
    print("\(theme): \(plans) legal plans of \(instances) instances keep every rule and box")
    #expect(plans > instances)
  }

  private func check(_ plan: Plan, _ other: TinyPlan, _ book: RuleBook, _ seed: UInt64) {
    let instance = book.instance
    let (evaluation, violations) = PlanCheck.evaluate(plan, of: instance)
    #expect(violations.isEmpty, "seed \(seed): \(violations.map(\.message))")
    #expect("\(evaluation.totalCost.rational)" == "\(other.totalCost)", "seed \(seed)")
    guard let values = book.values(of: plan) else {
      Issue.record("seed \(seed): the plan has no decision values")
      return
    }
    for (decision, value) in zip(book.decisions, values) {
      let isInside = decision.lower <= value && value <= decision.upper && (!decision.isWhole || value.isWhole)
      #expect(isInside, "seed \(seed): \(decision) is \(value)")
    }
    for (row, left) in zip(book.rows, book.leftSides(values)) where !row.rule.isOfTwins {
      let holds =
        switch row.sense {
        case .equal: left == row.rightSide
        case .atLeast: left >= row.rightSide
        case .atMost: left <= row.rightSide
        }
      #expect(holds, "seed \(seed): \(row) with \(left) on the left")
    }
    for level in instance.objectives { checkCost(level, plan, evaluation, values, book, seed) }
  }

  /// No legal plan undercuts the cost over its decisions, less what rounding may have taken off.
  private func checkCost(
    _ level: ObjectiveLevel, _ plan: Plan, _ evaluation: PlanEvaluation, _ values: [Logistics.Rational], _ book: RuleBook,
    _ seed: UInt64
  ) {
    guard let value = ObjectiveValue.value(of: level, evaluation, plan, of: book.instance) else { return }
    let costs = book.costs(of: level)
    let sum = zip(costs.costs, values).reduce(costs.constant) { $0 + $1.0 * $1.1 } - costs.slack
    let minimized = level.isMaximized ? -value : value
    #expect(sum <= minimized, "seed \(seed): the decisions cost \(sum), the plan \(minimized)")
  }
}
