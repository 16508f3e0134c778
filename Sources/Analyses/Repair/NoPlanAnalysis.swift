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
    conflict = rules + excluded.conflict
    let repairSearch = RepairSearch(search, inputs, session, answer.instance, progress: progress)
    var repairs = repairSearch.repairs()
    if let opening = excluded.repair() { repairs.append(opening) }
    // What has no price stands behind what has one; a conflict that rests on a barrier is asked for repairs of that.
    let restsOnBarrier = rules.contains { $0.rule == nil } && !repairs.contains(where: \.breaksUnpricedRules)
    let unpriced = restsOnBarrier ? NoPlanAnalysis.cheapestFirst(repairSearch.repairsOfBarriers()) : []
    let behind = unpriced.prefix(NoPlanAnalysis.mostRepairs - 1)
    self.repairs = Array(NoPlanAnalysis.cheapestFirst(repairs).prefix(NoPlanAnalysis.mostRepairs - behind.count)) + behind
  }

  private static func cheapestFirst(_ repairs: [Repair]) -> [Repair] {
    repairs.enumerated().sorted { a, b in
      a.element.price == b.element.price ? a.offset < b.offset : a.element.price < b.element.price
    }.map(\.element)
  }

  /// Rules of one input are one; small demand is tried to be left out first, so that what stays is what weighs.
  private static func conflict(
    _ search: RelaxationSearch, _ inputs: InputMap, _ instance: Instance
  ) -> [ConflictInput] {
    var groups: [(input: RelaxableInput, rules: [RelaxableRule])] = []
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
      ConflictInput(rule: groups[index].rules[0].rule, mark: groups[index].input.mark)
    }
  }

  /// What is hard to be left out of a story: limits, then large demand.
  private static func weight(_ rule: RelaxableRule, _ instance: Instance) -> Rational {
    switch rule.rule {
    case .demand(let row): instance[row].quantity
    case .wholeOrder(let order): instance[order].rows.reduce(.zero) { $0 + instance[$1].quantity }
    default: Rational(whole: Rational.powerOfTen(18))
    }
  }
}
