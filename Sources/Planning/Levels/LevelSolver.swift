import Formulations
import Logistics
import MathProgram
import Verification

/// Solves one objective level with one engine: the relaxation first; where it is no plan, the whole decisions; where
/// flows are then between multiples of the resolution, the program near them in steps; where that costs anything, the
/// whole program in steps, for as much work as its size warrants.
struct LevelSolver {
  enum Ending {
    case answered(LevelAnswer)
    /// With what proves it, if there is anything.
    case infeasible(Emptiness?)
    case unbounded
    case none(StopReason)
  }

  /// What proves that there is no plan.
  enum Emptiness {
    case tree(BranchProof)
    case sites(LevelCertificate)

    init?(_ found: BranchProof?) {
      guard let found else { return nil }
      self = .tree(found)
    }
  }

  let source: InstanceProgram
  let level: Int
  /// The level's program, or what an earlier engine left of it to search.
  let linear: LinearProgram
  private let core: ProvedCore?
  let engine: any Engine
  let control: RunControl
  let incumbent: LevelAnswer?
  var attempts: [RunRecord.Attempt] = []
  var work = 0
  /// Why the engine did not even begin, where it did not.
  var refusal: EngineError?
  let workBefore: Int
  /// Whether no engine comes after this one.
  let isLast: Bool

  init(
    _ source: InstanceProgram, _ working: KeptLevels, engine: any Engine, level: Int, control: RunControl,
    workDone: Int, incumbent: LevelAnswer?, isLast: Bool = true
  ) {
    self.source = source
    self.level = level
    let program = working.program(for: level)
    core = engine.capabilities.integers ? incumbent?.core : nil
    linear = core?.program(of: program) ?? program
    self.engine = engine
    self.control = control
    self.incumbent = incumbent
    workBefore = workDone
    self.isLast = isLast
  }

  private var objectiveLevel: ObjectiveLevel { source.instance.objectives[level] }

  mutating func solve() -> Ending {
    if engine.capabilities.fixedChargeNetworks && !engine.capabilities.linearPrograms { return solveSites() }
    if engine.capabilities.awards && !engine.capabilities.linearPrograms { return solveAwards() }
    if engine.capabilities.fixedChargeFlows && !engine.capabilities.linearPrograms { return solveFixedCharges() }
    if linear.hasIntegers && !engine.capabilities.integers {
      refusal = .unsupported(engine: engine.name, reason: "some decisions are whole")
      return .none(.engineFault("some decisions are whole"))
    }
    let (relaxed, reason) = attempt(linear.relaxation, "relaxation", gap: 0)
    guard let relaxed else { return .none(reason) }
    if relaxed.proof.isInfeasible { return .infeasible(.init(Found(relaxed).tree)) }
    if relaxed.proof.isUnbounded { return .unbounded }
    let root = Root(relaxed, direction: linear.direction)
    guard let values = root.values else { return fallback(relaxed.stoppedBy, root) }
    if source.isPlan(values), let answer = answer(values, Found(bound: root.bound), root) { return .answered(answer) }
    let isWhole = linear.isInteger.indices.allSatisfy { !linear.isInteger[$0] || source.isWhole(values[$0]) }
    if isWhole { return toMultiples(values, Found(bound: root.bound), root) }
    return solveIntegers(root)
  }

  /// What an engine came to with the whole decisions.
  struct Found {
    /// By the engine's word, in the level's own direction.
    var bound: Double?
    var tree: BranchProof?
    var stoppedBy = RunRecord.Stop.proof

    init(bound: Double?) { self.bound = bound }

    init(_ outcome: Outcome) {
      bound = outcome.proof.bound
      stoppedBy = RunRecord.Stop(outcome.stoppedBy)
      switch outcome.proof.evidence {
      case .branchTree(let proof)?: tree = proof
      case .farkas(let multipliers)?: tree = BranchProof(empty: multipliers)
      default: break
      }
    }
  }

  // MARK: Integers

  private mutating func solveIntegers(_ root: Root) -> Ending {
    let (outcome, reason) = attempt(
      linear, "branch and cut", gap: control.options.gap, start: incumbent?.values ?? tenderStart(),
      proofWork: proofWork(linear))
    guard let outcome else { return fallback(reason, root) }
    let found = Found(outcome)
    if outcome.proof.isInfeasible { return .infeasible(.init(found.tree)) }
    if outcome.proof.isUnbounded { return .unbounded }
    guard case .columns(let values)? = outcome.solution else { return fallback(outcome.stoppedBy, root) }
    if source.isPlan(values), let answer = answer(values, found, root) { return .answered(answer) }
    return toMultiples(values, found, root)
  }

  /// A proof costs at most about as much as reading some hundred million numbers, whatever the program's size.
  private func proofWork(_ program: LinearProgram) -> Int {
    max(200, min(20_000, 100_000_000 / (program.entryCount + 1)))
  }

  // MARK: Multiples of the resolution

