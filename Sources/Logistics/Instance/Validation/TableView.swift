/// A table of the draft, ready to be walked: columns are looked up once, not cell by cell.
struct TableView {
  let draft: Draft
  let table: DraftTable

  var name: String { table.name }
  var rowCount: Int { table.rowCount }
  func mark(_ row: Int) -> SourceMark { table.marks[row] }

  func column(_ name: String) -> ColumnView {
    guard let index = table.columnIndex(name) else { return ColumnView(name: name, column: nil, marks: table.marks) }
    return ColumnView(name: name, column: table.columns[index], marks: table.marks)
  }
}

/// A column of a table; blank everywhere where the table lacks it.
struct ColumnView {
  let name: String
  let cells: [Cell]
  let unit: HeaderUnit?
  let exists: Bool
  private let field: Int16
  private let marks: [SourceMark]
  private let replaced: [Int: SourceMark]

  init(name: String, column: DraftColumn?, marks: [SourceMark]) {
    self.name = name
    self.marks = marks
    cells = column?.cells ?? []
    unit = column?.unit
    field = column?.field ?? -1
    exists = column != nil
    replaced = column?.replacedMarks ?? [:]
  }

  subscript(row: Int) -> Cell { row < cells.count ? cells[row] : .blank }

  func mark(_ row: Int) -> SourceMark { replaced[row] ?? marks[row].field(field) }
}

/// A numeric cell: a blank one may inherit, `none` may not.
enum Filled: Equatable {
  case blank, none
  case value(Rational)

  var value: Rational? {
    if case .value(let value) = self { return value }
    return nil
  }
}

/// A column of numbers, converted from the unit in its header to the instance's.
struct NumberColumn {
  enum Range { case any, notNegative, positive, percent }

  let column: ColumnView
  let draft: Draft
  let factor: Rational
  let range: Range
  private let isConverted: Bool

  init(_ column: ColumnView, of draft: Draft, factor: Rational, range: Range) {
    self.column = column
    self.draft = draft
    self.factor = factor
    self.range = range
    isConverted = factor != .one
  }

  func isFilled(_ row: Int) -> Bool { !column[row].isBlank }

  /// The number in the instance's unit; a cell that holds no fitting number is reported and read as blank.
  func read(_ row: Int, _ log: FaultLog) -> Filled {
    let cell = column[row]
    switch cell {
    case .blank: return .blank
    case .none: return .none
    default: break
    }
    guard let number = draft.number(cell) else {
      log.error(column.mark(row), .notANumber, "`\(column.name)` wants a number")
      return .blank
    }
    let value = isConverted ? number * factor : number
    if let complaint = complaint(about: value) {
      log.error(column.mark(row), .numberRange, "`\(column.name)` \(complaint)")
      return .blank
    }
    return .value(value)
  }

  func value(_ row: Int, _ log: FaultLog) -> Rational? { read(row, log).value }

  private func complaint(about value: Rational) -> String? {
    if value.magnitude > NumberText.largest { return "is more than 10^12 in size" }
    switch range {
    case .any: return nil
    case .notNegative: return value.isNegative ? "may not be below 0" : nil
    case .positive: return value.isPositive ? nil : "must be above 0"
    case .percent: return value.isNegative || value > Rational(100) ? "must be from 0 to 100" : nil
    }
  }
}
