import MathProgram

/// Plans of a flow with fixed charges, beside its tree: slope scaling, what relaxations use, local search, and local search
/// from plans that were shaken.
struct ChargePlans {
  private let table: ChargeTable
  private let flow: SwitchedFlow
  private let relaxation: ChargeRelaxation
  private let covers: SwitchCovers
  private var counts: SwitchCounts { flow.counts }
  private var tried: Set<[Bool]> = []
  /// The best of slope scaling, which leads elsewhere than what relaxations use.
  private var scaled: ChargePlan?
  /// By switch: how much relaxations used it of late.
  private var use: [Double]
  /// Switches, the most used first.
  private var order: [Int]
  private var dice = FixedDice()

  private static let scalingRounds = 40
  /// Where rows over switches alone, of which scaling knows nothing, leave room for few.
  private static let roundsWithCounts = 8
  /// Flows without a plan that may each add to what switches need.
  private static let mostCompletions = 12
  /// Flows solved in a local search: fewer where each has much to look at.
  private let movesAtRoot: Int
  private let movesAShake: Int
  private static let shakesAtRoot = 5
  /// For how much of the root's steps its relaxation must use a switch for it to be on.
  private static let thresholds = [0.8, 0.65, 0.5, 0.4, 0.3, 0.2, 0.1]

  /// - Throws: `EngineError.faultyProgram` where the network's numbers are too large.
  init(_ layout: ChargeTable, _ control: SolveControl) throws(EngineError) {
    table = layout
    flow = try SwitchedFlow(layout, control)
    relaxation = ChargeRelaxation(layout)
    covers = SwitchCovers(layout)
    movesAtRoot = min(1_500, max(200, 60_000_000 / max(1, layout.flowCount)))
    movesAShake = movesAtRoot / 5
    use = [Double](repeating: 0, count: layout.switchCount)
    order = Array(0..<layout.switchCount)
  }

  /// Remembers what a relaxation used.
  mutating func note(_ latest: [Double], isFirst: Bool) {
    for index in use.indices { use[index] += (isFirst ? 1 : 0.1) * (latest[index] - use[index]) }
    let use = use
    order = use.indices.sorted { use[$0] != use[$1] ? use[$0] > use[$1] : $0 < $1 }
  }

  /// The first plans; false where nothing flows, even if all is on.
  mutating func scaleSlopes(_ watch: inout ChargeWatch) throws(EngineError) -> Bool {
    var scaling = SlopeScaling(flow)
    var cheapest: ChargePlan?
    var held = watch
    try scaling.run(rounds: counts.isEmpty ? Self.scalingRounds : Self.roundsWithCounts) { plan in
      if plan.cost < (plan.keepsCounts ? scaled : cheapest)?.cost ?? .infinity {
        if plan.keepsCounts { scaled = plan } else { cheapest = plan }
      }
      held.offer(plan)
      return held.spend(flow.workASolve, bound: -.infinity)
    }
    watch = held
    if let cheapest, scaled == nil {
      scaled = try trimmed(cheapest, &watch)
      if let scaled { watch.offer(scaled) }
    }
    return scaled != nil || cheapest != nil
  }

  /// A plan from one with too much on: off goes what carries least, half of what is too much at once, as long as something flows
  /// then; where nothing does, one at a time.
  private func trimmed(_ start: ChargePlan, _ watch: inout ChargeWatch) throws(EngineError) -> ChargePlan? {
    var plan = start
    var isNeeded = [Bool](repeating: false, count: table.switchCount)
    var isCareful = false
    flow.open(plan.isOn)
    _ = try flow.plan()
    // A plan may turn on again what rows ask for beside what was turned off: so many flows and no more.
    for _ in 0..<2 * table.switchCount where !plan.keepsCounts {
      guard watch.spend(flow.workASolve, bound: -.infinity) else { return nil }
      let loads = isNeeded.indices.map { isNeeded[$0] ? .infinity : flow.load(of: $0) }
      let surplus = counts.surplus(of: plan.isOn, worths: loads)
      guard !surplus.isEmpty else { return nil }
      let dropped = surplus.prefix(isCareful ? 1 : max(1, surplus.count / 2))
      var isOn = plan.isOn
      for index in dropped { isOn[index] = false }
      if let fewer = try self.plan(isOn) {
        plan = fewer
      } else if dropped.count > 1 {
        isCareful = true
      } else {
        isNeeded[surplus[0]] = true
      }
    }
    return plan.keepsCounts ? plan : nil
  }

