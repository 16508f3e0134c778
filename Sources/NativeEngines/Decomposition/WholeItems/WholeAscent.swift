/// Raises the bound of whole items: subgradient steps along a deflected direction, with Polyak's step to a target just
/// above the best plan.
///
/// A target at the best plan itself would leave the search short of it; one far above would make the steps too long.
struct WholeAscent {
  /// How long and how boldly.
  struct Schedule {
    var steps: Int
    var factor: Double
    /// Steps without progress before the factor falls.
    var patience = 20
    /// Ends the search when reached by the factor.
    var leastFactor = 5e-4
    /// Weight of the newest answer in the average.
    var memory = 0.08
    /// How far above the best bound the steps aim at most, by its size.
    var reach = 0.03
  }

  enum End {
    case closed
    /// By sites that are open as a whole; `surrogate` says how.
    case closedByKnapsack
    case infeasible, finished, stopped
  }

  private let relaxation: WholeRelaxation
  private var gradient: [Double]
  private var direction: DeflectedDirection
  /// How much of its steps the last search served over each slot, recent steps counting more.
  private var arcAverage: [Double]
  private var averageWeight = 0.0
  private var stepWeight = 1.0
  private(set) var surrogate: SurrogateKnapsack

  init(_ relaxation: WholeRelaxation) {
    self.relaxation = relaxation
    surrogate = SurrogateKnapsack(relaxation.table)
    gradient = [Double](repeating: 0, count: relaxation.table.multiplierCount)
    direction = DeflectedDirection(count: relaxation.table.multiplierCount)
    arcAverage = [Double](repeating: 0, count: relaxation.table.arcCount)
  }

  /// Leaves the best multipliers in `multipliers`, their bound in `bound` where it is better, and the averaged sites in
  /// `openness`.
  mutating func improve(
    _ multipliers: inout [Double], bound: inout Double, openness: inout [Double], _ states: [SiteState],
    _ schedule: Schedule, _ watch: inout SearchWatch
  ) -> End {
    var point = multipliers
    var best = -Double.infinity
    var factor = schedule.factor
    var idle = 0
    direction.forget()
    forgetArcs()
    defer { bound = max(bound, best) }
    for _ in 0..<schedule.steps {
      let seen = relaxation.offersSeen
      let value = relaxation.evaluate(point, states)
      if value == .infinity { return .infeasible }
      idle = value > best + 2e-5 * abs(best) ? 0 : idle + 1
      if value > best {
        best = value
        multipliers = point
      }
      if value >= watch.cutoff { return .closed }
      if surrogate.closes(relaxation, states, cutoff: watch.cutoff) {
        (multipliers, best) = (point, max(best, surrogate.bound))
        return .closedByKnapsack
      }
      let work = (relaxation.offersSeen - seen) / 256 + relaxation.table.siteCount / 16 + 1
      guard watch.spend(work) else { return .stopped }
      if idle >= schedule.patience {
        factor *= 0.6
        idle = 0
        point = multipliers
      }
      if factor < schedule.leastFactor { break }
      average(&openness, schedule.memory)
      averageArcs()
      relaxation.slope(at: point, into: &gradient)
      let square = direction.bend(towards: gradient)
      guard square > 1e-14 else { break }
      direction.move(&point, by: factor * (target(best, watch.bestCost, schedule.reach) - value) / square)
      relaxation.table.counts.restrict(&point)
    }
    return .finished
  }

  /// A tenth of the distance beyond the best plan, so that a bound which reaches it passes it.
  private func target(_ best: Double, _ bestCost: Double, _ reach: Double) -> Double {
    let far = best + reach * abs(best) + 1e-9
    return bestCost.isFinite ? min(far, bestCost + 0.1 * max(0, bestCost - best) + 1e-9) : far
  }

  private func average(_ openness: inout [Double], _ memory: Double) {
    if openness.isEmpty {
      openness = (0..<relaxation.table.siteCount).map { relaxation.openness[$0] }
      return
    }
    for site in openness.indices { openness[site] += memory * (relaxation.openness[site] - openness[site]) }
  }

  private mutating func forgetArcs() {
    for slot in arcAverage.indices { arcAverage[slot] = 0 }
    averageWeight = 0
    stepWeight = 1
  }

  private mutating func averageArcs() {
    let weight = stepWeight
    arcAverage.withUnsafeMutableBufferPointer { average in
      relaxation.forEachTaken { slot, share in average[slot] += weight * share }
    }
    averageWeight += weight
    stepWeight *= 1.08
  }

  /// The average share that the last search served over a slot.
  func averageShare(ofSlot slot: Int) -> Double { averageWeight > 0 ? arcAverage[slot] / averageWeight : 0 }
}
