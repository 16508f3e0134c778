import MathProgram

/// Prices of rows and sums as multipliers of all rows of the program: an owner's knapsack becomes the price of its
/// capacity and of the links of flows that are full.
struct ChargeMultipliers {
  /// One a row of the program, of the minimised objective.
  private(set) var rows: [Double]
  /// Of the groups' sums, those that are not 0.
  let sums: [BranchProof.SumMultiplier]
  private let table: ChargeTable
  private let program: LinearProgram
  /// By flow: its reduced cost, after what has been written so far.
  private var rest: [Double]

  init(_ relaxation: ChargeRelaxation, _ prices: [Double], _ state: ChargeState) {
    table = relaxation.table
    program = table.source.program
    rows = [Double](repeating: 0, count: program.rowCount)
    _ = relaxation.bound(prices, state)
    let all = table.sums
    let paid = zip(prices.suffix(all.count), all.unit).map { $0 * $1 }
    sums = (0..<all.groupCount).filter { paid[$0] != 0 }.map { BranchProof.SumMultiplier(sum: $0, paid[$0]) }
    for sum in all.groupCount..<all.count { rows[all.row[sum]] = paid[sum] }
    // What switches ask that own nothing is written below, as the price of their rows.
    rest = (0..<table.flowCount).map { [table] flow in
      table.entries(of: flow).reduce(table.cost[flow]) { $0 - prices[Int(table.entryRow[$1])] * table.entryValue[$1] }
    }
    for row in 0..<table.rowCount { rows[Int(table.row[row])] = prices[row] }
    for index in 0..<table.switchCount where !table.isOwner[index] {
      ask(index, table.fixedCost[index] - relaxation.payment(of: index), state.switches[index])
    }
    // What is kept out asks nothing of its owner, which comes after.
    for index in 0..<table.switchCount where state.switches[index] == .off { keepOut(index) }
    for index in 0..<table.switchCount where table.isOwner[index] && state.switches[index] != .off {
      for limit in table.limits(of: index) { fill(limit, relaxation.capacityPrice(ofLimit: limit)) }
      own(index, state)
    }
    for index in 0..<table.switchCount where !table.isOwner[index] && state.switches[index] != .off { limit(index) }
    for flow in rest.indices { priceBound(flow) }
  }

  // MARK: Rows of switches

  /// A switch's row says Σ weight × flow − capacity × switch ≤ 0, or the negative of that.
  private mutating func price(_ row: Int, _ amount: Double) {
    rows[row] += program.rowUpper[row] == 0 ? -amount : amount
  }

  /// - Parameter cost: what is left of the switch's cost for its flows to pay.
  private mutating func ask(_ index: Int, _ cost: Double, _ state: ChargeState.Switch) {
    guard state == .undecided, cost > 0 else { return }
    if table.capacity[index].isFinite {
      let each = cost / table.capacity[index]
      for limit in table.limits(of: index) { price(Int(table.limitRow[limit]), each) }
      for place in table.members(of: index) { rest[Int(table.memberFlow[place])] += each * table.memberWeight[place] }
    } else {
      for place in table.members(of: index) { link(place, cost * table.sharePerUnit(place, of: index)) }
    }
  }

  /// A limit's capacity at its price.
  private mutating func fill(_ limit: Int, _ capacityPrice: Double) {
    let row = Int(table.limitRow[limit])
    guard capacityPrice > 0, row >= 0 else { return }
    price(row, capacityPrice)
    for place in table.members(ofLimit: limit) {
      rest[Int(table.memberFlow[place])] += capacityPrice * table.memberWeight[place]
    }
  }

  private mutating func own(_ index: Int, _ state: ChargeState) {
    for place in table.members(of: index) where table.isOwn(place, of: index) {
      let flow = Int(table.memberFlow[place])
      // A flow that cannot be has its price from its own bound, or from the switch that keeps it out.
      guard rest[flow] < 0, state.upper[flow] > 0 else { continue }
      let isLinked = state.switches[index] != .on || table.memberMost[place] <= table.upper[flow]
      if isLinked { link(place, -rest[flow]) }
    }
  }

  /// Nothing passes a switch that is off, at any price: one of a limit's row does for all flows that it counts.
  private mutating func keepOut(_ index: Int) {
    for limit in table.limits(of: index) where table.limitRow[limit] >= 0 {
      let each = table.members(ofLimit: limit).reduce(0) {
        max($0, -rest[Int(table.memberFlow[$1])] / table.memberWeight[$1])
      }
      fill(limit, each)
    }
    for place in table.members(of: index) where rest[Int(table.memberFlow[place])] < 0 {
      link(place, -rest[Int(table.memberFlow[place])])
    }
  }

  /// What is still worth more than a switch lets through is worth that to its link.
  private mutating func limit(_ index: Int) {
    for place in table.members(of: index) {
      let flow = Int(table.memberFlow[place])
      if rest[flow] < 0, table.memberMost[place] <= table.upper[flow] { link(place, -rest[flow]) }
    }
  }

  /// Prices a unit of the flow by the row that links it to its switch.
  private mutating func link(_ place: Int, _ amount: Double) {
    let row = Int(table.source.members[place].link)
    guard row >= 0, amount > 0 else { return }
    let flow = Int(table.memberFlow[place])
    for entry in program.entryRange(ofRow: row) where program.columnIndices[entry] == table.column[flow] {
      price(row, amount / abs(program.coefficients[entry]))
      rest[flow] += amount
    }
  }

  // MARK: Rows that limit one flow

  private mutating func priceBound(_ flow: Int) {
    let row = Int(table.boundRow[flow])
    guard rest[flow] < 0, row >= 0 else { return }
    for entry in program.entryRange(ofRow: row) where program.columnIndices[entry] == table.column[flow] {
      rows[row] += rest[flow] / program.coefficients[entry]
      rest[flow] = 0
    }
  }
}
