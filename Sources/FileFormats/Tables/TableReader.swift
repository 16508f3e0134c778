import Logistics

/// Reads the bytes of one table into a draft, and lists whatever is wrong with them.
struct TableReader {
  private let schema: TableSchema
  private let file: Int32
  private let separator: UInt8
  private var ledger: FaultLedger
  private var text = CellText()
  private var columns: [ColumnBuilder] = []
  private var marks: [SourceMark] = []
  /// Cells that the header asks a row to have.
  private var width = 0
  /// Of `status`, in a row; nil without one.
  private var statusField: Int?
  private var refusedRows = (count: 0, first: SourceMark?.none)

  /// One column while its cells come in.
  private struct ColumnBuilder {
    let schema: ColumnSchema
    let unit: HeaderUnit?
    let field: Int16
    let reader: CellReader
    let isRequired: Bool
    var cells: [Cell] = []
    var trimmed = (count: 0, first: SourceMark?.none)
  }

  init(schema: TableSchema, file: Int32, separator: UInt8) {
    self.schema = schema
    self.file = file
    self.separator = separator
    ledger = FaultLedger(file: file)
  }

  /// Reads the table and adds it to the draft; the faults come in the order of the file.
  mutating func read(_ bytes: [UInt8], into draft: inout Draft) -> [Fault] {
    bytes.withUnsafeBufferPointer { bytes in
      checkEncoding(bytes)
      scan(bytes, into: &draft)
    }
    if schema.isSupported && width > 0 { finish(into: &draft) }
    if let first = refusedRows.first {
      ledger.add(
        Fault(
          at: first, .refusedTable, "the table `\(schema.name)` is not supported yet (rows: \(refusedRows.count))",
          hint: "delete its rows, or rename the file to `_\(schema.name).csv`"))
    }
    return ledger.sorted()
  }

