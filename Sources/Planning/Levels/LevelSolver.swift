import Formulations
import Logistics
import MathProgram
import Verification

/// Solves one objective level with one engine: the relaxation first; where it is no plan, the integers; where flows are
/// then between multiples of the resolution, a rounding program.
struct LevelSolver {
  enum Ending {
    case answered(LevelAnswer)
    case infeasible
    case unbounded
    case none(StopReason)
  }

  private let source: InstanceProgram
  private let level: Int
  private let linear: LinearProgram
  private let engine: any Engine
  private let control: RunControl
  private let incumbent: LevelAnswer?
  private(set) var attempts: [RunRecord.Attempt] = []
  private(set) var work = 0
  private let workBefore: Int

  init(
    _ source: InstanceProgram, _ working: KeptLevels, engine: any Engine, level: Int, control: RunControl,
    workDone: Int, incumbent: LevelAnswer?
  ) {
    self.source = source
    self.level = level
    linear = working.program(for: level)
    self.engine = engine
    self.control = control
    self.incumbent = incumbent
    workBefore = workDone
  }

  private var objectiveLevel: ObjectiveLevel { source.instance.objectives[level] }

  mutating func solve() -> Ending {
    if engine.capabilities.fixedChargeNetworks && !engine.capabilities.linearPrograms { return solveSites() }
    let (relaxed, reason) = attempt(linear.relaxation, "relaxation", gap: 0)
    guard let relaxed else { return .none(reason) }
    if relaxed.proof.isInfeasible { return .infeasible }
    if relaxed.proof.isUnbounded { return .unbounded }
    let root = Root(relaxed, direction: linear.direction)
    if let values = root.values, source.isPlan(values), let answer = answer(values, root, bound: root.bound) {
      return .answered(answer)
    }
    guard root.values != nil else { return fallback(relaxed.stoppedBy, root) }
    return solveIntegers(root)
  }

  // MARK: Integers

  private mutating func solveIntegers(_ root: Root) -> Ending {
    var program = linear
    // Without decimals flows are whole themselves; with decimals a step is too fine to branch on.
    let flowsAreWhole = source.instance.settings.resolution.decimals == 0
    if flowsAreWhole { for column in source.flowColumns { program.setInteger(true, column: column) } }
    let (outcome, reason) = attempt(program, "branch and cut", gap: control.options.gap, start: incumbent?.values)
    guard let outcome else { return fallback(reason, root) }
    if outcome.proof.isInfeasible { return .infeasible }
    if outcome.proof.isUnbounded { return .unbounded }
    guard case .columns(let values)? = outcome.solution else { return fallback(outcome.stoppedBy, root) }
    let stop = RunRecord.Stop(outcome.stoppedBy)
    if source.isPlan(values), let answer = answer(values, root, bound: outcome.proof.bound, stoppedBy: stop) {
      return .answered(answer)
    }
    return round(values, root, bound: outcome.proof.bound, stoppedBy: stop)
  }

  /// Moves a fractional answer to multiples of the resolution, with more and more room.
  private mutating func round(_ values: [Double], _ root: Root, bound: Double?, stoppedBy: RunRecord.Stop) -> Ending {
    for room in [0.0, 1, 8, 1000] {
      let rounding = RoundingProgram(source, linear, values: values, room: room)
      let (outcome, _) = attempt(rounding.program, "rounding to multiples", gap: 0)
      guard case .columns(let rounded)? = outcome?.solution else { continue }
      let inUnits = rounding.sourceValues(rounded)
      if let answer = answer(inUnits, root, bound: bound, stoppedBy: stoppedBy) { return .answered(answer) }
    }
    return fallback(.engineFault("no multiples of the resolution near the relaxed answer keep every rule"), root)
  }

  /// The plan of the level before keeps its rules here too: where this level finds nothing better, it stands.
  private func fallback(_ reason: StopReason, _ root: Root) -> Ending {
    guard let incumbent else { return .none(reason) }
    let (evaluation, violations) = PlanCheck.evaluate(incumbent.plan, of: source.instance)
    guard violations.isEmpty, let value = value(evaluation, incumbent.plan) else { return .none(reason) }
    var answer = incumbent
    answer.value = value
    answer.bound = root.bound
    answer.multipliers = root.multipliers
    answer.rootBound = root.bound
    answer.rootValues = nil
    answer.stoppedBy = RunRecord.Stop(reason)
    answer.isFinal = false
    return .answered(answer)
  }

