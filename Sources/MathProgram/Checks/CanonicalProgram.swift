/// A linear program as it is loaded and checked: minimised, no constant, whole bounds on whole columns, no bound that
/// only means "infinite", no pair of bounds that differs by noise.
package struct CanonicalProgram: Sendable {
  package var cost: [Double]
  package var columnLower: [Double]
  package var columnUpper: [Double]
  /// 1 where the column is whole.
  package var isInteger: [UInt8]
  package var rowStart: [Int]
  package var columnIndices: [Int32]
  package var coefficients: [Double]
  package var rowLower: [Double]
  package var rowUpper: [Double]

  package var columnCount: Int { cost.count }
  package var rowCount: Int { rowLower.count }
  package var entryCount: Int { coefficients.count }
  package var hasIntegers: Bool { isInteger.contains(1) }

  /// `program` without its constant and, when it is maximised, with the costs' signs turned.
  package init(_ program: LinearProgram) {
    let sign = program.direction == .maximize ? -1.0 : 1.0
    cost = sign == 1 ? program.objective : program.objective.map { -$0 }
    isInteger = program.isInteger.map { $0 ? 1 : 0 }
    (columnLower, columnUpper) = canonicalBounds(program.columnLower, program.columnUpper)
    (rowLower, rowUpper) = canonicalBounds(program.rowLower, program.rowUpper)
    rowStart = program.rowStart
    columnIndices = program.columnIndices
    coefficients = program.coefficients
    for column in 0..<cost.count where isInteger[column] == 1 {
      columnLower[column] = columnLower[column].rounded(.up)
      columnUpper[column] = columnUpper[column].rounded(.down)
    }
  }

  /// The first column or row whose bounds leave nothing, in words.
  package func crossedBounds(_ program: LinearProgram) -> String? {
    for column in 0..<columnCount where columnLower[column] > columnUpper[column] {
      return "\(program.label(ofColumn: column)) has no value between its bounds"
    }
    for row in 0..<rowCount where rowLower[row] > rowUpper[row] {
      return "\(program.label(ofRow: row)) has no value between its limits"
    }
    return nil
  }

  /// Whether the objective of a whole point is a whole number.
  package var countsThings: Bool {
    (0..<columnCount).allSatisfy { cost[$0] == 0 || (isInteger[$0] == 1 && cost[$0] == cost[$0].rounded()) }
  }

  package var relaxation: CanonicalProgram {
    var relaxed = self
    relaxed.isInteger = [UInt8](repeating: 0, count: columnCount)
    return relaxed
  }

  /// The largest absolute coefficient of each row; 1 where there is none.
  package func rowNorms() -> [Double] {
    (0..<rowCount).map { row in
      let norm = coefficients[rowStart[row]..<rowStart[row + 1]].reduce(0) { max($0, abs($1)) }
      return norm > 0 ? norm : 1
    }
  }
}

/// Bounds of this size are infinite: GLPK takes them so.
private let endless = 1e300

private func canonicalBounds(_ lower: [Double], _ upper: [Double]) -> ([Double], [Double]) {
  var low = lower
  var high = upper
  for k in 0..<low.count {
    if low[k] <= -endless { low[k] = -.infinity }
    if high[k] >= endless { high[k] = .infinity }
    let width = high[k] - low[k]
    // Bounds that nearly meet make GLPK's presolver abort.
    if width > 0 && width.isFinite && width <= 1e-12 * max(abs(low[k]), abs(high[k])) { high[k] = low[k] }
  }
  return (low, high)
}
