import MathProgram

/// The same program with tighter numbers: bounds that the rows or the costs imply, and big-Ms cut down to them.
///
/// Every solution of the tightened program is one of the original, and at least one optimum survives. Source:
/// Savelsbergh, Preprocessing and probing techniques for mixed integer programming problems, ORSA J. Computing 6
/// (1994).
struct Tightening {
  private(set) var program: CanonicalProgram
  /// Rows at each column: `entryStart[j] ..< entryStart[j + 1]` index into `rowOf` and `coefficientOf`.
  private var entryStart: [Int] = []
  private var rowOf: [Int32] = []
  private var coefficientOf: [Double] = []

  private static let rounds = 4

  init(_ original: CanonicalProgram) {
    program = original
    indexColumns()
    for _ in 0..<Self.rounds {
      let hasImplied = implyBounds()
      let hasDominated = boundByCost()
      if !hasImplied && !hasDominated { break }
    }
    for row in 0..<program.rowCount { tightenCoefficients(row) }
    giveBackContinuousBounds(of: original)
  }

  private mutating func indexColumns() {
    entryStart = [Int](repeating: 0, count: program.columnCount + 1)
    for column in program.columnIndices { entryStart[Int(column) + 1] += 1 }
    for column in 0..<program.columnCount { entryStart[column + 1] += entryStart[column] }
    var next = entryStart
    rowOf = [Int32](repeating: 0, count: program.entryCount)
    coefficientOf = [Double](repeating: 0, count: program.entryCount)
    for row in 0..<program.rowCount {
      for entry in program.rowStart[row]..<program.rowStart[row + 1] {
        let column = Int(program.columnIndices[entry])
        rowOf[next[column]] = Int32(row)
        coefficientOf[next[column]] = program.coefficients[entry]
        next[column] += 1
      }
    }
  }

  // MARK: Activities

  /// The least or greatest sum of a row, with infinities counted apart.
  private struct Activity {
    var finite = 0.0
    var magnitude = 0.0
    var infinities = 0
    private var isWhole = true

    /// What rounding may have taken off the sum: nothing, where it is one of whole numbers.
    var rounding: Double { isWhole && magnitude < 0x1p52 ? 0 : 1e-12 * magnitude }

    mutating func add(_ term: Double) {
      if term.isFinite {
        finite += term
        magnitude += abs(term)
        if term != term.rounded() { isWhole = false }
      } else {
        infinities += 1
      }
    }

    /// Of the other entries, when this one's own term is taken out.
    func without(_ term: Double) -> Double? {
      if term.isFinite { return infinities == 0 ? finite - term : nil }
      return infinities == 1 ? finite : nil
    }
  }

  private func term(_ coefficient: Double, _ column: Int, least: Bool) -> Double {
    guard coefficient != 0 else { return 0 }
    return coefficient * ((coefficient > 0) == least ? program.columnLower[column] : program.columnUpper[column])
  }

  private func activity(_ row: Int, least: Bool) -> Activity {
    var sum = Activity()
    for entry in program.rowStart[row]..<program.rowStart[row + 1] {
      sum.add(term(program.coefficients[entry], Int(program.columnIndices[entry]), least: least))
    }
    return sum
  }

  // MARK: Bounds

  /// Bounds that a row and the other columns' bounds imply.
  private mutating func implyBounds() -> Bool {
    var hasChanged = false
    for row in 0..<program.rowCount {
      let least = activity(row, least: true)
      let greatest = activity(row, least: false)
      for entry in program.rowStart[row]..<program.rowStart[row + 1] {
        let column = Int(program.columnIndices[entry])
        let coefficient = program.coefficients[entry]
        guard coefficient != 0 else { continue }
        // What the rest leaves of the row's limits.
        let rest = least.without(term(coefficient, column, least: true))
        let most = rest.map { (program.rowUpper[row] - $0) / coefficient }
        let other = greatest.without(term(coefficient, column, least: false))
        let fewest = other.map { (program.rowLower[row] - $0) / coefficient }
        let (upper, lower) = coefficient > 0 ? (most, fewest) : (fewest, most)
        let noise = 1e-9 * max(least.magnitude, greatest.magnitude) / abs(coefficient)
        if let upper, tighten(column, upper: upper, noise) { hasChanged = true }
        if let lower, tighten(column, lower: lower, noise) { hasChanged = true }
      }
    }
    return hasChanged
  }

  /// A column that only costs needs no more than the rows that ask for it can ask: some optimum keeps to that.
  private mutating func boundByCost() -> Bool {
    let least = (0..<program.rowCount).map { activity($0, least: true) }
    let greatest = (0..<program.rowCount).map { activity($0, least: false) }
    var hasChanged = false
    for column in 0..<program.columnCount {
      guard program.cost[column] >= 0, program.columnLower[column].isFinite else { continue }
      guard let need = greatestNeed(column, least, greatest) else { continue }
      let whole = program.isInteger[column] == 1 ? (need.value + need.noise).rounded(.up) : need.value
      if tighten(column, upper: max(whole, program.columnLower[column]), need.noise) { hasChanged = true }
    }
    return hasChanged
  }

