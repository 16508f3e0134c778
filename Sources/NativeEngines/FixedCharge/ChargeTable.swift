import MathProgram

/// A flow with fixed charges laid out for the relaxation: flows column by column, limits row by row, switches with what
/// they own.
///
/// A switch *owns* its flows where its relaxation is a knapsack over them. A flow has one owner; what a second switch
/// asks of it is a price: its cost spread over what it could carry at most.
struct ChargeTable {
  let source: FixedChargeFlow
  // By flow: columns of the program that are no switches.
  let column: [Int32]
  private(set) var cost: [Double]
  let lower: [Double]
  let upper: [Double]
  /// The row that is the flow's upper bound; −1: the column's own.
  let boundRow: [Int32]
  // Entries of flow j in the rows of the network: `entryStart[j] ..< entryStart[j + 1]`.
  let entryStart: [Int32]
  let entryRow: [Int32]
  let entryValue: [Double]
  // By row of the network.
  let row: [Int32]
  let rowLower: [Double]
  let rowUpper: [Double]
  /// Rows that ask something of one flow alone, and the flow.
  let singleRows: [(row: Int32, flow: Int32)]
  // By switch.
  private(set) var fixedCost: [Double]
  /// Of all its limits together.
  let capacity: [Double]
  let isOwner: [Bool]
  // Of switch i: limits `limitStart[i] ..< limitStart[i + 1]`, members `memberStart[i] ..< memberStart[i + 1]`.
  let limitStart: [Int32]
  let memberStart: [Int32]
  // By limit.
  let limitRow: [Int32]
  let limitCapacity: [Double]
  private let limitMembers: [Range<Int32>]
  // By member.
  let memberFlow: [Int32]
  let memberWeight: [Double]
  /// The most that the flow carries where the switch is on.
  let memberMost: [Double]
  /// By flow: whether some switch owns it.
  let isOwned: [Bool]
  private(set) var sums = ChargeSums.none

  var flowCount: Int { column.count }
  var rowCount: Int { row.count }
  /// Prices of rows, then of sums.
  var priceCount: Int { rowCount + sums.count }
  var noSumPrices: [Double] { [Double](repeating: 0, count: sums.count) }
  var switchCount: Int { fixedCost.count }

  func limits(of index: Int) -> Range<Int> { Int(limitStart[index])..<Int(limitStart[index + 1]) }
  /// Of a limit; those of a switch's limits come in their order, and then those that it only links.
  func members(ofLimit limit: Int) -> Range<Int> { Int(limitMembers[limit].lowerBound)..<Int(limitMembers[limit].upperBound) }
  func members(of index: Int) -> Range<Int> { Int(memberStart[index])..<Int(memberStart[index + 1]) }
  func entries(of flow: Int) -> Range<Int> { Int(entryStart[flow])..<Int(entryStart[flow + 1]) }
}

extension ChargeTable {
  /// The same with nothing to pay: prices at which its bound is above 0 show that there is no plan at all.
  var withoutCosts: ChargeTable {
    var bare = self
    bare.cost = [Double](repeating: 0, count: flowCount)
    bare.fixedCost = [Double](repeating: 0, count: switchCount)
    return bare
  }

  init(_ flow: FixedChargeFlow) {
    let program = flow.program
    source = flow
    let flows = (0..<program.columnCount).filter { flow.switchOfColumn[$0] < 0 }
    var flowOfColumn = [Int32](repeating: -1, count: program.columnCount)
    for (place, column) in flows.enumerated() { flowOfColumn[column] = Int32(truncatingIfNeeded: place) }
    column = flows.map { Int32(truncatingIfNeeded: $0) }
    cost = flows.map { flow.sign * program.objective[$0] }
    let bounds = FlowBounds(flow, flows, flowOfColumn)
    (lower, upper, boundRow) = (bounds.lower, bounds.upper, bounds.upperRow)

    let network = (0..<program.rowCount).filter { flow.rowKinds[$0] == .flow }
    row = network.map { Int32(truncatingIfNeeded: $0) }
    rowLower = network.map { flow.leastWithAllOn(ofRow: $0) }
    rowUpper = network.map { flow.mostWithAllOn(ofRow: $0) }
    (entryStart, entryRow, entryValue) = ChargeTable.entries(program, network, flowOfColumn, flows.count)

    singleRows = ChargeTable.singleRows(network.count, entryStart, entryRow)

    fixedCost = flow.switches.map(\.cost)
    capacity = flow.switches.map(\.capacity)
    limitStart = [0] + flow.switches.map { Int32(truncatingIfNeeded: $0.limits.upperBound) }
    limitRow = flow.limits.map { Int32(truncatingIfNeeded: $0.row) }
    limitCapacity = flow.limits.map(\.capacity)
    limitMembers = flow.limits.map {
      Int32(truncatingIfNeeded: $0.members.lowerBound)..<Int32(truncatingIfNeeded: $0.members.upperBound)
    }
    memberStart = [0] + flow.switches.map { Int32(truncatingIfNeeded: $0.members.upperBound) }
    memberFlow = flow.members.map { flowOfColumn[Int($0.column)] }
    memberWeight = flow.members.map(\.weight)
    memberMost = flow.members.map(\.most)
    (isOwner, isOwned) = ChargeTable.owners(flow, flowOfColumn, bounds.lower)
    sums = ChargeSums(self)
  }

