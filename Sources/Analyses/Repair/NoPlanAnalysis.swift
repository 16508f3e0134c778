import Logistics
public import Planning
public import Verification

/// Why an instance has no plan, as short as it can be said, and what would give it one.
public struct NoPlanAnalysis: Sendable {
  public static let mostRepairs = 5

  public let answer: VerifiedNoPlan
  /// Inputs that cannot be kept together, each needed for that; empty where no conflict could be named.
  public let conflict: [ConflictInput]
  /// The cheapest first; each was planned and checked.
  public let repairs: [Repair]

  /// - Throws: `ReplanFailure` where the instance has a plan after all is not one of them: `nil` is returned.
  public init?(
    _ session: PlanningSession, jobs: Int = 1, progress: AnalysisProgress? = nil
  ) throws(ReplanFailure) {
    let instance = try session.instance()
    guard case .noPlan(let answer) = try session.plan(instance) else { return nil }
    self.init(answer, session, jobs: jobs, progress: progress)
  }

  /// The analysis of an answer at hand.
  public init(
    _ answer: VerifiedNoPlan, _ session: PlanningSession, jobs: Int = 1, progress: AnalysisProgress? = nil
  ) {
    self.answer = answer
    let inputs = InputMap(session.draft, answer.instance)
    let search = RelaxationSearch(answer.instance, session.options)
    let excluded = ExcludedRows(session, jobs: jobs, progress: progress)
    let rules = NoPlanAnalysis.conflict(search, inputs, answer.instance)
    let blocked = BlockedLegs(rules, session, answer.instance, progress: progress)
    conflict = rules + blocked.conflict + excluded.conflict
    var repairs = RepairSearch(search, inputs, session, answer.instance, progress: progress).repairs()
    if let opening = excluded.repair() { repairs.append(opening) }
    let ordered = repairs.enumerated().sorted { a, b in
      a.element.price == b.element.price ? a.offset < b.offset : a.element.price < b.element.price
    }
    // What has no price stands behind what has one.
    let unpriced = blocked.repairs.prefix(NoPlanAnalysis.mostRepairs - 1)
    self.repairs = Array(ordered.map(\.element).prefix(NoPlanAnalysis.mostRepairs - unpriced.count)) + unpriced
  }

  /// Rules of one input are one; small demand is tried to be left out first, so that what stays is what weighs.
  private static func conflict(
    _ search: RelaxationSearch, _ inputs: InputMap, _ instance: Instance
  ) -> [ConflictInput] {
    var groups: [(input: RelaxableInput, rules: [Rule])] = []
    var places: [RelaxableInput: Int] = [:]
    for rule in search.rules {
      guard let input = inputs.input(of: rule) else { continue }
      if let place = places[input] {
        groups[place].rules.append(rule)
      } else {
        places[input] = groups.count
        groups.append((input, [rule]))
      }
    }
    let order = groups.indices.sorted { a, b in
      let (left, right) = (weight(groups[a].rules[0], instance), weight(groups[b].rules[0], instance))
      return left == right ? a < b : left < right
    }
    let found = search.conflict(among: order.map { groups[$0].rules }) ?? []
    return found.map { order[$0] }.sorted().map { index in
      ConflictInput(rule: groups[index].rules[0], mark: groups[index].input.mark)
    }
  }

  /// What is hard to be left out of a story: limits, then large demand.
  private static func weight(_ rule: Rule, _ instance: Instance) -> Rational {
    switch rule {
    case .demand(let row): instance[row].quantity
    case .wholeOrder(let order): instance[order].rows.reduce(.zero) { $0 + instance[$1].quantity }
    default: Rational(whole: Rational.powerOfTen(18))
    }
  }
}

/// Finds repairs that differ in what gives way, the cheapest first.
///
/// After each repair the search branches: in turn one of its inputs may not give way any more (Reiter's hitting-set
/// tree, 1987), so that every other minimal set of inputs stays in reach.
struct RepairSearch {
  /// Programs that are solved at most.
  private static let mostNodes = 24
  /// Inputs of a repair that are forbidden in turn.
  private static let mostBranches = 6

