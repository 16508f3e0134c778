// The basis: its factors, and what rows and columns are in terms of it.

extension BoundedSimplex {
  func forEachEntry(_ column: Int, _ body: (Int, Double) -> Void) {
    if column >= columnCount { return body(column - columnCount, 1) }
    for entry in matrix.columnStart[column]..<matrix.columnStart[column + 1] {
      body(Int(matrix.columnRow[entry]), matrix.columnValue[entry])
    }
  }

  /// Factors anew; columns that depend on others give way to logicals.
  func refactor() {
    while true {
      var (start, rows, values) = ([0], [Int32](), [Double]())
      start.reserveCapacity(rowCount + 1)
      for column in basis {
        forEachEntry(Int(column)) { row, value in
          rows.append(Int32(truncatingIfNeeded: row))
          values.append(value)
        }
        start.append(rows.count)
      }
      factor = BasisFactor(size: rowCount, start, rows, values)
      if factor.unpivoted.isEmpty { return }
      for (index, row) in factor.unpivoted {
        let (old, logical) = (Int(basis[Int(index)]), columnCount + Int(row))
        place[old] = -1
        rest(old)
        basis[Int(index)] = Int32(truncatingIfNeeded: logical)
        place[logical] = index
      }
      weight.fill(1)
    }
  }

  /// A column that is not basic lies on a bound, or at 0 where it has none.
  func rest(_ column: Int) {
    let (low, high) = (lower[column], upper[column])
    if value[column] == low || value[column] == high, value[column].isFinite { return }
    if low.isFinite, high.isFinite {
      value[column] = abs(value[column] - high) < abs(value[column] - low) ? high : low
    } else {
      value[column] = low.isFinite ? low : high.isFinite ? high : 0
    }
  }

  /// The basic columns' values from those of the others.
  func computeValues() {
    rowWork.fill(0)
    for column in value.indices where place[column] < 0 {
      rest(column)
      let value = value[column]
      guard value != 0 else { continue }
      forEachEntry(column) { rowWork[$0] -= $1 * value }
    }
    factor.forward(rowWork, placeWork)
    for index in basis.indices { value[Int(basis[index])] = placeWork[index] }
  }

  /// Reduced costs, of `working`.
  func computeReduced() {
    for index in basis.indices { placeWork[index] = working[Int(basis[index])] }
    factor.backward(placeWork, inverseRow)
    for column in 0..<columnCount {
      var sum = working[column]
      for entry in matrix.columnStart[column]..<matrix.columnStart[column + 1] {
        sum -= inverseRow[Int(matrix.columnRow[entry])] * matrix.columnValue[entry]
      }
      reduced[column] = sum
    }
    for row in 0..<rowCount { reduced[columnCount + row] = working[columnCount + row] - inverseRow[row] }
    for column in basis { reduced[Int(column)] = 0 }
  }

  /// `direction`: the column in terms of the basis.
  func computeDirection(_ column: Int) {
    rowWork.fill(0)
    forEachEntry(column) { rowWork[$0] += $1 }
    factor.forward(rowWork, direction)
  }

  /// `inverseRow`: the inverse's row at a place; `along`: that times every column that is not basic, `touched` where it is not 0.
  func computeRow(_ index: Int) {
    placeWork.fill(0)
    placeWork[index] = 1
    factor.backward(placeWork, inverseRow)
    // Its own while it grows: a property is looked at anew with every element.
    var touched = self.touched
    self.touched = []
    for column in touched { along[Int(column)] = 0 }
    touched.removeAll(keepingCapacity: true)
    for row in 0..<rowCount where inverseRow[row] != 0 {
      let factor = inverseRow[row]
      if place[columnCount + row] < 0 {
        along[columnCount + row] = factor
        touched.append(Int32(truncatingIfNeeded: columnCount + row))
      }
      for entry in matrix.rowStart[row]..<matrix.rowStart[row + 1] {
        let column = Int(matrix.rowColumn[entry])
        guard place[column] < 0 else { continue }
        if along[column] == 0 { touched.append(Int32(truncatingIfNeeded: column)) }
        along[column] += factor * matrix.rowValue[entry]
        // Cancelled to nothing it would be listed twice.
        if along[column] == 0 { along[column] = 1e-300 }
      }
    }
    self.touched = touched
  }

  func exchange(_ index: Int, _ entering: Int) {
    let leaving = Int(basis[index])
    place[leaving] = -1
    basis[index] = Int32(truncatingIfNeeded: entering)
    place[entering] = Int32(truncatingIfNeeded: index)
    factor.replace(index, by: direction)
    iterations += 1
  }

  /// Whether the factors have become long enough to be made anew.
  var isWorn: Bool { factor.updateCount >= 100 || factor.etaEntryCount > 2 * factor.factorEntryCount + 200 }
}
