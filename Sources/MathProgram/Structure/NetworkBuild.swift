/// Builds the network of a program whose rows are known to be nodes and whose columns are known to be arcs.
///
/// A row, divided by its coefficient and with its sign changed where that was found necessary, says
/// L ≤ outflow − inflow ≤ U of its node. Where L < U an arc to or from the *ground*, a node of its own, takes up the
/// difference; a column in one row runs to or from the ground too. The ground's supply balances all others.
struct NetworkBuild {
  private let program: LinearProgram
  private let isFlipped: [Bool]
  private let size: [Double]
  private let isFree: [Bool]

  private var quantities = DecimalScale()
  private var costs = DecimalScale()
  /// Limits and bounds as the network has them, not yet scaled.
  private var rowLimits: [(lower: Double, upper: Double)] = []
  private var columnBounds: [(lower: Double, upper: Double)] = []

  private var network = FlowNetwork(nodeCount: 0)
  private var nodeOfRow: [Int32]
  private var ground: Int32 = 0
  private var arcs: [RecognizedNetwork.ArcRole] = []
  private var fixed: [Int: Double] = [:]

  init(_ program: LinearProgram, isFlipped: [Bool], size: [Double], isFree: [Bool]) {
    self.program = program
    self.isFlipped = isFlipped
    self.size = size
    self.isFree = isFree
    nodeOfRow = [Int32](repeating: -1, count: program.rowCount)
  }

  /// `ends` gives the rows of a column, -1 for none, and whether the first one is the arc's tail.
  mutating func run(
    ends: (Int) -> (first: Int32, second: Int32, firstIsTail: Bool)
  ) throws(NetworkObstacle) -> RecognizedNetwork {
    try scaleRows()
    try scaleColumns()
    try addNodes()
    for column in 0..<program.columnCount { try addColumn(column, ends(column)) }
    for row in 0..<program.rowCount where !isFree[row] { try addSlack(row) }
    return RecognizedNetwork(
      network: network, arcs: arcs, nodeOfRow: nodeOfRow, ground: Int(ground), quantityScale: quantities.factor,
      costScale: costs.factor, rowFactors: size.indices.map { (isFlipped[$0] ? -1 : 1) / size[$0] }, fixed: fixed)
  }

  private mutating func scaleRows() throws(NetworkObstacle) {
    rowLimits = []
    for row in 0..<program.rowCount {
      guard let lower = divided(program.rowLower[row], by: size[row]),
        let upper = divided(program.rowUpper[row], by: size[row]),
        isFree[row] || (admit(lower, &quantities) && admit(upper, &quantities))
      else {
        throw NetworkObstacle(.limit, row: row)
      }
      rowLimits.append(isFlipped[row] ? (-upper, -lower) : (lower, upper))
    }
  }

  /// The quotient where it is exact, infinities included.
  private func divided(_ limit: Double, by divisor: Double) -> Double? {
    if divisor == 1 || limit.isInfinite { return limit }
    let quotient = limit / divisor
    return quotient.isFinite && (-limit).addingProduct(quotient, divisor) == 0 ? quotient : nil
  }

  private func admit(_ number: Double, _ scale: inout DecimalScale) -> Bool {
    number.isInfinite || scale.admit(number)
  }

  private mutating func scaleColumns() throws(NetworkObstacle) {
    columnBounds = []
    columnBounds.reserveCapacity(program.columnCount)
    for column in 0..<program.columnCount {
      var lower = program.columnLower[column]
      var upper = program.columnUpper[column]
      if program.isInteger[column] { (lower, upper) = (lower.rounded(.up), upper.rounded(.down)) }
      columnBounds.append((lower, upper))
      guard admit(lower, &quantities), admit(upper, &quantities) else {
        throw NetworkObstacle(.bound, column: column)
      }
      guard costs.admit(program.objective[column]) else {
        throw NetworkObstacle(.cost, column: column)
      }
    }
    if program.hasIntegers && quantities.places > 0 {
      throw NetworkObstacle(.wholeColumns)
    }
  }

