/// Raises the relaxation's bound: subgradient steps along a deflected direction (Camerini, Fratta and Maffioli 1975),
/// with Polyak's step to a target.
struct MultiplierSearch {
  /// How long and how boldly.
  struct Schedule {
    var steps: Int
    var factor: Double
    /// Steps without progress before the factor falls.
    var patience = 12
    /// Ends the search when reached by the factor.
    var leastFactor = 5e-4
    /// Weight of the newest answer in the average.
    var memory = 0.08
    /// How far above the best bound the steps aim at most.
    var rise = Double.infinity
  }

  enum End {
    case closed
    /// By sites that are open as a whole; `surrogate` says how.
    case closedByKnapsack
    case infeasible, finished, stopped
  }

  private let relaxation: SiteRelaxation
  private var gradient: [Double]
  private var direction: DeflectedDirection
  private(set) var surrogate: SurrogateKnapsack

  init(_ relaxation: SiteRelaxation) {
    self.relaxation = relaxation
    surrogate = SurrogateKnapsack(relaxation.table)
    gradient = [Double](repeating: 0, count: relaxation.table.multiplierCount)
    direction = DeflectedDirection(count: relaxation.table.multiplierCount)
  }

  /// Leaves the best multipliers, their bound and the averaged answer in `node`.
  mutating func improve(_ node: inout SiteNode, _ schedule: Schedule, _ watch: inout SearchWatch) -> End {
    var point = node.multipliers
    var best = -Double.infinity
    var factor = schedule.factor
    var idle = 0
    direction.forget()
    for _ in 0..<schedule.steps {
      let seen = relaxation.offersSeen
      let value = relaxation.evaluate(point, node.states)
      if value == .infinity { return .infeasible }
      idle = value > best + 2e-5 * abs(best) ? 0 : idle + 1
      if value > best {
        best = value
        node.multipliers = point
      }
      if value >= watch.cutoff {
        node.bound = max(node.bound, value)
        return .closed
      }
      if surrogate.closes(relaxation, node.states, cutoff: watch.cutoff) {
        node.multipliers = point
        node.bound = max(node.bound, surrogate.bound)
        return .closedByKnapsack
      }
      let work = (relaxation.offersSeen - seen) / 256 + relaxation.table.siteCount / 16 + 1
      guard watch.spend(work, bound: node.bound) else { return .stopped }
      if idle >= schedule.patience {
        factor *= 0.6
        idle = 0
        point = node.multipliers
      }
      if factor < schedule.leastFactor { break }
      average(&node, schedule.memory)
      let target = min(watch.aim, best + min(schedule.rise, 0.03 * abs(best)) + 1e-9)
      if !step(&point, length: factor * (target - value)) { break }
    }
    node.bound = max(node.bound, best)
    return .finished
  }

  private func average(_ node: inout SiteNode, _ memory: Double) {
    if node.openness.isEmpty {
      node.openness = node.states.indices.map { relaxation.openness[$0] }
      return
    }
    for site in node.openness.indices {
      node.openness[site] += memory * (relaxation.openness[site] - node.openness[site])
    }
  }

  /// False where the slope is zero: the relaxation's answer is a plan, and the multipliers are optimal.
  private mutating func step(_ point: inout [Double], length: Double) -> Bool {
    relaxation.slope(at: point, into: &gradient)
    let square = direction.turn(towards: gradient)
    guard square > 1e-14 else { return false }
    direction.move(&point, by: length / square)
    relaxation.table.counts.restrict(&point)
    return true
  }
}
