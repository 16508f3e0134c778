/// A CSV table for people and spreadsheets: a header row, LF line ends, quoted by RFC 4180 where a cell needs it.
///
/// Names go out exactly as they are, so that they read back the same. A cell that a spreadsheet could take for a
/// formula (`=`, `+`, `-`, `@`, a tab) is quoted, though not altered: a mark before it would be a different name.
public struct SummaryTable {
  private let columns: Int
  private var stream: ByteStream

  /// What is not handed on yet; without a sink the whole table.
  public var bytes: [UInt8] { stream.bytes }

  /// - Parameter sink: takes the table piece by piece, the last one with `finish`; nil gathers it in `bytes`.
  public init(_ header: [String], to sink: ByteStream.Sink? = nil) {
    columns = header.count
    stream = ByteStream(to: sink)
    add(header)
  }

  /// Hands on what is left.
  public mutating func finish() { stream.finish() }

  /// Cells of a row, in the header's order; numbers as they are, text quoted where needed.
  public mutating func add(_ cells: [String]) {
    precondition(cells.count == columns, "a row has as many cells as the header")
    for (index, cell) in cells.enumerated() {
      if index > 0 { stream.append(UInt8(ascii: ",")) }
      append(cell)
    }
    stream.append(UInt8(ascii: "\n"))
    stream.passOn()
  }

  private mutating func append(_ cell: String) {
    guard SummaryTable.needsQuotes(cell) else {
      stream.append(contentsOf: cell.utf8)
      return
    }
    stream.append(UInt8(ascii: "\""))
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { stream.append(byte) }
      stream.append(byte)
    }
    stream.append(UInt8(ascii: "\""))
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
