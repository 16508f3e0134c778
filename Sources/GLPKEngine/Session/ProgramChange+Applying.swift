import MathProgram

extension LinearProgram {
  /// The program with all changes, in order.
  ///
  /// - Throws: `.unsupported` for changes that belong to flow networks, `.faultyProgram` when the result has faults.
  func applying(_ changes: [ProgramChange]) throws(EngineError) -> LinearProgram {
    let program = try changed(by: changes, in: "glpk")
    // Asked of the whole program: one pass over it, less than any solve.
    let faults = program.faults() + sizeFaults(of: program)
    guard faults.isEmpty else { throw .faultyProgram(faults) }
    return program
  }
}

extension FlowNetwork {
  /// The network with all changes, in order.
  ///
  /// - Throws: `.unsupported` for changes that belong to linear programs, `.faultyProgram` when the result has faults.
  func applying(_ changes: [ProgramChange]) throws(EngineError) -> FlowNetwork {
    var network = self
    for change in changes { try network.apply(change) }
    let faults = flowFaults(of: network)
    guard faults.isEmpty else { throw .faultyProgram(faults) }
    return network
  }

  private mutating func apply(_ change: ProgramChange) throws(EngineError) {
    switch change {
    case .supply(let node, let value):
      guard (0..<nodeCount).contains(node) else { throw outOfRange("node \(node) of \(nodeCount)") }
      setSupply(value, node: node)
    case .arcCost(let arc, let value):
      try requireArc(arc)
      setCost(value, arc: arc)
    case .arcBounds(let arc, let lower, let upper):
      try requireArc(arc)
      setBounds(arc, lower: lower, upper: upper)
    case .addArc(let tail, let head, let lower, let upper, let cost):
      addArc(from: tail, to: head, lower: lower, upper: upper, cost: cost)
    case .removeArc(let arc):
      try requireArc(arc)
      setBounds(arc, lower: 0, upper: 0)
    case .objective, .columnBounds, .rowBounds, .integrality, .addRow:
      throw .unsupported(engine: "glpk", reason: "changes of a linear program in a session on a flow network")
    }
  }

  private func requireArc(_ arc: Int) throws(EngineError) {
    guard (0..<arcCount).contains(arc) else { throw outOfRange("arc \(arc) of \(arcCount)") }
  }
}

private func outOfRange(_ what: String) -> EngineError {
  .faultyProgram([ProgramFault(.columnOutOfRange, "a change names \(what)")])
}
