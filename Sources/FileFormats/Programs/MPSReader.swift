import MathProgram

/// Reads MPS, fixed or free.
///
/// Conventions where solvers differ:
/// - A right-hand side on the objective row is the *negative* of the objective's constant.
/// - An upper bound below zero on a column whose lower bound was not given makes that lower bound −∞ (noted); an upper
///   bound of zero leaves it zero.
/// - A column between integer markers without any bound is binary (noted).
/// - `MI` leaves the upper bound as it is.
/// - Of several sets of right-hand sides, ranges or bounds the first counts (noted).
/// - Further `N` rows are kept as rows without limits.
/// - A range R on an `E` row extends it to [rhs, rhs + R] where R ≥ 0, to [rhs + R, rhs] where R < 0.
/// - Limits of 1e20 and more are infinite. Coefficients that are zero are left out.
struct MPSReader {
  enum Section { case none, name, rows, columns, rhs, ranges, bounds, objectiveSense, objectiveName, refused, end }

  let bytes: FileBytes
  let base: UnsafePointer<UInt8>
  let byteCount: Int
  let text: ProgramText
  let layout: MPSLayout
  let log: FaultLog
  var fields: MPSFields

  var section = Section.none
  var seen: Set<String> = []
  var programName = ""
  var direction = LinearProgram.Direction.minimize
  var objectiveName: ByteRange?

  var rows: MPSRows
  var columns: MPSColumns
  var rhsSet = MPSSet()
  var rangeSet = MPSSet()
  var boundSet = MPSSet()
  var isInteger = false

  /// The program in `bytes`; worthless where `log` holds faults afterwards.
  static func read(_ bytes: FileBytes, layout: MPSLayout, log: FaultLog) -> LinearProgram {
    var reader = MPSReader(bytes, layout, log)
    defer { reader.fields.close() }
    reader.readLines()
    return log.isEmpty ? reader.assembled() : LinearProgram()
  }

  private init(_ bytes: FileBytes, _ layout: MPSLayout, _ log: FaultLog) {
    self.bytes = bytes
    base = UnsafePointer(bytes.base)
    byteCount = bytes.count
    text = ProgramText(bytes)
    self.layout = layout
    self.log = log
    fields = MPSFields(bytes)
    rows = MPSRows(bytes)
    columns = MPSColumns(bytes)
  }

  private mutating func readLines() {
    var cursor = bytes.count >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF ? 3 : 0
    while cursor < bytes.count && section != .end && !log.isFull {
      let byte = base[cursor]
      if byte > 0x20 && byte != UInt8(ascii: "*") {
        cursor = readHeader(at: cursor)
      } else if byte == UInt8(ascii: "*") {
        cursor = lineEnd(from: cursor) + 1
      } else if section == .columns {
        cursor = readColumnLines(at: cursor)
      } else {
        cursor = readDataLine(at: cursor)
      }
    }
    let end = ByteRange(start: bytes.count, end: bytes.count)
    if section != .end && !log.isFull {
      log.fault(end, "the file ends without `ENDATA`", hint: "it may be a part of a longer file")
    } else if !seen.contains("ROWS") || !seen.contains("COLUMNS") {
      log.fault(end, "the file has no section `\(seen.contains("ROWS") ? "COLUMNS" : "ROWS")`")
    }
  }

  func lineEnd(from start: Int) -> Int {
    var end = start
    while base[end] != 0x0A { end &+= 1 }
    return end
  }

  /// Any line of data but those of `COLUMNS`.
  mutating func readDataLine(at start: Int) -> Int {
    let isCoded = section == .rows || section == .bounds
    var next: Int
    var count = 0
    if layout == .fixed && section != .objectiveSense && section != .objectiveName {
      next = fields.splitFixed(at: start)
      for field in 0..<6 where fields.has(field) { count += 1 }
    } else {
      (count, next) = fields.splitFree(at: start, first: isCoded ? 0 : 1)
      fields.clear(from: count + (isCoded ? 0 : 1))
    }
    if count == 0 { return next }
    switch section {
    case .rows: readRow(count)
    case .rhs, .ranges:
      if layout == .free && count.isMultiple(of: 2) { fields.insertEmptyName(count: count) }
      readLimits(count)
    case .bounds: readBound(count)
    case .objectiveSense: readObjectiveSense(fields[1])
    case .objectiveName: objectiveName = fields[1]
    case .refused, .end, .columns: break
    case .none, .name: log.fault(fields.line, "data before the first section")
    }
    return next
  }
}

/// The set of right-hand sides, ranges or bounds that counts: the first one.
struct MPSSet {
  private var name: ByteRange?
  private var hasOthers = false

