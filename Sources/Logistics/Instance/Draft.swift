/// An instance as its tables say it, row by row: every cell typed, nothing resolved, nothing judged.
///
/// Scenarios change a draft; validation turns it into an `Instance`, or into faults.
public struct Draft: Sendable {
  /// The folder's name.
  public var name: String
  public var files: [SourceFile]
  /// In the schema's order; a table at most once.
  public var tables: [DraftTable]
  private var pool = TextPool()
  /// The fractions that do not fit a `Decimal`.
  public private(set) var fractions: [Rational] = []

  public init(name: String, files: [SourceFile] = [], tables: [DraftTable] = []) {
    self.name = name
    self.files = files
    self.tables = tables
  }

  /// Every text that a cell holds, once.
  public var texts: [String] { pool.texts }

  public mutating func intern(_ text: String) -> TextID { TextID(pool.intern(text)) }

  /// Interns UTF-8 bytes; no `String` is made unless the text is new.
  public mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> TextID { TextID(pool.intern(text)) }

  /// A cell that holds `value`.
  public mutating func cell(_ value: Rational) -> Cell {
    if let parts = value.parts, let mantissa = Int64(exactly: parts.numerator), parts.denominator == 1 {
      return .number(Decimal(mantissa: mantissa, decimals: 0))
    }
    for decimals in 1...NumberText.mostDecimals {
      let scaled = value * Rational(whole: Rational.powerOfTen(decimals))
      guard let mantissa = scaled.wholeValue else { continue }
      guard let short = Int64(exactly: mantissa) else { break }
      return .number(Decimal(mantissa: short, decimals: Int8(decimals)))
    }
    fractions.append(value)
    return .fraction(Int32(truncatingIfNeeded: fractions.count - 1))
  }

  public func text(_ id: TextID) -> String { texts[Int(id.rawValue)] }

  /// The number in a cell; nil where there is none.
  public func number(_ cell: Cell) -> Rational? {
    switch cell {
    case .number(let decimal): decimal.rational
    case .fraction(let index): fractions[Int(index)]
    default: nil
    }
  }

  /// The text in a cell; nil where there is none.
  public func string(_ cell: Cell) -> String? {
    if case .text(let id) = cell { return text(id) }
    return nil
  }

  public func table(_ name: String) -> DraftTable? { tables.first { $0.name == name } }
  public func tableIndex(_ name: String) -> Int? { tables.firstIndex { $0.name == name } }
}

/// A text of a draft.
public struct TextID: Sendable, Hashable {
  public let rawValue: Int32
  public init(_ rawValue: Int32) { self.rawValue = rawValue }
}

/// What a cell holds.
public enum Cell: Sendable, Equatable {
  case blank
  /// The word `none`: an inherited value switched off.
  case none
  case text(TextID)
  case number(Decimal)
  /// An index into the draft's fractions.
  case fraction(Int32)
  case flag(Bool)

  public var isBlank: Bool { self == .blank }
}

/// A file that rows came from.
public struct SourceFile: Sendable {
  /// As people name it: `lanes.csv`, `instance.xlsx:lanes`.
  public let name: String
  /// The whole text, so that a fault can show its line.
  public let bytes: [UInt8]
  public let separator: UInt8
  /// A sheet of a workbook, written out with each row on the line of its number: a column is that of the sheet, and not
  /// so many characters of a line.
  public let isSheet: Bool

  public init(name: String, bytes: [UInt8], separator: UInt8, isSheet: Bool = false) {
    self.name = name
    self.bytes = bytes
    self.separator = separator
    self.isSheet = isSheet
  }
}

/// One table of a draft: columns as in the file, cells column by column.
public struct DraftTable: Sendable {
  public let schema: TableSchema
  /// Index into `Draft.files`.
  public let file: Int32
  public var columns: [DraftColumn]
  /// One mark a row; the `field` of each is −1.
  public var marks: [SourceMark]

  public init(schema: TableSchema, file: Int32, columns: [DraftColumn], marks: [SourceMark]) {
    self.schema = schema
    self.file = file
    self.columns = columns
    self.marks = marks
  }

  public var name: String { schema.name }
  public var rowCount: Int { marks.count }

  public func columnIndex(_ name: String) -> Int? { columns.firstIndex { $0.schema.name == name } }

  /// The cell, blank where the table lacks the column.
  public func cell(_ row: Int, _ name: String) -> Cell {
    guard let index = columnIndex(name) else { return .blank }
    return columns[index].cells[row]
  }

  /// Where the cell stands; the row itself where the table lacks the column.
  public func mark(_ row: Int, _ name: String) -> SourceMark {
    guard let index = columnIndex(name) else { return marks[row] }
    return columns[index].replacedMarks[row] ?? marks[row].field(columns[index].field)
  }
}

/// One column of a draft table.
public struct DraftColumn: Sendable {
  public let schema: ColumnSchema
  /// The unit in the header, checked for its form only; nil where there is none.
  public var unit: HeaderUnit?
  /// The field's index in a row of the file, from 0; −1 where a scenario added the column.
  public let field: Int16
  public var cells: [Cell]
  /// Where a scenario wrote a cell: row to the mark of the scenario's item.
  public var replacedMarks: [Int: SourceMark] = [:]

  public init(schema: ColumnSchema, unit: HeaderUnit?, field: Int16, cells: [Cell]) {
    self.schema = schema
    self.unit = unit
    self.field = field
    self.cells = cells
  }
}

/// A unit as the header has it: `pallet/week` is numerator `pallet`, denominators [`week`].
public struct HeaderUnit: Sendable, Equatable {
  public let numerator: String
  public let denominators: [String]
  public let mark: SourceMark

  public init(numerator: String, denominators: [String], mark: SourceMark) {
    self.numerator = numerator
    self.denominators = denominators
    self.mark = mark
  }

  public var text: String {
    switch denominators.count {
    case 0: numerator
    case 1: "\(numerator)/\(denominators[0])"
    default: "\(numerator)/(\(denominators.joined(separator: " ")))"
    }
  }
}
