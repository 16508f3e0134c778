import MathProgram

/// Branch and bound on switches: bounds by Lagrangian relaxation from the prices of each node's linear relaxation, which is a
/// warm flow; the lowest bound first. Plans come from `ChargePlans`.
struct ChargeTree {
  let table: ChargeTable
  let relaxation: ChargeRelaxation
  /// Without costs: what shows that a node is empty.
  let bareRelaxation: ChargeRelaxation
  private let relaxedFlow: SwitchedFlow
  private var plans: ChargePlans
  private(set) var watch: ChargeWatch
  private(set) var nodes: [ChargeNode] = []
  /// Prices of the table's rows at which bounds were proved.
  private(set) var prices: [[Double]] = []
  private var queue = ChargeQueue()
  /// The least bound among nodes that were closed.
  private var closedBound = Double.infinity
  private var nextShake = 0

  private static let rootSteps = 300
  private static let nodeSteps = 24
  private static let nodesAShake = 40

  /// - Throws: `EngineError.faultyProgram` where the network's numbers are too large.
  init(_ layout: ChargeTable, _ start: ChargeWatch) throws(EngineError) {
    table = layout
    watch = start
    plans = try ChargePlans(layout, start.limits)
    relaxedFlow = try SwitchedFlow(layout, start.limits)
    relaxation = ChargeRelaxation(layout)
    bareRelaxation = ChargeRelaxation(layout.withoutCosts)
  }

  /// What the search proved; −∞ before the root.
  var bound: Double {
    nodes.isEmpty ? -.infinity : min(watch.bestCost, min(queue.least, closedBound))
  }

  /// - Throws: `EngineError` of the network.
  mutating func run() throws(EngineError) {
    try plans.scaleSlopes(&watch)
    guard watch.best != nil, watch.stopReason == nil else { return }
    try beginRoot()
    try search(0, steps: Self.rootSteps, length: 1)
    while watch.stopReason == nil, bound < watch.cutoff, let node = queue.removeLeast() {
      if nodes[Int(node)].bound >= watch.cutoff {
        closedBound = min(closedBound, nodes[Int(node)].bound)
        continue
      }
      try search(Int(node), steps: Self.nodeSteps, length: 0.3)
      if nodes.count >= nextShake {
        nextShake = nodes.count + Self.nodesAShake
        try plans.shake(&watch, bound: bound)
      }
    }
  }

  /// The root's linear relaxation, and local search where that leads.
  private mutating func beginRoot() throws(EngineError) {
    let state = ChargeState(table, decided(of: -1))
    if let plan = try relaxedFlow.relaxed(state.switches) { watch.offer(plan) }
    var rows = relaxedFlow.rowPrices(state.switches) ?? [Double](repeating: 0, count: table.rowCount)
    relaxation.project(&rows)
    prices.append(rows)
    let proved = relaxation.bound(rows, state)
    nodes.append(ChargeNode(parent: -1, decided: -1, isOn: false, bound: proved, prices: 0))
    closedBound = proved
    plans.note(parts(state), isFirst: true)
    try plans.improve(&watch, bound: proved)
    closedBound = .infinity
  }

  // MARK: Nodes

  private func decided(of node: Int) -> [ChargeState.Switch] {
    var decided = (0..<table.switchCount).map { index -> ChargeState.Switch in
      table.mustBeOn(index) ? .on : table.mayBeOn(index) ? .undecided : .off
    }
    var place = node
    while place >= 0 {
      let node = nodes[place]
      if node.decided >= 0 { decided[Int(node.decided)] = node.isOn ? .on : .off }
      for peg in node.pegs { decided[Int(peg.index)] = peg.isOn ? .on : .off }
      place = Int(node.parent)
    }
    return decided
  }

  /// Bounds a node, and branches it where that does not close it.
  private mutating func search(_ node: Int, steps: Int, length: Double) throws(EngineError) {
    let state = ChargeState(table, decided(of: node))
    let known = nodes[node].bound
    let open = node == 0 ? known : min(known, bound)
    guard let start = try startingPrices(node, state, open) else { return }
    var ascent = ChargeAscent(relaxation, from: start)
    var held = watch
    ascent.run(state, steps: steps, length: length, target: watch.cutoff) { work, own in
      held.spend(work, bound: node == 0 ? own : open)
    }
    watch = held
    if ascent.bestBound > known {
      nodes[node].bound = ascent.bestBound
      nodes[node].prices = Int32(truncatingIfNeeded: prices.count)
      prices.append(ascent.bestPrices)
    }
    plans.note(ascent.meanUse, isFirst: node == 0)
    if nodes[node].bound < watch.cutoff {
      try plans.round(ascent.meanUse, state.switches, &watch, bound: min(open, nodes[node].bound))
    }
    close(node, state, ascent.meanUse)
  }