  /// Whether a line of the set `other` counts; the first line that does not is noted.
  mutating func accepts(_ other: ByteRange, _ text: ProgramText, _ log: FaultLog, _ what: String) -> Bool {
    guard let chosen = name else {
      name = other
      return true
    }
    if other == chosen || text.string(other) == text.string(chosen) { return true }
    if !hasOthers { log.note(other, "only the first set of \(what) counts; others are left out") }
    hasOthers = true
    return false
  }
}

// MARK: Section headers

extension MPSReader {
  /// Reads a line that begins in column 1. In free format it may be data, if its first word opens no section.
  private mutating func readHeader(at start: Int) -> Int {
    let (count, next) = fields.splitFree(at: start, first: 1)
    let word = fields[1]
    let keyword = word.count <= 20 ? (text.string(word) ?? "").uppercased() : ""
    let isData = layout == .free && count > 1 && [.rhs, .ranges, .bounds].contains(section)
    if let opened = MPSReader.sections[keyword], !(isData && count > 2) {
      open(opened, keyword, word, argument: count > 1 ? fields[2] : nil)
      return next
    }
    if let refusal = MPSReader.refused[keyword] {
      section = .refused
      log.fault(word, "\(refusal) are not supported")
      return next
    }
    switch section {
    case .refused: return next
    case .objectiveSense, .objectiveName: return readDataLine(at: start)
    case .columns where layout == .free: return readColumnLines(at: start, readsColumnOne: true)
    case .rows, .rhs, .ranges, .bounds:
      if layout == .free && count > 1 { return readDataLine(at: start) }
    default: break
    }
    log.fault(word, "no section of MPS has this name", hint: "data lines begin with a blank")
    return next
  }

  private mutating func open(_ opened: Section, _ keyword: String, _ word: ByteRange, argument: ByteRange?) {
    section = opened
    if let disorder = disorder(of: opened, keyword) {
      log.fault(word, disorder)
      section = .refused
      return
    }
    switch opened {
    case .name:
      if let argument { programName = text.name(argument, log) }
    case .columns: rows.startColumns()
    case .rhs, .ranges, .bounds, .end: columns.finish(log)
    case .objectiveSense:
      if let argument {
        readObjectiveSense(argument)
        section = .none
      }
    case .objectiveName:
      if let argument { objectiveName = argument }
    default: break
    }
  }

  /// Why the section may not stand here; nil where it may. Its lines are skipped otherwise, so that rows and columns
  /// never grow once something counts on their number.
  private mutating func disorder(of opened: Section, _ keyword: String) -> String? {
    if opened == .name || opened == .end { return nil }
    let needed: String? =
      switch opened {
      case .columns: "ROWS"
      case .rhs, .ranges, .bounds: "COLUMNS"
      default: nil
      }
    if let needed, !seen.contains(needed) { return "the section stands before `\(needed)`" }
    return seen.insert(keyword).inserted ? nil : "the section stands twice in the file"
  }

  private mutating func readObjectiveSense(_ word: ByteRange) {
    if ["max", "maximize", "maximise"].contains(where: { text.matches(word, $0) }) {
      direction = .maximize
    } else if ["min", "minimize", "minimise"].contains(where: { text.matches(word, $0) }) {
      direction = .minimize
    } else {
      log.fault(word, "the objective's sense is `MAX` or `MIN`")
    }
  }

  private static let sections: [String: Section] = [
    "NAME": .name, "ROWS": .rows, "COLUMNS": .columns, "RHS": .rhs, "RANGES": .ranges, "BOUNDS": .bounds,
    "OBJSENSE": .objectiveSense, "OBJNAME": .objectiveName, "OBJECTIVE": .objectiveName, "ENDATA": .end,
  ]

  private static let refused: [String: String] = [
    "SOS": "special ordered sets", "SOS1": "special ordered sets", "SOS2": "special ordered sets",
    "SETS": "special ordered sets", "QUADOBJ": "quadratic objectives", "QMATRIX": "quadratic objectives",
    "QSECTION": "quadratic objectives", "QCMATRIX": "quadratic constraints", "QUADS": "quadratic objectives",
    "CSECTION": "cones", "INDICATORS": "indicator constraints", "LAZYCONS": "lazy constraints",
    "USERCUTS": "user cuts", "PWLOBJ": "piecewise objectives", "PWLNAM": "piecewise objectives",
    "GENCONS": "general constraints", "SCENARIOS": "scenarios", "MULTIOBJ": "several objectives",
    "BRANCH": "branching priorities", "PARTITION": "partitions",
  ]
}

extension ProgramText {
  func matches(_ range: ByteRange, _ word: String) -> Bool { string(range)?.lowercased() == word }
}
