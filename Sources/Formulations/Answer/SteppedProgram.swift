import Logistics
public import MathProgram

/// The program over multiples of the resolution: flows are whole numbers of steps.
///
/// In steps all rows are exact in whole numbers as far as the data are.
public struct SteppedProgram: Sendable {
  public let program: LinearProgram
  private let isFlow: [Bool]
  private let stepsPerUnit: Double

  /// All plans of `base`.
  public init(_ source: InstanceProgram, _ base: LinearProgram) {
    self.init(source, base) { column, _, scale in
      (lower: base.columnLower[column] * scale, upper: base.columnUpper[column] * scale)
    }
  }

  /// The plans near `values`: whole decisions stay as they are, and each flow becomes a whole number of steps next to its
  /// value.
  ///
  /// Without room only the flows that are not multiples yet can move, so the program is small whatever the instance's size.
  /// - Parameter room: how many steps a flow may go beyond its neighbours.
  public init(_ source: InstanceProgram, _ base: LinearProgram, near values: [Double], room: Double) {
    self.init(source, base) { column, isFlow, scale in
      let value = values[column] * scale
      if isFlow {
        let isMultiple = abs(value - value.rounded()) <= 1e-6
        let low = isMultiple && room == 0 ? value.rounded() : value.rounded(.down) - room
        let high = isMultiple && room == 0 ? value.rounded() : value.rounded(.up) + room
        return (max(low, base.columnLower[column] * scale), min(high, base.columnUpper[column] * scale))
      }
      if base.isInteger[column] { return (value.rounded(), value.rounded()) }
      return (base.columnLower[column], base.columnUpper[column])
    }
  }

  /// `bounds` gives a column's, of a flow in steps; the scale is 1 where the column is no flow.
  private init(
    _ source: InstanceProgram, _ base: LinearProgram,
    bounds: (_ column: Int, _ isFlow: Bool, _ scale: Double) -> (lower: Double, upper: Double)
  ) {
    let steps = Double(source.instance.settings.resolution.stepsPerUnit)
    var isFlow = [Bool](repeating: false, count: base.columnCount)
    for column in source.flowColumns { isFlow[column] = true }
    var program = LinearProgram(name: base.name, direction: base.direction)
    for column in 0..<base.columnCount {
      let isWhole = isFlow[column] || base.isInteger[column]
      let (lower, upper) = bounds(column, isFlow[column], isFlow[column] ? steps : 1)
      program.addColumn(
        lower: isWhole ? Self.roundedUp(lower) : lower, upper: isWhole ? -Self.roundedUp(-upper) : upper,
        objective: base.objective[column] / (isFlow[column] ? steps : 1), isInteger: isWhole)
    }
    for row in 0..<base.rowCount {
      for entry in base.entryRange(ofRow: row) {
        let column = Int(base.columnIndices[entry])
        let scale = isFlow[column] ? 1 / steps : 1
        program.appendEntry(column: column, coefficient: base.coefficients[entry] * scale)
      }
      program.closeRow(lower: base.rowLower[row], upper: base.rowUpper[row])
    }
    program.objectiveConstant = base.objectiveConstant
    self.program = program
    self.isFlow = isFlow
    stepsPerUnit = steps
  }

  /// Up to a whole number, where the distance is more than the rounding of a product.
  private static func roundedUp(_ value: Double) -> Double {
    abs(value - value.rounded()) <= 1e-9 * max(1, abs(value)) ? value.rounded() : value.rounded(.up)
  }

  /// An answer of this program as values of the source's columns.
  public func sourceValues(_ answer: [Double]) -> [Double] {
    answer.indices.map { isFlow[$0] ? answer[$0].rounded() / stepsPerUnit : answer[$0] }
  }

  /// Values of the source's columns as an answer of this program.
  public func steppedValues(_ values: [Double]) -> [Double] {
    values.indices.map { isFlow[$0] ? (values[$0] * stepsPerUnit).rounded() : values[$0] }
  }
}
