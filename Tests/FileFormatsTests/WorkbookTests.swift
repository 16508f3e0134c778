import Foundation
import Logistics
import Testing

@testable import FileFormats

@Suite struct WorkbookTests {
  private func load(_ book: TinyWorkbook, _ files: [(String, String)] = []) -> LoadedInstance {
    let tables = files.map { (name: $0.0, bytes: Array($0.1.utf8)) }
    return LoadedInstance.load(name: "test", files: [("instance.xlsx", book.bytes)] + tables)
  }

  /// Errors and warnings, and notes of numbers that were rounded.
  private func faults(_ loaded: LoadedInstance) -> [String] {
    loaded.faults.filter { $0.severity != .note || $0.rule == "rounded-number" }.map { fault in
      guard let place = fault.mark.flatMap({ FaultPlace($0, in: loaded.draft.files) }) else { return fault.rule }
      return "\(place.file):\(place.line):\(place.column) \(fault.rule)"
    }
  }

  private func cell(_ loaded: LoadedInstance, _ table: String, _ row: Int, _ column: String) -> String? {
    guard let table = loaded.draft.table(table), row < table.rowCount else { return nil }
    let cell = table.cell(row, column)
    return loaded.draft.string(cell) ?? loaded.draft.number(cell).map { ExactText.exact($0) }
  }

  // MARK: The same instance

  private static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Instances")

  /// Every cell of the examples, written as numbers where it is one, else in turn as one or the other kind of text.
  @Test(arguments: ["quickstart", "technology-distribution", "air-sea-road"])
  func aWorkbookOfTheSameCellsIsTheSameInstance(name: String) throws {
    let folder = Self.examples.appending(path: name).path
    let plain = LoadedInstance.load(folder: folder)
    var book = TinyWorkbook()
    for (index, file) in plain.draft.files.enumerated() {
      guard let table = plain.draft.tables.first(where: { $0.file == Int32(index) }) else { continue }
      book.sheets.append((table.name, Self.rows(of: file)))
    }
    let other = LoadedInstance.load(name: plain.draft.name, files: [("instance.xlsx", book.bytes)])
    #expect(other.draft.tables.map(\.name) == plain.draft.tables.map(\.name))
    for (a, b) in zip(plain.draft.tables, other.draft.tables) {
      #expect(a.rowCount == b.rowCount && a.columns.map(\.schema.name) == b.columns.map(\.schema.name))
      for (left, right) in zip(a.columns, b.columns) {
        #expect(left.unit?.text == right.unit?.text)
        for (x, y) in zip(left.cells, right.cells) {
          #expect(plain.draft.string(x) == other.draft.string(y) && plain.draft.number(x) == other.draft.number(y))
        }
      }
    }
    let instances = try [plain, other].map { try #require($0.instance) }
    #expect(InstanceSize(instances[0]).text == InstanceSize(instances[1]).text)
    #expect(other.faults.map(\.rule) == plain.faults.map(\.rule))
    #expect(other.draft.inputFiles.map(\.name) == ["instance.xlsx"] && other.draft.inputFiles[0].bytes == book.bytes)
  }

  private static func rows(of file: SourceFile) -> [[TinyWorkbook.Cell]] {
    var rows: [[TinyWorkbook.Cell]] = []
    file.bytes.withUnsafeBufferPointer { bytes in
      var scanner = TableScanner(bytes, separator: file.separator, from: ByteOrderMark.length(bytes))
      let cells = UnsafeMutableBufferPointer<CellSpan>.allocate(capacity: 100)
      cells.initialize(repeating: CellSpan(0, 0))
      defer { cells.deallocate() }
      var text = CellText()
      while let row = scanner.next(into: cells) {
        rows.append(
          cells.prefix(row.cellCount).enumerated().map { index, span in
            let content = text.string(span, of: bytes)
            if content.isEmpty { return .blank }
            if SheetNumber(Array(content.utf8)) != nil { return .number(content) }
            return index % 2 == 0 ? .shared(content) : .text(content)
          })
      }
    }
    return rows
  }

  // MARK: Places

  @Test func placesAreThoseOfTheSheet() {
    let book = TinyWorkbook.network { book in
      book.sheets[3].rows = [
        [], ["", "notes", "origin", "destination", "unit_cost", "_"], [],
        ["", "a, \"b\"\nand a line", "Leipzig", "Lyon", "free"], [], [], ["", "", "Lyon", "Berne", 3],
      ]
      book["lanes", 2, 1] = "product"
      book["lanes", 2, 6] = "mode"
      book.sheets.append(("customers", [["customer"], ["Bern"]]))
    }
    #expect(
      faults(load(book)) == ["instance.xlsx:lanes:4:5 not-a-number", "instance.xlsx:lanes:7:4 unknown-name"])
  }

