import Formulations
import Logistics
import MathProgram

// Flows whose capacities are switched on: plans and bounds by the engine for them, for others to go on from.
extension LevelSolver {
  /// Work that a flow with fixed charges may take where no time is set: some twenty seconds.
  private static let fixedChargeWork = 25_000_000
  /// Smaller programs are left to the branch and cut of the next engine, which proves more of them.
  private static let fewFixedChargeEntries = 5_000

  /// Where the program is a flow whose capacities are switched on, its engine finds plans at once and proves what it can in
  /// its share of work and time; the next engine goes on from there.
  mutating func solveFixedCharges() -> Ending {
    if !isLast && linear.entryCount < Self.fewFixedChargeEntries { return refuseFixedCharges("a program as small as this") }
    let found: FixedChargeFlow
    do throws(FixedChargeObstacle) {
      found = try source.fixedChargeFlow(of: linear)
    } catch {
      return solveSketch(refusedFor: error.reason)
    }
    let (outcome, reason) = attempt(
      .fixedChargeFlow(found), "fixed charges", gap: control.options.gap, start: incumbent?.values,
      mostWork: control.deadline == nil ? Self.fixedChargeWork : nil, partOfTime: isLast ? 1 : 0.75)
    guard let outcome else { return .none(reason) }
    guard case .columns(let values)? = outcome.solution, source.isPlan(values),
      var answer = answer(values, Found(outcome), Root())
    else { return .none(outcome.stoppedBy) }
    answer.mayGoOn = !answer.isFinal && !isLast
    answer.core = core(of: outcome, at: values, value: outcome.objective)
    return .answered(answer)
  }

  /// What the root of a search leaves of the program for plans that are better than one by more than the gap that is asked for.
  func core(of outcome: Outcome, at plan: [Double], value: Double?) -> ProvedCore? {
    guard let root = outcome.root, let value else { return nil }
    let least = max(control.options.gap, 1e-9) * abs(value)
    let cutoff = linear.direction == .minimize ? value - least : value + least
    return ProvedCore(linear, multipliers: root.multipliers, plan: plan, cutoff: cutoff)
  }

  mutating func refuseFixedCharges(_ reason: String) -> Ending {
    attempts.append(.init(engine: engine.name, method: "fixed charges", result: "refused: \(reason)"))
    refusal = .unsupported(engine: engine.name, reason: reason)
    return .none(.engineFault(reason))
  }
}
