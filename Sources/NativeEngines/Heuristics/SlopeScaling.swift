import MathProgram

/// Dynamic slope scaling (Kim and Pardalos 1999): a switch's cost becomes a price a unit of what it last carried, so that
/// the flow pays what it would pay, and gathers where much flows.
struct SlopeScaling {
  private let flow: SwitchedFlow
  private var price: [Double]

  init(_ flow: SwitchedFlow) {
    self.flow = flow
    let table = flow.table
    price = (0..<table.switchCount).map { max(0, table.fixedCost[$0]) / table.fullLoad(of: $0) }
  }

  /// - Parameter goesOn: told each plan; false ends the scaling.
  /// - Throws: `EngineError` of the network.
  mutating func run(rounds: Int, goesOn: (ChargePlan) -> Bool) throws(EngineError) {
    let table = flow.table
    flow.open((0..<table.switchCount).map { table.mayBeOn($0) })
    var last: [Bool] = []
    var repeats = 0
    for _ in 0..<rounds {
      flow.price(price)
      guard let plan = try flow.plan(), goesOn(plan) else { break }
      repeats = plan.isOn == last ? repeats + 1 : 0
      if repeats > 3 { break }
      last = plan.isOn
      for index in price.indices {
        let load = flow.load(of: index)
        let full = table.fullLoad(of: index)
        guard load > 0, table.fixedCost[index] > 0 else { continue }
        price[index] = table.fixedCost[index] / max(load, full / FixedChargeFlow.steepest)
      }
    }
    flow.price([Double](repeating: 0, count: table.switchCount))
  }
}

extension ChargeTable {
  func mayBeOn(_ index: Int) -> Bool { source.program.columnUpper[source.switches[index].column] == 1 }
  func mustBeOn(_ index: Int) -> Bool { source.program.columnLower[source.switches[index].column] == 1 }
}