  @Test func faultsOfASheetAreShownWithItsRow() throws {
    let loaded = load(TinyWorkbook.network { $0["lanes", 3, 3] = "1,85" })
    let fault = try #require(loaded.faults.first { $0.severity == .error })
    let text = FaultText(files: loaded.draft.files).text(fault)
    #expect(text.hasPrefix("instance.xlsx:lanes:3:3: error: `1,85`"))
    #expect(text.contains("  3 | Lyon,Bern,\"1,85\"\n    |           ^~~~~~\n"))
  }

  @Test func cellsBeyondTheHeaderAndTablesThatAreTwiceThereAreFound() {
    #expect(faults(load(TinyWorkbook.network { $0["supply", 2, 6] = "x" })) == ["instance.xlsx:supply:2:6 too-many-cells"])
    let file = ("sites.csv", "site\nLeipzig\nLyon\n")
    #expect(faults(load(TinyWorkbook.network(), [file])) == ["sites.csv:1:1 duplicate-table"])
    let mixed = TinyWorkbook.network { $0.sheets.removeFirst() }
    #expect(faults(load(mixed, [file])) == [])
  }

  @Test func sheetsThatAreNoTablesAreNamed() {
    let book = TinyWorkbook.network { book in
      book.sheets += [("Sheet1", []), ("Sheet2", [[], [""]]), ("_scratch", [["x"]]), ("prives", [["x"]])]
    }
    let loaded = load(book)
    #expect(faults(loaded) == ["instance.xlsx:prives:1:1 unknown-table"])
    #expect(loaded.faults.contains { $0.hint == "did you mean `prices`?" })
    #expect(faults(load(TinyWorkbook.network { $0.sheets[0].rows = [] })).contains("instance.xlsx:sites:1:1 no-header"))
  }

  // MARK: Cells

  @Test(arguments: [
    ("0.1", "0.1"), ("0.30000000000000004", "0.3"), ("2.2999999999999998", "2.3"), ("1.0000000000000001E-2", "0.01"),
    ("999999.99999999988", "1000000"), ("1E3", "1000"), ("-1.5e+2", "-150"), ("123456789012345", "123456789012345"),
    ("1234567890123456", "1234567890123456"), ("1234567890.123456", "1234567890.12346"), ("0.0", "0"), ("-0", "0"),
    ("1e-7", "0.0000001"), (".5", "0.5"), ("+7", "7"), ("00012.50", "12.5"), ("1e-60", "0.1e-59"), ("0e99999", "0"),
  ])
  func numbersAreReadAsTheyAreShown(stored: String, read: String) throws {
    let number = try #require(SheetNumber(Array(stored.utf8)))
    #expect(number.text() == read)
  }

