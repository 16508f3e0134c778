public import Logistics
public import Planning
import Verification

/// The plans of an instance and of some of its scenarios side by side, and why their costs differ.
///
/// Of equally good plans of a scenario the one nearest to the base plan is taken, so that what differs had to differ.
public struct Comparison: Sendable {
  public let base: ScenarioPlan
  public let scenarios: [ScenarioPlan]
  /// One for each scenario; nil where the base or the scenario has no plan.
  public let bridges: [CostBridge?]
  /// One for each scenario; nil where the base or the scenario has no plan.
  public let differences: [PlanDifference?]

  /// What is asked.
  public struct Question: Sendable {
    /// In the order of the columns.
    public var scenarios: [String]
    public var bridge = CostBridge.Method.order
    /// Plans that are made at a time.
    public var jobs = 1

    public init(scenarios: [String]) { self.scenarios = scenarios }
  }

  /// Why there is no comparison.
  public enum Failure: Error, Sendable {
    /// The scenarios have faults, or one is not there.
    case faults([Fault])
    /// Averaging over all orders would ask for too many plans.
    case tooManyChanges(scenario: String, count: Int)
  }

  /// Changes of a scenario beyond which their 2^n subsets are not planned.
  public static let mostAveragedChanges = 6

  /// - Throws: `Failure`. What a plan could not be made for is part of the comparison.
  public init(
    _ session: PlanningSession, _ question: Question, progress: AnalysisProgress? = nil
  ) throws(Failure) {
    let changes = try Comparison.changes(session.draft, question)
    let run = SideBySide(jobs: question.jobs, progress: progress)
    var states = PlannedStates(changes, method: question.bridge)
    progress?.expect(1 + states.wanted.count)
    let base = run.map(1) { _ in Comparison.plan(session, [], nearest: nil) }[0]
    let reference = try? base.get().plan
    let wanted = states.wanted
    states.results = run.map(wanted.count) { Comparison.plan(session, wanted[$0].changes, nearest: reference) }
    self.base = ScenarioPlan(name: nil, result: base)
    scenarios = question.scenarios.enumerated().map { ScenarioPlan(name: $1, result: states.result(of: $0)) }
    bridges = changes.indices.map { states.bridge($0, from: reference) }
    differences = scenarios.map { scenario in
      guard let reference, let plan = scenario.plan else { return nil }
      return PlanDifference(from: reference, to: plan)
    }
  }

  private static func changes(_ draft: Draft, _ question: Question) throws(Failure) -> [[InstanceChange]] {
    var all: [[InstanceChange]] = []
    for name in question.scenarios {
      let (changes, faults) = draft.changes(ofScenario: name)
      let errors = faults.filter { $0.severity == .error }
      guard let changes, errors.isEmpty else { throw .faults(errors) }
      let (_, more) = draft.applying(changes)
      let unfit = more.filter { $0.severity == .error }
      guard unfit.isEmpty else { throw .faults(unfit) }
      if question.bridge == .shapley, changes.count > mostAveragedChanges {
        throw .tooManyChanges(scenario: name, count: changes.count)
      }
      all.append(changes)
    }
    return all
  }

  private static func plan(
    _ session: PlanningSession, _ changes: [InstanceChange], nearest reference: VerifiedPlan?
  ) -> Result<VerifiedAnswer, ReplanFailure> {
    do throws(ReplanFailure) {
      return .success(try session.replan(with: changes, nearest: reference))
    } catch {
      return .failure(error)
    }
  }
}

extension VerifiedAnswer {
  /// nil where no plan exists.
  var plan: VerifiedPlan? {
    guard case .plan(let plan) = self else { return nil }
    return plan
  }
}

/// The states between the base and the scenarios that bridges need, each planned once.
struct PlannedStates {
  struct State: Sendable {
    let scenario: Int
    /// The changes that apply, as bits.
    let subset: Int
    let changes: [InstanceChange]
  }

  private let changes: [[InstanceChange]]
  private let method: CostBridge.Method
  private(set) var wanted: [State] = []
  var results: [Result<VerifiedAnswer, ReplanFailure>] = []

  init(_ changes: [[InstanceChange]], method: CostBridge.Method) {
    self.changes = changes
    self.method = method
    for (scenario, list) in changes.enumerated() {
      for subset in PlannedStates.subsets(of: list.count, method) {
        let applied = list.indices.filter { subset & 1 << $0 != 0 }.map { list[$0] }
        wanted.append(State(scenario: scenario, subset: subset, changes: applied))
      }
    }
  }

  /// The whole first; then what lies between, but for the base.
  private static func subsets(of count: Int, _ method: CostBridge.Method) -> [Int] {
    let whole = 1 << count - 1
    switch method {
    case .order: return [whole] + (1..<max(1, count)).map { 1 << $0 - 1 }
    case .shapley: return [whole] + (1..<max(1, whole)).map { $0 }
    }
  }

  func result(of scenario: Int) -> Result<VerifiedAnswer, ReplanFailure> {
    let place = wanted.firstIndex { $0.scenario == scenario } ?? 0
    return results[place]
  }

  private func costs(_ scenario: Int, _ subset: Int, _ base: KindCosts) -> KindCosts? {
    guard subset != 0 else { return base }
    guard let place = wanted.firstIndex(where: { $0.scenario == scenario && $0.subset == subset }),
      let plan = try? results[place].get().plan
    else { return nil }
    return KindCosts(plan.evaluation)
  }

  /// Where some subset has no plan the changes are taken in order.
  func bridge(_ scenario: Int, from base: VerifiedPlan?) -> CostBridge? {
    guard let base else { return nil }
    let list = changes[scenario]
    let start = KindCosts(base.evaluation)
    if method == .shapley {
      let states = (0..<1 << list.count).compactMap { costs(scenario, $0, start) }
      if let bridge = CostBridge.shapley(list, states: states) { return bridge }
    }
    return CostBridge.inOrder(list, states: (0...list.count).map { costs(scenario, 1 << $0 - 1, start) })
  }
}
