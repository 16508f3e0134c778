/// What an engine is opened on: the most special form that the asker could recognise.
public enum Program: Sendable {
  case linear(LinearProgram)
  case flow(FlowNetwork)
  case fixedCharge(FixedChargeNetwork)
  case award(AwardProgram)
  case fixedChargeFlow(FixedChargeFlow)
}

/// What an engine can take. Everything else it refuses by name.
public struct EngineCapabilities: Sendable, Equatable {
  public var linearPrograms: Bool
  public var integers: Bool
  public var flowNetworks: Bool
  public var fixedChargeNetworks: Bool
  public var awards: Bool
  public var fixedChargeFlows: Bool
  /// Sessions keep their basis over changes and start the next solve from it.
  public var warmStarts: Bool

  public init(
    linearPrograms: Bool, integers: Bool, flowNetworks: Bool, fixedChargeNetworks: Bool = false,
    awards: Bool = false, fixedChargeFlows: Bool = false, warmStarts: Bool
  ) {
    self.linearPrograms = linearPrograms
    self.integers = integers
    self.flowNetworks = flowNetworks
    self.fixedChargeNetworks = fixedChargeNetworks
    self.awards = awards
    self.fixedChargeFlows = fixedChargeFlows
    self.warmStarts = warmStarts
  }
}

/// Why an engine could not even begin. How a solve ended is an `Outcome`, never an error.
public enum EngineError: Error, Sendable, Equatable {
  /// The program has faults: it may not reach an engine.
  case faultyProgram([ProgramFault])
  /// The engine does not take such programs; `reason` names the part.
  case unsupported(engine: String, reason: String)
  /// The engine broke. The session is dead; open another one.
  case fault(engine: String, message: String)
  /// The session was closed.
  case closed
}

/// A solver: opens sessions on programs. Formulations name no engine, so that any can be injected.
public protocol Engine: Sendable {
  /// `glpk`, `native`, …: as in `--engine` and in plan.json.
  var name: String { get }
  var capabilities: EngineCapabilities { get }

  /// Opens a session on `program`.
  ///
  /// - Throws: `EngineError.faultyProgram`, `.unsupported` or `.fault`.
  func open(_ program: Program) throws(EngineError) -> any Session
}

/// One problem in one engine, changed and solved again and again. One dedicated thread owns the problem; the calls
/// block and may come from any one thread at a time.
public protocol Session: AnyObject, Sendable {
  /// Applies the changes in order, all or none.
  func apply(_ changes: [ProgramChange]) throws(EngineError)
  /// Solves the program as it stands, from the last basis where the engine can.
  func solve(_ control: SolveControl) throws(EngineError) -> Outcome
  /// Frees the problem. Calling it twice is harmless; `deinit` calls it too.
  func close()
}

extension Engine {
  /// A session used once.
  public func solve(_ program: Program, _ control: SolveControl = SolveControl()) throws(EngineError) -> Outcome {
    let session = try open(program)
    defer { session.close() }
    return try session.solve(control)
  }
}
