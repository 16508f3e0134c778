import Logistics
public import MathProgram

/// The program that moves a fractional answer to multiples of the resolution: whole decisions stay as they are, and each
/// flow becomes a whole number of steps next to its value.
///
/// In steps all rows are exact in whole numbers as far as the data are, and only the flows that are not multiples yet have
/// room, so the program is small whatever the instance's size.
public struct RoundingProgram: Sendable {
  public let program: LinearProgram
  private let isFlow: [Bool]
  private let stepsPerUnit: Double

  /// - Parameter room: how many steps a flow may go beyond its neighbours.
  public init(_ source: InstanceProgram, _ base: LinearProgram, values: [Double], room: Double) {
    let steps = Double(source.instance.settings.resolution.stepsPerUnit)
    var isFlow = [Bool](repeating: false, count: base.columnCount)
    for column in source.flowColumns { isFlow[column] = true }
    var program = LinearProgram(name: base.name, direction: base.direction)
    for column in 0..<base.columnCount {
      let value = values[column]
      if isFlow[column] {
        let inSteps = value * steps
        let isMultiple = abs(inSteps - inSteps.rounded()) <= 1e-6
        let low = isMultiple && room == 0 ? inSteps.rounded() : inSteps.rounded(.down) - room
        let high = isMultiple && room == 0 ? inSteps.rounded() : inSteps.rounded(.up) + room
        program.addColumn(
          lower: max(low, (base.columnLower[column] * steps).rounded(.up)),
          upper: min(high, (base.columnUpper[column] * steps).rounded(.down)),
          objective: base.objective[column] / steps, isInteger: true)
      } else if base.isInteger[column] {
        program.addColumn(
          lower: value.rounded(), upper: value.rounded(), objective: base.objective[column], isInteger: true)
      } else {
        program.addColumn(
          lower: base.columnLower[column], upper: base.columnUpper[column], objective: base.objective[column])
      }
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

  /// An answer of this program as values of the source's columns.
  public func sourceValues(_ answer: [Double]) -> [Double] {
    answer.indices.map { isFlow[$0] ? answer[$0].rounded() / stepsPerUnit : answer[$0] }
  }
}
