/// A change to the program of an open session. Indices are those of the program as changed so far.
public enum ProgramChange: Sendable, Equatable {
  // Of a linear program.
  case objective(column: Int, value: Double)
  case columnBounds(column: Int, lower: Double, upper: Double)
  case rowBounds(row: Int, lower: Double, upper: Double)
  case integrality(column: Int, isInteger: Bool)
  /// Appended as the last row.
  case addRow(lower: Double, upper: Double, columns: [Int32], coefficients: [Double])

  // Of a flow network.
  case supply(node: Int, value: Int64)
  case arcCost(arc: Int, value: Int64)
  case arcBounds(arc: Int, lower: Int64, upper: Int64)
  /// Appended as the last arc.
  case addArc(tail: Int, head: Int, lower: Int64, upper: Int64, cost: Int64)
  /// The arc keeps its index and carries nothing from here on.
  case removeArc(arc: Int)
}
