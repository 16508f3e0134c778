import Formulations
import Logistics
import MathProgram
import NativeEngines

// Tenders: as a whole with the engine for them, or as the start of another one.
extension LevelSolver {
  /// Where the program is a tender of lanes that go whole to one provider each, its engine answers at once, with a proof of its own.
  mutating func solveAwards() -> Ending {
    let found: RecognizedAwards
    switch source.awards(of: linear) {
    case .success(let awards): found = awards
    case .failure(let obstacle):
      attempts.append(.init(engine: engine.name, method: "awards", result: "refused: \(obstacle.reason)"))
      refusal = .unsupported(engine: engine.name, reason: obstacle.reason)
      return .none(.engineFault(obstacle.reason))
    }
    let (outcome, reason) = attempt(.award(found.program), "awards", gap: control.options.gap)
    guard let outcome else { return .none(reason) }
    var own = outcome
    own.proof.evidence = nil
    // What cannot be served is told with its causes by the engine of linear programs.
    guard case .columns(let values)? = outcome.solution, case let columns = found.columns(fromAwards: values, of: linear),
      source.isPlan(columns), var answer = answer(columns, Found(own), Root())
    else { return .none(outcome.stoppedBy) }
    if case .award(let proof)? = outcome.proof.evidence { answer.certificate = found.certificate(proof, source) }
    return .answered(answer)
  }

  /// Awards below which an engine finds its own first plan at once.
  private static let leastAwards = 40
  private static let sketchWork = 40_000
  private static let completionWork = 2_000
  /// Of the search's work, about as much as one unit of an engine of linear programs.
  private static let sketchUnits = 100

  /// A first plan of a tender with further terms, for an engine that knows nothing of tenders: our own search awards its lanes by
  /// the terms that it knows, then the engine decides the rest.
  mutating func tenderStart() -> [Double]? {
    guard control.options.engine == .auto, !control.isOver, let sketch = source.tenderSketch(of: linear),
      sketch.program.awardCount >= Self.leastAwards
    else { return nil }
    let limits = SolveControl(
      cancel: control.options.cancel, deadline: control.deadline, workLimit: Self.sketchWork, gap: 1e-3)
    let known = try? AwardEngine().solve(.award(sketch.program), limits)
    work += (known?.work ?? 0) / Self.sketchUnits
    guard case .columns(let awards)? = known?.solution else {
      attempts.append(.init(engine: "native", method: "first plan", result: "none"))
      return nil
    }
    // With packages a provider may come to less than it asks for.
    for takesPackages in sketch.packages.isEmpty ? [false] : [true, false] {
      var rest = linear
      for flow in sketch.flows(ofAwards: awards, takesPackages: takesPackages) {
        rest.setColumnBounds(flow.column, lower: flow.amount, upper: flow.amount)
      }
      let (outcome, _) = attempt(rest, "first plan", gap: 1e-4, mostWork: Self.completionWork)
      if case .columns(let values)? = outcome?.solution { return values }
    }
    return nil
  }
}
