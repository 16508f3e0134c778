import MathProgram

/// Branch and bound on switches: bounds by Lagrangian relaxation from the prices of each node's linear relaxation, which is a
/// warm flow; the lowest bound first. Plans come from `ChargePlans`.
struct ChargeTree {
  let table: ChargeTable
  let relaxation: ChargeRelaxation
  /// Without costs: what shows that a node is empty.
  let bareRelaxation: ChargeRelaxation
  let relaxedFlow: SwitchedFlow
  private var plans: ChargePlans
  var watch: ChargeWatch
  var nodes: [ChargeNode] = []
  /// Prices of the table's rows at which bounds were proved.
  var prices: [[Double]] = []
  var queue = BoundQueue<Int32>()
  /// The least bound among nodes that were closed.
  var closedBound = Double.infinity
  private var nextShake = 0
  /// By switch: how much of it the root's relaxation used.
  private(set) var rootUse: [Double] = []
  /// By switch: how much of it the last node's flow used.
  var flowUse: [Double] = []

  /// Fewer where each has much to look at.
  private let rootSteps: Int
  private static let nodeSteps = 50
  /// Of the root: its prices come from a flow, and longer steps would lose what they are worth.
  private static let rootLength = 0.05
  private static let nodeLength = 0.6
  private static let nodesAShake = 40

  /// - Throws: `EngineError.faultyProgram` where the network's numbers are too large.
  init(_ layout: ChargeTable, _ start: ChargeWatch) throws(EngineError) {
    table = layout
    watch = start
    plans = try ChargePlans(layout, start.limits)
    relaxedFlow = try SwitchedFlow(layout, start.limits)
    relaxation = ChargeRelaxation(layout)
    bareRelaxation = ChargeRelaxation(layout.withoutCosts)
    rootSteps = min(600, max(150, 75_000_000 / max(1, layout.flowCount)))
  }

  /// What the search proved; −∞ before the root.
  var bound: Double {
    nodes.isEmpty ? -.infinity : min(watch.bestCost, min(queue.leastBound, closedBound))
  }

  /// - Throws: `EngineError` of the network.
  mutating func run() throws(EngineError) {
    guard try plans.scaleSlopes(&watch), watch.stopReason == nil else { return }
    try beginRoot()
    try search(0, steps: rootSteps, length: Self.rootLength)
    while watch.stopReason == nil, bound < watch.cutoff, let node = queue.pop() {
      if nodes[Int(node)].bound >= watch.cutoff {
        closedBound = min(closedBound, nodes[Int(node)].bound)
        continue
      }
      try search(Int(node), steps: Self.nodeSteps, length: Self.nodeLength)
      if nodes.count >= nextShake {
        nextShake = nodes.count + Self.nodesAShake
        try plans.shake(&watch, bound: bound)
      }
    }
  }

  /// The root's linear relaxation.
  private mutating func beginRoot() throws(EngineError) {
    let state = state(of: -1)
    if let plan = try relaxedFlow.relaxed(state.switches) { watch.offer(plan) }
    var rows = relaxedFlow.rowPrices() ?? [Double](repeating: 0, count: table.rowCount)
    rows += table.noSumPrices
    relaxation.project(&rows, state)
    prices.append(rows)
    let proved = relaxation.bound(rows, state)
    nodes.append(ChargeNode(parent: -1, decided: -1, isOn: false, bound: proved, prices: 0))
    plans.note(parts(state), isFirst: true)
  }

  // MARK: Nodes

  private func state(of node: Int) -> ChargeState {
    var limits = table.sums.limits
    var decided = (0..<table.switchCount).map { index -> ChargeState.Switch in
      table.mustBeOn(index) ? .on : table.mayBeOn(index) ? .undecided : .off
    }
    var place = node
    while place >= 0 {
      let node = nodes[place]
      if node.decided >= 0 { decided[Int(node.decided)] = node.isOn ? .on : .off }
      for peg in node.pegs { decided[Int(peg.index)] = peg.isOn ? .on : .off }
      if node.group >= 0 { limits[Int(node.group)].tighten(Double(node.limit), isLeast: node.isOn) }
      place = Int(node.parent)
    }
    return ChargeState(table, decided, limits)
  }

  /// Bounds a node, and branches it where that does not close it.
  private mutating func search(_ node: Int, steps: Int, length: Double) throws(EngineError) {
    let state = state(of: node)
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
    if node == 0 { rootUse = ascent.meanUse }
    if nodes[node].bound < watch.cutoff {
      let proved = node == 0 ? nodes[0].bound : min(open, nodes[node].bound)
      _ = relaxation.bound(ascent.bestPrices, state)
      let worths = (0..<table.switchCount).map { table.isOwner[$0] ? relaxation.worth(of: $0) : 0 }
      let isBetter = try plans.round(
        ascent.meanUse, worths, state.switches, &watch, bound: proved, isRoot: node == 0)
      if isBetter || node == 0 { try plans.improve(&watch, bound: proved, isRoot: node == 0) }
    }
    close(node, state, ascent.meanUse)
  }

  /// By switch: how much of it the last flow of a relaxation uses.
  func parts(_ state: ChargeState) -> [Double] {
    (0..<table.switchCount).map { index in
      switch state.switches[index] {
      case .on: 1
      case .off: 0
      case .undecided: min(1, relaxedFlow.load(of: index) / table.fullLoad(of: index))
      }
    }
  }
}
