import MathProgram

extension MPSReader {
  /// The program, once all sections were read without a fault.
  func assembled() -> LinearProgram {
    checkObjective()
    var program = LinearProgram(name: programName, direction: direction)
    let limits = rowLimits()
    if !log.isEmpty { return program }
    program.reserve(columns: columns.count, rows: rows.kinds.count, entries: columns.entryRows.count)
    addColumns(to: &program)
    addRows(to: &program, limits)
    if rows.objective >= 0 && rows.rhs[rows.objective] != 0 { program.objectiveConstant = -rows.rhs[rows.objective] }
    return program
  }

  private func checkObjective() {
    if let objectiveName, rows.objective < 0 { log.fault(objectiveName, "no `N` row has this name") }
    if rows.objective < 0 {
      log.note(ByteRange(start: bytes.count, end: bytes.count), "there is no `N` row, so the objective is 0")
    }
  }

  /// Lower and upper limit of every declared row.
  private func rowLimits() -> [(lower: Double, upper: Double)] {
    rows.kinds.indices.map { row in
      let rhs = rows.rhs[row]
      let range = rows.ranges[row]
      let width = abs(range)
      switch rows.kinds[row] {
      case UInt8(ascii: "L"): return (range.isNaN ? -.infinity : widened(rhs - width), widened(rhs))
      case UInt8(ascii: "G"): return (widened(rhs), range.isNaN ? .infinity : widened(rhs + width))
      case UInt8(ascii: "E"):
        if range.isNaN { return (rhs, rhs) }
        return range < 0 ? (widened(rhs + range), rhs) : (rhs, widened(rhs + range))
      default: return (-.infinity, .infinity)
      }
    }
  }

  private func addColumns(to program: inout LinearProgram) {
    var costs = [Double](repeating: 0, count: columns.count)
    for column in 0..<columns.count {
      for entry in columns.starts[column]..<columns.starts[column + 1]
      where Int(columns.entryRows[entry]) == rows.objective { costs[column] = columns.entryValues[entry] }
    }
    for column in 0..<columns.count {
      let flags = columns.flags[column]
      let range = columns.names.ranges[column]
      let isUnbounded = flags & (MPSColumns.lowerGiven | MPSColumns.upperGiven) == 0
      let isBinary = flags & MPSColumns.isMarked != 0 && isUnbounded
      if isBinary { log.note(range, "a column between integer markers without bounds is binary") }
      program.addColumn(
        lower: columns.lower[column], upper: isBinary ? 1 : columns.upper[column], objective: costs[column],
        isInteger: flags & MPSColumns.isInteger != 0, name: text.name(range, log))
    }
  }

  /// Turns entries by column into entries by row, columns ascending in each.
  private func addRows(to program: inout LinearProgram, _ limits: [(lower: Double, upper: Double)]) {
    var next = [Int](repeating: 0, count: rows.kinds.count + 1)
    for row in columns.entryRows { next[Int(row) + 1] &+= 1 }
    for row in 0..<rows.kinds.count { next[row + 1] &+= next[row] }
    var entryColumns = [Int32](repeating: 0, count: columns.entryRows.count)
    var entryValues = [Double](repeating: 0, count: columns.entryRows.count)
    for column in 0..<columns.count {
      for entry in columns.starts[column]..<columns.starts[column + 1] {
        let row = Int(columns.entryRows[entry])
        entryColumns[next[row]] = Int32(truncatingIfNeeded: column)
        entryValues[next[row]] = columns.entryValues[entry]
        next[row] &+= 1
      }
    }
    var start = 0
    for row in 0..<rows.kinds.count {
      defer { start = next[row] }
      if row == rows.objective { continue }
      for entry in start..<next[row] {
        program.appendEntry(column: Int(entryColumns[entry]), coefficient: entryValues[entry])
      }
      program.closeRow(
        lower: limits[row].lower, upper: limits[row].upper, name: text.name(rows.names.ranges[row], log))
    }
  }
}
