import MathProgram

/// The cheapest flow for given switches, warm from the last one; and the flow where switches ask a price a unit instead.
final class SwitchedFlow {
  let table: ChargeTable
  private let network: FlowReoptimizer
  private let limits: SolveControl
  private let arc: [Int32]
  private let flowOfArc: [Int32]
  /// By limit: the arc that carries all its flows, what it can carry, the switch's load a unit, and the arc's cost.
  private let gate: [Int32]
  private let wide: [Int64]
  private let loadPerFlow: [Double]
  private var gatePrice: [Int64]
  /// By switch: whether each of its limits has such an arc.
  private let isGated: [Bool]
  /// Of each flow's arc, as the network has them with every switch on.
  private let roomy: [Int64]
  private let least: [Int64]
  /// Units of a flow in one unit on its arc, and what is there besides.
  private let units: [Double]
  private let offset: [Double]
  // As the network stands.
  private var upper: [Int64]
  private var cost: [Int64]
  /// By flow: switches that keep it out.
  private var shutBy: [Int16]
  private(set) var isShut: [Bool]
  /// Whether the flows' own costs stand in the network, and whether any switch asks its price of them.
  private var hasFlowCosts = false
  private let hasUngated: Bool
  /// Rows over switches alone, which its plans keep where they can.
  let counts: SwitchCounts
  /// By flow, of the last solve.
  private(set) var amount: [Double]
  /// By switch: what a node's flow pays for each unit of load.
  private var share: [Double]
  /// A row that asks for one flow alone, which is shut.
  private var shutRow: Int32?

  /// - Parameter control: who ends a solve before it is done, and when.
  /// - Throws: `EngineError.faultyProgram` where the network's numbers are too large.
  init(_ table: ChargeTable, _ control: SolveControl) throws(EngineError) {
    self.table = table
    limits = control
    let source = table.source
    let start = source.network
    let arcs = source.arcs()
    arc = table.column.map { arcs[Int($0)] }
    var flowOfArc = [Int32](repeating: -1, count: start.arcCount)
    for (flow, arc) in arc.enumerated() where arc >= 0 { flowOfArc[Int(arc)] = Int32(truncatingIfNeeded: flow) }
    self.flowOfArc = flowOfArc
    roomy = arc.map { $0 >= 0 ? start.upper[Int($0)] : 0 }
    units = table.column.map { source.unitsPerFlow(ofColumn: Int($0)) }
    let still = source.valuesWithoutFlow()
    offset = table.column.map { still[Int($0)] }
    least = arc.map { $0 >= 0 ? start.lower[Int($0)] : 0 }
    let gates = source.arcsOfLimits()
    gate = gates
    isGated = (0..<table.switchCount).map { table.limits(of: $0).allSatisfy { gates[$0] >= 0 } }
    hasUngated = isGated.contains(false)
    counts = SwitchCounts(table)
    wide = gate.map { $0 >= 0 ? start.upper[Int($0)] : 0 }
    loadPerFlow = gate.indices.map { source.loadPerFlow(ofLimit: $0) }
    gatePrice = gate.map { $0 >= 0 ? start.cost[Int($0)] : 0 }
    share = [Double](repeating: 0, count: table.switchCount)
    upper = roomy
    cost = arc.map { $0 >= 0 ? start.cost[Int($0)] : 0 }
    shutBy = [Int16](repeating: 0, count: table.flowCount)
    isShut = [Bool](repeating: false, count: table.switchCount)
    amount = [Double](repeating: 0, count: table.flowCount)
    network = try FlowReoptimizer(start)
  }

  // MARK: Numbers of the network

  /// Lets flow through the switches that are on, and through no other.
  func open(_ isOn: [Bool]) {
    for index in isOn.indices where isShut[index] == isOn[index] {
      isShut[index] = !isOn[index]
      if isGated[index] {
        for limit in table.limits(of: index) { network.setBounds(Int(gate[limit]), upper: isOn[index] ? wide[limit] : 0) }
        continue
      }
      for place in table.members(of: index) {
        let flow = Int(table.memberFlow[place])
        shutBy[flow] += isOn[index] ? -1 : 1
        setUpper(shutBy[flow] > 0 ? least[flow] : roomy[flow], flow)
      }
    }
  }

