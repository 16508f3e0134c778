/// A CSV table for people and spreadsheets: a header row, LF line ends, quoted by RFC 4180 where a cell needs it.
///
/// Names go out exactly as they are, so that they read back the same. A cell that a spreadsheet could take for a
/// formula (`=`, `+`, `-`, `@`, a tab) is quoted, though not altered: a mark before it would be a different name.
public struct SummaryTable {
  private let columns: Int
  public private(set) var bytes: [UInt8] = []

  public init(_ header: [String]) {
    columns = header.count
    add(header)
  }

  /// Cells of a row, in the header's order; numbers as they are, text quoted where needed.
  public mutating func add(_ cells: [String]) {
    precondition(cells.count == columns, "a row has as many cells as the header")
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func append(_ cell: String) {
    guard SummaryTable.needsQuotes(cell) else {
      bytes.append(contentsOf: cell.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsQuotes(_ cell: String) -> Bool {
    guard let first = cell.utf8.first, let last = cell.utf8.last else { return false }
    if formulaStarts.contains(first) && !isNumber(cell) { return true }
    if blanks.contains(first) || blanks.contains(last) { return true }
    return cell.utf8.contains { specials.contains($0) }
  }

  private static let formulaStarts = Array("=+-@\t\r".utf8)
  private static let blanks = Array(" \t".utf8)
  private static let specials = Array(",\"\n\r".utf8)

  private static func isNumber(_ cell: String) -> Bool {
    let digits = cell.utf8.dropFirst(cell.utf8.first == UInt8(ascii: "-") ? 1 : 0)
    return !digits.isEmpty
      && digits.allSatisfy { $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
  }
}