  // MARK: Sites

  /// Where the program is a network with fixed charges, its engine answers at once, with a proof of its own.
  private mutating func solveSites() -> Ending {
    let found: RecognizedSites
    switch linear.recognizeSites() {
    case .sites(let sites): found = sites
    case .none(let reason):
      attempts.append(.init(engine: engine.name, method: "sites and sourcing", result: "refused: \(reason)"))
      return .none(.engineFault(reason))
    }
    let (outcome, reason) = attempt(.fixedCharge(found.network), "sites and sourcing", gap: control.options.gap)
    guard let outcome else { return .none(reason) }
    let own = found.outcome(outcome, of: linear)
    let stop = RunRecord.Stop(outcome.stoppedBy)
    // What cannot be served is told with its causes by the engine of linear programs.
    guard case .columns(let values)? = own.solution, source.isPlan(values),
      var answer = answer(values, Root(), bound: own.proof.bound, stoppedBy: stop)
    else { return .none(outcome.stoppedBy) }
    if case .decomposition(let proof)? = outcome.proof.evidence, let inProgram = found.proof(proof) {
      answer.certificate = SiteCertificate(source, inProgram).level
    }
    return .answered(answer)
  }

  // MARK: Answers

  /// An answer that the check accepts; nil otherwise, and the attempt says why.
  private mutating func answer(
    _ values: [Double], _ root: Root, bound: Double?, stoppedBy: RunRecord.Stop = .proof
  ) -> LevelAnswer? {
    guard let plan = source.plan(from: values) else { return nil }
    let (evaluation, violations) = PlanCheck.evaluate(plan, of: source.instance)
    if let first = violations.first {
      attempts.append(.init(engine: engine.name, method: "check", result: "refused: \(first.message)"))
      return nil
    }
    guard let value = value(evaluation, plan) else { return nil }
    let isFinal = stoppedBy == .proof || stoppedBy == .gap
    return LevelAnswer(
      plan: plan, values: values, value: value, bound: bound, multipliers: root.multipliers, rootBound: root.bound,
      rootValues: root.values, stoppedBy: stoppedBy, isFinal: isFinal)
  }

  private func value(_ evaluation: PlanEvaluation, _ plan: Plan) -> Rational? {
    ObjectiveValue.value(of: objectiveLevel, evaluation, plan, of: source.instance)
  }

  /// What the root relaxation proved.
  private struct Root {
    var values: [Double]?
    /// Minimised.
    var multipliers: [Double]?
    /// In the level's own direction.
    var bound: Double?

    /// Nothing.
    init() {}

    init(_ outcome: Outcome, direction: LinearProgram.Direction) {
      if case .columns(let columns)? = outcome.solution { values = columns }
      if case .rowMultipliers(let rows)? = outcome.proof.evidence {
        multipliers = direction == .minimize ? rows : rows.map { -$0 }
      }
      bound = outcome.proof.bound
    }
  }

  private mutating func attempt(
    _ program: LinearProgram, _ phase: String, gap: Double, start: [Double]? = nil
  ) -> (Outcome?, StopReason) {
    attempt(.linear(program), phase, gap: gap, start: start)
  }

  private mutating func attempt(
    _ program: Program, _ phase: String, gap: Double, start: [Double]? = nil
  ) -> (Outcome?, StopReason) {
    if control.isOver { return (nil, control.stopReason) }
    let solveControl = control.solveControl(
      level: level, levels: source.instance.objectives.count, phase: phase, workDone: workBefore + work, start: start,
      gap: gap)
    do {
      let outcome = try engine.solve(program, solveControl)
      work += outcome.work
      attempts += outcome.attempts.map { .init(engine: $0.engine, method: "\(phase): \($0.method)", result: $0.result) }
      return (outcome, outcome.stoppedBy)
    } catch {
      attempts.append(.init(engine: engine.name, method: phase, result: "\(error)"))
      return (nil, .engineFault("\(error)"))
    }
  }
}
