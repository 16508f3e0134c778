/// A linear program, with integers or without, in the solver-neutral form that every engine takes.
///
/// Rows are stored row by row (compressed sparse rows), because that is the order in which engines load them fastest.
/// Infinite bounds are `±Double.infinity`. Numbers may be anything until `faults()` has been asked: an engine is only
/// opened on a program without faults.
public struct LinearProgram: Sendable, Equatable {
  public enum Direction: Sendable, Equatable { case minimize, maximize }

  public var name = ""
  public var direction = Direction.minimize
  /// Added to the sum of costs; no engine loses it.
  public var objectiveConstant = 0.0

  // Columns: one entry a column.
  public private(set) var objective: [Double] = []
  public private(set) var columnLower: [Double] = []
  public private(set) var columnUpper: [Double] = []
  public private(set) var isInteger: [Bool] = []
  /// Empty, or one name a column.
  public private(set) var columnNames: [String] = []

  // Rows: `rowStart[i] ..< rowStart[i + 1]` are the entries of row i.
  public private(set) var rowStart: [Int] = [0]
  public private(set) var columnIndices: [Int32] = []
  public private(set) var coefficients: [Double] = []
  public private(set) var rowLower: [Double] = []
  public private(set) var rowUpper: [Double] = []
  /// Empty, or one name a row.
  public private(set) var rowNames: [String] = []

  public init(name: String = "", direction: Direction = .minimize) {
    self.name = name
    self.direction = direction
  }

  /// A program from whole arrays, which it takes over without copying: what a reader of large files has.
  ///
  /// The arrays of columns are of one length, those of rows too, `rowStart` one longer; names may be left out.
  public init(
    name: String = "", direction: Direction = .minimize, objectiveConstant: Double = 0,
    columns: (objective: [Double], lower: [Double], upper: [Double], isInteger: [Bool], names: [String]),
    rows: (lower: [Double], upper: [Double], names: [String]),
    entries: (rowStart: [Int], columns: [Int32], coefficients: [Double])
  ) {
    precondition(columns.lower.count == columns.objective.count && columns.upper.count == columns.objective.count)
    precondition(columns.isInteger.count == columns.objective.count && rows.lower.count == rows.upper.count)
    precondition(entries.rowStart.count == rows.lower.count + 1 && entries.rowStart.last == entries.columns.count)
    precondition(entries.columns.count == entries.coefficients.count)
    self.name = name
    self.direction = direction
    self.objectiveConstant = objectiveConstant
    objective = columns.objective
    columnLower = columns.lower
    columnUpper = columns.upper
    isInteger = columns.isInteger
    columnNames = columns.names
    rowStart = entries.rowStart
    columnIndices = entries.columns
    coefficients = entries.coefficients
    rowLower = rows.lower
    rowUpper = rows.upper
    rowNames = rows.names
  }

  public var columnCount: Int { objective.count }
  public var rowCount: Int { rowLower.count }
  public var entryCount: Int { coefficients.count }
  public var hasIntegers: Bool { isInteger.contains(true) }

  public mutating func reserve(columns: Int, rows: Int, entries: Int) {
    objective.reserveCapacity(columns)
    columnLower.reserveCapacity(columns)
    columnUpper.reserveCapacity(columns)
    isInteger.reserveCapacity(columns)
    rowStart.reserveCapacity(rows + 1)
    rowLower.reserveCapacity(rows)
    rowUpper.reserveCapacity(rows)
    columnIndices.reserveCapacity(entries)
    coefficients.reserveCapacity(entries)
  }

  /// Adds a column and returns its index. Name all columns or none.
  @discardableResult
  public mutating func addColumn(
    lower: Double = 0, upper: Double = .infinity, objective cost: Double = 0, isInteger whole: Bool = false,
    name: String? = nil
  ) -> Int {
    if let name { columnNames.append(name) }
    objective.append(cost)
    columnLower.append(lower)
    columnUpper.append(upper)
    isInteger.append(whole)
    return objective.count - 1
  }

  /// Adds a row `lower <= sum of entries <= upper` and returns its index. Name all rows or none.
  @discardableResult
  public mutating func addRow(
    lower: Double = -.infinity, upper: Double = .infinity, entries: some Sequence<(column: Int, coefficient: Double)>,
    name: String? = nil
  ) -> Int {
    for entry in entries { appendEntry(column: entry.column, coefficient: entry.coefficient) }
    return closeRow(lower: lower, upper: upper, name: name)
  }

  /// Appends an entry to the row that the next `closeRow` ends.
  public mutating func appendEntry(column: Int, coefficient: Double) {
    columnIndices.append(Int32(truncatingIfNeeded: column))
    coefficients.append(coefficient)
  }

  /// Ends the row whose entries were appended since the last row, and returns its index.
  @discardableResult
  public mutating func closeRow(lower: Double, upper: Double, name: String? = nil) -> Int {
    if let name { rowNames.append(name) }
    rowStart.append(coefficients.count)
    rowLower.append(lower)
    rowUpper.append(upper)
    return rowLower.count - 1
  }

  public mutating func setObjective(_ cost: Double, column: Int) { objective[column] = cost }

  public mutating func setColumnBounds(_ column: Int, lower: Double, upper: Double) {
    columnLower[column] = lower
    columnUpper[column] = upper
  }

  public mutating func setInteger(_ whole: Bool, column: Int) { isInteger[column] = whole }

  public mutating func setRowBounds(_ row: Int, lower: Double, upper: Double) {
    rowLower[row] = lower
    rowUpper[row] = upper
  }

  /// The same program under other names; one for each column and row.
  public func named(columns: [String], rows: [String]) -> LinearProgram {
    var named = self
    named.columnNames = columns
    named.rowNames = rows
    return named
  }

  public func entryRange(ofRow row: Int) -> Range<Int> { rowStart[row]..<rowStart[row + 1] }

  /// The same program without its integrality.
  public var relaxation: LinearProgram {
    var relaxed = self
    relaxed.isInteger = [Bool](repeating: false, count: columnCount)
    return relaxed
  }
}
