import FileFormats
import Foundation
import Testing

/// Rows of cells as texts, quotes taken off.
func scanned(_ bytes: [UInt8], separator: UInt8 = UInt8(ascii: ",")) -> (rows: [[String]], faults: [ScanFault]) {
  bytes.withUnsafeBufferPointer { buffer in
    let cells = UnsafeMutableBufferPointer<CellSpan>.allocate(capacity: 100)
    cells.initialize(repeating: CellSpan(0, 0))
    defer { cells.deallocate() }
    var scanner = TableScanner(buffer, separator: separator)
    var rows: [[String]] = []
    while let row = scanner.next(into: cells) {
      rows.append(
        cells.prefix(row.cellCount).map { span in
          let text = String(decoding: buffer[span.range], as: UTF8.self)
          return span.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
        })
    }
    return (rows, scanner.faults)
  }
}

func scanned(_ text: String) -> (rows: [[String]], faults: [ScanFault]) { scanned(Array(text.utf8)) }

@Suite struct TableScannerTests {
  @Test(
    .enabled(if: publicData != nil),
    arguments: publicFiles("torture/csv/csv-spectrum/csvs", ".csv"))
  func theCSVSpectrumReadsAsItsJSONSays(path: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let answers = path.replacing("/csvs/", with: "/json/").replacing(".csv", with: ".json")
    let expected = try JSONDecoder().decode([[String: String]].self, from: Data(contentsOf: URL(filePath: answers)))
    let (rows, faults) = scanned(bytes)
    #expect(faults.isEmpty)
    let header = try #require(rows.first)
    let records = rows.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    #expect(records == expected)
  }

  @Test func theWholeSpectrumWasThere() throws {
    guard publicData != nil else { return }
    #expect(publicFiles("torture/csv/csv-spectrum/csvs", ".csv").count >= 11)
  }

  @Test func lineEndsAreLFOrCRLFAndEmptyLinesAreSkipped() {
    #expect(scanned("a,b\r\n1,2\n\n\r\n3,4").rows == [["a", "b"], ["1", "2"], ["3", "4"]])
    #expect(scanned("").rows.isEmpty)
    #expect(scanned("\n\r\n\n").rows.isEmpty)
    #expect(scanned("a,\n,\n").rows == [["a", ""], ["", ""]])
    #expect(scanned("a,").rows == [["a", ""]])
  }

  @Test func quotedCellsHoldAnything() {
    #expect(scanned("\"a,b\",\"c\nd\",\"e\"\"f\"\"\",\"\"").rows == [["a,b", "c\nd", "e\"f\"", ""]])
    #expect(scanned("x, \"a,b\" ,y").rows == [["x", "a,b", "y"]])
    #expect(scanned("x, \"a,b\" ,y").faults.isEmpty)
    #expect(scanned("\"\"\"\"").rows == [["\""]])
  }

  @Test func wrongQuotingHasItsPlace() {
    #expect(scanned("a,\"b\nc,d").faults == [ScanFault(kind: .unterminatedQuote, offset: 2, line: 1)])
    #expect(scanned("x\na,\"b\"c,d\n1,2,3").faults == [ScanFault(kind: .textAfterQuote, offset: 7, line: 2)])
    #expect(scanned("x\na,\"b\"c,d\n1,2,3").rows == [["x"], ["a", "b", "d"], ["1", "2", "3"]])
    #expect(scanned("a,b\"c\"d,e\n").faults == [ScanFault(kind: .strayQuote, offset: 3, line: 1)])
    #expect(scanned("a,b\"c\"d,e\n").rows == [["a", "b\"c\"d", "e"]])
    #expect(scanned("a\rb\nc\r").faults.map(\.offset) == [1, 5])
    #expect(scanned("a\rb\nc\r").rows == [["a"], ["b"], ["c"]])
  }

  @Test func linesAreCountedThroughQuotedCells() {
    let text = "h\n\"" + String(repeating: "x\n", count: 1_000) + "\"\nlast,\"\n"
    #expect(scanned(text).faults == [ScanFault(kind: .unterminatedQuote, offset: text.utf8.count - 2, line: 1_003)])
  }

  /// The automaton of RFC 4180, byte by byte.
  private func plainly(_ bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = []
    var (row, cell, isQuoted, wasQuoted) = ([String](), [UInt8](), false, false)
    func text() -> String { String(decoding: cell, as: UTF8.self) }
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if isQuoted {
        if byte == UInt8(ascii: "\""), index + 1 < bytes.count, bytes[index + 1] == byte {
          cell.append(byte)
          index += 1
        } else if byte == UInt8(ascii: "\"") {
          isQuoted = false
        } else {
          cell.append(byte)
        }
      } else if byte == UInt8(ascii: "\"") {
        (isQuoted, wasQuoted) = (true, true)
      } else if byte == UInt8(ascii: ",") {
        row.append(text())
        (cell, wasQuoted) = ([], false)
      } else if byte == UInt8(ascii: "\n") {
        if !row.isEmpty || !cell.isEmpty || wasQuoted { rows.append(row + [text()]) }
        (row, cell, wasQuoted) = ([], [], false)
      } else {
        cell.append(byte)
      }
      index += 1
    }
    if !row.isEmpty || !cell.isEmpty || wasQuoted { rows.append(row + [text()]) }
    return rows
  }

  @Test func manyBytesAtATimeReadWhatOneByteAtATimeReads() {
    let seed: UInt64 = 41
    var random = SeededGenerator(seed: seed)
    for _ in 0..<scaled(5_000) {
      var text = ""
      for _ in 0..<random.below(30) {
        let length = random.below(random.chance(10) ? 60 : 9)
        let letters = (0..<length).map { _ in random.pick(["a", "7", " ", "é", ".", "漢", "z"]) }.joined()
        if random.chance(30) {
          let inside = (0..<length).map { _ in random.pick(["a", ",", "\n", "\"\"", "é", "b"]) }.joined()
          text += "\"" + inside + "\""
        } else {
          text += letters
        }
        text += random.pick([",", ",", ",", "\n"])
      }
      let bytes = Array(text.utf8)
      let (rows, faults) = scanned(bytes)
      #expect(rows == plainly(bytes), "\(text.debugDescription), seed \(seed)")
      #expect(faults.isEmpty, "\(text.debugDescription), seed \(seed)")
    }
  }
}
