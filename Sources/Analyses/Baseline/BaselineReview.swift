public import Logistics
public import Planning
public import Verification

/// Today's operation under the instance's tariffs and rules, and what planning saves against it.
public struct BaselineReview: Sendable {
  /// What one way costs by the tariffs, and what it cost.
  public struct Lane: Sendable {
    public let link: LinkID
    public let units: Rational
    public let priced: Money
    /// nil where a row does not say.
    public let actual: Money?

    /// What was paid more than the tariffs ask.
    public var variance: Money? { actual.map { Money(grains: $0.grains &- priced.grains) } }
  }

  /// A rule that today's operation breaks, and what it is worth.
  public struct BrokenRule: Sendable {
    public let violation: Violation
    /// What the best plan costs without this one rule, all others kept; nil where the rule is no limit that could be
    /// given up, or no plan was found.
    public let costWithout: Money?
    /// By how much that is less than with it; nil also where there is no plan with it.
    public let worth: Money?
  }

  public let instance: Instance
  public let baseline: Baseline
  /// Of today's flows, by the same tariff code as any plan's; empty where a flow is none of the instance's.
  public let evaluation: PlanEvaluation
  /// Rules that today's operation breaks.
  public let broken: [BrokenRule]
  /// In the order of the links.
  public let lanes: [Lane]
  /// The instance's plan; nil where none exists.
  public let best: VerifiedPlan?

  /// The best plan with at most so many changes of carriers.
  public struct Step: Sendable {
    /// (Origin, destination, product) on which another carries than today.
    public let changes: Int
    public let plan: VerifiedPlan
    public let cost: Money

    /// Whether no plan with at most so many changes is better: every level but the limit's.
    public var isProven: Bool {
      plan.levels.dropFirst().allSatisfy { ($0.gap ?? 1) <= VerifiedPlan.closedGap }
    }
  }

  /// From no change on, each one more, until nothing more is saved; empty where nothing of today is matched.
  public let steps: [Step]

  public enum Failure: Error, Sendable {
    /// There is no baseline.
    case noRows
    case replanning(ReplanFailure)
  }

  /// - Parameter mostChanges: how many changes the steps go up to.
  /// - Parameter jobs: plans without one rule each that are made at a time.
  /// - Throws: `Failure`.
  public init(
    _ session: PlanningSession, mostChanges: Int = 10, jobs: Int = 1, progress: AnalysisProgress? = nil
  ) throws(Failure) {
    do throws(ReplanFailure) {
      instance = try session.instance()
      baseline = Baseline(session.draft, instance)
      progress?.expect(1)
      best = try session.plan(instance).plan
      progress?.step()
    } catch {
      throw .replanning(error)
    }
    guard !baseline.rows.isEmpty || !baseline.unmatched.isEmpty else { throw .noRows }
    let plan = baseline.plan(of: instance)
    let violations: [Violation]
    (evaluation, violations) = PlanCheck.evaluate(plan, of: instance)
    broken = BaselineReview.broken(
      violations, session, instance, best: best, SideBySide(jobs: jobs, progress: progress))
    lanes = BaselineReview.lanes(plan, evaluation, baseline, instance)
    steps = BaselineReview.steps(session, instance, evaluation, best: best, mostChanges, progress)
  }

  private static func broken(
    _ violations: [Violation], _ session: PlanningSession, _ instance: Instance, best: VerifiedPlan?, _ run: SideBySide
  ) -> [BrokenRule] {
    run.progress?.expect(violations.count)
    return run.map(violations.count) { index in
      let without = instance.lifting(violations[index]).flatMap { try? session.plan($0).plan?.evaluation.totalCost }
      let worth = without.flatMap { without in
        best.map { Money(grains: $0.evaluation.totalCost.grains &- without.grains) }
      }
      return BrokenRule(violation: violations[index], costWithout: without, worth: worth)
    }
  }

  /// Today's carriers are the incumbents; a level that limits the changes stands before the instance's own objectives.
  private static func steps(
    _ session: PlanningSession, _ instance: Instance, _ today: PlanEvaluation, best: VerifiedPlan?, _ most: Int,
    _ progress: AnalysisProgress?
  ) -> [Step] {
    guard let best, !today.flows.isEmpty else { return [] }
    var asked = instance
    asked.lanes.incumbents = Set(today.flows.map(\.pricedBy))
    for provider in asked.providers.indices { asked.providers[provider].isIncumbent = false }
    var steps: [Step] = []
    for changes in 0...max(0, most) {
      var limit = ObjectiveLevel(terms: [ObjectiveTerm(objective: .changes, weight: .one)], tolerance: .zero)
      limit.limit = Rational(changes)
      var limited = asked
      limited.objectives.insert(limit, at: 0)
      progress?.expect(1)
      let answer = try? session.plan(limited)
      progress?.step()
      guard let plan = answer?.plan else { continue }
      steps.append(Step(changes: changes, plan: plan, cost: plan.evaluation.totalCost))
      if plan.evaluation.totalCost <= best.evaluation.totalCost { break }
    }
    return steps
  }

  /// What today costs more than the plan; nil where either has no cost.
  public var saving: Money? {
    guard let best, !evaluation.flows.isEmpty else { return nil }
    return Money(grains: evaluation.totalCost.grains &- best.evaluation.totalCost.grains)
  }

  private static func lanes(
    _ plan: Plan, _ evaluation: PlanEvaluation, _ baseline: Baseline, _ instance: Instance
  ) -> [Lane] {
    var priced: [LinkID: (units: Rational, grains: Int128)] = [:]
    for (flow, facts) in zip(plan.flows, evaluation.flows) {
      let known = priced[flow.key.link] ?? (.zero, 0)
      priced[flow.key.link] = (
        known.units + instance.settings.resolution.rational(flow.quantity), known.grains &+ facts.cost.grains
      )
    }
    var actual: [LinkID: Rational?] = [:]
    for row in baseline.rows {
      let sum = actual[row.key.link] ?? .zero
      actual[row.key.link] = .some(sum.flatMap { sum in row.actualCost.map { sum + $0 } })
    }
    return priced.keys.sorted().map { link in
      Lane(
        link: link, units: priced[link]?.units ?? .zero, priced: Money(grains: priced[link]?.grains ?? 0),
        actual: (actual[link] ?? nil).flatMap { Money(rounding: $0) })
    }
  }
}