  private func setUpper(_ most: Int64, _ flow: Int) {
    guard arc[flow] >= 0, upper[flow] != most else { return }
    upper[flow] = most
    network.setBounds(Int(arc[flow]), lower: least[flow], upper: most)
  }

  /// Sets each flow's cost to its own and what its switches ask a unit.
  ///
  /// - Parameter price: a switch's price for a unit of load (`load`).
  func price(_ price: [Double]) {
    for index in price.indices where isGated[index] {
      for limit in table.limits(of: index) {
        let whole = Int64(table.source.arcPrice(price[index], ofLimit: limit).rounded())
        guard whole != gatePrice[limit] else { continue }
        gatePrice[limit] = whole
        network.setCost(whole, arc: Int(gate[limit]))
      }
    }
    if hasFlowCosts && !hasUngated { return }
    hasFlowCosts = true
    var asked = table.cost
    for index in price.indices where price[index] != 0 && !isGated[index] {
      for place in table.members(of: index) where table.counts(place, of: index) {
        asked[Int(table.memberFlow[place])] += price[index] * table.load(place, of: index)
      }
    }
    for flow in asked.indices where arc[flow] >= 0 {
      let whole = Int64(table.source.arcCost(asked[flow], column: Int(table.column[flow])).rounded())
      guard whole != cost[flow] else { continue }
      cost[flow] = whole
      network.setCost(whole, arc: Int(arc[flow]))
    }
  }

  // MARK: Solving

  /// The plan that the network's flow is, its unused switches off, but for those that earn and those that rows over switches alone ask for; nil where nothing can flow so, or the solve was stopped.
  func plan() throws(EngineError) -> ChargePlan? {
    guard try network.solve(limits) == .optimal else { return nil }
    for flow in amount.indices { amount[flow] = offset[flow] }
    network.forEachFlow { arc, carried in
      let flow = Int(flowOfArc[arc])
      if flow >= 0 { amount[flow] += Double(carried) * units[flow] }
    }
    return described()
  }

  private func described() -> ChargePlan {
    let source = table.source
    var plan = ChargePlan(
      isOn: usedSwitches(), values: [Double](repeating: 0, count: source.program.columnCount), cost: 0)
    for flow in amount.indices where amount[flow] != 0 {
      plan.values[Int(table.column[flow])] = amount[flow]
      plan.cost += table.cost[flow] * amount[flow]
    }
    plan.keepsCounts = counts.choose(&plan.isOn, among: isShut.map { !$0 }, costs: table.fixedCost)
    for index in plan.isOn.indices where plan.isOn[index] {
      plan.values[source.switches[index].column] = 1
      plan.cost += table.fixedCost[index]
    }
    return plan
  }

  /// What flows through, or has to be on.
  private func usedSwitches() -> [Bool] {
    (0..<table.switchCount).map { index in
      let isUsed =
        isGated[index]
        ? table.limits(of: index).contains { network.flow(ofArc: Int(gate[$0])) > 0 }
        : table.members(of: index).contains { amount[Int(table.memberFlow[$0])] > 0 }
      return isUsed || table.mustBeOn(index)
    }
  }

  /// The flow of a node: what is off shut, what is on free of charge, the rest at its cost at full use. Its prices are those of
  /// the node's linear relaxation, or, where nothing can flow, large ones that show it.
  ///
  /// - Parameter paid: by switch: what sums pay for it where it is on; empty: nothing.
  /// - Returns: the plan that the flow is, if there is one.
  func relaxed(_ states: [ChargeState.Switch], paid: [Double] = []) throws(EngineError) -> ChargePlan? {
    for index in states.indices {
      let cost = table.fixedCost[index] - (paid.isEmpty ? 0 : paid[index])
      share[index] = states[index] == .undecided ? max(0, cost) / table.fullLoad(of: index) : 0
    }
    open(states.map { $0 != .off })
    shutRow = table.singleRows.first { table.rowLower[Int($0.row)] > 0 && shutBy[Int($0.flow)] > 0 }?.row
    if shutRow != nil { return nil }
    price(share)
    return try plan()
  }

