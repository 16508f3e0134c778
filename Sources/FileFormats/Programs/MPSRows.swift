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

  private let bytes: FileBytes
  var ranges: [ByteRange] = []
  /// Empty until `finish`.
  private(set) var names: NameTable
  /// `starts[j] ..< starts[j + 1]` are the entries of column j; the last one is only there after `finish`.
  var starts: [Int] = []
  var entryRows: [Int32] = []
  var entryValues: [Double] = []
  var flags: [UInt8] = []
  var lower: [Double] = []
  var upper: [Double] = []
  private var isFinished = false

  init(_ bytes: FileBytes) {
    self.bytes = bytes
    names = NameTable(bytes)
    // A column has two lines of 30 bytes or so.
    entryRows.reserveCapacity(bytes.count / 16)
    entryValues.reserveCapacity(bytes.count / 16)
  }

  var count: Int { ranges.count }

  @inline(__always)
  mutating func open(_ name: ByteRange, flags columnFlags: UInt8) {
    ranges.append(name)
    starts.append(entryRows.count)
    flags.append(columnFlags)
  }

  @inline(__always)
  mutating func append(row: Int, _ value: Double) {
    entryRows.append(Int32(truncatingIfNeeded: row))
    entryValues.append(value)
  }

  /// Ends the entries, finds columns that stand twice, and gives every column the bounds [0, ∞).
  mutating func finish(_ log: FaultLog) {
    if isFinished { return }
    isFinished = true
    let columns = ranges
    names = NameTable(bytes, names: columns) { place in
      log.fault(columns[place], "the column was there before", hint: "all lines of a column stand together")
    }
    starts.append(entryRows.count)
    lower = [Double](repeating: 0, count: count)
    upper = [Double](repeating: .infinity, count: count)
  }
}
