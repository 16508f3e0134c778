import Foundation
import Logistics
import Testing

@testable import Verification

/// How much work randomised tests do; 1 is what CI runs.
let testScale = ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1

@Suite struct SoundnessTests {
  /// A legal plan and what it implies.
  struct LegalPlan {
    let plan: Plan
    let evaluation: PlanEvaluation
    let values: [Rational]
  }

  static func legalPlans(_ book: RuleBook, _ tries: Int, _ dice: inout Dice) -> [LegalPlan] {
    let plans = RandomPlans(book)
    var found: [LegalPlan] = []
    for _ in 0..<tries {
      let plan = plans.plan(&dice)
      let (evaluation, violations) = PlanCheck.evaluate(plan, of: book.instance)
      guard violations.isEmpty, evaluation.missedByLessThanAStep.allSatisfy({ $0.kind == .demandMin }) else {
        continue
      }
      guard let values = book.values(of: plan) else { continue }
      found.append(LegalPlan(plan: plan, evaluation: evaluation, values: values))
    }
    return found
  }

  @Test func everyLegalPlanKeepsEveryBoxAndRowAndCostsNoLessThanItsDecisions() {
    var legal = 0
    var decisions: Set<String> = []
    var rules: Set<String> = []
    for seed in 0..<UInt64(300 * testScale) {
      var dice = Dice(seed)
      let book = RuleBook(RandomInstance(&dice).instance)
      let costs = book.instance.objectives.map { book.costs(of: $0) }
      for item in Self.legalPlans(book, 40, &dice) {
        legal += 1
        for (decision, value) in zip(book.decisions, item.values) where !value.isZero {
          decisions.insert(kind(decision.decision))
        }
        for row in book.rows { rules.insert(kind(row.rule)) }
        checkBoxes(item, book, seed)
        checkRows(item, book, seed)
        checkCosts(item, book, costs, seed)
      }
    }
    #expect(legal > 1000, "so few legal plans show nothing")
    #expect(decisions.count == 19, "only \(decisions.sorted()) were seen above 0")
    #expect(rules.count == 18, "only \(rules.sorted()) were tested")
  }

  /// The name of a case.
  private func kind(_ value: some Any) -> String { Mirror(reflecting: value).children.first?.label ?? "\(value)" }

  private func checkBoxes(_ item: LegalPlan, _ book: RuleBook, _ seed: UInt64) {
    for (decision, value) in zip(book.decisions, item.values) {
      #expect(
        decision.lower <= value && value <= decision.upper,
        "seed \(seed): \(decision.decision) is \(value), box \(decision.lower) to \(decision.upper)")
      if decision.isWhole { #expect(value.isWhole, "seed \(seed): \(decision.decision)") }
    }
    let known = Set(book.decisions.map(\.decision))
    for flow in item.plan.flows {
      let wholeLeg: Bool =
        if case .row(let row) = flow.key.commodity { book.instance[book.instance[row].order].isWhole } else { false }
      guard !wholeLeg else { continue }
      #expect(known.contains(.flow(flow.key)), "seed \(seed): \(flow.key) is no decision")
    }
  }

  private func checkRows(_ item: LegalPlan, _ book: RuleBook, _ seed: UInt64) {
    for (row, left) in zip(book.rows, book.leftSides(item.values)) where !row.rule.isOfTwins {
      let isKept =
        switch row.sense {
        case .equal: left == row.rightSide
        case .atLeast: left >= row.rightSide
        case .atMost: left <= row.rightSide
        }
      #expect(isKept, "seed \(seed): \(row.rule) has \(left) against \(row.sense) \(row.rightSide)")
    }
  }