  /// Local search from the best plan: a long one at the root.
  mutating func improve(_ watch: inout ChargeWatch, bound: Double, isRoot: Bool) throws(EngineError) {
    guard let best = watch.best else { return }
    try improve(best, order, most: isRoot ? movesAtRoot : movesAShake, &watch, bound)
    guard isRoot else { return }
    if let scaled, scaled.isOn != best.isOn { try improve(scaled, order, most: movesAtRoot, &watch, bound) }
    for _ in 0..<Self.shakesAtRoot { try shake(&watch, bound: bound) }
  }

  private func improve(
    _ start: ChargePlan, _ candidates: [Int], most: Int, _ watch: inout ChargeWatch, _ bound: Double
  ) throws(EngineError) {
    guard start.keepsCounts, watch.stopReason == nil else { return }
    var moves = SwitchMoves(flow, covers, relaxation, from: start, candidates: candidates)
    var held = watch
    defer {
      watch = held
      watch.offer(moves.best)
    }
    var left = most
    try moves.run { best in
      held.offer(best)
      left -= 1
      return held.spend(flow.workASolve, bound: bound) && left > 0
    }
  }

  /// Local search from the best plan with some switches off and others on (iterated local search; Lourenço, Martin and
  /// Stützle 2003).
  mutating func shake(_ watch: inout ChargeWatch, bound: Double) throws(EngineError) {
    guard let best = watch.best, watch.stopReason == nil else { return }
    var isOn = best.isOn
    let used = isOn.indices.filter { isOn[$0] && !table.mustBeOn($0) }
    let unused = order.prefix(max(8, 2 * used.count)).filter { !isOn[$0] && table.mayBeOn($0) }
    guard !used.isEmpty, !unused.isEmpty else { return }
    for _ in 0..<2 {
      isOn[used[dice.below(used.count)]] = false
      isOn[unused[dice.below(unused.count)]] = true
      isOn[unused[dice.below(unused.count)]] = true
    }
    let chances = isOn.indices.map { _ in counts.isEmpty ? 0 : Double(dice.below(1 << 20)) }
    guard counts.settle(&isOn, worths: chances, costs: chances), let plan = try plan(isOn) else { return }
    let near = Array(order.prefix(max(16, 3 * used.count)))
    try improve(plan, near, most: movesAShake, &watch, bound)
  }

  /// Plans of the switches that a node's relaxation uses for most of its steps, and of what they need besides; true where one
  /// is better than the best.
  ///
  /// - Parameters:
  ///   - worths: by switch, in the relaxation; what is turned on besides is chosen by them.
  ///   - isRoot: all thresholds are tried, not one.
  mutating func round(
    _ use: [Double], _ worths: [Double], _ states: [ChargeState.Switch], _ watch: inout ChargeWatch, bound: Double, isRoot: Bool
  ) throws(EngineError) -> Bool {
    let costs = states.indices.map { states[$0] == .off ? .infinity : max(0, worths[$0]) }
    var isBetter = false
    for threshold in isRoot ? Self.thresholds : [0.5] {
      let isOn = use.indices.map { index in
        switch states[index] {
        case .on: true
        case .off: false
        case .undecided: table.isOwner[index] ? use[index] > threshold : true
        }
      }
      let plan = try completed(isOn, use, costs, &watch, bound)
      if let plan, watch.offer(plan) { isBetter = true }
      if watch.stopReason != nil { break }
    }
    return isBetter
  }

  /// The cheapest plan of these switches, without those used least that rows over switches have no room for, and with what they
  /// need besides; nil where that was tried before, or leaves no plan.
  private mutating func completed(
    _ wanted: [Bool], _ use: [Double], _ costs: [Double], _ watch: inout ChargeWatch, _ bound: Double
  ) throws(EngineError) -> ChargePlan? {
    var isOn = wanted
    for _ in 0..<Self.mostCompletions {
      guard covers.complete(&isOn, costs: costs), counts.settle(&isOn, worths: use, costs: costs),
        tried.insert(isOn).inserted
      else { return nil }
      let plan = try plan(isOn)
      guard watch.spend(flow.workASolve, bound: bound) else { return plan }
      if let plan { return plan }
    }
    return nil
  }

  /// The cheapest plan of these switches; nil where there is none.
  private func plan(_ isOn: [Bool]) throws(EngineError) -> ChargePlan? {
    guard covers.allows(isOn) else { return nil }
    flow.open(isOn)
    let plan = try flow.plan()
    if plan == nil { covers.learn(from: flow) }
    return plan
  }
}

/// Numbers that look random and are always the same (SplitMix64; Steele, Lea and Flood 2014).
private struct FixedDice {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
