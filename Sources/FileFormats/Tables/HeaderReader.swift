import Logistics

/// Reads a table's first row: which column stands where, and in which unit.
struct HeaderReader {
  static let mostColumns = 1_000

  /// A column that the table knows, at its place in the rows.
  struct Column {
    let schema: ColumnSchema
    let unit: HeaderUnit?
    let field: Int16
  }

  let schema: TableSchema
  let row: SourceMark
  private(set) var columns: [Column] = []
  private(set) var faults: [Fault] = []
  private var fields: [String: Int16] = [:]

  init(schema: TableSchema, row: SourceMark) {
    self.schema = schema
    self.row = row
  }

  /// Takes the header's cells, blanks around them cut.
  mutating func read(_ cells: [String]) {
    for (index, cell) in cells.prefix(HeaderReader.mostColumns).enumerated() { take(cell, Int16(index)) }
    if cells.count > HeaderReader.mostColumns {
      faults.append(
        Fault(
          at: row.field(Int16(HeaderReader.mostColumns)), .tooManyColumns,
          "the header has \(cells.count) columns, more than \(HeaderReader.mostColumns)"))
    }
    addMissing()
  }

  private mutating func take(_ cell: String, _ field: Int16) {
    let mark = row.field(field)
    guard !cell.isEmpty else {
      faults.append(
        Fault(
          at: mark, .blankColumn, "the column has no name", hint: "name the column, or delete it with its separators"))
      return
    }
    let bracket = cell.firstIndex(of: "[")
    let name = String(cell[..<(bracket ?? cell.endIndex)].reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    guard let column = schema.column(name) else {
      addUnknown(name.isEmpty ? cell : name, mark)
      return
    }
    if let first = fields[name] {
      faults.append(
        Fault(
          at: mark, .duplicateColumn, "the column `\(name)` is there twice",
          related: [Fault.Related(row.field(first), "first here")]))
      return
    }
    fields[name] = field
    columns.append(Column(schema: column, unit: bracket.flatMap { unit(cell[$0...], column, mark) }, field: field))
  }

  private mutating func addUnknown(_ name: String, _ mark: SourceMark) {
    let near = Spelling.nearest(to: name, among: schema.columns.lazy.map(\.name))
    faults.append(
      Fault(
        at: mark, .unknownColumn, "\(Fault.quoted(name)) is not a column of `\(schema.name)`",
        hint: near.map { "did you mean `\($0)`?" }
          ?? "columns of `\(schema.name)`: " + schema.columns.map { "`\($0.name)`" }.joined(separator: ", ")))
  }

  private mutating func unit(_ text: Substring, _ column: ColumnSchema, _ mark: SourceMark) -> HeaderUnit? {
    guard text.last == "]", let unit = UnitText(String(text.dropFirst().dropLast())) else {
      faults.append(
        Fault(
          at: mark, .unitSyntax, "\(Fault.quoted(String(text))) is not a unit",
          hint: "write `\(column.name) [unit]`, `[unit/unit]` or `[unit/(unit unit)]`"))
      return nil
    }
    guard column.unit != .none else {
      faults.append(
        Fault(
          at: mark, .unexpectedUnit, "`\(column.name)` has no unit", hint: "write the column as `\(column.name)`",
          text: String(text)))
      return nil
    }
    return HeaderUnit(numerator: unit.numerator, denominators: unit.denominators, mark: mark)
  }

  private mutating func addMissing() {
    for column in schema.columns where column.isRequired && fields[column.name] == nil {
      faults.append(
        Fault(
          at: row, .missingColumn, "`\(schema.name)` needs the column `\(column.name)`",
          hint: "add `\(column.name)` to the header"))
    }
  }
}
