import MathProgram

@testable import NativeEngines

/// A small network of plants, depots and customers with fixed costs on both echelons, drawn at random: all the switches that
/// are on let through what customers ask for.
struct SwitchedNetwork {
  let table: ChargeTable
  let flow: SwitchedFlow

  /// - Throws: `FixedChargeObstacle` where the program is no flow with fixed charges, which it should always be.
  init(_ random: inout SplitMix64) throws {
    let (plants, depots) = (Int.random(in: 2...3, using: &random), Int.random(in: 3...4, using: &random))
    let demand = (0..<Int.random(in: 3...6, using: &random)).map { _ in Double(Int.random(in: 1...9, using: &random)) }
    let total = demand.reduce(0, +)
    var program = LinearProgram()
    func flows(_ count: Int) -> [Int] {
      (0..<count).map { _ in
        program.addColumn(lower: 0, upper: total, objective: Double(Int.random(in: 1...20, using: &random)), isInteger: true)
      }
    }
    let into = (0..<plants).map { _ in flows(depots) }
    let out = (0..<depots).map { _ in flows(demand.count) }
    for (customer, amount) in demand.enumerated() {
      program.addRow(lower: amount, upper: amount, entries: out.map { ($0[customer], 1) })
    }
    for depot in 0..<depots {
      program.addRow(lower: 0, upper: 0, entries: into.map { ($0[depot], 1) } + out[depot].map { ($0, -1) })
    }
    for (sites, most) in [(into, plants), (out, depots)] {
      for site in sites {
        // One to four fifths more than is asked for, by all of an echelon together.
        let capacity = (total * Double(Int.random(in: 6...9, using: &random)) / Double(5 * most)).rounded(.up)
        let open = program.addColumn(
          lower: 0, upper: 1, objective: Double(Int.random(in: 0...60, using: &random)), isInteger: true)
        program.addRow(lower: -.infinity, upper: 0, entries: site.map { ($0, 1) } + [(open, -capacity)])
      }
    }
    let found = try program.fixedChargeFlow(stepsPerUnit: [Double](repeating: 1, count: program.columnCount))
    table = ChargeTable(found)
    flow = try SwitchedFlow(table, SolveControl())
    // At first flows ask for a part of their switches' costs.
    flow.price([Double](repeating: 0, count: table.switchCount))
  }

  /// The cheapest plan of some switches, nil where there is none.
  func plan(_ isOn: [Bool]) throws -> ChargePlan? {
    flow.open(isOn)
    return try flow.plan()
  }

  /// All choices of switches.
  var choices: [[Bool]] {
    (0..<1 << table.switchCount).map { choice in (0..<table.switchCount).map { choice >> $0 & 1 == 1 } }
  }
}
