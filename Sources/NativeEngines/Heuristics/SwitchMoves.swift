import MathProgram

/// Local search on the switches of a flow: one off, one on, one for another; each tried by a warm flow.
///
/// To switch something off is tried only where the relaxation at the prices of the flow at hand lets it pay: with switches S on
/// and those prices, no plan of S without i costs less than the plan of S less what i is worth there.
struct SwitchMoves {
  private let flow: SwitchedFlow
  private let relaxation: ChargeRelaxation
  private let table: ChargeTable
  /// Switches worth trying, the most promising first.
  private let candidates: [Int]
  private(set) var best: ChargePlan

  /// - Parameter pricing: what switches are worth is taken from it; it keeps nothing between two flows.
  init(_ flow: SwitchedFlow, _ pricing: ChargeRelaxation, from start: ChargePlan, candidates wanted: [Int]) {
    self.flow = flow
    relaxation = pricing
    table = flow.table
    candidates = wanted
    best = start
  }

  /// Takes every move that pays, until none does.
  ///
  /// - Parameter goesOn: told the best plan after each flow; false ends the search.
  /// - Throws: `EngineError` of the network.
  mutating func run(_ goesOn: (ChargePlan) -> Bool) throws(EngineError) {
    var isBetter = true
    while isBetter {
      isBetter = false
      if try dropOne(goesOn) { isBetter = true }
      for index in candidates where !best.isOn[index] && table.mayBeOn(index) {
        if try swapIn(index, goesOn) { isBetter = true }
        if !goesOn(best) { return }
      }
    }
  }

  /// Switches off what costs more than it is worth.
  private mutating func dropOne(_ goesOn: (ChargePlan) -> Bool) throws(EngineError) -> Bool {
    guard let plan = try plan(off: nil, on: nil) else { return false }
    for (index, worth) in dropped(plan) where worth > 0 {
      if !goesOn(best) { return false }
      if let plan = try self.plan(off: index, on: nil), accept(plan) { return true }
    }
    return false
  }

  /// Tries one switch beside those that are on, then in the place of each that is worth little beside it.
  private mutating func swapIn(_ index: Int, _ goesOn: (ChargePlan) -> Bool) throws(EngineError) -> Bool {
    guard let both = try plan(off: nil, on: index) else { return false }
    if accept(both) { return true }
    let before = best
    for (other, worth) in dropped(both) where other != index {
      if both.cost - worth >= before.cost { break }
      if let plan = try plan(off: other, on: index), accept(plan) { return true }
      if !goesOn(best) { return false }
    }
    return false
  }

  /// What may be switched off of the plan that the flow has just come to, what may save most first; that at most.
  private func dropped(_ plan: ChargePlan) -> [(index: Int, saving: Double)] {
    let state = ChargeState(table, plan.isOn.map { $0 ? .on : .off })
    let isPriced = price(state)
    return plan.isOn.indices.filter { plan.isOn[$0] && !table.mustBeOn($0) }
      .map { ($0, isPriced && table.isOwner[$0] ? relaxation.worth(of: $0) : table.fixedCost[$0]) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  /// Evaluates the relaxation at the prices of the last flow.
  private func price(_ state: ChargeState) -> Bool {
    guard var prices = flow.rowPrices() else { return false }
    prices += [Double](repeating: 0, count: table.groups.count)
    relaxation.project(&prices, state)
    _ = relaxation.bound(prices, state)
    return true
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
