import MathProgram
import Synchronization

/// A session of `NativeFlowEngine`: plain memory without a home thread, so that a lock is all it needs.
final class NativeFlowSession: Session {
  private let problem: Mutex<FlowProblem?>

  init(_ network: FlowNetwork) throws(EngineError) {
    problem = Mutex(try FlowProblem(network))
  }

  func apply(_ changes: [ProgramChange]) throws(EngineError) {
    try locked { problem throws(EngineError) in try problem.apply(changes) }
  }

  func solve(_ control: SolveControl) throws(EngineError) -> Outcome {
    try locked { problem throws(EngineError) in problem.solve(control) }
  }

  func close() { problem.withLock { $0 = nil } }

  private func locked<Answer: Sendable>(
    _ body: (FlowProblem) throws(EngineError) -> Answer
  ) throws(EngineError) -> Answer {
    try problem.withLock { problem throws(EngineError) in
      guard let problem else { throw .closed }
      return try body(problem)
    }
  }
}
