import MathProgram

/// Writes the LP format of CPLEX, in the part of it that all solvers read.
struct LPWriter {
  private let program: LinearProgram
  private let names: ProgramNames
  private var text = TextBuilder()
  /// Where the current line of a long expression began.
  private var lineStart = 0

  init(_ program: LinearProgram, _ names: ProgramNames) {
    self.program = program
    self.names = names
  }

  mutating func write() -> [UInt8] {
    text.add("\\ \(NameEncoding.announcement)\n")
    if !names.program.isEmpty { text.add("\\Problem name: \(names.program)\n") }
    writeObjective()
    text.add("Subject To\n")
    for row in 0..<program.rowCount { writeRow(row) }
    writeBounds()
    let whole = program.isInteger.indices.filter { program.isInteger[$0] }
    writeList("Binaries", whole.filter(isBinary))
    writeList("Generals", whole.filter { !isBinary($0) })
    text.add("End\n")
    return text.bytes
  }

  private mutating func writeObjective() {
    text.add(program.direction == .minimize ? "Minimize\n" : "Maximize\n")
    lineStart = text.bytes.count
    text.add(" \(names.objective):")
    let namesAll = !appearsInOrder()
    for column in 0..<program.columnCount where namesAll || program.objective[column] != 0 {
      writeTerm(program.objective[column], column)
    }
    if program.objectiveConstant != 0 { writeSigned(program.objectiveConstant) }
    text.add("\n")
  }

  /// Whether readers, who number columns as they first meet them, number all as the program does when the objective
  /// names only what costs something.
  private func appearsInOrder() -> Bool {
    var next = 0
    func meets(_ column: Int) -> Bool {
      if column == next { next += 1 }
      return column < next
    }
    for column in 0..<program.columnCount where program.objective[column] != 0 {
      if !meets(column) { return false }
    }
    for row in 0..<program.rowCount {
      for entry in program.entryRange(ofRow: row) where program.coefficients[entry] != 0 {
        if !meets(Int(program.columnIndices[entry])) { return false }
      }
      if isEmpty(row) && program.columnCount > 0 && !meets(0) { return false }
    }
    return next == program.columnCount
  }

  private func isEmpty(_ row: Int) -> Bool {
    !program.entryRange(ofRow: row).contains { program.coefficients[$0] != 0 }
  }

  private mutating func writeRow(_ row: Int) {
    let lower = program.rowLower[row]
    let upper = program.rowUpper[row]
    let name = names.rows[row]
    if lower == upper {
      writeRow(row, name, " = ", lower)
    } else if lower == -.infinity && upper < .infinity {
      writeRow(row, name, " <= ", upper)
    } else {
      writeRow(row, name, " >= ", lower == -.infinity ? -1e30 : lower)
      if upper < .infinity { writeRow(row, name + NameEncoding.upperPart, " <= ", upper) }
    }
  }

  private mutating func writeRow(_ row: Int, _ name: String, _ sense: String, _ limit: Double) {
    lineStart = text.bytes.count
    text.add(" \(name):")
    for entry in program.entryRange(ofRow: row) where program.coefficients[entry] != 0 {
      writeTerm(program.coefficients[entry], Int(program.columnIndices[entry]))
    }
    if isEmpty(row) && program.columnCount > 0 { writeTerm(0, 0) }
    text.add(sense)
    text.add(limit)
    text.add("\n")
  }

  /// ` + 3 x`; a new line first where this one is long, since some readers take no more than 560 characters.
  private mutating func writeTerm(_ coefficient: Double, _ column: Int) {
    if text.bytes.count - lineStart > 100 {
      text.add("\n  ")
      lineStart = text.bytes.count
    }
    writeSigned(coefficient)
    text.add(" ")
    text.add(names.columns[column])
  }

  private mutating func writeSigned(_ value: Double) {
    text.add(value.sign == .minus ? " - " : " + ")
    text.add(value.magnitude)
  }

  private func isBinary(_ column: Int) -> Bool {
    program.isInteger[column] && program.columnLower[column] == 0 && program.columnUpper[column] == 1
  }

  private mutating func writeBounds() {
    text.add("Bounds\n")
    for column in 0..<program.columnCount where !isBinary(column) {
      let lower = program.columnLower[column]
      let upper = program.columnUpper[column]
      let name = names.columns[column]
      if lower == 0 && upper == .infinity { continue }
      if lower == -.infinity && upper == .infinity {
        text.add(" \(name) free\n")
      } else if lower == upper {
        text.add(" \(name) = \(decimal(lower))\n")
      } else if upper == .infinity {
        text.add(" \(name) >= \(decimal(lower))\n")
      } else {
        text.add(" \(lower == -.infinity ? "-inf" : decimal(lower)) <= \(name) <= \(decimal(upper))\n")
      }
    }
  }

  private mutating func writeList(_ section: String, _ columns: [Int]) {
    if columns.isEmpty { return }
    text.add("\(section)\n")
    for column in columns { text.add(" \(names.columns[column])\n") }
  }
}

// MARK: Names

extension LPWriter {
  /// Letters, digits and the signs that every reader takes; no word of the format, and no start that could be a number.
  static func encode(_ name: String) -> String {
    let bytes = Array(name.utf8)
    let looksNumeric = bytes.count > 1 && bytes[0] | 0x20 == UInt8(ascii: "e") && bytes[1] &- 0x30 < 10
    let isWord = words.contains(name.lowercased())
    return NameEncoding.encode(name) { byte, place in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        place > 0 || !(looksNumeric || isWord)
      case UInt8(ascii: "_"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): place > 0
      default: [UInt8]("!#$&(),;?@{}~'".utf8).contains(byte)
      }
    }
  }

  private static let words: Set<String> = [
    "minimize", "minimise", "minimum", "min", "maximize", "maximise", "maximum", "max", "subject", "such", "that", "to",
    "st", "st.", "s.t.", "s.t", "bound", "bounds", "general", "generals", "gen", "integer", "integers", "int", "binary",
    "binaries", "bin", "end", "semi", "semis", "sos", "sos1", "sos2", "s1", "s2", "pwlobj", "lazy", "user", "cuts",
    "constraints", "multi", "free", "inf", "infinity", "infinite", "e",
  ]
}
