import MathProgram

/// Where a linear program that is a network but for a few rows may begin: the network's optimum without them.
///
/// From there the dual simplex method has only those rows to repair, where from nothing it takes a step for each flow.
struct NetworkStart {
  /// One a column.
  let values: [Double]
  /// One a row, of the minimised program; 0 of those left out.
  let multipliers: [Double]
  /// By row.
  let isLeftOut: [Bool]

  /// nil where the network has no optimum, or none was found in time.
  init?(_ near: NearNetwork, _ control: SolveControl) {
    let inner = SolveControl(cancel: control.cancel, deadline: control.deadline)
    guard let found = try? NativeFlowEngine().solve(.flow(near.network.network), inner) else { return nil }
    let outcome = near.network.outcome(found, of: near.relaxed)
    guard case .columns(let values)? = outcome.solution, case .rowMultipliers(let rows)? = outcome.proof.evidence else {
      return nil
    }
    self.values = values
    isLeftOut = near.isLeftOut
    multipliers = near.relaxed.direction == .maximize ? rows.map { -$0 } : rows
  }
}

extension BoundedSimplex {
  /// Makes the basis of a network's optimum the one to start from: what lies between its limits, and where that is too little,
  /// what costs nothing to move. `refactor` puts rows' own columns in the place of what depends on others.
  func begin(at start: NetworkStart) {
    var (chosen, idle) = ([Int32](), [Int32]())
    for column in 0..<columnCount {
      let scale = matrix.columnScale[column]
      if settle(column, at: start.values[column] / scale) {
        chosen.append(Int32(truncatingIfNeeded: column))
      } else if lower[column] < upper[column], abs(reducedCost(column, start)) <= 1e-9 * (1 + abs(cost[column])) {
        idle.append(Int32(truncatingIfNeeded: column))
      }
    }
    let activity = activities(start)
    var others: [Int32] = []
    for row in 0..<rowCount {
      let logical = columnCount + row
      let isBetween = settle(logical, at: -activity[row])
      if isBetween || start.isLeftOut[row] {
        chosen.append(Int32(truncatingIfNeeded: logical))
      } else {
        others.append(Int32(truncatingIfNeeded: logical))
      }
    }
    take(Array((chosen + idle + others).prefix(rowCount)))
  }

  /// Whether the value is between the column's bounds; else the column rests on the nearer one.
  private func settle(_ column: Int, at wanted: Double) -> Bool {
    let (low, high) = (lower[column], upper[column])
    let slack = 1e-7 * max(1, abs(wanted))
    if wanted > low + slack && wanted < high - slack { return true }
    value[column] = high.isFinite && (!low.isFinite || abs(wanted - high) < abs(wanted - low)) ? high : low
    return false
  }

  /// Of the scaled columns.
  private func reducedCost(_ column: Int, _ start: NetworkStart) -> Double {
    var sum = cost[column]
    for entry in matrix.columnStart[column]..<matrix.columnStart[column + 1] {
      let row = Int(matrix.columnRow[entry])
      sum -= start.multipliers[row] / matrix.rowScale[row] * matrix.columnValue[entry]
    }
    return sum
  }

  /// Of the scaled rows.
  private func activities(_ start: NetworkStart) -> [Double] {
    var sums = [Double](repeating: 0, count: rowCount)
    for column in 0..<columnCount where start.values[column] != 0 {
      let scaled = start.values[column] / matrix.columnScale[column]
      for entry in matrix.columnStart[column]..<matrix.columnStart[column + 1] {
        sums[Int(matrix.columnRow[entry])] += matrix.columnValue[entry] * scaled
      }
    }
    return sums
  }

  private func take(_ columns: [Int32]) {
    basis.copy(columns)
    place.fill(-1)
    for (index, column) in columns.enumerated() { place[Int(column)] = Int32(truncatingIfNeeded: index) }
    weight.fill(1)
    refactor()
  }
}
