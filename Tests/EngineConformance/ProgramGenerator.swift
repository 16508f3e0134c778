import MathProgram

/// Random programs from a seed (SplitMix64: Steele, Lea, Flood 2014).
struct ProgramGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func integer(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(bits() % UInt64(range.count))
  }
  mutating func number(_ range: ClosedRange<Int>) -> Double { Double(integer(range)) }
  mutating func chance(_ percent: Int) -> Bool { integer(0...99) < percent }

  /// A few whole columns in small boxes, and continuous ones.
  mutating func small(integers: Int, continuous: Int) -> LinearProgram {
    var columns: [ColumnSketch] = []
    for _ in 0..<integers {
      let lower = number(-3...2)
      // Halves: bounds of whole columns need not be whole.
      let width = number(0...8) / 2
      columns.append(
        .init(cost: number(-9...9), lower: lower - (chance(20) ? 0.5 : 0), upper: lower + width, isInteger: true))
    }
    for _ in 0..<continuous { columns.append(.init(cost: number(-9...9), lower: number(-4...0), upper: number(0...6))) }
    return sketch(
      columns, rows(count: integer(1...5), columns: columns.count, spread: 6), chance(50) ? .maximize : .minimize,
      constant: number(-20...20))
  }

  /// Any linear program: free, fixed, boxed columns, equations, ranges.
  mutating func linear() -> LinearProgram {
    let columns = (0..<integer(1...12)).map { _ in column() }
    return sketch(
      columns, rows(count: integer(1...10), columns: columns.count, spread: 12), chance(50) ? .maximize : .minimize,
      constant: chance(30) ? number(-50...50) : 0)
  }

  private mutating func column() -> ColumnSketch {
    var column = ColumnSketch(cost: number(-3...9))
    switch integer(0...9) {
    case 0: column.lower = -.infinity
    case 1: column.upper = 5
    case 2:
      column.lower = -.infinity
      column.upper = number(-3...3)
    case 3:
      column.lower = number(-3...3)
      column.upper = column.lower
    case 4, 5: column.upper = number(1...9)
    default: break
    }
    return column
  }

  private mutating func rows(count: Int, columns: Int, spread: Int) -> [RowSketch] {
    (0..<count).map { _ in
      var row = RowSketch(entries: [:])
      for column in 0..<columns where chance(60) { row.entries[column] = number(-5...7) }
      let limit = number(-spread...2 * spread)
      switch integer(0...9) {
      case 0, 1: (row.lower, row.upper) = (limit, limit)
      case 2: (row.lower, row.upper) = (limit, limit + number(0...6))
      case 3, 4, 5: row.lower = limit - Double(spread)
      default: row.upper = limit
      }
      return row
    }
  }

  /// A network, often but not always feasible.
  mutating func network() -> FlowNetwork {
    let nodes = integer(2...7)
    let rules: [FlowNetwork.SupplyRule] = [.equal, .equal, .atMost, .atLeast]
    var network = FlowNetwork(nodeCount: nodes, supplyRule: rules[integer(0...3)])
    for _ in 0..<integer(0...4) {
      let (from, to, amount) = (integer(0...nodes - 1), integer(0...nodes - 1), Int64(integer(1...6)))
      network.setSupply(network.supply[from] + amount, node: from)
      network.setSupply(network.supply[to] - amount, node: to)
    }
    for _ in 0..<integer(nodes...4 * nodes) {
      let lower = chance(15) ? Int64(integer(-2...2)) : 0
      let upper = chance(50) ? FlowNetwork.unlimited : lower + Int64(integer(0...9))
      network.addArc(
        from: integer(0...nodes - 1), to: integer(0...nodes - 1), lower: lower, upper: upper,
        cost: Int64(chance(10) ? integer(-6...0) : integer(0...9)))
    }
    return network
  }

  /// A random change, applied to `program` and returned.
  mutating func change(_ program: inout LinearProgram) -> ProgramChange {
    let column = integer(0...program.columnCount - 1)
    let row = integer(0...program.rowCount - 1)
    switch integer(0...3) {
    case 0:
      let cost = number(-3...9)
      program.setObjective(cost, column: column)
      return .objective(column: column, value: cost)
    case 1:
      let lower = number(-4...2)
      let upper = lower + number(0...9)
      program.setColumnBounds(column, lower: lower, upper: upper)
      return .columnBounds(column: column, lower: lower, upper: upper)
    case 2:
      let lower = number(-9...3)
      let upper = lower + number(0...20)
      program.setRowBounds(row, lower: lower, upper: upper)
      return .rowBounds(row: row, lower: lower, upper: upper)
    default:
      let upper = number(0...30)
      let coefficient = number(1...4)
      program.addRow(upper: upper, entries: CollectionOfOne((column: column, coefficient: coefficient)))
      return .addRow(lower: -.infinity, upper: upper, columns: [Int32(column)], coefficients: [coefficient])
    }
  }
}
