/// The part of a program that is a flow with fixed charges: the same columns and rows, but that some rows say nothing.
///
/// What bounds it bounds the program, at the same multipliers; its plans may break the rows that were left out.
public struct FixedChargeSketch: Sendable {
  public let flow: FixedChargeFlow
  /// In the order in which they stood in the way.
  public let leftOut: [Int]
}

extension LinearProgram {
  /// Leaves rows out, one by one as they stand in the way, until a flow with fixed charges is left.
  ///
  /// - Parameters:
  ///   - stepsPerUnit: as `fixedChargeFlow(stepsPerUnit:)` has it.
  ///   - most: rows that may be left out at most; each costs another look at the whole.
  /// - Throws: what is in the way and no row, or one row too many.
  public func fixedChargeSketch(
    stepsPerUnit: [Double]? = nil, most: Int
  ) throws(FixedChargeObstacle) -> FixedChargeSketch {
    var sketch = self
    var leftOut: [Int] = []
    while true {
      do throws(FixedChargeObstacle) {
        let flow = try sketch.fixedChargeFlow(stepsPerUnit: stepsPerUnit)
        return FixedChargeSketch(flow: flow, leftOut: leftOut)
      } catch {
        guard leftOut.count < most, let row = sketch.rowInTheWay(error) else { throw error }
        sketch.leaveOut(row)
        leftOut.append(row)
      }
    }
  }

  /// The obstacle's row, or, of a column in too many, the last one that neither says what its sum is nor what switches it on: those
  /// make the flow what it is.
  private func rowInTheWay(_ obstacle: FixedChargeObstacle) -> Int? {
    if let row = obstacle.row { return saysSomething(row) ? row : nil }
    guard let column = obstacle.column else { return nil }
    let isSwitch = SwitchColumns(self).areFound()
    return (0..<rowCount).last { row in
      guard rowLower[row] != rowUpper[row], saysSomething(row) else { return false }
      let columns = entryRange(ofRow: row).filter { coefficients[$0] != 0 }.map { Int(columnIndices[$0]) }
      return columns.contains(column) && !columns.contains { isSwitch[$0] }
    }
  }

  /// Columns that stand in no other row, and cost something, stay where they cost least.
  private mutating func leaveOut(_ row: Int) {
    setRowBounds(row, lower: -.infinity, upper: .infinity)
    var isBound = [Bool](repeating: false, count: columnCount)
    for other in 0..<rowCount where saysSomething(other) {
      for entry in entryRange(ofRow: other) where coefficients[entry] != 0 { isBound[Int(columnIndices[entry])] = true }
    }
    for entry in entryRange(ofRow: row) {
      let column = Int(columnIndices[entry])
      if isBound[column] { continue }
      let isCheapBelow = (direction == .minimize) == (objective[column] >= 0)
      let best = isCheapBelow ? columnLower[column] : columnUpper[column]
      if best.isFinite { setColumnBounds(column, lower: best, upper: best) }
    }
  }
}
