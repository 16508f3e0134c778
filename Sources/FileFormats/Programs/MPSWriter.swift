import MathProgram

/// Writes free MPS.
struct MPSWriter {
  private enum Kind: String {
    case less = " L  "
    case greater = " G  "
    case equal = " E  "
  }

  /// A row as MPS says it.
  private struct Row {
    var kind: Kind
    var rhs: Double
    var range: Double?
    /// The upper limit where a second row has to say it.
    var upperPart: Double?
  }

  private let program: LinearProgram
  private let names: ProgramNames
  private let rows: [Row]
  private var text = TextBuilder()

  init(_ program: LinearProgram, _ names: ProgramNames) {
    self.program = program
    self.names = names
    rows = (0..<program.rowCount).map { MPSWriter.row(program.rowLower[$0], program.rowUpper[$0]) }
  }

  mutating func write() -> [UInt8] {
    text.add("* \(NameEncoding.announcement)\n")
    if program.objectiveConstant != 0 {
      text.add("* the right-hand side of the objective row is minus the constant; GLPK reads it as plus\n")
    }
    text.add("NAME \(names.program)\n")
    if program.direction == .maximize { text.add("OBJSENSE\n    MAX\n") }
    writeRows()
    writeColumns()
    writeRightSides()
    writeRanges()
    writeBounds()
    text.add("ENDATA\n")
    return text.bytes
  }

  private mutating func writeRows() {
    text.add("ROWS\n N  \(names.objective)\n")
    for (row, form) in rows.enumerated() {
      text.add("\(form.kind.rawValue)\(names.rows[row])\n")
      if form.upperPart != nil { text.add(" L  \(names.rows[row])\(NameEncoding.upperPart)\n") }
    }
  }

  private mutating func writeColumns() {
    text.add("COLUMNS\n")
    let (starts, entryRows, values) = entriesByColumn()
    var isMarked = false
    var markers = 0
    for column in 0..<program.columnCount {
      if program.isInteger[column] != isMarked {
        isMarked.toggle()
        markers += 1
        text.add("    MARKER\(markers) 'MARKER' '\(isMarked ? "INTORG" : "INTEND")'\n")
      }
      let cost = program.objective[column]
      let hasEntries = (starts[column]..<starts[column + 1]).contains { values[$0] != 0 }
      // A column that stands nowhere is at least named.
      if cost != 0 || !hasEntries { writeEntry(column, names.objective, cost) }
      for entry in starts[column]..<starts[column + 1] where values[entry] != 0 {
        let row = Int(entryRows[entry])
        writeEntry(column, names.rows[row], values[entry])
        if rows[row].upperPart != nil { writeEntry(column, names.rows[row] + NameEncoding.upperPart, values[entry]) }
      }
    }
    if isMarked { text.add("    MARKER\(markers + 1) 'MARKER' 'INTEND'\n") }
  }

  private mutating func writeEntry(_ column: Int, _ row: String, _ value: Double) {
    writePair(names.columns[column], row, value)
  }

  private mutating func writePair(_ first: String, _ second: String, _ value: Double) {
    text.add("    ")
    text.add(first)
    text.add(" ")
    text.add(second)
    text.add(" ")
    text.add(value)
    text.add("\n")
  }

  private mutating func writeRightSides() {
    text.add("RHS\n")
    if program.objectiveConstant != 0 { writePair("RHS1", names.objective, -program.objectiveConstant) }
    for (row, form) in rows.enumerated() {
      if form.rhs != 0 { writePair("RHS1", names.rows[row], form.rhs) }
      if let upper = form.upperPart, upper != 0 { writePair("RHS1", names.rows[row] + NameEncoding.upperPart, upper) }
    }
  }

  private mutating func writeRanges() {
    guard rows.contains(where: { $0.range != nil }) else { return }
    text.add("RANGES\n")
    for (row, form) in rows.enumerated() {
      if let range = form.range { writePair("RNG1", names.rows[row], range) }
    }
  }

