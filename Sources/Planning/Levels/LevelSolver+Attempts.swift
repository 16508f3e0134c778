import Formulations
import Logistics
import MathProgram
import NativeEngines

// One solve by one engine, within what is left of work and time, and noted.
extension LevelSolver {
  /// What an engine of linear programs leaves to be rounded goes to the general one of ours.
  private func taker(of program: Program) -> any Engine {
    guard case .linear(let linear) = program, linear.hasIntegers, !engine.capabilities.integers else { return engine }
    return NativeLinearEngine()
  }

  mutating func attempt(
    _ program: LinearProgram, _ phase: String, gap: Double, start: [Double]? = nil, proofWork: Int = 0,
    mostWork: Int? = nil
  ) -> (Outcome?, StopReason) {
    attempt(.linear(program), phase, gap: gap, start: start, proofWork: proofWork, mostWork: mostWork)
  }

  mutating func attempt(
    _ program: Program, _ phase: String, gap: Double, start: [Double]? = nil, proofWork: Int = 0, mostWork: Int? = nil,
    partOfTime: Double = 1, by other: (any Engine)? = nil
  ) -> (Outcome?, StopReason) {
    let taker = other ?? taker(of: program)
    if control.isOver { return (nil, control.stopReason) }
    var solveControl = control.solveControl(
      level: level, levels: source.instance.objectives.count, phase: phase, workDone: workBefore + work, start: start,
      gap: gap)
    solveControl.proofWork = proofWork
    if partOfTime < 1, let deadline = solveControl.deadline {
      let now = ContinuousClock.now
      solveControl.deadline = now + (deadline - now) * partOfTime
    }
    if let mostWork { solveControl.workLimit = min(mostWork, solveControl.workLimit ?? mostWork) }
    do {
      let outcome = try taker.solve(program, solveControl)
      work += outcome.work
      attempts += outcome.attempts.map { .init(engine: $0.engine, method: "\(phase): \($0.method)", result: $0.result) }
      return (outcome, outcome.stoppedBy)
    } catch {
      refusal = error
      attempts.append(.init(engine: taker.name, method: phase, result: "\(error)"))
      return (nil, .engineFault("\(error)"))
    }
  }
}
