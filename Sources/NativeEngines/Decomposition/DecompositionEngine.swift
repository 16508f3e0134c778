public import MathProgram

/// Networks with fixed charges by Lagrangian relaxation, heuristics on warm flows, and branch and bound on the sites.
public struct DecompositionEngine: Engine {
  private let proofBytes: Int

  /// - Parameter mostProofBytes: what a proof may take where it is written as a certificate; of a larger one the part is told that
  ///   proves most. Split items only.
  public init(mostProofBytes: Int = 48_000_000) { proofBytes = mostProofBytes }

  public var name: String { "native" }

  public var capabilities: EngineCapabilities {
    EngineCapabilities(
      linearPrograms: false, integers: false, flowNetworks: false, fixedChargeNetworks: true, warmStarts: false)
  }

  /// Opens a session on a network with fixed charges; the session solves on the caller's thread.
  ///
  /// - Throws: `EngineError.unsupported` for other programs, and where a split item weighs more on one arc than on
  ///   another; `.faultyProgram` for a network with faults.
  public func open(_ program: Program) throws(EngineError) -> any Session {
    switch program {
    case .linear: throw .unsupported(engine: name, reason: "linear programs")
    case .award: throw .unsupported(engine: name, reason: "award programs")
    case .fixedChargeFlow: throw .unsupported(engine: name, reason: "flows with fixed charges")
    case .flow: throw .unsupported(engine: name, reason: "flow networks")
    case .fixedCharge(let network):
      let faults = network.faults()
      if !faults.isEmpty { throw .faultyProgram(faults) }
      if network.sourcing == .split, let item = network.unevenItem() {
        throw .unsupported(
          engine: name, reason: "item \(item), which may be split and does not weigh the same on all arcs")
      }
      return DecompositionSession(network, proofBytes: proofBytes)
    }
  }
}