  // MARK: Rows

  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, into draft: inout Draft) {
    var scanner = TableScanner(bytes, separator: separator, from: ByteOrderMark.length(bytes))
    guard readHeader(&scanner, bytes) else { return }
    let cells = UnsafeMutableBufferPointer<CellSpan>.allocate(capacity: width)
    cells.initialize(repeating: CellSpan(0, 0))
    defer { cells.deallocate() }
    while let row = scanner.next(into: cells) {
      let mark = SourceMark(
        file: file, line: Int32(truncatingIfNeeded: row.line), offset: UInt32(truncatingIfNeeded: row.offset))
      take(&scanner.faults)
      read(row, mark, UnsafeBufferPointer(cells), of: bytes, into: &draft)
    }
  }

  private mutating func readHeader(_ scanner: inout TableScanner, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let cells = UnsafeMutableBufferPointer<CellSpan>.allocate(capacity: HeaderReader.mostColumns + 1)
    cells.initialize(repeating: CellSpan(0, 0))
    defer { cells.deallocate() }
    guard let row = scanner.next(into: cells) else {
      ledger.add(
        Fault(
          at: SourceMark(file: file, line: 1, offset: 0), .noHeader, "the table has no header",
          hint: "the first row names the columns: "
            + schema.columns.filter(\.isRequired).map { "`\($0.name)`" }.joined(separator: ", ")))
      return false
    }
    take(&scanner.faults)
    let mark = SourceMark(
      file: file, line: Int32(truncatingIfNeeded: row.line), offset: UInt32(truncatingIfNeeded: row.offset))
    let names = cells.prefix(row.cellCount).map { text.string($0, of: bytes) }
    var header = HeaderReader(schema: schema, row: mark)
    header.read(names)
    header.faults.forEach { ledger.add($0) }
    width = min(row.cellCount, HeaderReader.mostColumns)
    columns = header.columns.map { column in
      ColumnBuilder(
        schema: column.schema, unit: column.unit, field: column.field, reader: CellReader(column.schema),
        isRequired: column.schema.isRequired && (column.schema.isKey || !schema.inheritsCells))
    }
    statusField = header.columns.first { $0.schema.name == "status" }.map { Int($0.field) }
    return true
  }

  private mutating func read(
    _ row: ScannedRow, _ mark: SourceMark, _ cells: UnsafeBufferPointer<CellSpan>,
    of bytes: UnsafeBufferPointer<UInt8>, into draft: inout Draft
  ) {
    let isWhole = row.cellCount == width && !row.isDamaged
    if !isWhole && !row.isDamaged && !checkCount(row, mark, cells, of: bytes) { return }
    if !schema.isSupported { return count(mark, cells.prefix(row.cellCount), of: bytes) }
    if isWhole && isBlank(cells, of: bytes) { return addBlankRow(mark) }
    marks.append(mark)
    for index in columns.indices {
      let field = Int(columns[index].field)
      let cell = field < row.cellCount
        ? read(cells[field], index, mark, isQuiet: !isWhole, of: bytes, into: &draft) : .blank
      columns[index].cells.append(cell)
    }
  }

  /// Reads one cell; where its row is known to be wrong, it says nothing more.
  @inline(__always)
  private mutating func read(
    _ span: CellSpan, _ index: Int, _ row: SourceMark, isQuiet: Bool, of bytes: UnsafeBufferPointer<UInt8>,
    into draft: inout Draft
  ) -> Cell {
    if span.start == span.end {
      if columns[index].isRequired && !isQuiet { addRequired(index, row) }
      return .blank
    }
    if span.range.count > CellText.longest {
      if !isQuiet { addTooLong(span.range.count, row.field(columns[index].field)) }
      return .blank
    }
    let (result, isTrimmed) = text.with(span, of: bytes) { content, isTrimmed in
      do throws(CellFault) {
        return (Result<Cell, CellFault>.success(try columns[index].reader.cell(content, into: &draft)), isTrimmed)
      } catch { return (.failure(error), isTrimmed) }
    }
    if isTrimmed { countTrimmed(index, row) }
    switch result {
    case .success(let cell):
      if cell.isBlank && columns[index].isRequired && !isQuiet { addRequired(index, row) }
      return cell
    case .failure(let fault):
      if !isQuiet { ledger.add(fault.fault(at: row.field(columns[index].field))) }
      return .blank
    }
  }

  // MARK: What a row can lack

  /// Faults a row with too few or too many cells; false for a line of blanks only, which is faulted as such.
  private mutating func checkCount(
    _ row: ScannedRow, _ mark: SourceMark, _ cells: UnsafeBufferPointer<CellSpan>, of bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if row.cellCount < width {
      if isBlank(UnsafeBufferPointer(rebasing: cells[..<row.cellCount]), of: bytes) {
        addBlankRow(mark)
        return false
      }
      ledger.add(
        Fault(
          at: mark.field(Int16(row.cellCount)), .tooFewCells,
          "the row has \(row.cellCount) cells, the header \(width) columns",
          hint: "write a separator for each blank cell"))
    } else {
      ledger.add(
        Fault(
          at: mark.field(Int16(width)), .tooManyCells,
          "the row has \(row.cellCount) cells, the header \(width) columns",
          hint: "put a cell that holds the separator into quotes"))
    }
    return true
  }

  private mutating func isBlank(
    _ cells: UnsafeBufferPointer<CellSpan>, of bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for span in cells where span.start != span.end && !CellText.trimmed(bytes, span.range).isEmpty { return false }
    return true
  }

  private mutating func count(
    _ mark: SourceMark, _ cells: Slice<UnsafeBufferPointer<CellSpan>>, of bytes: UnsafeBufferPointer<UInt8>
  ) {
    if let statusField, statusField < cells.count, text.string(cells[statusField], of: bytes) == "exclude" { return }
    refusedRows.count += 1
    if refusedRows.first == nil { refusedRows.first = mark }
  }

  private mutating func addBlankRow(_ mark: SourceMark) {
    ledger.add(Fault(at: mark, .blankRow, "the row holds nothing", hint: "delete the line"))
  }

  private mutating func addRequired(_ index: Int, _ row: SourceMark) {
    ledger.add(
      Fault(
        at: row.field(columns[index].field), .requiredCell,
        "`\(columns[index].schema.name)` is blank, but every row of `\(schema.name)` needs it"))
  }

  private mutating func addTooLong(_ length: Int, _ mark: SourceMark) {
    ledger.add(
      Fault(at: mark, .cellTooLong, "the cell holds \(length) bytes, more than \(CellText.longest)"))
  }

  private mutating func countTrimmed(_ index: Int, _ row: SourceMark) {
    columns[index].trimmed.count += 1
    if columns[index].trimmed.first == nil { columns[index].trimmed.first = row.field(columns[index].field) }
  }

  // MARK: Bytes

  private mutating func checkEncoding(_ bytes: UnsafeBufferPointer<UInt8>) {
    let (listed, count) = EncodingCheck.findings(in: bytes, limit: FaultLedger.mostOfARule)
    for finding in listed {
      let mark = SourceMark(
        file: file, line: Int32(truncatingIfNeeded: finding.line), offset: UInt32(truncatingIfNeeded: finding.offset))
      switch finding.kind {
      case .nul: ledger.add(Fault(at: mark, .nulByte, "there is a NUL byte", hint: "save the table as UTF-8 text"))
      case .invalidUTF8:
        let byte = String(bytes[finding.offset], radix: 16)
        ledger.add(
          Fault(at: mark, .notUTF8, "the byte `0x\(byte)` is not UTF-8 here", hint: "save the table as UTF-8 text"))
      }
    }
    ledger.add(uncounted: count - listed.count, of: .notUTF8)
  }

  private mutating func take(_ faults: inout [ScanFault]) {
    guard !faults.isEmpty else { return }
    for fault in faults { ledger.add(TableReader.fault(fault, file: file)) }
    faults.removeAll(keepingCapacity: true)
  }

  private static func fault(_ fault: ScanFault, file: Int32) -> Fault {
    let mark = SourceMark(
      file: file, line: Int32(truncatingIfNeeded: fault.line), offset: UInt32(truncatingIfNeeded: fault.offset))
    switch fault.kind {
    case .loneCarriageReturn:
      return Fault(
        at: mark, .loneCarriageReturn, "there is a CR without a LF", hint: "end lines with LF or CRLF")
    case .unterminatedQuote:
      return Fault(
        at: mark, .unterminatedQuote, "the quote that opens here is never closed",
        hint: "close it, or double it if it belongs to the text")
    case .textAfterQuote:
      return Fault(
        at: mark, .textAfterQuote, "there is text behind the closing quote",
        hint: "double a quote that belongs to the text")
    case .strayQuote:
      return Fault(
        at: mark, .strayQuote, "there is a quote in a cell that is not quoted",
        hint: "put the whole cell into quotes and double the quote in it")
    }
  }

  // MARK: The table

  private mutating func finish(into draft: inout Draft) {
    for column in columns {
      guard let first = column.trimmed.first else { continue }
      let more = column.trimmed.count == 1 ? "" : ", and around \(column.trimmed.count - 1) more in this column"
      ledger.add(Fault(.note, at: first, .trimmedBlanks, "blanks around the cell are not read\(more)"))
    }
    var table = DraftTable(
      schema: schema, file: file,
      columns: columns.map { DraftColumn(schema: $0.schema, unit: $0.unit, field: $0.field, cells: $0.cells) },
      marks: marks)
    if schema.name == "settings" {
      for fault in SettingsReader.type(&table, &draft) { ledger.add(fault) }
    }
    draft.tables.append(table)
  }
}