  @Test(arguments: ["", "-", ".", "1e", "1e+", "e5", "1.2.3", "0x1F", "NaN", "INF", "1 2", "1e1234567", "١", "--1"])
  func whatIsNoNumberIsNotReadAsOne(stored: String) { #expect(SheetNumber(Array(stored.utf8)) == nil) }

  @Test func roundedNumbersAreReported() {
    let sums = TinyWorkbook.network { book in
      book["lanes", 2, 3] = .number("0.30000000000000004")
      book["lanes", 3, 3] = .number("2.2999999999999998")
    }
    let loaded = load(sums)
    #expect(faults(loaded) == ["instance.xlsx:lanes:2:3 rounded-number"])
    #expect(loaded.faults.contains { $0.message.hasSuffix("as it is shown, and 1 more in this sheet") })
    #expect(cell(loaded, "lanes", 0, "unit_cost") == "0.3" && cell(loaded, "lanes", 1, "unit_cost") == "2.3")
  }

  /// Known days of both calendars: the first ones, the leap day that never was, those around it, and today's.
  @Test(arguments: [
    (0.0, false, "1899-12-31"), (1, false, "1900-01-01"), (59, false, "1900-02-28"), (60, false, "1900-02-29"),
    (61, false, "1900-03-01"), (45_292, false, "2024-01-01"), (45_350.75, false, "2024-02-28T18:00:00"),
    (2_958_465, false, "9999-12-31"), (0, true, "1904-01-01"), (43_830, true, "2024-01-01"),
    (1.9999999999, false, "1900-01-02"),
  ])
  func daysAreCountedAsWorkbooksDo(serial: Double, from1904: Bool, text: String) {
    #expect(SheetDate.text(serial, from1904: from1904) == text)
  }

  @Test func numbersThatAreShownAsSomethingElseAreNotTakenForNumbers() {
    for (format, rule) in [(1, "not-a-number"), (2, "percent-sign"), (3, "not-a-number")] {
      let loaded = load(TinyWorkbook.network { $0["lanes", 2, 3] = .number("0.5", format: format) })
      #expect(faults(loaded) == ["instance.xlsx:lanes:2:3 \(rule)"], "format \(format)")
    }
    for format in [0, 4, 99] {
      let loaded = load(TinyWorkbook.network { $0["lanes", 2, 3] = .number("0.5", format: format) })
      #expect(cell(loaded, "lanes", 0, "unit_cost") == "0.5" && faults(loaded) == [], "format \(format)")
    }
  }

  @Test func textsOfEveryKindAreRead() {
    let names: [(TinyWorkbook.Cell, String)] = [
      (.shared("R&D <north> \"x\""), "R&D <north> \"x\""), (.text("Zürich 東京"), "Zürich 東京"),
      (.raw("<c r='@' t='inlineStr'><is><r><t>Be</t></r><rPh sb='0' eb='1'><t>no</t></rPh><r><t>rn</t></r></is></c>"), "Bern"),
      (.raw("<c r='@' t='str'><f>\"a\"&amp;1</f><v>a1</v></c>"), "a1"), (.raw("<c r='@'><v>007</v></c>"), "7"),
      (.raw("<c r='@' t='inlineStr'><is><t><![CDATA[<&>]]></t></is></c>"), "<&>"),
      (.raw("<c r='@' t='inlineStr'><is><t>a_x0020_b_x00_c_</t></is></c>"), "a b_x00_c_"),
      (.raw("<c r='@' t='inlineStr'><is><t>&#x41;&#66;</t></is></c>"), "AB"),
      (.raw("<c t='b'><v>1</v></c>"), "true"),
    ]
    for (cell, expected) in names {
      let loaded = load(TinyWorkbook.network { $0["demand", 2, 1] = cell })
      #expect(self.cell(loaded, "demand", 0, "customer") == expected)
    }
  }

  @Test func errorsFormulasWithoutValueAndMergedCellsAreFaults() {
    func faults(of cell: String) -> [String] {
      self.faults(load(TinyWorkbook.network { $0["lanes", 2, 3] = .raw(cell) }))
    }
    #expect(faults(of: "<c r='@' t='e'><v>#N/A</v></c>") == ["instance.xlsx:lanes:2:3 cell-error"])
    #expect(faults(of: "<c r='@'><f>1+2</f></c>") == ["instance.xlsx:lanes:2:3 formula-without-value"])
    #expect(faults(of: "<c r='@'><f>1+2</f><v></v></c>") == ["instance.xlsx:lanes:2:3 formula-without-value"])
    #expect(faults(of: "<c r='@'><f>1+2</f><v>3</v></c>") == [])
    #expect(faults(of: "<c r='@' s='1'/>") == [])
    #expect(faults(of: "<c r='@' t='s'><v>77</v></c>") == ["instance.xlsx:lanes:2:3 workbook"])
    let merged = TinyWorkbook.network { $0.behindRows = "<mergeCells><mergeCell ref='B2:B3'/></mergeCells>" }
    #expect(self.faults(load(merged)) == ["instance.xlsx:sites:2:2 merged-cells"])
    // A name that is an error is not taken for a name, whatever column it stands in.
    let name = TinyWorkbook.network { $0["demand", 2, 1] = .raw("<c r='@' t='e'><v>#REF!</v></c>") }
    #expect(self.faults(load(name)).contains("instance.xlsx:demand:2:1 cell-error"))
    #expect(load(name).instance == nil)
  }

  @Test func cellsAndRowsMayLackTheirPlaces() {
    var zip = TinyWorkbook.network().archive
    let rows = "<row><c t='inlineStr'><is><t>site</t></is></c></row><row/><row><c t='inlineStr'><is><t>Lyon</t></is></c></row>"
    zip["xl/worksheets/sheet1.xml"]?.bytes = Array("<worksheet><sheetData>\(rows)</sheetData></worksheet>".utf8)
    let (draft, faults) = InstanceReader.read(name: "test", files: [(name: "instance.xlsx", bytes: zip.bytes)])
    #expect(faults.isEmpty)
    #expect(draft.table("sites")?.marks.map(\.line) == [3])
  }
}
