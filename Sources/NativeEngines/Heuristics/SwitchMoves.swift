import MathProgram

/// Local search on the switches of a flow: one off, one on, one for another; each tried by a warm flow.
///
/// A swap is tried only where the flow with both on, less what the other one costs, would be cheaper than the best: to
/// switch something off never makes the flow itself cheaper.
struct SwitchMoves {
  private let flow: SwitchedFlow
  private let table: ChargeTable
  /// Switches worth trying, the most promising first.
  private let candidates: [Int]
  private(set) var best: ChargePlan

  init(_ flow: SwitchedFlow, from start: ChargePlan, candidates wanted: [Int]) {
    self.flow = flow
    table = flow.table
    candidates = wanted
    best = start
  }

  /// Takes every move that pays, until none does.
  ///
  /// - Parameter goesOn: told after each flow; false ends the search.
  /// - Throws: `EngineError` of the network.
  mutating func run(_ goesOn: () -> Bool) throws(EngineError) {
    var isBetter = true
    while isBetter {
      isBetter = false
      for index in dearestFirst() where best.isOn[index] && !table.mustBeOn(index) {
        if let plan = try plan(off: index, on: nil), accept(plan) { isBetter = true }
        if !goesOn() { return }
      }
      for index in candidates where !best.isOn[index] && table.mayBeOn(index) {
        if try swapIn(index, goesOn) { isBetter = true }
        if !goesOn() { return }
      }
    }
  }

  /// Switches that are on, by what a unit of their load costs.
  private func dearestFirst() -> [Int] {
    let on = best.isOn.indices.filter { best.isOn[$0] }
    let share = on.map { table.fixedCost[$0] / max(table.load(of: $0, in: best), 1e-9) }
    return on.indices.sorted { share[$0] != share[$1] ? share[$0] > share[$1] : on[$0] < on[$1] }.map { on[$0] }
  }

  /// Tries one switch beside those that are on, then in the place of each.
  private mutating func swapIn(_ index: Int, _ goesOn: () -> Bool) throws(EngineError) -> Bool {
    guard let both = try plan(off: nil, on: index) else { return false }
    if accept(both) { return true }
    let before = best
    let fixed = before.isOn.indices.reduce(0) { $0 + (before.isOn[$1] ? table.fixedCost[$1] : 0) }
    let flowCost = both.cost - both.isOn.indices.reduce(0) { $0 + (both.isOn[$1] ? table.fixedCost[$1] : 0) }
    let others = before.isOn.indices.filter { before.isOn[$0] && !table.mustBeOn($0) }
      .sorted { table.fixedCost[$0] != table.fixedCost[$1] ? table.fixedCost[$0] > table.fixedCost[$1] : $0 < $1 }
    for other in others {
      if flowCost + fixed + table.fixedCost[index] - table.fixedCost[other] >= before.cost { break }
      if let plan = try plan(off: other, on: index), accept(plan) { return true }
      if !goesOn() { return false }
    }
    return false
  }

  private func plan(off: Int?, on: Int?) throws(EngineError) -> ChargePlan? {
    var isOn = best.isOn
    if let off { isOn[off] = false }
    if let on { isOn[on] = true }
    flow.open(isOn)
    return try flow.plan()
  }

  private mutating func accept(_ plan: ChargePlan) -> Bool {
    guard plan.cost < best.cost - 1e-9 * abs(best.cost) else { return false }
    best = plan
    return true
  }
}

extension ChargeTable {
  /// How much of a switch a plan uses.
  func load(of index: Int, in plan: ChargePlan) -> Double {
    members(of: index).reduce(0) {
      $0 + (counts($1, of: index) ? plan.values[Int(column[Int(memberFlow[$1])])] * load($1, of: index) : 0)
    }
  }
}