  private mutating func writeBounds() {
    var hasHeader = false
    for column in 0..<program.columnCount {
      for (kind, value) in bounds(column) {
        if !hasHeader { text.add("BOUNDS\n") }
        hasHeader = true
        text.add(" \(kind) BND1 \(names.columns[column])")
        if let value {
          text.add(" ")
          text.add(value)
        }
        text.add("\n")
      }
    }
  }

  /// What is to be said of the column's bounds: nothing only of a continuous column in [0, ∞).
  private func bounds(_ column: Int) -> [(kind: String, value: Double?)] {
    let lower = program.columnLower[column]
    let upper = program.columnUpper[column]
    let isInteger = program.isInteger[column]
    if isInteger && lower == 0 && upper == 1 { return [("BV", nil)] }
    if lower == -.infinity && upper == .infinity { return [("FR", nil)] }
    if lower == upper { return [("FX", lower)] }
    var bounds: [(kind: String, value: Double?)] = []
    if lower == -.infinity {
      bounds.append(("MI", nil))
    } else if lower != 0 || upper < 0 {
      // Below an upper bound under zero, a lower bound that is not given would be read as -∞.
      bounds.append(("LO", lower))
    }
    if upper < .infinity {
      bounds.append(("UP", upper))
    } else if isInteger {
      // Without a word, solvers take a whole column to be binary.
      bounds.append(("PL", nil))
    }
    return bounds
  }
}

// MARK: Rows

extension MPSWriter {
  /// How MPS says `lower <= row <= upper` so that adding and subtracting, as readers do, gives both limits exactly.
  private static func row(_ lower: Double, _ upper: Double) -> Row {
    if lower == upper { return Row(kind: .equal, rhs: lower) }
    if upper == .infinity { return Row(kind: .greater, rhs: lower == -.infinity ? -1e30 : lower) }
    if lower == -.infinity { return Row(kind: .less, rhs: upper) }
    let width = upper - lower
    if width > 0 && width.isFinite {
      for range in [width, width.nextUp, width.nextDown] where range > 0 {
        if lower + range == upper { return Row(kind: .greater, rhs: lower, range: range) }
        if upper - range == lower { return Row(kind: .less, rhs: upper, range: range) }
      }
    }
    return Row(kind: .greater, rhs: lower, upperPart: upper)
  }

  private func entriesByColumn() -> (starts: [Int], rows: [Int32], values: [Double]) {
    var starts = [Int](repeating: 0, count: program.columnCount + 1)
    for column in program.columnIndices { starts[Int(column) + 1] += 1 }
    for column in 0..<program.columnCount { starts[column + 1] += starts[column] }
    var next = starts
    var entryRows = [Int32](repeating: 0, count: program.entryCount)
    var values = [Double](repeating: 0, count: program.entryCount)
    for row in 0..<program.rowCount {
      for entry in program.entryRange(ofRow: row) {
        let column = Int(program.columnIndices[entry])
        entryRows[next[column]] = Int32(truncatingIfNeeded: row)
        values[next[column]] = program.coefficients[entry]
        next[column] += 1
      }
    }
    return (starts, entryRows, values)
  }

  /// Blanks and control characters may not stand in a name, nor what begins a comment or a marker at its start, nor may
  /// a whole name be a section's.
  static func encode(_ name: String) -> String {
    let isSection = sectionWords.contains(name.uppercased())
    return NameEncoding.encode(name) { byte, place in
      if place == 0 && (isSection || [UInt8]("*$'".utf8).contains(byte)) { return false }
      return byte > 0x20 && byte != 0x7F
    }
  }

  private static let sectionWords: Set<String> = [
    "NAME", "ROWS", "COLUMNS", "RHS", "RANGES", "BOUNDS", "ENDATA", "OBJSENSE", "OBJSENCE", "OBJNAME", "OBJECTIVE",
    "MAX",
    "MIN", "SOS", "SOS1", "SOS2", "SETS", "QUADOBJ", "QMATRIX", "QSECTION", "QCMATRIX", "QUADS", "CSECTION",
    "INDICATORS",
    "LAZYCONS", "USERCUTS", "MARKER", "DELAYEDROWS", "MODELCUTS", "USERCUT", "GENCONS", "PWLOBJ",
  ]
}
