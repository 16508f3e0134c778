// GLPKEngine: sessions on GLPK; one dedicated thread owns one problem, and nothing it says is believed unchecked.

public import MathProgram

/// GLPK behind a guard: linear programs, integers, and flow networks as linear programs.
///
/// GLPK solves; this engine checks. Every solution, bound and certificate of an `Outcome` was recomputed here from the
/// program's own numbers. When GLPK aborts, hangs, or answers wrongly, the next method is tried; when all fail, the
/// outcome says `engineFault`.
public struct GLPKSolver: Engine {
  /// Of all sessions together nothing is shared; of each, GLPK may allocate this much. Nil: no limit.
  public var memoryLimitMegabytes: Int?
  /// What goes wrong on purpose, in tests.
  var faults: FaultInjection?

  public init(memoryLimitMegabytes: Int? = nil) {
    self.memoryLimitMegabytes = memoryLimitMegabytes
  }

  init(faults: FaultInjection) {
    self.faults = faults
  }

  public var name: String { "glpk" }

  public var capabilities: EngineCapabilities {
    EngineCapabilities(
      linearPrograms: true, integers: true, flowNetworks: true, fixedChargeNetworks: true, warmStarts: true)
  }

  public func open(_ program: Program) throws(EngineError) -> any Session {
    switch program {
    case .linear(let linear): return try open(linear)
    case .award: throw .unsupported(engine: name, reason: "award programs")
    case .fixedChargeFlow: throw .unsupported(engine: name, reason: "flows with fixed charges")
    case .fixedCharge(let network):
      let faults = network.faults()
      guard faults.isEmpty else { throw .faultyProgram(faults) }
      return try open(LinearProgram(network, .strong))
    case .flow(let network):
      let faults = flowFaults(of: network)
      guard faults.isEmpty else { throw .faultyProgram(faults) }
      return GLPKSession(engine: self, model: .flow(network))
    }
  }

  private func open(_ linear: LinearProgram) throws(EngineError) -> any Session {
    let faults = linear.faults() + sizeFaults(of: linear)
    guard faults.isEmpty else { throw .faultyProgram(faults) }
    return GLPKSession(engine: self, model: .linear(linear))
  }
}

/// GLPK counts with 32 bits.
func sizeFaults(of program: LinearProgram) -> [ProgramFault] {
  let most = 100_000_000
  let counts = [("columns", program.columnCount), ("rows", program.rowCount), ("entries", program.entryCount)]
  return counts.filter { $0.1 > most }.map { ProgramFault(.tooLarge, "\($0.1) \($0.0), at most \(most)") }
}
