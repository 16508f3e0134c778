/// Which columns of a program are switches: 0-1 columns of which each stands in some row Σ weight × flow − capacity × column ≤ 0,
/// or the negative of that, and in no row with flows in any other way.
struct SwitchColumns {
  private let program: LinearProgram
  private var mayBe: [Bool]

  init(_ program: LinearProgram) {
    self.program = program
    mayBe = program.isInteger
    for column in mayBe.indices where mayBe[column] {
      let (lower, upper) = (program.columnLower[column], program.columnUpper[column])
      mayBe[column] = (lower == 0 || lower == 1) && (upper == 0 || upper == 1) && lower <= upper
    }
    let lets = program.columnsThatLetThrough()
    for column in mayBe.indices where !lets[column] { mayBe[column] = false }
  }

  /// By column.
  consuming func areFound() -> [Bool] {
    // What turns out to be a flow makes rows over switches alone rows with flows.
    while excludeOnce() {}
    return mayBe
  }

  /// Takes out what stands in rows with flows as no switch does; whether there was any.
  private mutating func excludeOnce() -> Bool {
    var hasChanged = false
    for row in 0..<program.rowCount where program.saysSomething(row) && hasFlow(row) {
      let sense = program.switchingSense(ofRow: row)
      for entry in program.entryRange(ofRow: row)
      where program.coefficients[entry] != 0 && program.coefficients[entry] * sense >= 0 {
        let column = Int(program.columnIndices[entry])
        if mayBe[column] { (mayBe[column], hasChanged) = (false, true) }
      }
    }
    return hasChanged
  }

  private func hasFlow(_ row: Int) -> Bool {
    program.entryRange(ofRow: row).contains {
      program.coefficients[$0] != 0 && !mayBe[Int(program.columnIndices[$0])]
    }
  }
}

extension LinearProgram {
  /// Whether a row has a limit.
  func saysSomething(_ row: Int) -> Bool { rowLower[row] > -.infinity || rowUpper[row] < .infinity }

  /// By column: whether it stands on the larger side of a row Σ weight × flow ≤ capacity × column.
  func columnsThatLetThrough() -> [Bool] {
    var lets = [Bool](repeating: false, count: columnCount)
    for row in 0..<rowCount {
      let sense = switchingSense(ofRow: row)
      for entry in entryRange(ofRow: row) where coefficients[entry] * sense < 0 { lets[Int(columnIndices[entry])] = true }
    }
    return lets
  }

  /// Whether a row says ≤ 0 (1) or ≥ 0 (−1); 0: neither.
  func switchingSense(ofRow row: Int) -> Double {
    if rowLower[row] == -.infinity && rowUpper[row] == 0 { return 1 }
    if rowLower[row] == 0 && rowUpper[row] == .infinity { return -1 }
    return 0
  }
}