  private mutating func addNodes() throws(NetworkObstacle) {
    var count: Int32 = 0
    for row in 0..<program.rowCount where !isFree[row] {
      nodeOfRow[row] = count
      count += 1
    }
    ground = count
    network = FlowNetwork(name: program.name, nodeCount: Int(count) + 1)
    network.reserve(arcs: program.columnCount + program.rowCount)
    arcs.reserveCapacity(program.columnCount + program.rowCount)
    var total = Int64(0)
    for row in 0..<program.rowCount where !isFree[row] {
      let limits = rowLimits[row]
      let supply = try whole(limits.upper.isFinite ? limits.upper : limits.lower, row: row)
      network.setSupply(supply, node: Int(nodeOfRow[row]))
      let (sum, overflow) = total.subtractingReportingOverflow(supply)
      if overflow { throw NetworkObstacle(.supplySum) }
      total = sum
    }
    network.setSupply(total, node: Int(ground))
  }

  private func whole(_ number: Double, row: Int? = nil, column: Int? = nil) throws(NetworkObstacle) -> Int64 {
    guard let value = quantities.whole(number) else {
      throw NetworkObstacle(.largeQuantity, row: row, column: column)
    }
    return value
  }

  /// An arc for the column; the reverse one where it has no lower bound, both where it has neither.
  private mutating func addColumn(
    _ column: Int, _ ends: (first: Int32, second: Int32, firstIsTail: Bool)
  ) throws(NetworkObstacle) {
    guard ends.first >= 0 else { return try fix(column) }
    let one = Int(nodeOfRow[Int(ends.first)])
    let other = ends.second >= 0 ? Int(nodeOfRow[Int(ends.second)]) : Int(ground)
    let (tail, head) = ends.firstIsTail ? (one, other) : (other, one)
    guard var cost = costs.whole(program.objective[column]) else {
      throw NetworkObstacle(.largeCost, column: column)
    }
    if program.direction == .maximize { cost = -cost }
    let (lower, upper) = columnBounds[column]
    let index = Int32(truncatingIfNeeded: column)
    if lower.isFinite {
      let most = upper.isFinite ? try whole(upper, column: column) : FlowNetwork.unlimited
      network.addArc(from: tail, to: head, lower: try whole(lower, column: column), upper: most, cost: cost)
      arcs.append(.column(index))
    } else {
      let least = upper.isFinite ? -(try whole(upper, column: column)) : 0
      if upper.isInfinite {
        network.addArc(from: tail, to: head, cost: cost)
        arcs.append(.column(index))
      }
      network.addArc(from: head, to: tail, lower: least, cost: -cost)
      arcs.append(.reversed(index))
    }
  }

  /// A column in no row stands at the bound where it is cheapest.
  private mutating func fix(_ column: Int) throws(NetworkObstacle) {
    let (lower, upper) = columnBounds[column]
    let cost = program.direction == .maximize ? -program.objective[column] : program.objective[column]
    let least = lower.isFinite ? lower : min(upper, 0)
    let value = cost > 0 ? lower : cost < 0 ? upper : least
    guard value.isFinite, lower <= upper else {
      throw NetworkObstacle(.noBestValue, column: column)
    }
    fixed[column] = value
  }

  /// The arc that takes up the difference between a row's two limits.
  private mutating func addSlack(_ row: Int) throws(NetworkObstacle) {
    let limits = rowLimits[row]
    if limits.lower == limits.upper { return }
    let node = Int(nodeOfRow[row])
    let index = Int32(truncatingIfNeeded: row)
    if limits.upper.isInfinite {
      network.addArc(from: Int(ground), to: node, cost: 0)
      arcs.append(.surplus(index))
      return
    }
    var most = FlowNetwork.unlimited
    if limits.lower.isFinite {
      // Both are within 2^53, so that the difference is a whole Int64; negative where the limits are crossed.
      most = try whole(limits.upper, row: row) - whole(limits.lower, row: row)
    }
    network.addArc(from: node, to: Int(ground), upper: most, cost: 0)
    arcs.append(.slack(index))
  }
}
