import MathProgram

/// What a node of the tree has decided of the switches, and what that makes of the flows.
struct ChargeState {
  enum Switch: UInt8, Sendable { case undecided, on, off }

  private(set) var switches: [Switch]
  /// By sum.
  let limits: [SumLimits]
  /// By flow: 0 where a switch that is off keeps it out.
  private(set) var upper: [Double]
  /// By flow: its cost with what switches that do not own it ask.
  private(set) var cost: [Double]
  /// Of switches that own nothing and are on, or earn: paid whatever flows.
  private(set) var paid = 0.0

  /// - Parameter limits: by sum; nil: those of the root.
  init(_ table: ChargeTable, _ decided: [Switch], _ limits: [SumLimits]? = nil) {
    switches = decided
    self.limits = limits ?? table.sums.limits
    upper = table.upper
    cost = table.cost
    for index in 0..<table.switchCount {
      switch decided[index] {
      case .off: for place in table.members(of: index) { upper[Int(table.memberFlow[place])] = 0 }
      case .on:
        guard !table.isOwner[index] else { continue }
        paid += table.fixedCost[index]
        limit(table, index)
      case .undecided:
        guard !table.isOwner[index] else { continue }
        limit(table, index)
        // What earns may be on whatever flows: no flow pays for it.
        guard table.fixedCost[index] > 0 else {
          paid += table.fixedCost[index]
          continue
        }
        for place in table.members(of: index) {
          cost[Int(table.memberFlow[place])] += table.fixedCost[index] * table.sharePerUnit(place, of: index)
        }
      }
    }
  }

  /// What a switch lets through of a flow at most limits it however it is decided.
  private mutating func limit(_ table: ChargeTable, _ index: Int) {
    for place in table.members(of: index) {
      let flow = Int(table.memberFlow[place])
      upper[flow] = min(upper[flow], table.memberMost[place])
    }
  }
}

extension ChargeTable {
  /// The part of a switch's cost that a unit of one of its flows pays where the switch owns nothing: these parts come to at
  /// most the whole cost, whatever flows.
  func sharePerUnit(_ place: Int, of index: Int) -> Double {
    load(place, of: index) / fullLoad(of: index)
  }

  /// Whether a place among a switch's flows is one that the switch owns.
  func isOwn(_ place: Int, of index: Int) -> Bool {
    isOwner[index] && (memberWeight[place] > 0 || !capacity[index].isFinite)
  }
}