  /// What the network's last prices are for the rows of the table, in the state that it was solved in.
  ///
  /// A row of one flow is a bound of its arc, and has no price there: it gets what makes up for the flow's cost.
  func rowPrices() -> [Double]? {
    let potentials = (0..<network.nodeCount).map { network.potential(ofNode: $0) }
    guard let all = table.source.multipliers(fromPotentials: potentials) else { return nil }
    var prices = table.row.map { table.source.sign * all[Int($0)] }
    if table.singleRows.isEmpty { return prices }
    let asked = askedOfFlows(all)
    for (row, flow) in table.singleRows {
      var rest = asked[Int(flow)]
      var own = 1.0
      for entry in table.entries(of: Int(flow)) {
        if table.entryRow[entry] == row { own = table.entryValue[entry] } else {
          rest -= prices[Int(table.entryRow[entry])] * table.entryValue[entry]
        }
      }
      prices[Int(row)] = rest / own
    }
    return prices
  }

  /// Prices of the table's rows that show that the last solve, of a node where nothing can flow, had no answer; nil where the
  /// network shows none.
  func emptyPrices() -> [Double]? {
    if let shutRow {
      var prices = [Double](repeating: 0, count: table.rowCount)
      prices[Int(shutRow)] = 1
      return prices
    }
    guard let isInside = network.cut, let all = table.source.multipliers(fromCut: isInside) else { return nil }
    var prices = table.row.map { all[Int($0)] }
    // A row of one flow is a bound of its arc, and asks what the flow is worth across the cut.
    for (row, flow) in table.singleRows {
      var (rest, own) = (0.0, 1.0)
      for entry in table.entries(of: Int(flow)) {
        if table.entryRow[entry] == row { own = table.entryValue[entry] } else {
          rest -= prices[Int(table.entryRow[entry])] * table.entryValue[entry]
        }
      }
      prices[Int(row)] = rest / own
    }
    return prices
  }

  /// By flow: its cost, with what undecided switches ask at full use and what their rows are worth.
  private func askedOfFlows(_ multipliers: [Double]) -> [Double] {
    var asked = table.cost
    for index in share.indices {
      for limit in table.limits(of: index) {
        let row = Int(table.limitRow[limit])
        let worth = row >= 0 ? table.source.sign * multipliers[row] : 0
        for place in table.members(ofLimit: limit) {
          let load = table.load(place, of: index)
          asked[Int(table.memberFlow[place])] += share[index] * load + abs(worth) * load
        }
      }
    }
    return asked
  }

  /// How much of a switch the last flow uses: of its capacity's unit, or of what its links let through.
  func load(of index: Int) -> Double {
    if isGated[index] {
      return table.limits(of: index).reduce(0) { $0 + Double(network.flow(ofArc: Int(gate[$1]))) * loadPerFlow[$1] }
    }
    return table.members(of: index).reduce(0) {
      $0 + (table.counts($1, of: index) ? amount[Int(table.memberFlow[$1])] * table.load($1, of: index) : 0)
    }
  }

  /// The unit of work: 64 flows looked at.
  var workASolve: Int { 4 + table.flowCount / 64 }
}

extension ChargeTable {
  /// Whether a switch's place is counted in its load: flows of its row, or, where it has none, all.
  func counts(_ place: Int, of index: Int) -> Bool { !capacity[index].isFinite || memberWeight[place] > 0 }

  /// The load of one unit of a flow.
  func load(_ place: Int, of index: Int) -> Double {
    if capacity[index].isFinite { return memberWeight[place] }
    return memberMost[place] > 0 ? 1 / memberMost[place] : 0
  }

  /// The load at which a switch is full.
  func fullLoad(of index: Int) -> Double {
    capacity[index].isFinite ? max(capacity[index], 1e-9) : Double(max(1, members(of: index).count))
  }
}
