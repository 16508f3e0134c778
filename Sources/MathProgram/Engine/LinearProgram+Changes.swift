extension LinearProgram {
  /// The program with all changes, in order, whether or not it then has faults.
  ///
  /// - Throws: `.unsupported` for changes that belong to flow networks, `.faultyProgram` for one that names what is not there.
  package func changed(by changes: [ProgramChange], in engine: String) throws(EngineError) -> LinearProgram {
    var program = self
    for change in changes { try program.apply(change, engine) }
    return program
  }

  private mutating func apply(_ change: ProgramChange, _ engine: String) throws(EngineError) {
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
      throw .unsupported(engine: engine, reason: "changes of a flow network in a session on a linear program")
    }
  }

  private func requireColumn(_ column: Int) throws(EngineError) {
    guard (0..<columnCount).contains(column) else { throw outOfRange("column \(column) of \(columnCount)") }
  }
}

private func outOfRange(_ what: String) -> EngineError {
  .faultyProgram([ProgramFault(.columnOutOfRange, "a change names \(what)")])
}
