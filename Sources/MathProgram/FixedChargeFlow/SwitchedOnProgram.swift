/// A program with every switch on and paid for by what flows: what is left is to be a network.
struct SwitchedOnProgram {
  let program: LinearProgram
  let switches: [FixedChargeFlow.Switch]
  let limits: [FixedChargeFlow.Limit]
  let members: [FixedChargeFlow.Member]
  let kinds: [FixedChargeFlow.RowKind]
  /// By switch: its rows, Σ weight × flow − capacity × switch ≤ 0 or the negative of that.
  let rows: [[Int]]
  /// Those of them that the limits imply.
  let impliedRows: Set<Int>

  /// - Parameter isThinned: whether limits of switches that other rows imply, once the switch is on, are left out.
  func relaxed(isThinned: Bool) -> LinearProgram {
    var lower = program.rowLower
    var upper = program.rowUpper
    let rowLimits = isThinned ? limitsByColumn() : [:]
    var weight = [Double](repeating: 0, count: isThinned ? program.columnCount : 0)
    for (own, rows) in zip(switches, rows) {
      for row in rows {
        let capacity = program.size(ofColumn: own.column, inRow: row)
        if program.rowUpper[row] == 0 { upper[row] = capacity } else { lower[row] = -capacity }
        if impliedRows.contains(row) { (lower[row], upper[row]) = (-.infinity, .infinity) }
      }
      for limit in limits[own.limits] where isThinned && limit.row >= 0 {
        let within = limit.members.flatMap { rowLimits[members[$0].column] ?? [] }
        if isImplied(limit, within, &weight) { (lower[limit.row], upper[limit.row]) = (-.infinity, .infinity) }
      }
    }
    for row in kinds.indices where kinds[row] == .counting { (lower[row], upper[row]) = (-.infinity, .infinity) }
    var columnLower = program.columnLower
    var columnUpper = program.columnUpper
    var objective = program.objective
    for own in switches {
      (columnLower[own.column], columnUpper[own.column], objective[own.column]) = (0, 0, 0)
      // The scale of costs leaves room for a switch's cost on the flows that pay it.
      let full = own.capacity.isFinite ? max(own.capacity, 1e-9) : Double(max(1, own.members.count))
      for place in own.members {
        let load = own.capacity.isFinite ? members[place].weight : 1 / max(members[place].most, 1e-9)
        let most = FixedChargeFlow.steepest * max(0, own.cost) / full * load
        objective[Int(members[place].column)] += (program.direction == .maximize ? -1 : 1) * most
      }
    }
    return LinearProgram(
      name: program.name, direction: program.direction,
      columns: (
        objective: objective, lower: columnLower, upper: columnUpper,
        isInteger: [Bool](repeating: false, count: program.columnCount), names: program.columnNames
      ),
      rows: (lower: lower, upper: upper, names: program.rowNames),
      entries: (rowStart: program.rowStart, columns: program.columnIndices, coefficients: program.coefficients))
  }

  /// Whether rows that hold anyway keep a limit's flows within its capacity.
  private func isImplied(_ own: FixedChargeFlow.Limit, _ limits: [Int], _ weight: inout [Double]) -> Bool {
    for place in own.members { weight[Int(members[place].column)] = members[place].weight }
    defer { for place in own.members { weight[Int(members[place].column)] = 0 } }
    var isCounted: Set<Int> = []
    var most = 0.0
    for row in limits {
      let entries = program.entryRange(ofRow: row).filter { program.coefficients[$0] != 0 }
      let columns = entries.map { Int(program.columnIndices[$0]) }
      guard columns.allSatisfy({ weight[$0] > 0 && !isCounted.contains($0) }) else { continue }
      most += program.rowUpper[row] * (zip(entries, columns).map { weight[$1] / program.coefficients[$0] }.max() ?? 0)
      isCounted.formUnion(columns)
    }
    for place in own.members where !isCounted.contains(Int(members[place].column)) {
      most += members[place].weight * program.columnUpper[Int(members[place].column)]
    }
    return most <= own.capacity
  }

  /// Rows that limit sums of flows from above, by their first column.
  private func limitsByColumn() -> [Int32: [Int]] {
    var limits: [Int32: [Int]] = [:]
    for row in 0..<program.rowCount where kinds[row] == .flow && program.rowUpper[row].isFinite {
      let entries = program.entryRange(ofRow: row).filter { program.coefficients[$0] != 0 }
      guard let first = entries.first, program.rowUpper[row] >= 0,
        entries.allSatisfy({ program.coefficients[$0] > 0 })
      else { continue }
      limits[program.columnIndices[first], default: []].append(row)
    }
    return limits
  }
}

extension LinearProgram {
  /// The size of a column's coefficient in a row; infinite where it has none.
  func size(ofColumn column: Int, inRow row: Int) -> Double {
    for entry in entryRange(ofRow: row) where Int(columnIndices[entry]) == column { return abs(coefficients[entry]) }
    return .infinity
  }
}
