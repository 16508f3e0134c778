import Logistics

/// What a table is read from: a file of its own, or a sheet of a workbook.
struct TableSource {
  /// As people name it: `lanes.csv`, `instance.xlsx:lanes`.
  let name: String
  /// What it is named after; nil where it is named as no table can be.
  let table: String?
  let bytes: [UInt8]
  let sheet: SheetText?

  static func file(_ name: String, _ bytes: [UInt8]) -> TableSource {
    let table = name.hasSuffix(".csv") ? String(name.dropLast(".csv".count)) : nil
    return TableSource(name: name, table: table, bytes: bytes, sheet: nil)
  }

  static func sheet(_ sheet: WorkbookReader.Sheet) -> TableSource {
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: sheet.name.unicodeScalars.prefix(longestName).map(Fault.visible))
    return TableSource(
      name: "\(WorkbookReader.fileName):\(String(shown))", table: sheet.name, bytes: sheet.text.bytes,
      sheet: sheet.text)
  }

  var separator: UInt8 { sheet == nil ? TableFormat.separator(bytes) : SheetText.separator }

  var file: SourceFile { SourceFile(name: name, bytes: bytes, separator: separator, isSheet: sheet != nil) }

  /// Spreadsheet programs allow 31 characters in the name of a sheet.
  private static let longestName = 100

  // MARK: What is wrong with it as a whole

  /// The greatest size of a file: line numbers and offsets of marks hold up to there.
  static let largest = Int(Int32.max)

  /// Why it is not read as a table; nil where it is one.
  func misfit(_ mark: SourceMark) -> Fault? {
    guard let table else {
      let meant = TableSource.lookalike(name)
      return Fault(
        at: mark, .unreadFile, "\(Fault.quoted(name)) is not read",
        hint: meant == WorkbookReader.fileName ? "save it as `\(WorkbookReader.fileName)`" : meant.map { "name it `\($0)`" })
    }
    guard InstanceSchema.table(table) != nil else {
      let kind = sheet == nil ? "file" : "sheet"
      return Fault(
        at: mark, .unknownTable, "\(Fault.quoted(table)) is not a table of an instance",
        hint: Spelling.hint(for: table, among: InstanceSchema.tables.lazy.map(\.name))
          ?? "a \(kind) that is not to be read has a name that begins with `_`")
    }
    guard bytes.count < TableSource.largest else {
      return Fault(at: mark, .fileTooLarge, "the table holds \(bytes.count) bytes, more than 2 GiB")
    }
    guard sheet == nil else { return nil }
    return TableFormat.foreign(bytes).map {
      Fault(at: mark, .notUTF8, "the file is \($0), not a table", hint: "save it as CSV in UTF-8")
    }
  }

  /// Whether a file is read, or has to be spoken about because somebody may believe so.
  static func isCandidate(_ file: String) -> Bool {
    guard !file.hasPrefix("_"), !file.hasPrefix(".") else { return false }
    return file.hasSuffix(".csv") || file == WorkbookReader.fileName || lookalike(file) != nil
  }

  /// The file that one of another ending, or in other letters, is meant to be.
  private static func lookalike(_ file: String) -> String? {
    let parts = file.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let stem = parts.first?.lowercased(), let ending = parts.last, ending != "csv" else { return nil }
    let workbooks = ["xlsx", "xls", "xlsm", "xlsb", "ods"]
    if stem == "instance" { return workbooks.contains(ending.lowercased()) ? WorkbookReader.fileName : nil }
    guard (["csv", "tsv", "txt"] + workbooks).contains(ending.lowercased()) else { return nil }
    return InstanceSchema.table(stem).map { "\($0.name).csv" }
  }

  // MARK: What is wrong in a sheet

  /// What the sheet says besides its table, then what the table says elsewhere.
  func faults(_ mark: SourceMark, _ ofTable: [Fault]) -> [Fault] {
    guard let sheet, !sheet.findings.isEmpty else { return ofTable }
    var ledger = FaultLedger(file: mark.file)
    var places: Set<SourceMark> = []
    for finding in sheet.findings {
      let place = SourceMark(
        file: mark.file, line: Int32(truncatingIfNeeded: finding.line),
        offset: UInt32(truncatingIfNeeded: finding.offset), field: Int16(truncatingIfNeeded: finding.field))
      if finding.rule == .cellError || finding.rule == .formulaWithoutValue { places.insert(place) }
      ledger.add(
        Fault(finding.severity, at: place, rule: finding.rule.rawValue, finding.message, hint: finding.hint))
    }
    for (rule, count) in sheet.counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      ledger.add(uncounted: count - min(count, FaultLedger.mostOfARule), of: rule)
    }
    // Of a cell that holds an error or no value nothing else is said.
    return ledger.sorted() + ofTable.filter { fault in fault.mark.map { !places.contains($0) } ?? true }
  }
}
