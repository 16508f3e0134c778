import Formulations
import GLPKEngine
import Logistics
import MathProgram
import NativeEngines

// Programs that are a flow with fixed charges but for some rows: bounded without these, planned near what is left.
extension LevelSolver {
  /// Rules beside the flows of which each is tried for whether it can stay.
  private static let mostTries = 12
  private static let sketchWork = 6_000_000
  private static let sketchPartOfTime = 0.3

  /// Leaves out the rules that stand in the way: what is proved of the rest is proved of the whole. Its plan's switches are completed
  /// to one of the whole program, from which, with what its bound leaves to decide, the next engine goes on.
  mutating func solveSketch(refusedFor reason: String) -> Ending {
    guard !isLast, !control.isOver,
      let sketch = try? source.fixedChargeSketch(of: linear, mostTries: Self.mostTries), !sketch.leftOut.isEmpty
    else { return refuseFixedCharges(reason) }
    let (outcome, _) = attempt(
      .fixedChargeFlow(sketch.flow), "fixed charges without \(words(for: sketch.leftOut))", gap: control.options.gap,
      mostWork: Self.sketchWork, partOfTime: Self.sketchPartOfTime)
    guard let outcome, case .columns(let near)? = outcome.solution,
      let values = plan(near: near, outcome.root?.use ?? near, switches: sketch.flow.switches.map(\.column)),
      source.isPlan(values), var answer = answer(values, Found(outcome), Root())
    else { return refuseFixedCharges(reason) }
    answer.core = core(of: outcome, at: values, value: answer.value.approximate)
    // That the part is solved to its optimum does not make this the optimum; its bound may be near enough all the same.
    let isNear = answer.bound.map { relativeGap(answer.value.approximate, $0) <= control.options.gap } ?? false
    (answer.stoppedBy, answer.isFinal, answer.mayGoOn) = isNear ? (.gap, true, false) : (.workLimit, false, true)
    return .answered(answer)
  }

  private func words(for rows: [Int]) -> String {
    let named = rows.prefix(3).map { source.words(forRow: $0, of: linear) }.joined(separator: ", ")
    return rows.count > 3 ? "\(named) and \(rows.count - 3) more" : named
  }

  /// Of branch and cut with most switches settled: nodes.
  private static let completionWork = 1_000

  /// A plan of the whole program: with the switches of the part's plan; where that has none, with those that its relaxation uses
  /// and no others (kernel search; Angelelli, Mansini and Speranza 2010).
  private mutating func plan(near part: [Double], _ use: [Double], switches: [Int]) -> [Double]? {
    let completing: any Engine = control.options.engine == .native ? NativeLinearEngine() : GLPKSolver()
    for isKernel in [false, true] {
      var rest = linear
      for column in switches where !isKernel || part[column] < 0.5 && use[column] == 0 {
        let value: Double = part[column] > 0.5 ? 1 : 0
        rest.setColumnBounds(column, lower: value, upper: value)
      }
      let (outcome, _) = attempt(
        .linear(rest), isKernel ? "kernel search" : "completing", gap: control.options.gap, mostWork: Self.completionWork,
        partOfTime: 0.5, by: completing)
      if case .columns(let values)? = outcome?.solution { return values }
    }
    return nil
  }
}
