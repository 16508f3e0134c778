import MathProgram

/// The search's view of its `SolveControl`: counts work, looks at the clock, keeps the best plan, and tells.
///
/// The unit of work is 64 awards looked at.
struct AwardWatch {
  private let control: SolveControl
  private let constant: Double
  private var clock: SearchClock
  /// The slot of each item.
  private(set) var best: [Int]?
  /// Without the objective's constant; infinite before the first.
  private(set) var bestCost = Double.infinity
  /// Of what is still open, for progress.
  var bound = -Double.infinity
  private let columns: @Sendable ([Int]) -> [Double]

  /// - Parameter columns: the solution in the asker's terms, for its sink of better ones.
  init(_ control: SolveControl, constant offset: Double, columns: @escaping @Sendable ([Int]) -> [Double]) {
    self.control = control
    clock = SearchClock(control)
    constant = offset
    self.columns = columns
  }

  var work: Int { clock.work }
  var stopReason: StopReason? { clock.stopReason }

  /// A bound that proves the best plan well enough.
  var cutoff: Double {
    bestCost == .infinity ? .infinity : bestCost - max(control.gap, 1e-9) * abs(bestCost + constant)
  }

  /// Adds to the work done; false where the search is to end.
  mutating func spend(_ amount: Int) -> Bool {
    let standing: (incumbent: Double?, bound: Double?) = (
      incumbent: bestCost.isFinite ? bestCost + constant : nil, bound: bound.isFinite ? bound + constant : nil
    )
    return clock.spend(amount) { standing }
  }

  /// Takes a plan where it is better than the best; true if so.
  @discardableResult
  mutating func offer(_ slots: [Int], _ cost: Double) -> Bool {
    guard cost < bestCost - 1e-9 * abs(bestCost) || best == nil && cost.isFinite else { return false }
    best = slots
    bestCost = cost
    control.incumbent?(columns(slots), cost + constant)
    return true
  }
}
