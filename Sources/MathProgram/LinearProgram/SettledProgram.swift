/// A program without the columns that their bounds settle, those bounds included that rows of one column are: settled columns count in
/// the limits of the rows, and rows that no values can break are gone.
public struct SettledProgram: Sendable {
  public let program: LinearProgram
  /// By column of the whole: its value where it is settled.
  private let settled: [Double]
  /// By column of `program`: that of the whole.
  private let columns: [Int]

  /// nil where a row, or two bounds, contradict what is settled.
  ///
  /// - Complexity: linear in columns and entries.
  public init?(_ whole: LinearProgram) {
    guard let tight = whole.tightened() else { return nil }
    settled = tight.columnLower
    columns = (0..<tight.columnCount).filter { !tight.isSettled($0) }
    var place = [Int](repeating: -1, count: tight.columnCount)
    for (index, column) in columns.enumerated() { place[column] = index }
    var left = LinearProgram(name: tight.name, direction: tight.direction)
    left.objectiveConstant = tight.objectiveConstant
    for column in 0..<tight.columnCount where place[column] < 0 {
      left.objectiveConstant += tight.objective[column] * settled[column]
    }
    for column in columns {
      left.addColumn(
        lower: tight.columnLower[column], upper: tight.columnUpper[column], objective: tight.objective[column],
        isInteger: tight.isInteger[column])
    }
    for row in 0..<tight.rowCount where tight.saysSomething(row) { left.add(row, of: tight, place) }
    program = left
  }

  /// One value a column of the whole.
  public func values(_ found: [Double]) -> [Double] {
    var values = settled
    for (index, column) in columns.enumerated() { values[column] = found[index] }
    return values
  }
}

extension LinearProgram {
  fileprivate func isSettled(_ column: Int) -> Bool { columnLower[column] == columnUpper[column] }

  /// The program in which rows of one column that is not settled are bounds, and rows that nothing can break say nothing; nil where a
  /// row cannot be kept.
  fileprivate func tightened() -> LinearProgram? {
    var tight = self
    for row in 0..<rowCount {
      let rest = rest(ofRow: row)
      let slack = 1e-9 * (1 + abs(rest.settled))
      if rowLower[row] > rest.most + slack || rowUpper[row] < rest.least - slack { return nil }
      let holds = rowLower[row] <= rest.least + slack && rest.most <= rowUpper[row] + slack
      guard holds || rest.open == 1 else { continue }
      if !holds {
        let (one, other) = ((rowLower[row] - rest.settled) / rest.weight, (rowUpper[row] - rest.settled) / rest.weight)
        let lower = max(tight.columnLower[rest.column], min(one, other))
        let upper = min(tight.columnUpper[rest.column], max(one, other))
        guard lower <= upper else { return nil }
        tight.setColumnBounds(rest.column, lower: lower, upper: upper)
      }
      tight.setRowBounds(row, lower: -.infinity, upper: .infinity)
    }
    return tight
  }

  /// What a row comes to within the columns' bounds, what its settled columns come to, and how many others it has: the last of them.
  private func rest(
    ofRow row: Int
  ) -> (least: Double, most: Double, settled: Double, open: Int, column: Int, weight: Double) {
    var rest = (least: 0.0, most: 0.0, settled: 0.0, open: 0, column: -1, weight: 0.0)
    for entry in entryRange(ofRow: row) where coefficients[entry] != 0 {
      let (column, weight) = (Int(columnIndices[entry]), coefficients[entry])
      let (low, high) = (weight * columnLower[column], weight * columnUpper[column])
      rest.least += min(low, high)
      rest.most += max(low, high)
      if isSettled(column) {
        rest.settled += low
      } else {
        (rest.open, rest.column, rest.weight) = (rest.open + 1, column, weight)
      }
    }
    return rest
  }

  /// Adds a row of another program, with the columns that have a place here.
  fileprivate mutating func add(_ row: Int, of whole: LinearProgram, _ place: [Int]) {
    var settled = 0.0
    for entry in whole.entryRange(ofRow: row) where whole.coefficients[entry] != 0 {
      let column = Int(whole.columnIndices[entry])
      if place[column] < 0 {
        settled += whole.coefficients[entry] * whole.columnLower[column]
      } else {
        appendEntry(column: place[column], coefficient: whole.coefficients[entry])
      }
    }
    closeRow(lower: whole.rowLower[row] - settled, upper: whole.rowUpper[row] - settled)
  }
}
