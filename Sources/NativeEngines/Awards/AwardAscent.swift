/// Raises the relaxation's bound: subgradient steps along a deflected direction (Camerini, Fratta and Maffioli 1975), with
/// Polyak's step to a target.
struct AwardAscent {
  struct Schedule {
    var steps: Int
    var factor: Double
    /// Steps without progress before the factor falls.
    var patience = 8
    var leastFactor = 2e-3
  }

  enum End { case closed, empty, finished, stopped }

  /// How often the last steps engaged each option, and awarded each slot; recent steps count more.
  private(set) var optionShare: [Double]
  private(set) var slotShare: [Double]
  let relaxation: AwardRelaxation
  private var gradient: [Double]
  private var direction: DeflectedDirection
  private(set) var steps = 0
  private static let memory = 0.06

  init(_ relaxation: AwardRelaxation) {
    self.relaxation = relaxation
    gradient = [Double](repeating: 0, count: relaxation.table.itemCount)
    direction = DeflectedDirection(count: relaxation.table.itemCount)
    optionShare = [Double](repeating: 0, count: relaxation.table.options.count)
    slotShare = [Double](repeating: 0, count: relaxation.table.slotCount)
  }

  /// Leaves the best multipliers and their bound in `node`, and the averaged answer in the shares.
  mutating func improve(
    _ node: inout AwardNode, _ schedule: Schedule, _ watch: inout AwardWatch, each: (AwardRelaxation) -> Void
  ) -> End {
    var point = node.multipliers
    var best = -Double.infinity
    var factor = schedule.factor
    var idle = 0
    var isFirst = true
    direction.forget()
    for _ in 0..<schedule.steps {
      let before = relaxation.work
      let value = relaxation.evaluate(point, node)
      steps += 1
      if value == .infinity { return .empty }
      idle = value > best + 1e-6 * abs(best) ? 0 : idle + 1
      if value > best {
        best = value
        node.multipliers = point
      }
      if value >= watch.cutoff {
        node.bound = max(node.bound, value)
        return .closed
      }
      average(isFirst: isFirst)
      isFirst = false
      each(relaxation)
      guard watch.spend((relaxation.work - before) / 64 + 1) else {
        node.bound = max(node.bound, best)
        return .stopped
      }
      if idle >= schedule.patience {
        factor *= 0.6
        idle = 0
        point = node.multipliers
      }
      if factor < schedule.leastFactor { break }
      if !step(&point, node, value: value, best: best, factor: factor, upper: watch.bestCost) { break }
    }
    node.bound = max(node.bound, best)
    return node.bound >= watch.cutoff ? .closed : .finished
  }

  private mutating func average(isFirst: Bool) {
    let memory = isFirst ? 1 : AwardAscent.memory
    for option in optionShare.indices { optionShare[option] *= 1 - memory }
    for slot in slotShare.indices { slotShare[slot] *= 1 - memory }
    for option in relaxation.chosen where option >= 0 { optionShare[option] += memory }
    slotShare.withUnsafeMutableBufferPointer { shares in
      relaxation.forEachShare { slot, share in shares[slot] += memory * share }
    }
  }

  /// False where the slope is zero: the relaxation's answer is a plan.
  private mutating func step(
    _ point: inout [Double], _ node: AwardNode, value: Double, best: Double, factor: Double, upper: Double
  ) -> Bool {
    relaxation.slope(into: &gradient, node)
    let square = direction.turn(towards: gradient)
    guard square > 1e-14 else { return false }
    let target = min(upper, best + 0.05 * abs(best) + 1e-9)
    direction.move(&point, by: factor * (target - value) / square)
    return true
  }
}
