/// The part of a program that is a flow with fixed charges: the same columns and rows, but that some rows say nothing.
///
/// What bounds it bounds the program, at the same multipliers; its plans may break the rows that were left out.
public struct FixedChargeSketch: Sendable {
  public let flow: FixedChargeFlow
  /// In the order of rows.
  public let leftOut: [Int]
}

extension LinearProgram {
  /// Leaves rows out so that a flow with fixed charges is left, and of these as few as can be told.
  ///
  /// - Parameters:
  ///   - stepsPerUnit: as `fixedChargeFlow(stepsPerUnit:)` has it.
  ///   - sideRows: what may be left out, in ascending order; what makes flows what they are is not among them.
  ///   - most: rows of which each is tried for whether it can stay; each try is another look at the whole. Of more all are left out.
  /// - Throws: what is in the way even without any of these rows.
  public func fixedChargeSketch(
    stepsPerUnit: [Double]? = nil, sideRows: [Int], mostTries most: Int
  ) throws(FixedChargeObstacle) -> FixedChargeSketch {
    var leftOut = sideRows
    var flow = try without(leftOut).fixedChargeFlow(stepsPerUnit: stepsPerUnit)
    guard sideRows.count <= most else { return FixedChargeSketch(flow: flow, leftOut: leftOut) }
    for row in sideRows {
      let fewer = leftOut.filter { $0 != row }
      guard let larger = try? without(fewer).fixedChargeFlow(stepsPerUnit: stepsPerUnit) else { continue }
      (flow, leftOut) = (larger, fewer)
    }
    return FixedChargeSketch(flow: flow, leftOut: leftOut)
  }

  /// The program where some rows say nothing but are paid for: at prices of the minimised program, above 0 for their lower limits, below
  /// 0 for their upper ones, no plan of the whole costs less than the best of what is left.
  public func paying(_ prices: [Double], forRows rows: [Int]) -> LinearProgram {
    let sign: Double = direction == .minimize ? 1 : -1
    var paid = self
    for (row, price) in zip(rows, prices) where price != 0 {
      paid.objectiveConstant += sign * price * (price > 0 ? rowLower[row] : rowUpper[row])
      for entry in entryRange(ofRow: row) {
        let column = Int(columnIndices[entry])
        paid.setObjective(paid.objective[column] - sign * price * coefficients[entry], column: column)
      }
    }
    return paid.without(rows)
  }

  /// What a row comes to.
  public func activity(ofRow row: Int, _ values: [Double]) -> Double {
    entryRange(ofRow: row).reduce(0) { $0 + coefficients[$1] * values[Int(columnIndices[$1])] }
  }

  /// The program where some rows say nothing. Columns that stand in no other row, and cost something, stay where they cost least.
  private func without(_ rows: [Int]) -> LinearProgram {
    var rest = self
    for row in rows { rest.setRowBounds(row, lower: -.infinity, upper: .infinity) }
    var isBound = [Bool](repeating: false, count: columnCount)
    for row in 0..<rowCount where rest.saysSomething(row) {
      for entry in entryRange(ofRow: row) where coefficients[entry] != 0 { isBound[Int(columnIndices[entry])] = true }
    }
    for row in rows {
      for entry in entryRange(ofRow: row) where !isBound[Int(columnIndices[entry])] {
        let column = Int(columnIndices[entry])
        let isCheapBelow = (direction == .minimize) == (objective[column] >= 0)
        let best = isCheapBelow ? columnLower[column] : columnUpper[column]
        if best.isFinite { rest.setColumnBounds(column, lower: best, upper: best) }
      }
    }
    return rest
  }
}
