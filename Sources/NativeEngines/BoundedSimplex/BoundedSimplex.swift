import MathProgram

/// A linear program with bounds on columns and rows, solved by the dual simplex method, and by the primal one where costs had to
/// be shifted for it. Keeps its basis from one solve to the next.
///
/// Row i is written A x + s = 0 with a logical column s between −(upper limit) and −(lower limit); columns are numbered first,
/// logicals behind them. Numbers are scaled inside.
///
/// Source: Koberstein, The dual simplex method, techniques for a fast and stable implementation, Paderborn 2005.
final class BoundedSimplex {
  enum Ending: Equatable {
    case optimal
    /// `ray` holds multipliers of the rows.
    case infeasible
    /// `ray` holds a direction of the columns.
    case unbounded
    case stopped
    case failed(String)
  }

  let matrix: SimplexMatrix
  let lower: WorkVector<Double>
  let upper: WorkVector<Double>
  let cost: WorkVector<Double>
  /// `cost`, shifted where the dual method needs it.
  let working: WorkVector<Double>
  /// By place, which column is basic there.
  let basis: WorkVector<Int32>
  /// By column, its place in the basis; −1: none.
  let place: WorkVector<Int32>
  let value: WorkVector<Double>
  let reduced: WorkVector<Double>
  /// Of the dual method, by place: the squared length of the inverse's row.
  let weight: WorkVector<Double>
  var factor: BasisFactor
  var iterations = 0
  /// Asked now and then.
  var mustStop: () -> Bool = { false }
  private(set) var ray: [Double] = []

  // Spaces that every iteration uses.
  let rowWork: WorkVector<Double>
  let placeWork: WorkVector<Double>
  let direction: WorkVector<Double>
  let inverseRow: WorkVector<Double>
  let along: WorkVector<Double>
  var touched: [Int32] = []
  /// Columns that go to their other bound in the dual step at hand.
  var flipped: [Int] = []
  var isShifted = false

  static let primalTolerance = 1e-9
  static let dualTolerance = 1e-9
  static let leastPivot = 1e-8

  var columnCount: Int { matrix.columnCount }
  var rowCount: Int { matrix.rowCount }

  init(_ program: CanonicalProgram) {
    let matrix = SimplexMatrix(program)
    self.matrix = matrix
    let (columns, rows) = (program.columnCount, program.rowCount)
    let scale = matrix.columnScale
    lower = WorkVector(
      (0..<columns).map { program.columnLower[$0] / scale[$0] }
        + (0..<rows).map { -program.rowUpper[$0] * matrix.rowScale[$0] })
    upper = WorkVector(
      (0..<columns).map { program.columnUpper[$0] / scale[$0] }
        + (0..<rows).map { -program.rowLower[$0] * matrix.rowScale[$0] })
    let costs = (0..<columns).map { program.cost[$0] * scale[$0] } + [Double](repeating: 0, count: rows)
    cost = WorkVector(costs)
    working = WorkVector(costs)
    basis = WorkVector((0..<rows).map { Int32(truncatingIfNeeded: columns + $0) })
    place = WorkVector([Int32](repeating: -1, count: columns) + (0..<rows).map { Int32(truncatingIfNeeded: $0) })
    value = WorkVector(repeating: 0, count: columns + rows)
    reduced = WorkVector(repeating: 0, count: columns + rows)
    weight = WorkVector(repeating: 1, count: rows)
    factor = BasisFactor(size: 0, [0], [], [])
    rowWork = WorkVector(repeating: 0, count: rows)
    placeWork = WorkVector(repeating: 0, count: rows)
    direction = WorkVector(repeating: 0, count: rows)
    inverseRow = WorkVector(repeating: 0, count: rows)
    along = WorkVector(repeating: 0, count: columns + rows)
    refactor()
  }

  deinit {
    for numbers in [lower, upper, cost, working, value, reduced, weight, rowWork, placeWork, direction, inverseRow, along] {
      numbers.deallocate()
    }
    basis.deallocate()
    place.deallocate()
  }

  // MARK: Changing and reading

  func setBounds(_ column: Int, lower low: Double, upper high: Double) {
    lower[column] = low / matrix.columnScale[column]
    upper[column] = high / matrix.columnScale[column]
  }