  /// The most that any row can ask of a column that is better small; nil when there is no end to it.
  ///
  /// The activities may be older than the other columns' bounds, which only makes them weaker.
  private func greatestNeed(
    _ column: Int, _ least: [Activity], _ greatest: [Activity]
  ) -> (value: Double, noise: Double)? {
    var need = -Double.infinity
    var noise = 0.0
    for index in entryStart[column]..<entryStart[column + 1] {
      let (row, coefficient) = (Int(rowOf[index]), coefficientOf[index])
      guard coefficient != 0 else { continue }
      let limit = coefficient > 0 ? program.rowLower[row] : program.rowUpper[row]
      guard limit.isFinite else { continue }
      // The row asks most of this column when the rest helps least: for a lower limit, when the rest is least.
      let rest = coefficient > 0 ? least[row] : greatest[row]
      guard let others = rest.without(term(coefficient, column, least: coefficient > 0)) else { return nil }
      need = max(need, (limit - others) / coefficient)
      noise = max(noise, 1e-9 * (rest.magnitude + abs(limit)) / abs(coefficient))
    }
    return (need, noise)
  }

  /// Takes a new upper bound when it is clearly tighter; a whole column's is rounded down.
  private mutating func tighten(_ column: Int, upper: Double, _ noise: Double) -> Bool {
    var bound = upper + noise
    if program.isInteger[column] == 1 { bound = (upper + max(noise, 1e-6)).rounded(.down) }
    guard bound.isFinite, bound < program.columnUpper[column], bound >= program.columnLower[column] else {
      return false
    }
    guard isWorthwhile(bound, program.columnUpper[column], program.columnLower[column]) else { return false }
    program.columnUpper[column] = bound
    return true
  }

  private mutating func tighten(_ column: Int, lower: Double, _ noise: Double) -> Bool {
    var bound = lower - noise
    if program.isInteger[column] == 1 { bound = (lower - max(noise, 1e-6)).rounded(.up) }
    guard bound.isFinite, bound > program.columnLower[column], bound <= program.columnUpper[column] else {
      return false
    }
    guard isWorthwhile(bound, program.columnLower[column], program.columnUpper[column]) else { return false }
    program.columnLower[column] = bound
    return true
  }

  private func isWorthwhile(_ new: Double, _ old: Double, _ opposite: Double) -> Bool {
    guard old.isFinite else { return abs(new) < 1e9 }
    return abs(new - old) > 1e-3 * max(1e-3, min(abs(old - opposite), abs(old)))
  }

  // MARK: Coefficients

  /// Cuts the coefficients of two-valued columns down to what the rest of a one-sided row can need.
  private mutating func tightenCoefficients(_ row: Int) {
    let isAtMost = program.rowUpper[row].isFinite && !program.rowLower[row].isFinite
    let isAtLeast = program.rowLower[row].isFinite && !program.rowUpper[row].isFinite
    guard isAtMost || isAtLeast else { return }
    let sign = isAtMost ? 1.0 : -1.0
    var sum = activity(row, least: sign < 0)
    for entry in program.rowStart[row]..<program.rowStart[row + 1] {
      let column = Int(program.columnIndices[entry])
      guard program.isInteger[column] == 1, program.columnLower[column] == 0, program.columnUpper[column] == 1 else {
        continue
      }
      let before = term(program.coefficients[entry], column, least: sign < 0)
      tightenCoefficient(entry, before, sum, row, sign)
      sum.add(term(program.coefficients[entry], column, least: sign < 0) - before)
    }
  }

  /// In terms of a row Σ a·x ≤ b: `sign` turns one that is ≥.
  private mutating func tightenCoefficient(_ entry: Int, _ term: Double, _ sum: Activity, _ row: Int, _ sign: Double) {
    guard let restInRow = sum.without(term) else { return }
    let rest = sign * restInRow + sum.rounding
    let coefficient = sign * program.coefficients[entry]
    let limit = sign * (sign > 0 ? program.rowUpper[row] : program.rowLower[row])
    // What is left of a coefficient must be a number, not noise: noise for a coefficient misleads GLPK's cuts.
    let noise = 1e-10 * (sum.magnitude + abs(limit))
    if coefficient < 0 {
      // At 1 the row is slack by this much: the coefficient may shrink by it.
      let slack = limit - rest - coefficient
      guard slack > 1e-6 * abs(coefficient), limit - rest < -noise else { return }
      program.coefficients[entry] = sign * (limit - rest)
    } else if coefficient > 0 {
      // At 0 the row is slack by this much: coefficient and limit may shrink by it.
      let slack = limit - rest
      guard slack > 1e-6 * coefficient, coefficient - slack > noise else { return }
      program.coefficients[entry] = sign * (coefficient - slack)
      if sign > 0 { program.rowUpper[row] = limit - slack } else { program.rowLower[row] = -(limit - slack) }
    }
  }

  /// Bounds of continuous columns that only repeat what rows or costs say would make the program degenerate. Giving
  /// them back loses no solution, and every row still implies the original one.
  private mutating func giveBackContinuousBounds(of original: CanonicalProgram) {
    for column in 0..<program.columnCount where program.isInteger[column] == 0 {
      program.columnLower[column] = original.columnLower[column]
      program.columnUpper[column] = original.columnUpper[column]
    }
  }
}
