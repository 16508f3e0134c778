public import MathProgram

/// Solves a bare program: a network, also one that is hidden in a linear program, and sites and sourcing in one, by the
/// native engines, everything else by GLPK; the next engine takes over where one gives no answer, and every attempt is on
/// record.
public struct BareProgram: Sendable {
  public let program: Program
  private let ownEngines: [any Engine]?

  /// - Parameter engines: in the order in which they are tried; nil: those of the options.
  public init(_ program: Program, engines: [any Engine]? = nil) {
    self.program = program
    ownEngines = engines
  }

  /// What came of it, and which engine said so.
  public struct Answer: Sendable {
    public var outcome: Outcome
    public var engine: String
  }

  /// What every engine fails at is an answer too: nothing is known, and the attempts say why.
  ///
  /// - Throws: `EngineError` where no engine takes the program.
  public func solve(_ options: PlanOptions) throws(EngineError) -> Answer {
    let control = RunControl(options)
    var attempts: [Attempt] = []
    var last: Answer?
    var refusal = EngineError.unsupported(engine: options.engine.rawValue, reason: "no engine takes such programs")
    for engine in ownEngines ?? EngineRoutes.engines(options.engine) {
      do throws(EngineError) {
        var solveControl = control.solveControl(level: 0, levels: 1, phase: engine.name, workDone: 0)
        solveControl.proofWork = Self.proofWork
        var outcome = try solve(engine, solveControl)
        outcome.attempts = attempts + outcome.attempts
        attempts = outcome.attempts
        last = Answer(outcome: outcome, engine: engine.name)
        if outcome.status() != .unknown || control.isOver { break }
      } catch {
        if case .faultyProgram = error, last == nil, attempts.isEmpty, !seesPart(engine) { throw error }
        attempts.append(Attempt(engine: engine.name, method: "open", result: "\(error)"))
        refusal = error
      }
    }
    if let last { return last }
    guard case .fault(let engine, let message) = refusal else { throw refusal }
    return Answer(outcome: Outcome(stoppedBy: .engineFault(message), attempts: attempts), engine: engine)
  }

  /// An optimum of a small program is proved by a search of our own, not by GLPK's word.
  private static let proofWork = 2_000

  /// Whether the engine sees what was found in the program, and not the program itself.
  private func seesPart(_ engine: any Engine) -> Bool {
    if case .linear = program { return !engine.capabilities.linearPrograms }
    return false
  }

  private func solve(_ engine: any Engine, _ control: SolveControl) throws(EngineError) -> Outcome {
    guard case .linear(let linear) = program, seesPart(engine) else { return try engine.solve(program, control) }
    return engine.capabilities.fixedChargeNetworks
      ? try solveSites(engine, linear, control) : try solveNetwork(engine, linear, control)
  }

  private func solveNetwork(
    _ engine: any Engine, _ linear: LinearProgram, _ control: SolveControl
  ) throws(EngineError) -> Outcome {
    let network: ReducedNetwork
    do throws(NetworkObstacle) {
      network = try linear.network()
    } catch {
      throw .unsupported(engine: engine.name, reason: "\(error.reason(in: linear))")
    }
    return try NetworkSolve(network, engine).outcome(of: linear, control)
  }

  private func solveSites(
    _ engine: any Engine, _ linear: LinearProgram, _ control: SolveControl
  ) throws(EngineError) -> Outcome {
    switch linear.recognizeSites() {
    case .none(let reason): throw .unsupported(engine: engine.name, reason: reason)
    case .sites(let found): return found.outcome(try engine.solve(.fixedCharge(found.network), control), of: linear)
    }
  }
}
