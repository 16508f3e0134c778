import MathProgram

/// A decomposition's view of its `SolveControl`: counts work, looks at the clock, keeps the incumbent, and tells.
///
/// The unit of work is 64 arcs looked at, or a pivot.
struct SearchWatch {
  private let control: SolveControl
  private let constant: Double
  private let table: SiteTable
  private var clock: SearchClock
  private(set) var incumbent = Incumbent()
  /// What is proved of the whole problem once there is a tree: told from then on, because the bound at hand is that of
  /// one node.
  var proved: Double?
  /// Costs are multiples of it; 0 where they are not known to be any.
  private let costStep: Double

  init(_ control: SolveControl, _ table: SiteTable, constant offset: Double) {
    self.control = control
    clock = SearchClock(control)
    self.table = table
    constant = offset
    costStep = table.isWhole ? CostStep.step(table) : 0
  }

  var best: SitePlan? { incumbent.plan }
  var bestCost: Double { incumbent.cost }
  var work: Int { clock.work }
  var stopReason: StopReason? { clock.stopReason }

  /// A bound that proves the best plan well enough, with a little to spare for telling the proof.
  var cutoff: Double {
    if bestCost == .infinity { return .infinity }
    return bestCost - max(tolerance - reserve, costStep * (1 - 1e-6))
  }

  /// What steps towards a bound aim at where they should prove the best plan: beyond the cutoff, which a search that aims at it
  /// only comes near to.
  var aim: Double { max(bestCost, cutoff + 1e-4 * abs(bestCost)) }

  /// How far the proof that is told may stay below the bound that the search proves: so its multipliers need fewer digits, and
  /// fewer vectors close everything.
  var reserve: Double { table.isWhole ? 0 : 0.02 * tolerance }

  private var tolerance: Double { max(control.gap, 1e-9) * abs(bestCost + constant) }

  /// A bound, raised to the next value that costs can have, but not above the best plan.
  func raised(_ bound: Double) -> Double {
    guard costStep > 0, bound.isFinite else { return bound }
    return min(bestCost, max(bound, ((bound / costStep - 1e-6).rounded(.up)) * costStep))
  }

  /// Adds to the work done; false where the solve is to end.
  mutating func spend(_ amount: Int, bound: @autoclosure () -> Double) -> Bool {
    let (cost, constant, ofTree) = (bestCost, constant, proved)
    return clock.spend(amount) {
      let proved = ofTree ?? bound()
      return (cost.isFinite ? cost + constant : nil, proved.isFinite ? proved + constant : nil)
    }
  }

  /// The same where nothing is proved beyond what is proved of the whole.
  mutating func spend(_ amount: Int) -> Bool { spend(amount, bound: -.infinity) }

  /// Takes a plan where it is better than the best; true if so.
  @discardableResult
  mutating func offer(_ plan: SitePlan) -> Bool {
    guard incumbent.offer(plan, table) else { return false }
    control.incumbent?(plan.columns(table), bestCost + constant)
    return true
  }
}

/// What all costs are multiples of.
enum CostStep {
  /// The largest power of ten from 1 down to 0.01 that all costs are multiples of; 0 where there is none.
  static func step(_ table: SiteTable) -> Double {
    for factor in [1.0, 10, 100] {
      let isWhole = { (value: Double) in abs(value) < 1e12 && (value * factor).rounded() / factor == value }
      if (0..<table.siteCount).allSatisfy({ isWhole(table.fixedCost[$0]) })
        && (0..<table.arcCount).allSatisfy({ isWhole(table.cost[$0]) })
      {
        return 1 / factor
      }
    }
    return 0
  }
}