  private static func entries(
    _ program: LinearProgram, _ rows: [Int], _ flowOfColumn: [Int32], _ count: Int
  ) -> (start: [Int32], row: [Int32], value: [Double]) {
    var start = [Int32](repeating: 0, count: count + 1)
    for row in rows {
      for entry in program.entryRange(ofRow: row) {
        let flow = Int(flowOfColumn[Int(program.columnIndices[entry])])
        if flow >= 0 { start[flow + 1] += 1 }
      }
    }
    for flow in 0..<count { start[flow + 1] += start[flow] }
    var next = start
    var places = [Int32](repeating: 0, count: Int(start[count]))
    var values = [Double](repeating: 0, count: Int(start[count]))
    for (index, row) in rows.enumerated() {
      for entry in program.entryRange(ofRow: row) {
        let flow = Int(flowOfColumn[Int(program.columnIndices[entry])])
        // A switch's own part in a row that is priced is its capacity, which stands on the row's other side.
        guard flow >= 0 else { continue }
        places[Int(next[flow])] = Int32(truncatingIfNeeded: index)
        values[Int(next[flow])] = program.coefficients[entry]
        next[flow] += 1
      }
    }
    return (start, places, values)
  }

  private static func singleRows(_ count: Int, _ start: [Int32], _ rows: [Int32]) -> [(row: Int32, flow: Int32)] {
    var width = [Int](repeating: 0, count: count)
    for row in rows { width[Int(row)] += 1 }
    return (0..<start.count - 1).flatMap { flow in
      rows[Int(start[flow])..<Int(start[flow + 1])].filter { width[Int($0)] == 1 }.map { ($0, Int32(flow)) }
    }
  }

  /// Switches of several flows own theirs, the costliest first, and switches of none; the others, and those whose flows have an owner,
  /// price them.
  private static func owners(
    _ flow: FixedChargeFlow, _ flowOfColumn: [Int32], _ lower: [Double]
  ) -> (isOwner: [Bool], isOwned: [Bool]) {
    var isOwner = [Bool](repeating: false, count: flow.switches.count)
    var isOwned = [Bool](repeating: false, count: lower.count)
    let order = flow.switches.indices.sorted {
      let (one, other) = (flow.switches[$0], flow.switches[$1])
      return one.cost != other.cost ? one.cost > other.cost : $0 < $1
    }
    for index in order {
      // Flows that a switch only links, beside those that its row counts, leave another one's site: they are not its own.
      let own = flow.switches[index].members.filter { !flow.switches[index].capacity.isFinite || flow.members[$0].weight > 0 }
      let flows = own.map { Int(flowOfColumn[Int(flow.members[$0].column)]) }
      guard flows.count != 1, flows.allSatisfy({ !isOwned[$0] && lower[$0] == 0 }) else { continue }
      isOwner[index] = true
      for place in flows { isOwned[place] = true }
    }
    return (isOwner, isOwned)
  }
}

/// The bounds of flows, rows that limit one flow counted in.
private struct FlowBounds {
  var lower: [Double]
  var upper: [Double]
  var upperRow: [Int32]

  init(_ flow: FixedChargeFlow, _ flows: [Int], _ flowOfColumn: [Int32]) {
    let program = flow.program
    lower = flows.map { program.columnLower[$0] }
    upper = flows.map { program.columnUpper[$0] }
    upperRow = [Int32](repeating: -1, count: flows.count)
    for row in 0..<program.rowCount where flow.rowKinds[row] == .bound {
      for entry in program.entryRange(ofRow: row) where program.coefficients[entry] != 0 {
        tighten(Int(flowOfColumn[Int(program.columnIndices[entry])]), program.coefficients[entry], row, program)
      }
    }
  }

  private mutating func tighten(_ flow: Int, _ coefficient: Double, _ row: Int, _ program: LinearProgram) {
    let most = (coefficient > 0 ? program.rowUpper[row] : program.rowLower[row]) / coefficient
    if most < upper[flow] { (upper[flow], upperRow[flow]) = (most, Int32(truncatingIfNeeded: row)) }
  }
}
