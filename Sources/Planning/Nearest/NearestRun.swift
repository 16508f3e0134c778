import Formulations
import Logistics
import MathProgram
import Verification

/// Of all plans that are as good in every objective, the one nearest to a reference plan.
///
/// The objectives' values are kept as between levels; a plan that the check prices otherwise than the best one is
/// left.
struct NearestRun {
  struct Nearest {
    var plan: Plan
    /// Another plan of the same values was met.
    var metAnother: Bool
  }

  private static let mostWork = 20_000

  private let source: InstanceProgram
  private let kept: LinearProgram
  private let engine: any Engine
  private let control: RunControl

  /// - Parameter working: with every level kept.
  init(_ source: InstanceProgram, _ working: KeptLevels, engine: any Engine, control: RunControl) {
    self.source = source
    kept = working.program
    self.engine = engine
    self.control = control
  }

  /// nil where the engine gives no answer.
  func nearest(to reference: Plan, from best: LevelAnswer) -> Nearest? {
    let program = NearestProgram(source, kept, reference: reference).program
    guard let plan = plan(program, values(of: best.plan)) else { return nil }
    if plan != best.plan { return Nearest(plan: plan, metAnother: true) }
    return Nearest(plan: plan, metAnother: anotherExists(beside: best))
  }

  /// The value of each level; nil where one is unknown.
  private func values(of plan: Plan) -> [Rational]? {
    let (evaluation, violations) = PlanCheck.evaluate(plan, of: source.instance)
    guard violations.isEmpty else { return nil }
    let values = source.instance.objectives.compactMap {
      ObjectiveValue.value(of: $0, evaluation, plan, of: source.instance)
    }
    return values.count == source.instance.objectives.count ? values : nil
  }

  /// The program's answer as a plan with just these values.
  private func plan(_ program: LinearProgram, _ wanted: [Rational]?) -> Plan? {
    guard let wanted, let relaxed = columns(program.relaxation, "nearest plan, relaxation") else { return nil }
    if let plan = checked(relaxed, wanted) { return plan }
    var whole = program
    if source.instance.settings.resolution.decimals == 0 {
      for column in source.flowColumns { whole.setInteger(true, column: column) }
    }
    guard let found = columns(whole, "nearest plan") else { return nil }
    if let plan = checked(found, wanted) { return plan }
    let stepped = SteppedProgram(source, program, near: found, room: 1)
    guard let rounded = columns(stepped.program, "nearest plan, rounding to multiples") else { return nil }
    return checked(stepped.sourceValues(rounded), wanted)
  }

  private func checked(_ columns: [Double], _ wanted: [Rational]) -> Plan? {
    let own = Array(columns.prefix(source.decisions.count))
    guard source.isPlan(own), let plan = source.plan(from: own), values(of: plan) == wanted else { return nil }
    return plan
  }

  /// Whether something that the plan leaves out could be part of a plan as good; told of programs without integers
  /// alone.
  private func anotherExists(beside best: LevelAnswer) -> Bool {
    guard !source.program.hasIntegers else { return false }
    let other = OtherPlanProgram(source, kept, values: best.values).program
    guard let outcome = outcome(other, "another plan"), outcome.status() == .optimal else { return false }
    return (outcome.objective ?? 0) > 1e-6
  }

  private func columns(_ program: LinearProgram, _ phase: String) -> [Double]? {
    guard case .columns(let values)? = outcome(program, phase)?.solution else { return nil }
    return values
  }

  private func outcome(_ program: LinearProgram, _ phase: String) -> Outcome? {
    let levels = source.instance.objectives.count
    var solveControl = control.solveControl(level: levels - 1, levels: levels, phase: phase, workDone: 0, gap: 0)
    // The plan is the best already: to be near is worth no more than a part of what finding it took.
    solveControl.workLimit = min(solveControl.workLimit ?? .max, NearestRun.mostWork)
    return try? engine.solve(.linear(program), solveControl)
  }
}