  private let search: RelaxationSearch
  private let inputs: [Rule: RelaxableInput]
  private let prices: [Rule: Rational]
  private let session: PlanningSession
  private let writer: RepairWriter
  private let progress: AnalysisProgress?

  init(
    _ search: RelaxationSearch, _ map: InputMap, _ session: PlanningSession, _ instance: Instance,
    progress: AnalysisProgress?
  ) {
    self.search = search
    self.session = session
    self.progress = progress
    writer = RepairWriter(session.draft, instance)
    var inputs: [Rule: RelaxableInput] = [:]
    var prices: [Rule: Rational] = [:]
    for rule in search.rules {
      guard let input = map.input(of: rule) else { continue }
      inputs[rule] = input
      prices[rule] = map.price(of: rule, input)
    }
    self.inputs = inputs
    self.prices = prices
  }

  private struct Node {
    let banned: Set<RelaxableInput>
    let violations: [NoPlanCause.RuleViolation]
    let price: Rational
  }

  /// What has no price never gives way, unless nothing else helps.
  func repairs() -> [Repair] {
    let priced = repairs(unpriced: nil)
    return priced.isEmpty ? repairs(unpriced: .one) : priced
  }

  private func repairs(unpriced: Rational?) -> [Repair] {
    var open = [node([], unpriced)].compactMap { $0 }
    var found: [Repair] = []
    var seen: Set<Set<RelaxableInput>> = []
    var tried: Set<Set<RelaxableInput>> = [[]]
    while found.count < NoPlanAnalysis.mostRepairs, tried.count <= RepairSearch.mostNodes,
      let place = open.indices.min(by: { open[$0].price < open[$1].price })
    {
      let next = open.remove(at: place)
      let given = next.violations.compactMap { inputs[$0.rule] }
      if seen.insert(Set(given)).inserted, let repair = repair(next, unpriced) { found.append(repair) }
      var branched: Set<RelaxableInput> = []
      for input in given where branched.insert(input).inserted && branched.count <= RepairSearch.mostBranches {
        let banned = next.banned.union([input])
        guard tried.insert(banned).inserted, tried.count <= RepairSearch.mostNodes else { continue }
        if let child = node(banned, unpriced) { open.append(child) }
      }
    }
    return found
  }

  private func node(_ banned: Set<RelaxableInput>, _ unpriced: Rational?) -> Node? {
    let violations = search.cheapest { rule in
      guard let input = inputs[rule], !banned.contains(input) else { return nil }
      return prices[rule] ?? unpriced
    }
    guard let violations, !violations.isEmpty else { return nil }
    return Node(banned: banned, violations: violations, price: price(violations, unpriced))
  }

  private func price(_ violations: [NoPlanCause.RuleViolation], _ unpriced: Rational?) -> Rational {
    violations.reduce(.zero) { sum, violation in
      sum + violation.amount * (prices[violation.rule] ?? unpriced ?? .zero)
    }
  }

  /// Planned and checked; where rounding left it a hair short, with a little more.
  private func repair(_ node: Node, _ unpriced: Rational?) -> Repair? {
    for excess in [Rational.one, Rational(mantissa: 1001, decimals: 3)] {
      let items = items(node.violations, excess)
      guard !items.isEmpty else { return nil }
      progress?.expect(1)
      let answer = try? session.replan(with: items.flatMap(\.changes))
      progress?.step()
      guard let plan = answer?.plan else { continue }
      return Repair(
        items: items, price: price(node.violations, unpriced),
        breaksUnpricedRules: node.violations.contains { prices[$0.rule] == nil }, plan: plan)
    }
    return nil
  }

  /// Of several rules that follow from one input the largest amount counts.
  private func items(_ violations: [NoPlanCause.RuleViolation], _ excess: Rational) -> [Repair.Item] {
    var amounts: [RelaxableInput: (rule: Rule, amount: Rational)] = [:]
    var order: [RelaxableInput] = []
    for violation in violations {
      guard let input = inputs[violation.rule] else { continue }
      if amounts[input] == nil { order.append(input) }
      if violation.amount > amounts[input]?.amount ?? .zero { amounts[input] = (violation.rule, violation.amount) }
    }
    return order.compactMap { input in
      amounts[input].flatMap { writer.item(input, $0.rule, amount: $0.amount * excess) }
    }
  }
}