  private mutating func toMultiples(_ values: [Double], _ found: Found, _ root: Root) -> Ending {
    let near = nearMultiples(values, found, root)
    if let near, let bound = near.bound, relativeGap(near.value.approximate, bound) <= 1e-9 { return .answered(near) }
    // Where the relaxation alone took more than the whole search may, the search would not get past its own.
    if near == nil || root.work < stepWork {
      switch inSteps(near, found, root) {
      case .answered(let answer): return .answered(answer)
      case .infeasible(let tree) where near == nil: return .infeasible(tree)
      default: break
      }
    }
    if let near { return .answered(near) }
    return fallback(.engineFault("no multiples of the resolution near the relaxed answer keep every rule"), root)
  }

  /// Moves a fractional answer to multiples of the resolution, with more and more room.
  private mutating func nearMultiples(_ values: [Double], _ found: Found, _ root: Root) -> LevelAnswer? {
    for room in [0.0, 1, 8, 1000] {
      let stepped = SteppedProgram(source, linear, near: values, room: room)
      let (outcome, _) = attempt(stepped.program, "rounding to multiples", gap: 0, mostWork: stepWork)
      guard case .columns(let rounded)? = outcome?.solution else { continue }
      if let answer = answer(stepped.sourceValues(rounded), found, root) { return answer }
    }
    return nil
  }

  /// The whole program over multiples: its optimum where the work suffices, else the better of the two answers.
  private mutating func inSteps(_ near: LevelAnswer?, _ found: Found, _ root: Root) -> Ending {
    let stepped = SteppedProgram(source, linear)
    let start = near.map { stepped.steppedValues($0.values) } ?? incumbent.map { stepped.steppedValues($0.values) }
    let (outcome, reason) = attempt(
      stepped.program, "multiples of the resolution", gap: control.options.gap, start: start,
      proofWork: proofWork(linear), mostWork: stepWork)
    guard let outcome else { return .none(reason) }
    var inSteps = Found(outcome)
    if outcome.proof.isInfeasible { return .infeasible(.init(inSteps.tree)) }
    // Steps too fine to branch through are no reason to stop: what they may cost is in the gap.
    if outcome.stoppedBy == .workLimit, !isWorkUsedUp { inSteps.stoppedBy = found.stoppedBy }
    if inSteps.tree == nil { inSteps.tree = found.tree }
    inSteps.bound = better(inSteps.bound, found.bound)
    guard case .columns(let values)? = outcome.solution else { return .none(outcome.stoppedBy) }
    return answer(stepped.sourceValues(values), inSteps, root).map { .answered($0) } ?? .none(.proof)
  }

  private var stepWork: Int { max(1_000, min(50_000, 200_000_000 / (linear.entryCount + 1))) }

  private var isWorkUsedUp: Bool { control.options.workLimit.map { workBefore + work >= $0 } ?? false }

  private func better(_ one: Double?, _ other: Double?) -> Double? {
    guard let one, let other else { return one ?? other }
    return linear.direction == .minimize ? max(one, other) : min(one, other)
  }

  /// The plan of the level before keeps its rules here too: where this level finds nothing better, it stands.
  private func fallback(_ reason: StopReason, _ root: Root) -> Ending {
    guard let incumbent else { return .none(reason) }
    let (evaluation, violations) = PlanCheck.evaluate(incumbent.plan, of: source.instance)
    guard violations.isEmpty, let value = value(evaluation, incumbent.plan) else { return .none(reason) }
    var answer = incumbent
    answer.value = value
    answer.tree = nil
    answer.prove(Found(bound: root.bound), root, core, direction: linear.direction)
    answer.rootValues = nil
    answer.stoppedBy = RunRecord.Stop(reason)
    answer.isFinal = false
    return .answered(answer)
  }

  // MARK: Answers

  /// An answer that the check accepts; nil otherwise, and the attempt says why.
  mutating func answer(_ values: [Double], _ found: Found, _ root: Root) -> LevelAnswer? {
    guard let plan = source.plan(from: values) else { return nil }
    let (evaluation, violations) = PlanCheck.evaluate(plan, of: source.instance)
    if let first = violations.first {
      attempts.append(.init(engine: engine.name, method: "check", result: "refused: \(first.message)"))
      return nil
    }
    guard let value = value(evaluation, plan) else { return nil }
    let isFinal = found.stoppedBy == .proof || found.stoppedBy == .gap
    var answer = LevelAnswer(plan: plan, values: values, value: value, stoppedBy: found.stoppedBy, isFinal: isFinal)
    answer.prove(found, root, core, direction: linear.direction)
    return answer
  }

  private func value(_ evaluation: PlanEvaluation, _ plan: Plan) -> Rational? {
    ObjectiveValue.value(of: objectiveLevel, evaluation, plan, of: source.instance)
  }

  /// What the root relaxation proved.
  struct Root {
    var values: [Double]?
    /// Minimised.
    var multipliers: [Double]?
    /// In the level's own direction.
    var bound: Double?
    var work = 0

    /// Nothing.
    init() {}

    init(_ outcome: Outcome, direction: LinearProgram.Direction) {
      if case .columns(let columns)? = outcome.solution { values = columns }
      if case .rowMultipliers(let rows)? = outcome.proof.evidence {
        multipliers = direction == .minimize ? rows : rows.map { -$0 }
      }
      bound = outcome.proof.bound
      work = outcome.work
    }
  }
}
