public import Logistics
public import Planning
import Verification

/// One instance under every rule of sharing: who gets what by each, at what cost, and what fairness costs.
public struct AllocationComparison: Sendable {
  /// Whose fill rates stand side by side.
  public struct Member: Sendable {
    public let name: String
    public let rows: [DemandID]
  }

  /// One for each rule of `AllocationComparison.rules` that applies, in that order.
  public let variants: [ScenarioPlan]
  /// The customers' partners, or the customers themselves where no customer has one.
  public let members: [Member]

  /// As `policies.allocation_rule` has them.
  public static let rules = ["optimize", "priority", "proportional", "equal_fill", "quota", "max_min"]

  /// Every row of `policies` that has a rule is given each rule in turn; where none has, one for `ALL` is added.
  ///
  /// `quota` is left out where such a row has no quota.
  /// - Throws: `ReplanFailure.faults` where the instance itself has faults.
  public init(_ session: PlanningSession, jobs: Int = 1, progress: AnalysisProgress? = nil) throws(ReplanFailure) {
    let instance = try session.instance()
    members = AllocationComparison.members(of: instance)
    let rules = AllocationRules(session.draft)
    let run = SideBySide(jobs: jobs, progress: progress)
    progress?.expect(rules.applicable.count)
    let results = run.map(rules.applicable.count) { index -> Result<VerifiedAnswer, ReplanFailure> in
      do throws(ReplanFailure) {
        return .success(try session.replan(with: rules.changes(to: rules.applicable[index])))
      } catch {
        return .failure(error)
      }
    }
    variants = zip(rules.applicable, results).map { ScenarioPlan(name: $0, result: $1) }
  }

  private static func members(of instance: Instance) -> [Member] {
    let byPartner = instance.customers.contains { $0.partner != nil }
    var rows: [String: [DemandID]] = [:]
    var names: [String] = []
    for (index, row) in instance.demand.enumerated() {
      let customer = instance[row.customer]
      let name = byPartner ? customer.partner.map { instance[$0].name } ?? "direct" : customer.name
      if rows[name] == nil { names.append(name) }
      rows[name, default: []].append(DemandID(index))
    }
    return names.map { Member(name: $0, rows: rows[$0] ?? []) }
  }

  /// Percent of what the member asks for; nil without a plan.
  public func fillRate(_ member: Member, under variant: ScenarioPlan) -> Rational? {
    guard let plan = variant.plan else { return nil }
    var (served, asked) = (Rational.zero, Rational.zero)
    for row in member.rows {
      served += plan.instance.settings.resolution.rational(plan.evaluation.served[row.index])
      asked += plan.instance[row].quantity
    }
    return (served * Rational(100)).divided(by: asked) ?? Rational(100)
  }

  /// The least of the members' fill rates; nil without a plan.
  public func leastFillRate(under variant: ScenarioPlan) -> Rational? {
    members.compactMap { fillRate($0, under: variant) }.min()
  }

  /// What is served less than under the rule that serves most, in percent of that (Bertsimas, Farias and Trichakis, 2011);
  /// nil without a plan.
  public func priceOfFairness(_ variant: ScenarioPlan) -> Rational? {
    let most = variants.compactMap { $0.plan?.evaluation.servedTotal }.max()
    guard let most, let served = variant.plan?.evaluation.servedTotal else { return nil }
    return ((most - served) * Rational(100)).divided(by: most) ?? .zero
  }
}

/// How the tables are changed so that one rule shares.
private struct AllocationRules {
  private let words: [String]
  private let hasQuotas: Bool

  init(_ draft: Draft) {
    var words: [String] = []
    var hasQuotas = true
    if let table = draft.table("policies") {
      for row in 0..<table.rowCount where draft.string(table.cell(row, "status")) != "exclude" {
        guard let word = draft.string(table.cell(row, "allocation_rule")) else { continue }
        if !words.contains(word) { words.append(word) }
        hasQuotas = hasQuotas && !table.cell(row, "quota").isBlank
      }
    }
    self.words = words
    self.hasQuotas = hasQuotas && !words.isEmpty
  }

  var applicable: [String] { AllocationComparison.rules.filter { $0 != "quota" || hasQuotas } }

  func changes(to rule: String) -> [InstanceChange] {
    let mark = SourceMark(file: -1, line: 0, offset: 0)
    guard !words.isEmpty else {
      let row = "scope=ALL; allocation_rule=\(rule)"
      return [InstanceChange(table: "policies", action: .append, value: row, mark: mark)]
    }
    let ruled = CellTest(column: "allocation_rule", comparison: .isIn, values: words)
    return [
      InstanceChange(
        table: "policies", tests: [ruled], column: "allocation_rule", action: .set, value: rule, mark: mark)
    ]
  }
}
