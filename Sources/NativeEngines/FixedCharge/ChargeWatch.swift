import MathProgram

/// The search's view of its `SolveControl`: counts work, keeps the best plan, and tells of both.
///
/// The unit of work is 64 flows looked at. All values are minimised, without the objective's constant.
struct ChargeWatch {
  private let control: SolveControl
  private let source: FixedChargeFlow
  private var clock: SearchClock
  private(set) var best: ChargePlan?
  private(set) var bestCost = Double.infinity

  init(_ control: SolveControl, _ source: FixedChargeFlow) {
    self.control = control
    self.source = source
    clock = SearchClock(control)
  }

  var work: Int { clock.work }
  var stopReason: StopReason? { clock.stopReason }

  /// What ends a single flow before it is done.
  var limits: SolveControl { SolveControl(cancel: control.cancel, deadline: control.deadline) }

  /// A bound that proves the best plan well enough.
  var cutoff: Double { bestCost.isFinite ? bestCost - max(control.gap, 1e-9) * abs(bestCost) : .infinity }

  /// A value in the program's own direction, constant included.
  func told(_ value: Double) -> Double { source.sign * value + source.program.objectiveConstant }

  /// Adds to the work done; false where the search is to end.
  mutating func spend(_ amount: Int, bound: Double) -> Bool {
    let incumbent = bestCost.isFinite ? told(bestCost) : nil
    let proved = bound.isFinite ? told(bound) : nil
    return clock.spend(amount) { (incumbent, proved) }
  }

  /// Takes a solution of the program to begin with, if it is one: what breaks a row would cut off what does not.
  mutating func start(_ values: [Double]) {
    guard CanonicalProgram(source.program).check(values).holds else { return }
    let cost = zip(source.program.objective, values).reduce(0) { $0 + source.sign * $1.0 * $1.1 }
    let isOn = source.switches.map { values[$0.column] > 0.5 }
    (best, bestCost) = (ChargePlan(isOn: isOn, values: values, cost: cost), cost)
  }

  /// Takes a plan where it is better than the best and keeps the rows over switches alone; true if so.
  @discardableResult
  mutating func offer(_ plan: ChargePlan) -> Bool {
    guard plan.keepsCounts, plan.cost < bestCost - 1e-12 * abs(bestCost) || best == nil else { return false }
    (best, bestCost) = (plan, plan.cost)
    control.incumbent?(plan.values, told(plan.cost))
    return true
  }
}

/// A plan of a flow with fixed charges.
struct ChargePlan {
  /// By switch.
  var isOn: [Bool]
  /// By column of the program.
  var values: [Double]
  /// Minimised, without the objective's constant.
  var cost: Double
  /// Whether the rows over switches alone are kept, or only what flows is right.
  var keepsCounts = true
}
