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
  /// Rows are typed in blocks, column by column, so that each column's work is one tight loop.
  private static let rowsInABlock = 1_024
  private var block: [BlockRow] = []
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

  /// A row of the block.
  private struct BlockRow {
    let mark: SourceMark
    let cellCount: Int
    /// Where the row is known to be wrong, its cells are typed but nothing more is said about them.
    let isQuiet: Bool
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
    let spans = UnsafeMutableBufferPointer<CellSpan>.allocate(capacity: width * TableReader.rowsInABlock)
    spans.initialize(repeating: CellSpan(0, 0))
    defer { spans.deallocate() }
    while true {
      let room = UnsafeMutableBufferPointer(rebasing: spans[(block.count * width)...].prefix(width))
      guard let row = scanner.next(into: room) else { break }
      take(&scanner.faults)
      read(row, UnsafeBufferPointer(room), of: bytes)
      if block.count == TableReader.rowsInABlock {
        if marks.count == block.count { reserve(bytes.count / max(1, scanner.offset) * block.count) }
        type(UnsafeBufferPointer(spans), of: bytes, into: &draft)
      }
    }
    take(&scanner.faults)
    type(UnsafeBufferPointer(spans), of: bytes, into: &draft)
  }

  private mutating func reserve(_ rows: Int) {
    for index in columns.indices { columns[index].cells.reserveCapacity(rows + rows / 16) }
    marks.reserveCapacity(rows + rows / 16)
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

  /// Takes a row into the block, or says why it holds nothing.
  private mutating func read(
    _ row: ScannedRow, _ cells: UnsafeBufferPointer<CellSpan>, of bytes: UnsafeBufferPointer<UInt8>
  ) {
    let mark = SourceMark(
      file: file, line: Int32(truncatingIfNeeded: row.line), offset: UInt32(truncatingIfNeeded: row.offset))
    let isWhole = row.cellCount == width && !row.isDamaged
    let found = UnsafeBufferPointer(rebasing: cells.prefix(row.cellCount))
    if !row.isDamaged && row.cellCount <= width && isBlank(found, of: bytes) { return addBlankRow(mark) }
    if !row.isDamaged && row.cellCount != width { addWrongCount(row.cellCount, mark) }
    guard schema.isSupported else { return countRefused(mark, found, of: bytes) }
    marks.append(mark)
    block.append(BlockRow(mark: mark, cellCount: row.cellCount, isQuiet: !isWhole))
  }

  /// Types the block's cells, column by column, and empties it.
  private mutating func type(
    _ spans: UnsafeBufferPointer<CellSpan>, of bytes: UnsafeBufferPointer<UInt8>, into draft: inout Draft
  ) {
    for index in columns.indices {
      let reader = columns[index].reader
      let field = Int(columns[index].field)
      var cells: [Cell] = []
      swap(&cells, &columns[index].cells)
      for (position, row) in block.enumerated() {
        guard field < row.cellCount else {
          cells.append(.blank)
          continue
        }
        cells.append(type(spans[position * width + field], reader, index, row, of: bytes, into: &draft))
      }
      swap(&cells, &columns[index].cells)
    }
    block.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private mutating func type(
    _ span: CellSpan, _ reader: CellReader, _ index: Int, _ row: BlockRow, of bytes: UnsafeBufferPointer<UInt8>,
    into draft: inout Draft
  ) -> Cell {
    var cell = Cell.blank
    var fault: CellFault?
    var isTrimmed = false
    if span.start != span.end {
      if span.range.count > CellText.longest {
        fault = CellText.tooLong(span.range.count)
      } else {
        isTrimmed = text.with(span, of: bytes) { content, isTrimmed in
          do throws(CellFault) { cell = try reader.cell(content, into: &draft) } catch { fault = error }
          return isTrimmed
        }
      }
    }
    if row.isQuiet { return cell }
    if let fault {
      ledger.add(fault.fault(at: row.mark.field(columns[index].field)))
    } else if cell.isBlank && columns[index].isRequired {
      addRequired(index, row.mark)
    } else if isTrimmed {
      countTrimmed(index, row.mark)
    }
    return cell
  }

  // MARK: What a row can lack

  private mutating func addWrongCount(_ count: Int, _ row: SourceMark) {
    let message = "the row has \(count) cells, the header \(width) columns"
    if count < width {
      ledger.add(
        Fault(
          at: row.field(Int16(count)), .tooFewCells, message, hint: "write a separator for each blank cell"))
    } else {
      ledger.add(
        Fault(
          at: row.field(Int16(width)), .tooManyCells, message,
          hint: "put a cell that holds the separator into quotes"))
    }
  }

  private func isBlank(_ cells: UnsafeBufferPointer<CellSpan>, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for span in cells where span.start != span.end && !CellText.trimmed(bytes, span.range).isEmpty { return false }
    return true
  }

  private mutating func countRefused(
    _ mark: SourceMark, _ cells: UnsafeBufferPointer<CellSpan>, of bytes: UnsafeBufferPointer<UInt8>
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