  private func checkCosts(_ item: LegalPlan, _ book: RuleBook, _ costs: [LevelCosts], _ seed: UInt64) {
    for (level, cost) in zip(book.instance.objectives, costs) {
      guard let value = ObjectiveValue.value(of: level, item.evaluation, item.plan, of: book.instance) else { continue }
      let minimized = cost.isMaximized ? -value : value
      let sum = zip(cost.costs, item.values).reduce(cost.constant) { $0 + $1.0 * $1.1 }
      #expect(
        sum <= minimized + cost.slack,
        "seed \(seed): \(level.terms[0].objective) counts \(sum), the plan is worth \(minimized), slack \(cost.slack)")
    }
  }

  @Test func noMultipliersProveABoundThatALegalPlanBeats() {
    for seed in 1000..<1000 + UInt64(150 * testScale) {
      var dice = Dice(seed)
      let book = RuleBook(RandomInstance(&dice).instance)
      let plans = Self.legalPlans(book, 40, &dice)
      guard let first = plans.first, !book.decisions.isEmpty, let values = worth(first, book) else { continue }
      let rivals = plans.compactMap { worth($0, book) }
      let check = CertificateCheck(book, values: values)
      for _ in 0..<10 {
        for level in book.instance.objectives.indices {
          let certificate = randomCertificate(book, level: level, &dice)
          guard case .bound(let bound) = check.bound(certificate, level: level) else { continue }
          // Of the plans that keep the earlier levels' values, the first one's included, none is better.
          for rival in rivals where keeps(rival, values, book, before: level) {
            let isMaximized = book.instance.objectives[level].isMaximized
            let isKept = isMaximized ? rival[level] <= bound : bound <= rival[level]
            #expect(isKept, "seed \(seed), level \(level): bound \(bound), a plan's value \(rival[level])")
          }
        }
        var bare = randomCertificate(book, level: 0, &dice)
        bare.countsObjective = false
        #expect(check.provesNoPlan(bare) != .noPlan, "seed \(seed)")
      }
    }
  }

  /// What a plan attains in each level.
  private func worth(_ item: LegalPlan, _ book: RuleBook) -> [Rational]? {
    let values = book.instance.objectives.compactMap {
      ObjectiveValue.value(of: $0, item.evaluation, item.plan, of: book.instance)
    }
    return values.count == book.instance.objectives.count ? values : nil
  }

  private func keeps(_ rival: [Rational], _ values: [Rational], _ book: RuleBook, before level: Int) -> Bool {
    (0..<level).allSatisfy { index in
      let objective = book.instance.objectives[index]
      let share = objective.tolerance * decimal("0.01")
      let slip = values[index].isZero ? objective.tolerance : values[index].magnitude * share
      return objective.isMaximized ? rival[index] >= values[index] - slip : rival[index] <= values[index] + slip
    }
  }

  @Test func fixedPointAgreesWithExactArithmetic() throws {
    for seed in 5000..<5000 + UInt64(100 * testScale) {
      var dice = Dice(seed)
      let book = RuleBook(RandomInstance(&dice).instance)
      let costs = book.costs(of: book.instance.objectives[0]).costs
      let multipliers = book.rows.indices.filter { _ in dice.chance(50) }.map { row in
        Multiplier(row: row, value: Rational(Int128(dice.below(2000) - 1000), over: Int128(1 + dice.below(90))) ?? .zero)
      }
      let none = try Blocks([], book)
      let boxes = BlockBoxes(none, book)
      let exact = BoundNumbers<ExactArithmetic>(book, costs).flatMap { ReducedCosts(book, $0, multipliers, [], none, [], boxes) }
      let fixed = BoundNumbers<FixedArithmetic>(book, costs).flatMap { ReducedCosts(book, $0, multipliers, [], none, [], boxes) }
      guard let exact, let fixed else {
        Issue.record("seed \(seed): not held")
        continue
      }
      let loss = exact.root - FixedArithmetic.rational(fixed.root)
      // Truncated multipliers may err to either side: both are bounds, neither by more than their last digit.
      #expect(loss.magnitude < decimal("0.000000001"), "seed \(seed): \(loss)")
    }
  }

  /// Any vectors with right signs, any tree over whole decisions.
  private func randomCertificate(_ book: RuleBook, level: Int, _ dice: inout Dice) -> LevelCertificate {
    let vectors = (0...dice.below(2)).map { _ in randomVector(book, level: level, &dice) }
    var nodes: [CertificateNode] = [.leaf(vector: 0)]
    let whole = book.decisions.filter(\.isWhole)
    for _ in 0..<dice.below(4) where !whole.isEmpty {
      nodes.append(.leaf(vector: dice.below(vectors.count)))
      let decision = dice.pick(whole).decision
      let children = [nodes.count - 2, nodes.count - 1].shuffled(using: &dice)
      nodes.append(.split(decision: decision, at: Int64(dice.below(2)), low: children[0], high: children[1]))
    }
    let sums = whole.isEmpty ? [] : (0..<2).map { _ in whole.filter { _ in dice.chance(50) }.map(\.decision) }
    var tree = RandomSumTree(sums: sums.count, vectors: vectors.count, nodes: nodes)
    if !sums.isEmpty && dice.chance(50) { tree.grow(depth: 1 + dice.below(3), &dice) }
    return LevelCertificate(countsObjective: true, vectors: vectors, nodes: tree.nodes, sums: sums)
  }

  private func randomVector(_ book: RuleBook, level: Int, _ dice: inout Dice) -> MultiplierVector {
    var entries: [MultiplierVector.Entry] = []
    for row in book.rows where dice.chance(40) {
      var value = dice.price()
      if row.sense == .atMost || (row.sense == .equal && dice.chance(50)) { value = -value }
      entries.append(.init(row.rule, value))
    }
    for earlier in 0..<level where dice.chance(30) {
      let value = dice.price()
      entries.append(.init(.objectiveKept(earlier), book.instance.objectives[earlier].isMaximized ? value : -value))
    }
    return MultiplierVector(entries)
  }
}

/// Splits of sums above a tree of other splits, which stands in the place of the first leaf; each leaf prices limits of its path.
private struct RandomSumTree {
  let sums: Int
  let vectors: Int
  var nodes: [CertificateNode]
  private var below: Int?

  init(sums: Int, vectors: Int, nodes: [CertificateNode]) {
    (self.sums, self.vectors, self.nodes) = (sums, vectors, nodes)
    below = nodes.count - 1
  }

  mutating func grow(depth: Int, _ dice: inout Dice) { _ = grow(depth, [], &dice) }

  private mutating func grow(_ depth: Int, _ limits: [(sum: Int, isLow: Bool)], _ dice: inout Dice) -> Int {
    guard depth > 0 else {
      if let own = below {
        below = nil
        return own
      }
      let priced = limits.filter { _ in dice.chance(60) }
      let multipliers = priced.map { SumMultiplier(sum: $0.sum, $0.isLow ? -dice.price() : dice.price()) }
      nodes.append(.leaf(vector: dice.below(vectors), sums: multipliers))
      return nodes.count - 1
    }
    let sum = dice.below(sums)
    let at = Int64(dice.below(4))
    let low = grow(depth - 1, limits + [(sum, true)], &dice)
    let high = grow(dice.below(depth), limits + [(sum, false)], &dice)
    nodes.append(.splitSum(sum: sum, at: at, low: low, high: high))
    return nodes.count - 1
  }
}
