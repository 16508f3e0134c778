/// What the sections `ROWS`, `RHS` and `RANGES` say, one entry a declared row, the objective among them.
struct MPSRows {
  static let isObjective: Int32 = -1

  var names: NameTable
  /// `N`, `E`, `L` or `G`.
  var kinds: [UInt8] = []
  var rhs: [Double] = []
  /// NaN where the row has no range.
  var ranges: [Double] = []
  var hasRHS: [Bool] = []
  /// The number of the column that last had an entry in the row; -1 at first.
  var lastColumn: [Int32] = []
  /// The row that is the objective; -1 where there is none.
  var objective = -1

  init(_ bytes: FileBytes) { names = NameTable(bytes) }

  mutating func append(kind: UInt8) {
    kinds.append(kind)
    rhs.append(0)
    ranges.append(.nan)
    hasRHS.append(false)
  }

  mutating func startColumns() { lastColumn = [Int32](repeating: -1, count: kinds.count) }
}

/// What the sections `COLUMNS` and `BOUNDS` say: entries column by column, in the order of the file.
struct MPSColumns {
  /// Bounds that the file gave.
  static let lowerGiven: UInt8 = 1
  static let upperGiven: UInt8 = 2
  static let isInteger: UInt8 = 4
  /// Between markers, so that without a bound the column is binary.
  static let isMarked: UInt8 = 8

  var names: NameTable
  /// `starts[j] ..< starts[j + 1]` are the entries of column j; the last one is only there after `finish`.
  var starts: [Int] = []
  var entryRows: [Int32] = []
  var entryValues: [Double] = []
  var flags: [UInt8] = []
  var lower: [Double] = []
  var upper: [Double] = []
  private var isFinished = false

  init(_ bytes: FileBytes) {
    // Half of the file's bytes are names at the most; a column has two lines of 30 bytes or so.
    names = NameTable(bytes, expected: bytes.count / 64)
    entryRows.reserveCapacity(bytes.count / 32)
    entryValues.reserveCapacity(bytes.count / 32)
  }

  var count: Int { names.count }

  @inline(__always)
  mutating func open(flags columnFlags: UInt8) {
    starts.append(entryRows.count)
    flags.append(columnFlags)
  }

  @inline(__always)
  mutating func append(row: Int, _ value: Double) {
    entryRows.append(Int32(truncatingIfNeeded: row))
    entryValues.append(value)
  }

  /// Ends the entries and gives every column the bounds [0, ∞).
  mutating func finish() {
    if isFinished { return }
    isFinished = true
    starts.append(entryRows.count)
    lower = [Double](repeating: 0, count: count)
    upper = [Double](repeating: .infinity, count: count)
  }
}
