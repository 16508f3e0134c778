import MathProgram

/// The search's view of its `SolveControl`: counts work, looks at the clock, keeps the best plan, and tells.
///
/// The unit of work is 64 awards looked at.
struct AwardWatch {
  private let control: SolveControl
  private let constant: Double
  private(set) var work = 0
  private(set) var stopReason: StopReason?
  /// The slot of each item.
  private(set) var best: [Int]?
  /// Without the objective's constant; infinite before the first.
  private(set) var bestCost = Double.infinity
  /// Of what is still open, for progress.
  var bound = -Double.infinity
  private var nextReport: ContinuousClock.Instant?
  private let columns: @Sendable ([Int]) -> [Double]

  private static let reportInterval = Duration.milliseconds(100)

  /// - Parameter columns: the solution in the asker's terms, for its sink of better ones.
  init(_ control: SolveControl, constant offset: Double, columns: @escaping @Sendable ([Int]) -> [Double]) {
    self.control = control
    constant = offset
    self.columns = columns
  }

  /// A bound that proves the best plan well enough.
  var cutoff: Double {
    bestCost == .infinity ? .infinity : bestCost - max(control.gap, 1e-9) * abs(bestCost + constant)
  }

  /// Adds to the work done; false where the search is to end.
  mutating func spend(_ amount: Int) -> Bool {
    work += amount
    if stopReason != nil { return false }
    if let limit = control.workLimit, work >= limit { stopReason = .workLimit }
    if control.cancel?.isCancelled == true { stopReason = .interrupt }
    if control.deadline == nil && control.progress == nil { return stopReason == nil }
    let now = ContinuousClock.now
    if let deadline = control.deadline, now >= deadline { stopReason = .timeLimit }
    if let progress = control.progress, nextReport.map({ now >= $0 }) ?? true {
      nextReport = now.advanced(by: AwardWatch.reportInterval)
      progress(
        Progress(
          work: work, incumbent: bestCost.isFinite ? bestCost + constant : nil,
          bound: bound.isFinite ? bound + constant : nil))
    }
    return stopReason == nil
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
