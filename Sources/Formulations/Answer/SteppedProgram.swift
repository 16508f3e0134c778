import Logistics
public import MathProgram

/// The program over multiples of the resolution: flows are whole numbers of steps.
///
/// In steps all rows are exact in whole numbers as far as the data are. Columns that cannot move are counted in the rows'
/// limits and left out; rows of nothing else are left to the check.
public struct SteppedProgram: Sendable {
  public let program: LinearProgram
  private let isFlow: [Bool]
  private let stepsPerUnit: Double
  /// The source's columns that are columns here, in order.
  private let columns: [Int]
  /// Of the source's columns, those that cannot move at their value; of flows in steps.
  private let fixed: [Double]

  /// All plans of `base`.
  public init(_ source: InstanceProgram, _ base: LinearProgram) {
    self.init(source, base, keepsAll: true) { column, _, scale in
      (lower: base.columnLower[column] * scale, upper: base.columnUpper[column] * scale)
    }
  }

  /// The plans near `values`: whole decisions stay as they are, and each flow becomes a whole number of steps next to its
  /// value.
  ///
  /// Without room only the flows that are not multiples yet can move, so the program is small whatever the instance's size.
  /// - Parameter room: how many steps a flow may go beyond its neighbours.
  public init(_ source: InstanceProgram, _ base: LinearProgram, near values: [Double], room: Double) {
    let steps = Double(source.instance.settings.resolution.stepsPerUnit)
    func stays(_ column: Int) -> Bool {
      let value = values[column] * steps
      return room == 0 && abs(value - value.rounded()) <= 1e-6
    }
    let follows = Self.sharingRows(with: source.flowColumns.filter { !stays($0) }, base)
    self.init(source, base, keepsAll: false) { column, isFlow, scale in
      let value = values[column] * scale
      if isFlow {
        let low = stays(column) ? value.rounded() : value.rounded(.down) - room
        let high = stays(column) ? value.rounded() : value.rounded(.up) + room
        return (max(low, base.columnLower[column] * scale), min(high, base.columnUpper[column] * scale))
      }
      if base.isInteger[column] { return (value.rounded(), value.rounded()) }
      return follows[column] ? (base.columnLower[column], base.columnUpper[column]) : (value, value)
    }
  }

  /// The columns of the rows in which some of `moving` stand.
  private static func sharingRows(with moving: [Int], _ base: LinearProgram) -> [Bool] {
    var moves = [Bool](repeating: false, count: base.columnCount)
    for column in moving { moves[column] = true }
    var shares = moves
    for row in 0..<base.rowCount where base.entryRange(ofRow: row).contains(where: { moves[Int(base.columnIndices[$0])] }) {
      for entry in base.entryRange(ofRow: row) { shares[Int(base.columnIndices[entry])] = true }
    }
    return shares
  }

  /// `bounds` gives a column's, of a flow in steps; the scale is 1 where the column is no flow.
  private init(
    _ source: InstanceProgram, _ base: LinearProgram, keepsAll: Bool,
    bounds: (_ column: Int, _ isFlow: Bool, _ scale: Double) -> (lower: Double, upper: Double)
  ) {
    let steps = Double(source.instance.settings.resolution.stepsPerUnit)
    var isFlow = [Bool](repeating: false, count: base.columnCount)
    for column in source.flowColumns { isFlow[column] = true }
    var program = LinearProgram(name: base.name, direction: base.direction)
    program.objectiveConstant = base.objectiveConstant
    var places = [Int](repeating: -1, count: base.columnCount)
    var columns: [Int] = []
    var fixed = [Double](repeating: 0, count: base.columnCount)
    for column in 0..<base.columnCount {
      let isWhole = isFlow[column] || base.isInteger[column]
      var (lower, upper) = bounds(column, isFlow[column], isFlow[column] ? steps : 1)
      if isWhole { (lower, upper) = (Self.roundedUp(lower), -Self.roundedUp(-upper)) }
      let objective = base.objective[column] / (isFlow[column] ? steps : 1)
      if !keepsAll, lower == upper {
        fixed[column] = lower
        program.objectiveConstant += objective * lower
        continue
      }
      places[column] = columns.count
      columns.append(column)
      program.addColumn(lower: lower, upper: upper, objective: objective, isInteger: isWhole)
    }
    for row in 0..<base.rowCount {
      var (moves, taken) = (false, 0.0)
      for entry in base.entryRange(ofRow: row) {
        let column = Int(base.columnIndices[entry])
        let coefficient = base.coefficients[entry] * (isFlow[column] ? 1 / steps : 1)
        if places[column] < 0 {
          taken += coefficient * fixed[column]
        } else {
          moves = true
          program.appendEntry(column: places[column], coefficient: coefficient)
        }
      }
      guard moves || keepsAll else { continue }
      program.closeRow(lower: Self.cleaned(base.rowLower[row] - taken), upper: Self.cleaned(base.rowUpper[row] - taken))
    }
    self.program = program
    self.isFlow = isFlow
    self.columns = columns
    self.fixed = fixed
    stepsPerUnit = steps
  }

  /// Without the rounding of sums, where the number is as good as whole.
  private static func cleaned(_ limit: Double) -> Double {
    abs(limit - limit.rounded()) <= 1e-9 * max(1, abs(limit)) ? limit.rounded() : limit
  }

  /// Up to a whole number, where the distance is more than the rounding of a product.
  private static func roundedUp(_ value: Double) -> Double {
    abs(value - value.rounded()) <= 1e-9 * max(1, abs(value)) ? value.rounded() : value.rounded(.up)
  }

  /// An answer of this program as values of the source's columns.
  public func sourceValues(_ answer: [Double]) -> [Double] {
    var values = fixed
    for (place, column) in columns.enumerated() { values[column] = answer[place] }
    return values.indices.map { isFlow[$0] ? values[$0].rounded() / stepsPerUnit : values[$0] }
  }

  /// Values of the source's columns as an answer of this program.
  public func steppedValues(_ values: [Double]) -> [Double] {
    columns.map { isFlow[$0] ? (values[$0] * stepsPerUnit).rounded() : values[$0] }
  }
}
