import MathProgram

extension MPSReader {
  /// The program, once all sections were read without a fault.
  mutating func assembled() -> LinearProgram {
    checkObjective()
    let limits = rowLimits()
    let names = rowNames()
    let entries = entriesByRow()
    let costs = costs()
    let isInteger = columnKinds()
    let columnNames = columns.ranges.map { text.name($0, log) }
    let constant = rows.objective >= 0 && rows.rhs[rows.objective] != 0 ? -rows.rhs[rows.objective] : 0
    let program = LinearProgram(
      name: programName, direction: direction, objectiveConstant: constant,
      columns: (costs, columns.lower, columns.upper, isInteger, columnNames),
      rows: (limits.map(\.lower), limits.map(\.upper), names), entries: entries)
    return program.joiningUpperParts(names: programRows.map { rows.names.ranges[$0] }, text)
  }

  private func checkObjective() {
    if let objectiveName, rows.objective < 0 { log.fault(objectiveName, "no `N` row has this name") }
    if rows.objective < 0 {
      log.note(ByteRange(start: bytes.count, end: bytes.count), "there is no `N` row, so the objective is 0")
    }
  }

  /// The declared rows but the objective, in their order.
  private var programRows: [Int] { rows.kinds.indices.filter { $0 != rows.objective } }

  private func rowNames() -> [String] { programRows.map { text.name(rows.names.ranges[$0], log) } }

  private func rowLimits() -> [(lower: Double, upper: Double)] {
    programRows.map { row in
      let limits = rowLimits(row)
      if limits.lower == .infinity || limits.upper == -.infinity {
        log.fault(rows.names.ranges[row], "the row's right-hand side and range leave no value that satisfies it")
      }
      return limits
    }
  }

  private func rowLimits(_ row: Int) -> (lower: Double, upper: Double) {
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

  /// Whether each column is whole; makes those binary that stand between markers without bounds.
  private mutating func columnKinds() -> [Bool] {
    let given = MPSColumns.lowerGiven | MPSColumns.upperGiven
    var kinds = [Bool](repeating: false, count: columns.count)
    for column in 0..<columns.count where columns.flags[column] & MPSColumns.isInteger != 0 {
      kinds[column] = true
      if columns.flags[column] & (given | MPSColumns.isMarked) == MPSColumns.isMarked {
        log.note(columns.ranges[column], "a column between integer markers without bounds is binary")
        columns.upper[column] = 1
      }
    }
    return kinds
  }

  private func costs() -> [Double] {
    var costs = [Double](repeating: 0, count: columns.count)
    if rows.objective < 0 { return costs }
    for column in 0..<columns.count {
      for entry in columns.starts[column]..<columns.starts[column + 1]
      where Int(columns.entryRows[entry]) == rows.objective { costs[column] = columns.entryValues[entry] }
    }
    return costs
  }

  /// Turns entries by column into entries by row, columns ascending in each; the objective's are left out.
  private func entriesByRow() -> (rowStart: [Int], columns: [Int32], coefficients: [Double]) {
    var counts = [Int](repeating: 0, count: rows.kinds.count)
    for row in columns.entryRows { counts[Int(row)] &+= 1 }
    if rows.objective >= 0 { counts[rows.objective] = 0 }
    var next = [Int](repeating: 0, count: rows.kinds.count)
    var starts = [0]
    for row in programRows {
      next[row] = starts[starts.count - 1]
      starts.append(next[row] + counts[row])
    }
    let total = starts[starts.count - 1]
    var entryColumns = [Int32](repeating: 0, count: total)
    var coefficients = [Double](repeating: 0, count: total)
    for column in 0..<columns.count {
      for entry in columns.starts[column]..<columns.starts[column + 1] {
        let row = Int(columns.entryRows[entry])
        if row == rows.objective { continue }
        let place = next[row]
        entryColumns[place] = Int32(truncatingIfNeeded: column)
        coefficients[place] = columns.entryValues[entry]
        next[row] = place &+ 1
      }
    }
    return (starts, entryColumns, coefficients)
  }
}
