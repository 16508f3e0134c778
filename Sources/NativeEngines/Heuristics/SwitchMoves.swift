import MathProgram

/// Local search on the switches of a flow: one off, one on, one for another; each tried by a warm flow.
///
/// A move is tried only where the relaxation at the prices of the flow at hand lets it pay: with switches S on and those prices,
/// no plan of S without i costs less than the plan of S less what i is worth there, and what j is worth there is the least
/// that S with j costs more.
struct SwitchMoves {
  private let flow: SwitchedFlow
  private let covers: SwitchCovers
  private let relaxation: ChargeRelaxation
  private let table: ChargeTable
  /// Switches worth turning on, the most promising first.
  private let candidates: [Int]
  private(set) var best: ChargePlan
  private var isEnded = false

  /// A switch and what changing it may cost: less than nothing where it may save.
  private typealias Move = (index: Int, cost: Double)

  /// - Parameter pricing: what switches are worth is taken from it; it keeps nothing between two flows.
  init(
    _ flow: SwitchedFlow, _ covers: SwitchCovers, _ pricing: ChargeRelaxation, from start: ChargePlan,
    candidates wanted: [Int]
  ) {
    self.flow = flow
    self.covers = covers
    relaxation = pricing
    table = flow.table
    candidates = wanted
    best = start
  }

  /// Takes moves that pay, until none does: what may be turned on in its order, round after round.
  ///
  /// - Parameter goesOn: told the best plan after each flow; false ends the search.
  /// - Throws: `EngineError` of the network.
  mutating func run(_ goesOn: (ChargePlan) -> Bool) throws(EngineError) {
    var isBetter = true
    while isBetter, !isEnded {
      isBetter = false
      var promised = try promise(goesOn)
      if try dropOne(promised.drops, goesOn) {
        isBetter = true
        promised = try promise(goesOn)
      }
      for index in candidates where promised.mayBeAdded[index] && !best.isOn[index] && !isEnded {
        guard try swapIn(index, goesOn) else { continue }
        isBetter = true
        promised = try promise(goesOn)
      }
    }
  }

  /// What may pay by the prices of the best plan's flow.
  private struct Promise {
    /// What may save most first.
    var drops: [Move] = []
    /// By switch: whether it may pay alone, or for the switch that it costs least to turn off.
    var mayBeAdded: [Bool]
  }

  private mutating func promise(_ goesOn: (ChargePlan) -> Bool) throws(EngineError) -> Promise {
    var promise = Promise(mayBeAdded: [Bool](repeating: false, count: table.switchCount))
    guard !isEnded else { return promise }
    flow.open(best.isOn)
    guard let plan = try flow.plan() else { return promise }
    tell(goesOn)
    promise.drops = drops(plan)
    for index in adds(plan, beside: promise.drops.first?.cost ?? 0) { promise.mayBeAdded[index] = true }
    return promise
  }

  /// Turns the first switch off without which the plan costs less.
  private mutating func dropOne(_ drops: [Move], _ goesOn: (ChargePlan) -> Bool) throws(EngineError) -> Bool {
    for drop in drops where drop.cost < 0 && !isEnded {
      if try take(off: drop.index, on: nil, goesOn) { return true }
    }
    return false
  }

  /// Tries one switch beside those that are on, then in the place of each that is worth little beside it.
  private mutating func swapIn(_ index: Int, _ goesOn: (ChargePlan) -> Bool) throws(EngineError) -> Bool {
    let before = best.cost
    guard let both = try plan(off: nil, on: index, goesOn) else { return false }
    if accept(both) { return true }
    for drop in drops(both) where drop.index != index && !isEnded {
      if both.cost + drop.cost >= before { break }
      if try take(off: drop.index, on: index, goesOn) { return true }
    }
    return false
  }

  // MARK: What may pay

  /// What may be turned off of the plan that the flow has just come to, what may save most first; that at most.
  private func drops(_ plan: ChargePlan) -> [Move] {
    let isPriced = price(ChargeState(table, plan.isOn.map { $0 ? .on : .off }))
    return plan.isOn.indices.filter { plan.isOn[$0] && !table.mustBeOn($0) }
      .map { ($0, -(isPriced && table.isOwner[$0] ? relaxation.worth(of: $0) : table.fixedCost[$0])) }
      .sorted { ($0.cost, $0.index) < ($1.cost, $1.index) }
  }

  /// What may be turned on beside that plan, alone or for the switch that it costs least to turn off.
  private func adds(_ plan: ChargePlan, beside drop: Double) -> [Int] {
    let wanted = candidates.filter { !best.isOn[$0] && table.mayBeOn($0) }
    let states = plan.isOn.indices.map { index -> ChargeState.Switch in
      plan.isOn[index] ? .on : table.mayBeOn(index) ? .undecided : .off
    }
    guard price(ChargeState(table, states)) else { return wanted }
    // What a switch that owns nothing is worth is not known.
    return wanted.filter { !table.isOwner[$0] || relaxation.worth(of: $0) + min(0, drop) < 0 }
  }

  /// Evaluates the relaxation at the prices of the last flow.
  private func price(_ state: ChargeState) -> Bool {
    guard var prices = flow.rowPrices() else { return false }
    prices += table.noSumPrices
    relaxation.project(&prices, state)
    _ = relaxation.bound(prices, state)
    return true
  }

  // MARK: Flows

  private mutating func tell(_ goesOn: (ChargePlan) -> Bool) {
    if !goesOn(best) { isEnded = true }
  }

  /// The best plan's flow with a switch changed; nil where nothing can flow so.
  private mutating func plan(
    off: Int?, on: Int?, _ goesOn: (ChargePlan) -> Bool
  ) throws(EngineError) -> ChargePlan? {
    var isOn = best.isOn
    if let off { isOn[off] = false }
    if let on { isOn[on] = true }
    // What keeps the rows over switches alone is asked of what is accepted: one switch too many may be on the way to a swap.
    _ = flow.counts.complete(&isOn, costs: table.fixedCost)
    guard covers.allows(isOn) else { return nil }
    flow.open(isOn)
    let plan = try flow.plan()
    if plan == nil { covers.learn(from: flow) }
    tell(goesOn)
    return plan
  }

  /// Takes the plan with a switch changed where it is better than the best; true if so.
  private mutating func take(off: Int?, on: Int?, _ goesOn: (ChargePlan) -> Bool) throws(EngineError) -> Bool {
    guard let plan = try plan(off: off, on: on, goesOn) else { return false }
    return accept(plan)
  }

  private mutating func accept(_ plan: ChargePlan) -> Bool {
    guard plan.keepsCounts, plan.cost < best.cost - 1e-9 * abs(best.cost) else { return false }
    best = plan
    return true
  }
}
