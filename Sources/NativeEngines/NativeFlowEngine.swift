public import MathProgram

/// Minimum-cost flow by our own algorithms, exact in whole numbers, with flow, potentials and warm starts.
public struct NativeFlowEngine: Engine {
  public init() {}

  public var name: String { "native" }

  public var capabilities: EngineCapabilities {
    EngineCapabilities(linearPrograms: false, integers: false, flowNetworks: true, warmStarts: true)
  }

  /// Opens a session on a flow network; the session solves on the caller's thread.
  ///
  /// - Throws: `EngineError.unsupported` for a linear program, `.faultyProgram` for a network with faults or with
  /// numbers
  ///   so large that 64-bit arithmetic could overflow.
  public func open(_ program: Program) throws(EngineError) -> any Session {
    switch program {
    case .linear: throw .unsupported(engine: name, reason: "linear programs")
    case .award: throw .unsupported(engine: name, reason: "award programs")
    case .fixedChargeFlow: throw .unsupported(engine: name, reason: "flows with fixed charges")
    case .fixedCharge: throw .unsupported(engine: name, reason: "networks with fixed charges")
    case .flow(let network): return try NativeFlowSession(network)
    }
  }
}
