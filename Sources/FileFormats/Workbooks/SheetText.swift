import Logistics

/// A sheet as the table that it is, written out row by row: each row on the line of its number, so that places in the
/// one are places in the other. Rows without anything in them are empty lines, which are not read.
struct SheetText {
  /// What is wrong in a sheet besides what its table says.
  struct Finding {
    let severity: Fault.Severity
    let line: Int
    /// Of the row's first byte.
    let offset: Int
    /// From 0.
    let field: Int
    let rule: ReadingRule
    let message: String
    let hint: String?
  }

  static let separator = UInt8(ascii: ",")

  private(set) var bytes: [UInt8] = []
  /// Of each rule as many as are listed of a file.
  private(set) var findings: [Finding] = []
  private(set) var counts: [ReadingRule: Int] = [:]
  /// Columns of the header; nil before it.
  private var width: Int?
  /// Of the row that is being written, from 1.
  private(set) var line = 1
  private(set) var rowStart = 0
  /// Cells written in the row.
  private var count = 0
  private var rowIsLong = false

  /// Whether there is nothing in it, and nothing wrong with it.
  var isBlank: Bool { bytes.allSatisfy { $0 == Byte.lineFeed } && findings.isEmpty }

  /// Goes on to a row behind the ones so far.
  mutating func begin(row: Int) {
    endRow()
    while line < row {
      bytes.append(Byte.lineFeed)
      line += 1
    }
    rowStart = bytes.count
    count = 0
    rowIsLong = false
  }

  /// Writes a cell that holds something, behind those of the row so far; `column` from 0.
  mutating func add(_ content: some Collection<UInt8>, at column: Int) {
    if let width, column >= width {
      // One fault a row says it, as for any other table.
      if !rowIsLong {
        find(.tooManyCells, at: column, "the cell stands beyond the \(width) columns of the header", hint: "name its column")
      }
      rowIsLong = true
      return
    }
    guard column <= HeaderReader.mostColumns else {
      guard !rowIsLong else { return }
      rowIsLong = true
      // The header is then as wide as makes the reader refuse it.
      return pad(to: HeaderReader.mostColumns + 1)
    }
    pad(to: column)
    if count > 0 { bytes.append(SheetText.separator) }
    append(content)
    count = column + 1
  }

  /// A fault of the row that is being written.
  mutating func find(_ rule: ReadingRule, at column: Int, _ message: String, hint: String? = nil) {
    find(rule, .error, line: line, offset: rowStart, field: column, message, hint: hint)
  }

  mutating func find(
    _ rule: ReadingRule, _ severity: Fault.Severity, line: Int, offset: Int, field: Int, _ message: String,
    hint: String? = nil
  ) {
    counts[rule, default: 0] += 1
    guard counts[rule] ?? 0 <= FaultLedger.mostOfARule else { return }
    findings.append(
      Finding(
        severity: severity, line: line, offset: offset, field: field, rule: rule, message: message, hint: hint))
  }

  /// Where a line begins; the end where there are fewer.
  func offset(ofLine line: Int) -> Int {
    var start = 0
    for _ in 1..<max(line, 1) {
      guard let end = bytes[start...].firstIndex(of: Byte.lineFeed) else { return bytes.count }
      start = end + 1
    }
    return start
  }

  mutating func finish() {
    endRow()
    if !bytes.isEmpty { bytes.append(Byte.lineFeed) }
  }

  private mutating func endRow() {
    guard count > 0 else { return }
    if let width {
      pad(to: width)
    } else {
      width = count
    }
  }

  /// Writes blank cells until there are so many.
  private mutating func pad(to column: Int) {
    while count < column {
      if count > 0 { bytes.append(SheetText.separator) }
      count += 1
      // A row that begins with a blank cell needs its separator all the same: the next cell writes it.
    }
  }

  private mutating func append(_ content: some Collection<UInt8>) {
    guard content.contains(where: SheetText.needsQuotes) else {
      bytes += content
      return
    }
    bytes.append(Byte.quote)
    for byte in content {
      if byte == Byte.quote { bytes.append(byte) }
      // A line end within a cell would move the lines that follow.
      bytes.append(byte == Byte.lineFeed ? Byte.carriageReturn : byte)
    }
    bytes.append(Byte.quote)
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == separator || byte == Byte.quote || byte == Byte.lineFeed || byte == Byte.carriageReturn
  }
}
