import Formulations
import MathProgram

/// An engine of networks on an instance's programs: finds the network in each, has it solved, checks the certificate in exact
/// whole numbers, and tells the answer in the program's own columns and rows.
struct NetworkRoute: Engine {
  let source: InstanceProgram
  let networks: any Engine

  var name: String { networks.name }

  var capabilities: EngineCapabilities {
    EngineCapabilities(linearPrograms: true, integers: true, flowNetworks: true, warmStarts: false)
  }

  /// - Throws: `EngineError.unsupported` with the reason why the program is no network.
  func open(_ program: Program) throws(EngineError) -> any Session {
    guard case .linear(let linear) = program else { return try networks.open(program) }
    switch source.structure(of: linear, separates: false) {
    case .network(let network): return OneSolve { control throws(EngineError) in try solve(network, linear, control) }
    case .separable(_, let reason), .general(let reason): throw .unsupported(engine: name, reason: reason)
    }
  }

  private func solve(_ network: ReducedNetwork, _ program: LinearProgram, _ control: SolveControl) throws(EngineError)
    -> Outcome
  {
    try NetworkSolve(network, networks).outcome(of: program, control)
  }
}

/// An engine of networks for the parts that are networks, and another engine for the rest.
struct SeparatingRoute: Engine {
  let source: InstanceProgram
  let networks: any Engine
  let general: any Engine

  var name: String { networks.name == general.name ? general.name : "\(networks.name)+\(general.name)" }

  var capabilities: EngineCapabilities {
    EngineCapabilities(linearPrograms: true, integers: true, flowNetworks: false, warmStarts: false)
  }

  /// - Throws: `EngineError.unsupported` where no part of the program is a network by itself.
  func open(_ program: Program) throws(EngineError) -> any Session {
    guard case .linear(let linear) = program, case .separable(let parts, _) = source.structure(of: linear) else {
      throw .unsupported(engine: name, reason: "no part that shares nothing with the rest is a network")
    }
    return OneSolve { control throws(EngineError) in try solve(parts, linear, control) }
  }

  private func solve(_ parts: SeparableProgram, _ program: LinearProgram, _ control: SolveControl) throws(EngineError)
    -> Outcome
  {
    var ofNetworks = try NetworkSolve(parts.network, networks).outcome(of: parts.networks.program, control)
    let share = "\(parts.networkCount) of \(parts.partCount) parts"
    for index in ofNetworks.attempts.indices { ofNetworks.attempts[index].method += ", \(share)" }
    var rest = control
    rest.workLimit = control.workLimit.map { max(0, $0 - ofNetworks.work) }
    if case .incumbent(let values)? = control.start, values.count == program.columnCount {
      rest.start = .incumbent(parts.rest.columns.map { values[Int($0)] })
    } else {
      rest.start = nil
    }
    rest.incumbent = nil
    rest.progress = nil
    let ofRest = ofNetworks.proof.isInfeasible ? Outcome(stoppedBy: .proof) : try general.solve(
      .linear(parts.rest.program), rest)
    return parts.outcome(ofNetworks, ofRest, of: program)
  }
}
