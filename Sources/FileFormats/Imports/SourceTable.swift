import FoundationEssentials

/// A CSV file of somebody else's, read by the names of its columns.
struct SourceTable {
  let file: String
  private let columns: [String: Int]
  private let cells: [[String]]
  private let lines: [Int]

  /// - Throws: `ImportFault` where the file, or one of `required` in its header, is missing, or a row's form is broken.
  init(folder: String, _ file: String, required: [String]) throws(ImportFault) {
    guard let data = FileManager.default.contents(atPath: folder + "/" + file) else { throw .missing(file: file) }
    try self.init(file, Array(data), required: required)
  }

  init(_ file: String, _ bytes: [UInt8], required: [String]) throws(ImportFault) {
    let (rows, fault) = Self.rows(bytes)
    if let fault { throw .malformed(place: "\(file):\(fault)", message: "the row's quotes or line ends are broken") }
    guard let header = rows.first else { throw .malformed(place: "\(file):1", message: "the file is empty") }
    self.file = file
    columns = Dictionary(header.cells.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for name in required where columns[name] == nil {
      throw .malformed(place: "\(file):1", message: "the column `\(name)` is missing")
    }
    cells = rows.dropFirst().map(\.cells)
    lines = rows.dropFirst().map(\.line)
  }

  var count: Int { cells.count }

  /// The cell, blanks around it cut; empty where the row is too short.
  subscript(row: Int, column: String) -> String {
    guard let index = columns[column], index < cells[row].count else { return "" }
    return cells[row][index]
  }

  func place(_ row: Int) -> String { "\(file):\(lines[row])" }

  private static func rows(_ bytes: [UInt8]) -> (rows: [(line: Int, cells: [String])], fault: Int?) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    return bytes.withUnsafeBufferPointer { buffer in
      var scanner = TableScanner(buffer, separator: UInt8(ascii: ","), from: hasMark ? 3 : 0)
      var rows: [(line: Int, cells: [String])] = []
      let spans = UnsafeMutableBufferPointer<CellSpan>.allocate(capacity: 256)
      defer { spans.deallocate() }
      while let row = scanner.next(into: spans) {
        if row.isDamaged { return (rows, row.line) }
        rows.append((row.line, spans.prefix(row.cellCount).map { text(buffer, $0) }))
      }
      return (rows, nil)
    }
  }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ span: CellSpan) -> String {
    let text = String(decoding: bytes[span.range], as: UTF8.self)
    let content = span.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
    return String(content.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