  /// By switch: how much of it the last flow of a relaxation uses.
  private func parts(_ state: ChargeState) -> [Double] {
    (0..<table.switchCount).map { index in
      switch state.switches[index] {
      case .on: 1
      case .off: 0
      case .undecided: min(1, relaxedFlow.load(of: index) / table.fullLoad(of: index))
      }
    }
  }

  /// The better of the parent's prices and those of the node's own linear relaxation, whose flow is a plan too; nil where the
  /// node is shown to be empty.
  private mutating func startingPrices(
    _ node: Int, _ state: ChargeState, _ open: Double
  ) throws(EngineError) -> [Double]? {
    let inherited = prices[Int(nodes[node].prices)]
    let plan = try relaxedFlow.relaxed(state.switches)
    _ = watch.spend(relaxedFlow.workASolve, bound: open)
    if let plan {
      watch.offer(plan)
    } else if showEmpty(node, state) {
      return nil
    }
    guard var own = relaxedFlow.rowPrices(state.switches) else { return inherited }
    relaxation.project(&own)
    return relaxation.bound(own, state) > relaxation.bound(inherited, state) ? own : inherited
  }

  /// Whether the network's own prices show that nothing is in the node; it is closed then.
  private mutating func showEmpty(_ node: Int, _ state: ChargeState) -> Bool {
    guard var shown = relaxedFlow.emptyPrices() else { return false }
    bareRelaxation.project(&shown)
    guard bareRelaxation.bound(shown, ChargeState(bareRelaxation.table, state.switches)) > 1e-6 else { return false }
    nodes[node].isEmpty = true
    nodes[node].bound = .infinity
    nodes[node].prices = Int32(truncatingIfNeeded: prices.count)
    prices.append(shown)
    return true
  }

  private mutating func close(_ node: Int, _ state: ChargeState, _ use: [Double]) {
    let proved = nodes[node].bound
    guard proved < watch.cutoff else { return closedBound = min(closedBound, proved) }
    peg(node, state)
    var pegged = state.switches
    for peg in nodes[node].pegs { pegged[Int(peg.index)] = peg.isOn ? .on : .off }
    var branch = chosen(pegged, use)
    // Where pegs leave nothing to decide, the last one is branched on: what they leave is still to be bounded.
    if branch == nil { branch = nodes[node].pegs.popLast().map { Int($0.index) } }
    // Nothing is left to decide, and the relaxation does not prove it: the gap stays.
    guard let index = branch else { return closedBound = min(closedBound, proved) }
    nodes[node].branch = Int32(truncatingIfNeeded: index)
    for isOn in [false, true] {
      let child = Int32(truncatingIfNeeded: nodes.count)
      nodes.append(
        ChargeNode(
          parent: Int32(truncatingIfNeeded: node), decided: Int32(truncatingIfNeeded: index), isOn: isOn,
          bound: proved, prices: nodes[node].prices))
      if isOn { nodes[node].on = child } else { nodes[node].off = child }
      queue.insert(child, bound: proved)
    }
  }

  /// The undecided switch whose half use would cost the most.
  private func chosen(_ states: [ChargeState.Switch], _ use: [Double]) -> Int? {
    var best: (index: Int, score: Double)?
    for index in states.indices where states[index] == .undecided {
      let part = min(1, max(0, use[index]))
      let score = (abs(table.fixedCost[index]) + 1e-9) * (part * (1 - part) + 0.005)
      if best.map({ score > $0.score }) ?? true { best = (index, score) }
    }
    return best?.index
  }

  /// Switches whose other choice the node's own prices rule out.
  private mutating func peg(_ node: Int, _ state: ChargeState) {
    let proved = relaxation.bound(prices[Int(nodes[node].prices)], state)
    for index in 0..<table.switchCount where state.switches[index] == .undecided && table.isOwner[index] {
      let worth = relaxation.worth(of: index)
      if proved + abs(worth) >= watch.cutoff {
        nodes[node].pegs.append((Int32(truncatingIfNeeded: index), worth < 0))
        closedBound = min(closedBound, proved + abs(worth))
      }
    }
  }
}
