/// The bounds of columns, and the rows from which the tighter ones of them come.
struct RowBounds: Sendable {
  private struct Source: Sendable {
    var row: Int32 = -1
    var coefficient = 1.0
  }

  private(set) var lower: [Double]
  private(set) var upper: [Double]
  // By column; empty where no row bounds any.
  private var lowerSource: [Source] = []
  private var upperSource: [Source] = []

  init(lower: [Double], upper: [Double]) {
    self.lower = lower
    self.upper = upper
  }

  var isEmpty: Bool { lowerSource.isEmpty && upperSource.isEmpty }

  /// Takes the bounds that a row, alone on the column with this coefficient, puts on it, where they are tighter.
  mutating func tighten(_ column: Int, _ range: (low: Double, high: Double), by row: Int32, _ coefficient: Double) {
    if range.low > lower[column] {
      lower[column] = range.low
      if lowerSource.isEmpty { lowerSource = [Source](repeating: Source(), count: lower.count) }
      lowerSource[column] = Source(row: row, coefficient: coefficient)
    }
    if range.high < upper[column] {
      upper[column] = range.high
      if upperSource.isEmpty { upperSource = [Source](repeating: Source(), count: upper.count) }
      upperSource[column] = Source(row: row, coefficient: coefficient)
    }
  }

  /// The row that the column's bound comes from; nil: it is its own.
  func row(of column: Int, isLower: Bool) -> (row: Int, coefficient: Double)? {
    let sources = isLower ? lowerSource : upperSource
    guard !sources.isEmpty, sources[column].row >= 0 else { return nil }
    return (Int(sources[column].row), sources[column].coefficient)
  }
}
