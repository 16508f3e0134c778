import MathProgram

/// The coefficients of a linear program by rows and by columns, scaled by powers of two so that most lie near 1.
struct SimplexMatrix {
  let rowCount: Int
  let columnCount: Int
  private(set) var rowStart: [Int]
  private(set) var rowColumn: [Int32]
  private(set) var rowValue: [Double]
  private(set) var columnStart: [Int]
  private(set) var columnRow: [Int32]
  private(set) var columnValue: [Double]
  /// What the entries of a row or column were multiplied with.
  private(set) var rowScale: [Double]
  private(set) var columnScale: [Double]

  init(_ program: CanonicalProgram) {
    rowCount = program.rowCount
    columnCount = program.columnCount
    rowStart = program.rowStart
    rowColumn = program.columnIndices
    rowValue = program.coefficients
    columnStart = []
    columnRow = []
    columnValue = []
    rowScale = [Double](repeating: 1, count: program.rowCount)
    columnScale = [Double](repeating: 1, count: program.columnCount)
    for _ in 0..<2 { equilibrate() }
    for row in 0..<rowCount {
      for entry in rowStart[row]..<rowStart[row + 1] {
        rowValue[entry] *= rowScale[row] * columnScale[Int(rowColumn[entry])]
      }
    }
    transpose()
  }

  private static func powerOfTwo(_ least: Double, _ most: Double) -> Double {
    guard most > 0 else { return 1 }
    let exponent = -(least.exponent + most.exponent) / 2
    return Double(sign: .plus, exponent: Int(max(-40, min(40, exponent))), significand: 1)
  }

  /// Rows, then columns, by the middle of their largest and smallest entries.
  private mutating func equilibrate() {
    var least = [Double](repeating: .infinity, count: max(rowCount, columnCount))
    var most = [Double](repeating: 0, count: max(rowCount, columnCount))
    for row in 0..<rowCount {
      for entry in rowStart[row]..<rowStart[row + 1] where rowValue[entry] != 0 {
        let size = abs(rowValue[entry]) * columnScale[Int(rowColumn[entry])]
        least[row] = min(least[row], size)
        most[row] = max(most[row], size)
      }
      rowScale[row] = Self.powerOfTwo(least[row], most[row])
    }
    for index in least.indices {
      least[index] = .infinity
      most[index] = 0
    }
    for row in 0..<rowCount {
      for entry in rowStart[row]..<rowStart[row + 1] where rowValue[entry] != 0 {
        let (column, size) = (Int(rowColumn[entry]), abs(rowValue[entry]) * rowScale[row])
        least[column] = min(least[column], size)
        most[column] = max(most[column], size)
      }
    }
    for column in 0..<columnCount { columnScale[column] = Self.powerOfTwo(least[column], most[column]) }
  }

  private mutating func transpose() {
    columnStart = [Int](repeating: 0, count: columnCount + 1)
    for column in rowColumn { columnStart[Int(column) + 1] += 1 }
    for column in 0..<columnCount { columnStart[column + 1] += columnStart[column] }
    var next = columnStart
    columnRow = [Int32](repeating: 0, count: rowColumn.count)
    columnValue = [Double](repeating: 0, count: rowColumn.count)
    for row in 0..<rowCount {
      for entry in rowStart[row]..<rowStart[row + 1] {
        let place = next[Int(rowColumn[entry])]
        columnRow[place] = Int32(truncatingIfNeeded: row)
        columnValue[place] = rowValue[entry]
        next[Int(rowColumn[entry])] += 1
      }
    }
  }
}
