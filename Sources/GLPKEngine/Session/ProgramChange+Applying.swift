import MathProgram

extension LinearProgram {
  /// The program with all changes, in order.
  ///
  /// - Throws: `.unsupported` for changes that belong to flow networks, `.faultyProgram` when the result has faults.
  func applying(_ changes: [ProgramChange]) throws(EngineError) -> LinearProgram {
    var program = self
    for change in changes { try program.apply(change) }
    // Asked of the whole program: one pass over it, less than any solve.
    let faults = program.faults() + sizeFaults(of: program)
    guard faults.isEmpty else { throw .faultyProgram(faults) }
    return program
  }

  private mutating func apply(_ change: ProgramChange) throws(EngineError) {
    switch change {
    case .objective(let column, let value):
      try requireColumn(column)
      setObjective(value, column: column)
    case .columnBounds(let column, let lower, let upper):
      try requireColumn(column)
      setColumnBounds(column, lower: lower, upper: upper)
    case .rowBounds(let row, let lower, let upper):
      guard (0..<rowCount).contains(row) else { throw outOfRange("row \(row) of \(rowCount)") }
      setRowBounds(row, lower: lower, upper: upper)
    case .integrality(let column, let isInteger):
      try requireColumn(column)
      setInteger(isInteger, column: column)
    case .addRow(let lower, let upper, let columns, let coefficients):
      guard columns.count == coefficients.count else {
        throw outOfRange("\(columns.count) columns with \(coefficients.count) coefficients")
      }
      for (column, coefficient) in zip(columns, coefficients) {
        appendEntry(column: Int(column), coefficient: coefficient)
      }
      closeRow(lower: lower, upper: upper, name: rowNames.isEmpty ? nil : "added_\(rowCount)")
    case .supply, .arcCost, .arcBounds, .addArc, .removeArc:
      throw .unsupported(engine: "glpk", reason: "changes of a flow network in a session on a linear program")
    }
  }

  private func requireColumn(_ column: Int) throws(EngineError) {
    guard (0..<columnCount).contains(column) else { throw outOfRange("column \(column) of \(columnCount)") }
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
