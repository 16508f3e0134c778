// A reduced network arc by arc, for those that change its costs and capacities themselves.
extension ReducedNetwork {
  /// Whether no column stands for itself and its negative.
  var hasOneArcAColumn: Bool {
    recognized.arcs.allSatisfy { role in
      if case .reversed = role { false } else { true }
    }
  }

  /// By column of the program: its arc, −1 where it has none.
  func arcOfColumn(count: Int) -> [Int32] {
    var arcs = [Int32](repeating: -1, count: count)
    for (arc, role) in recognized.arcs.enumerated() {
      if case .column(let place) = role, Int(place) < columns.count {
        arcs[Int(columns[Int(place)])] = Int32(truncatingIfNeeded: arc)
      }
    }
    return arcs
  }

  /// What a cost of 1 a unit of the column is on its arc.
  func arcCostFactor(ofColumn column: Int) -> Double { costScale / unit(column) * recognized.costScale }

  /// Units of the column in one unit of flow on its arc.
  func unitsPerFlow(ofColumn column: Int) -> Double { 1 / (unit(column) * recognized.quantityScale) }

  /// By column of `program`: its value where nothing flows on its arc. Columns counted in steps are counted from their lower
  /// bound; those in no row of the network have one best value.
  func valuesWithoutFlow(of program: LinearProgram) -> [Double] {
    var values = program.columnLower
    for (place, column) in columns.map({ Int($0) }).enumerated() {
      values[column] = (stepsPerUnit.isEmpty ? 0 : values[column]) + (recognized.fixed[place] ?? 0) / unit(column)
    }
    return values
  }

  /// By row of the program: the arc that carries what the row counts, where it lies within another row; −1 elsewhere.
  func arcOfRow() -> [Int32] {
    var arcs = [Int32](repeating: -1, count: reducedRow.count)
    for (arc, role) in recognized.arcs.enumerated() {
      if case .column(let place) = role, Int(place) >= columns.count {
        arcs[Int(nests[Int(place) - columns.count].row)] = Int32(truncatingIfNeeded: arc)
      }
    }
    return arcs
  }

  /// What the row counts in one unit of flow on its arc.
  func amountPerFlow(ofRow row: Int) -> Double { (rowSize.isEmpty ? 1 : rowSize[row]) / recognized.quantityScale }

  /// What a cost of 1 for each unit that the row counts is on its arc.
  func arcCostFactor(ofRow row: Int) -> Double {
    amountPerFlow(ofRow: row) * costScale * recognized.costScale * recognized.quantityScale
  }

  /// One multiplier a row of `program`, those of rows that only bound a column left at 0.
  func rowPrices(fromPotentials potentials: [Int64], of program: LinearProgram) -> [Double]? {
    recognized.rowMultipliers(fromPotentials: potentials, of: reduced).map {
      multipliers($0, countsCost: true, pricesBounds: false, program)
    }
  }

  /// Of a cut that no flow can cross as it must: one multiplier a row of `program`, those of rows that only bound a column left
  /// at 0 (Farkas).
  func rowPrices(fromCut isInside: [Bool], of program: LinearProgram) -> [Double]? {
    guard case .farkas(let rows)? = recognized.evidence(.cut(isInside), of: reduced) else { return nil }
    return multipliers(rows, countsCost: false, pricesBounds: false, program)
  }
}
