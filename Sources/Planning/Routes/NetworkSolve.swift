import MathProgram

/// One solve of a network that was found in a program.
struct NetworkSolve {
  private let reduced: ReducedNetwork
  private let engine: any Engine

  init(_ reduced: ReducedNetwork, _ engine: any Engine) {
    self.reduced = reduced
    self.engine = engine
  }

  /// The answer in the program's own columns and rows.
  ///
  /// - Throws: `EngineError`; a flow that breaks the network, or potentials that do not prove what was said, is a fault.
  func outcome(of program: LinearProgram, _ control: SolveControl) throws(EngineError) -> Outcome {
    var inner = control
    // What a start and progress say is in the program's terms, not in the network's.
    inner.start = nil
    inner.incumbent = nil
    inner.progress = nil
    let found = try engine.solve(.flow(reduced.network), inner)
    try check(found)
    var outcome = reduced.outcome(found, of: program)
    let size = "\(reduced.network.nodeCount) nodes, \(reduced.network.arcCount) arcs"
    outcome.attempts.append(
      Attempt(engine: engine.name, method: "network of \(size)", result: outcome.status().rawValue))
    return outcome
  }

  private func check(_ outcome: Outcome) throws(EngineError) {
    guard case .flow(let flow)? = outcome.solution else { return }
    if let violation = reduced.network.violation(ofFlow: flow) {
      throw .fault(engine: engine.name, message: "the flow breaks the network: \(violation)")
    }
    guard let bound = outcome.proof.bound, case .potentials(let potentials)? = outcome.proof.evidence else { return }
    guard let proven = reduced.network.dualValue(ofPotentials: potentials), Double(proven) >= bound else {
      throw .fault(engine: engine.name, message: "the potentials do not prove the bound \(bound)")
    }
  }
}

/// A session that is solved from nothing each time: what the routes open.
final class OneSolve: Session {
  private let run: @Sendable (SolveControl) throws(EngineError) -> Outcome

  init(_ run: @escaping @Sendable (SolveControl) throws(EngineError) -> Outcome) { self.run = run }

  func apply(_ changes: [ProgramChange]) throws(EngineError) {
    throw .unsupported(engine: "native", reason: "changes of a program in which a network was found")
  }

  func solve(_ control: SolveControl) throws(EngineError) -> Outcome { try run(control) }

  func close() {}
}