  /// Of the columns, unscaled.
  var point: [Double] { (0..<columnCount).map { value[$0] * matrix.columnScale[$0] } }

  /// Of the rows, unscaled: d(objective)/d(limit).
  func multipliers() -> [Double] {
    for index in basis.indices { placeWork[index] = cost[Int(basis[index])] }
    factor.backward(placeWork, inverseRow)
    return (0..<rowCount).map { inverseRow[$0] * matrix.rowScale[$0] }
  }

  struct Basis {
    fileprivate var basis: [Int32]
    fileprivate var isAtUpper: [Bool]
    fileprivate var weight: [Double]
  }

  /// What `restore` starts from again.
  func savedBasis() -> Basis {
    Basis(
      basis: Array(basis), isAtUpper: value.indices.map { place[$0] < 0 && value[$0] == upper[$0] }, weight: Array(weight))
  }

  func restore(_ saved: Basis) {
    basis.copy(saved.basis)
    place.fill(-1)
    for (index, column) in basis.enumerated() { place[Int(column)] = Int32(truncatingIfNeeded: index) }
    for column in place.indices where place[column] < 0 { value[column] = saved.isAtUpper[column] ? upper[column] : lower[column] }
    weight.copy(saved.weight)
    refactor()
  }

  // MARK: Feasibility

  func violation(_ column: Int) -> Double {
    let (below, above) = (lower[column] - value[column], value[column] - upper[column])
    if below > Self.primalTolerance * max(1, abs(lower[column])) { return -below }
    if above > Self.primalTolerance * max(1, abs(upper[column])) { return above }
    return 0
  }

  var isPrimalFeasible: Bool { basis.allSatisfy { violation(Int($0)) == 0 } }

  /// By how much a reduced cost points to something better; 0: it does not.
  func gain(_ column: Int) -> Double {
    guard place[column] < 0, lower[column] < upper[column] else { return 0 }
    let price = reduced[column]
    let tolerance = Self.dualTolerance * (1 + abs(cost[column]))
    if price < -tolerance, value[column] < upper[column] { return -price }
    if price > tolerance, value[column] > lower[column] { return price }
    return 0
  }

  var isDualFeasible: Bool { reduced.indices.allSatisfy { gain($0) == 0 } }

  func shift(_ column: Int, by amount: Double) {
    working[column] += amount
    reduced[column] += amount
    isShifted = true
  }

  func unshift() {
    if isShifted { working.copy(cost) }
    isShifted = false
  }

  // MARK: Solving

  /// Solves from the basis as it stands.
  func solve() -> Ending {
    for column in 0..<lower.count where lower[column] > upper[column] { return crossed(column) }
    if factor.updateCount > 0 { refactor() }
    unshift()
    computeValues()
    computeReduced()
    for _ in 0..<20 {
      if !isPrimalFeasible {
        switch dual() {
        case .optimal: break
        case let other: return other
        }
        unshift()
        refreshed()
        if !isPrimalFeasible { continue }
      }
      if isDualFeasible { return .optimal }
      switch primal() {
      case .optimal: break
      case let other: return other
      }
      refreshed()
      if isPrimalFeasible && isDualFeasible { return .optimal }
    }
    return .failed("neither method could finish what the other began")
  }

  func refreshed() {
    if factor.updateCount > 0 { refactor() }
    computeValues()
    computeReduced()
  }

  /// Bounds of a column that leave nothing: where they are a row's, that row alone is the proof.
  private func crossed(_ column: Int) -> Ending {
    ray = [Double](repeating: 0, count: rowCount)
    if column >= columnCount { ray[column - columnCount] = 1 }
    return .infeasible
  }

  /// The row of the inverse as multipliers.
  func keepRowAsRay(_ sign: Double) { ray = (0..<rowCount).map { sign * inverseRow[$0] * matrix.rowScale[$0] } }

  func keepDirectionAsRay(_ entering: Int, _ sign: Double) {
    ray = [Double](repeating: 0, count: columnCount)
    if entering < columnCount { ray[entering] = sign * matrix.columnScale[entering] }
    for index in basis.indices where Int(basis[index]) < columnCount {
      ray[Int(basis[index])] = -sign * direction[index] * matrix.columnScale[Int(basis[index])]
    }
  }
}
