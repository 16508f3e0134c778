/// A linear program as the search for a network reads it: as it stands, or with every column counted in whole steps.
///
/// Counted in steps, a column is its lower bound plus a whole number of steps, a row is divided by the one size that a
/// step has in it, and limits and bounds are rounded into their range: the optimum is then over whole numbers of steps.
/// Costs are multiplied by a power of ten that makes them whole, or nearly so where none does.
struct ScaledProgram {
  // By column.
  private(set) var lower: [Double]
  private(set) var upper: [Double]
  private(set) var cost: [Double]
  // By row.
  private(set) var rowLower: [Double]
  private(set) var rowUpper: [Double]
  /// By entry.
  private(set) var coefficients: [Double]

  /// Steps a unit, by column; empty where nothing is scaled.
  private(set) var stepsPerUnit: [Double] = []
  /// The size of a step, by row; empty where nothing is scaled.
  private(set) var rowSize: [Double] = []
  private(set) var costScale = 1.0
  /// Whether a limit, bound or cost was rounded.
  private(set) var isRounded = false
  private(set) var roundsCosts = false

  /// The program as it stands.
  init(_ program: LinearProgram) {
    lower = program.columnLower
    upper = program.columnUpper
    cost = program.objective
    rowLower = program.rowLower
    rowUpper = program.rowUpper
    coefficients = program.coefficients
  }

  /// The program counted in steps.
  ///
  /// - Parameter steps: steps a unit of each column, from the first on; a column that has 0, or none, is as fine as the
  ///   rows in which it stands.
  init(_ program: LinearProgram, stepsPerUnit steps: [Double]) throws(NetworkObstacle) {
    self.init(program)
    for column in 0..<program.columnCount where !lower[column].isFinite {
      throw NetworkObstacle(.noLowerBound, column: column)
    }
    chooseSteps(program, steps)
    try scaleRows(program)
    scaleBounds(program)
    scaleCosts(program)
  }

  func isFixed(_ column: Int) -> Bool { lower[column] == 0 && upper[column] == 0 }

  // MARK: Steps

  private mutating func chooseSteps(_ program: LinearProgram, _ steps: [Double]) {
    stepsPerUnit = steps + [Double](repeating: 0, count: max(0, program.columnCount - steps.count))
    rowSize = [Double](repeating: 1, count: program.rowCount)
    let finest = steps.reduce(1, max)
    for row in 0..<program.rowCount {
      var size = 0.0
      for entry in program.entryRange(ofRow: row) {
        let column = Int(program.columnIndices[entry])
        guard size == 0, stepsPerUnit[column] > 0, program.coefficients[entry] != 0, hasRoom(column) else { continue }
        size = abs(program.coefficients[entry]) / stepsPerUnit[column]
      }
      // Of columns that count in no steps of their own: as fine as anything is.
      if size == 0 { size = 1 / finest }
      rowSize[row] = size
      for entry in program.entryRange(ofRow: row) where stepsPerUnit[Int(program.columnIndices[entry])] == 0 {
        stepsPerUnit[Int(program.columnIndices[entry])] = abs(program.coefficients[entry]) / size
      }
    }
    for column in stepsPerUnit.indices where stepsPerUnit[column] == 0 { stepsPerUnit[column] = 1 }
  }

  private func hasRoom(_ column: Int) -> Bool { upper[column] > lower[column] }

  // MARK: Rows

  private mutating func scaleRows(_ program: LinearProgram) throws(NetworkObstacle) {
    for row in 0..<program.rowCount where rowLower[row] > -.infinity || rowUpper[row] < .infinity {
      var fixed = 0.0
      var isEven = true
      for entry in program.entryRange(ofRow: row) {
        let column = Int(program.columnIndices[entry])
        let coefficient = program.coefficients[entry]
        if lower[column] != 0 { fixed += coefficient * lower[column] }
        coefficients[entry] = coefficient > 0 ? 1 : coefficient < 0 ? -1 : 0
        guard coefficient != 0, hasRoom(column) else { continue }
        let size = abs(coefficient) / stepsPerUnit[column]
        if abs(size - rowSize[row]) > 1e-12 * rowSize[row] { isEven = false }
      }
      if !isEven && neverBinds(row, program) {
        (rowLower[row], rowUpper[row]) = (-.infinity, .infinity)
        continue
      }
      if !isEven { throw NetworkObstacle(.coefficients, row: row) }
      rowLower[row] = inward((rowLower[row] - fixed) / rowSize[row], .up)
      rowUpper[row] = inward((rowUpper[row] - fixed) / rowSize[row], .down)
    }
  }

  /// Whether the bounds of the columns keep the row within its limits by themselves.
  private func neverBinds(_ row: Int, _ program: LinearProgram) -> Bool {
    var (least, most) = (0.0, 0.0)
    for entry in program.entryRange(ofRow: row) {
      let column = Int(program.columnIndices[entry])
      let coefficient = program.coefficients[entry]
      if coefficient == 0 { continue }
      least += coefficient * (coefficient > 0 ? lower[column] : upper[column])
      most += coefficient * (coefficient > 0 ? upper[column] : lower[column])
    }
    return least >= rowLower[row] && most <= rowUpper[row]
  }

  /// The nearest whole number in the given direction; what a double cannot tell from a whole number is that number.
  private mutating func inward(_ value: Double, _ rule: FloatingPointRoundingRule) -> Double {
    guard value.isFinite else { return value }
    let nearest = value.rounded()
    if abs(value - nearest) <= max(1e-10, abs(value) * 4e-16) { return nearest == 0 ? 0 : nearest }
    isRounded = true
    return value.rounded(rule)
  }

  private mutating func scaleBounds(_ program: LinearProgram) {
    for column in lower.indices {
      upper[column] = inward((upper[column] - lower[column]) * stepsPerUnit[column], .down)
      lower[column] = 0
    }
  }

  // MARK: Costs

  private static let exactWhole = 9_007_199_254_740_992.0

  /// Multiplies costs, a step each, by the least power of ten that makes all of them whole; where none does, by the
  /// largest that leaves room for the sums of paths, and rounds.
  private mutating func scaleCosts(_ program: LinearProgram) {
    var decimals = DecimalScale()
    var isDecimal = true
    var largest = 0.0
    var finest = 1.0
    for column in cost.indices where !isFixed(column) && cost[column] != 0 {
      isDecimal = isDecimal && decimals.admit(cost[column])
      largest = max(largest, abs(cost[column]) / stepsPerUnit[column])
      finest = max(finest, stepsPerUnit[column])
    }
    let isPowerOfTen = stepsPerUnit.allSatisfy { finest.truncatingRemainder(dividingBy: $0) == 0 }
    costScale = decimals.factor * finest
    let paths = Double(program.rowCount + 2)
    if !isDecimal || !isPowerOfTen || largest * costScale > min(Self.exactWhole, 2e17 / paths) {
      roundsCosts = true
      isRounded = true
      costScale = largest == 0 ? 1 : Self.powerOfTen(notAbove: min(Self.exactWhole, 2e17 / paths) / largest)
    }
    for column in cost.indices { cost[column] = (cost[column] / stepsPerUnit[column] * costScale).rounded() }
  }

  private static func powerOfTen(notAbove limit: Double) -> Double {
    var power = 1.0
    while power * 10 <= limit && power < 1e15 { power *= 10 }
    while power > limit && power > 1e-15 { power /= 10 }
    return power
  }
}
