import Logistics

/// Reads one sheet of a workbook into the text of its table.
struct SheetReader {
  /// What Excel allows.
  private static let mostRows = 1_048_576
  private static let mostColumns = 16_384
  private static let longestFault = 60
  /// Rows are as wide as the header, so a small sheet can be a large table.
  private static let largest = 1 << 30

  private let texts: SharedTexts
  private let formats: CellFormats
  private let from1904: Bool
  private var scanner: XMLScanner
  private var sheet = SheetText()
  /// Of the row and cell that come next where they do not say it themselves, from 1 and 0.
  private var row = 0
  private var column = 0
  private var rounded = (count: 0, line: 0, offset: 0, field: 0)
  private var merged: (count: Int, first: (row: Int, column: Int, words: String))?

  /// A cell as it stands in the sheet.
  private struct StoredCell {
    var kind = ""
    var format: Int?
    var hasFormula = false
    var value: [UInt8]?
    var inline: [UInt8]?
  }

  /// - Parameter bytes: UTF-8.
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ texts: SharedTexts, _ formats: CellFormats, from1904: Bool) {
    self.texts = texts
    self.formats = formats
    self.from1904 = from1904
    scanner = XMLScanner(bytes)
  }

  /// - Throws: `XMLScanner.Damage` where the sheet does not hold together.
  mutating func read() throws(XMLScanner.Damage) -> SheetText {
    var isInRows = false
    loop: while true {
      switch try scanner.next() {
      case .finished: break loop
      case .text: continue
      case .end: if scanner.isTag("sheetData") { isInRows = false }
      case .start:
        if scanner.isTag("sheetData") { isInRows = true }
        if isInRows, scanner.isTag("row") { try beginRow() }
        if isInRows, scanner.isTag("c") { try readCell() }
        if scanner.isTag("mergeCell") { noteMerged() }
      }
    }
    sheet.finish()
    tellRounded()
    tellMerged()
    return sheet
  }

  // MARK: Rows

  private mutating func beginRow() throws(XMLScanner.Damage) {
    let next = scanner.string("r").map { Int($0) ?? 0 } ?? row + 1
    guard next > row, next <= SheetReader.mostRows else { throw damage("row \(next) follows row \(row)") }
    guard sheet.bytes.count <= SheetReader.largest else { throw damage("as a table it holds more than 1 GiB") }
    row = next
    column = 0
    sheet.begin(row: row)
  }

  private mutating func readCell() throws(XMLScanner.Damage) {
    var place = (row: row, column: column)
    if let name = scanner.string("r") {
      guard let found = SheetReader.place(name) else { throw damage("`\(name.prefix(20))` is no cell") }
      place = found
    }
    guard place.row == row, row > 0, place.column >= column, place.column < SheetReader.mostColumns else {
      throw damage("its cells are not in order at row \(row)")
    }
    column = place.column + 1
    var cell = StoredCell()
    cell.kind = scanner.string("t") ?? "n"
    cell.format = scanner.string("s").flatMap { Int($0) }
    try read(&cell)
    add(cell, at: place.column)
  }

  /// Up to the end of the cell.
  private mutating func read(_ cell: inout StoredCell) throws(XMLScanner.Damage) {
    while true {
      switch try scanner.next() {
      case .finished: return
      case .text: continue
      case .end: if scanner.isTag("c") { return }
      case .start:
        if scanner.isTag("f") { cell.hasFormula = true }
        if scanner.isTag("v") {
          var value: [UInt8] = []
          while try scanner.next() == .text { value += scanner.text }
          cell.value = value
        } else if scanner.isTag("is") {
          var inline: [UInt8] = []
          try SharedTexts.read(&scanner, "is", into: &inline)
          cell.inline = inline
        }
      }
    }
  }

  // MARK: What a cell holds

  private mutating func add(_ cell: StoredCell, at column: Int) {
    switch cell.kind {
    case "inlineStr": write(cell.inline ?? [], at: column)
    case "s":
      guard let value = cell.value else { return }
      guard let index = Int(String(decoding: value, as: UTF8.self)), let text = texts[index] else {
        return sheet.find(.workbook, at: column, "the workbook has no shared text \(SheetReader.shown(value))")
      }
      write(text, at: column)
    case "e":
      sheet.find(
        .cellError, at: column, "the cell holds the error \(SheetReader.shown(cell.value ?? []))",
        hint: "correct its formula, or write the value")
      write(cell.value ?? [], at: column)
    // A text that a formula gives may well be empty.
    case _ where cell.hasFormula && cell.kind != "str" && (cell.value ?? []).isEmpty:
      sheet.find(
        .formulaWithoutValue, at: column, "the formula has no value in the file",
        hint: "open the workbook in a spreadsheet program and save it")
    case "b": write(Array((cell.value == [UInt8(ascii: "1")] ? "true" : "false").utf8), at: column)
    case "str": write(SharedTexts.unescaped(cell.value ?? []), at: column)
    case "d": write(cell.value ?? [], at: column)
    default: addNumber(cell.value ?? [], formats[cell.format], at: column)
    }
  }

  private mutating func write(_ content: some Collection<UInt8>, at column: Int) {
    if !content.isEmpty { sheet.add(content, at: column) }
  }

  /// A date is written as people read it, and a share of 1 that is shown in percent too, so that the reader refuses what
  /// does not mean what it shows.
  private mutating func addNumber(_ value: [UInt8], _ format: CellFormats.Kind, at column: Int) {
    guard !value.isEmpty else { return }
    guard let number = SheetNumber(value) else { return write(value, at: column) }
    switch format {
    case .percent: return write(Array((number.text(shifted: 2) + "%").utf8), at: column)
    case .date:
      if let date = SheetDate.text(number.approximate, from1904: from1904) { return write(Array(date.utf8), at: column) }
    case .number: break
    }
    write(Array(number.text().utf8), at: column)
    guard number.isRounded else { return }
    if rounded.count == 0 { rounded = (0, sheet.line, sheet.rowStart, column) }
    rounded.count += 1
  }

  // MARK: What is said about the sheet

  private mutating func tellRounded() {
    guard rounded.count > 0 else { return }
    let others = rounded.count == 1 ? "" : ", and \(rounded.count - 1) more in this sheet"
    sheet.find(
      .roundedNumber, .note, line: rounded.line, offset: rounded.offset, field: rounded.field,
      "the number is read to \(SheetNumber.mostDigits) digits, as it is shown\(others)")
  }

  private mutating func noteMerged() {
    let words = scanner.string("ref") ?? ""
    let first = SheetReader.place(words.prefix { $0 != ":" }) ?? (1, 0)
    if merged == nil { merged = (0, (first.row, first.column, words)) }
    merged?.count += 1
  }

  private mutating func tellMerged() {
    guard let merged else { return }
    let others = merged.count == 1 ? "" : ", and \(merged.count - 1) more in this sheet"
    let (row, column, words) = merged.first
    sheet.find(
      .mergedCells, .error, line: row, offset: sheet.offset(ofLine: row), field: min(column, SheetReader.mostColumns),
      "the cells \(Fault.quoted(words)) are merged\(others)", hint: "split them: all but the first are blank")
  }

  // MARK: Places

  /// Row from 1 and column from 0 of a cell such as `B7`; nil where it is none that a workbook can have.
  static func place(_ name: some StringProtocol) -> (row: Int, column: Int)? {
    var column = 0
    let letters = name.utf8.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")) ~= $0 }
    guard (1...3).contains(letters.count) else { return nil }
    for letter in letters { column = column * 26 + Int(letter - UInt8(ascii: "A")) + 1 }
    let digits = name.utf8.dropFirst(letters.count)
    guard (1...7).contains(digits.count), digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }),
      let row = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    guard (1...mostRows).contains(row), column <= mostColumns else { return nil }
    return (row, column - 1)
  }

  private static func shown(_ bytes: [UInt8]) -> String {
    Fault.quoted(String(decoding: bytes, as: UTF8.self), upTo: longestFault)
  }

  private func damage(_ words: String) -> XMLScanner.Damage { XMLScanner.Damage(words: words, offset: 0) }
}
