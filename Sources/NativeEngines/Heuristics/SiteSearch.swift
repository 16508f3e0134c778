/// Upper bounds: rounds what the relaxation says of the sites, then adds, drops and swaps sites.
///
/// Moves are screened by the relaxation at the plan's own multipliers: with sites O open and prices u, no plan with O
/// − i + h costs less than cost(O) − v(i) + v(h), v being the sites' values at u. Only moves with a negative sum are
/// tried.
struct SiteSearch {
  private let table: SiteTable
  let costing: any OpenSetCosting
  private let relaxation: SiteRelaxation
  /// The best plan of all: given before a call, and better afterwards where the call found one.
  var incumbent = Incumbent()
  /// What `serve` came to, and the multipliers of the items' rows there; nil where it could not.
  private(set) var served: (cost: Double, multipliers: [Double])?
  private var seen: Set<[Bool]> = []
  private var workBefore = 0
  private var explorations = 0

  init(_ table: SiteTable, _ costing: any OpenSetCosting) {
    self.table = table
    self.costing = costing
    relaxation = SiteRelaxation(table)
  }

  /// Work done since it was last asked for.
  mutating func takeWork() -> Int {
    defer { workBefore = costing.work }
    return costing.work - workBefore
  }

  /// Serves all items from these sites where that was not tried before; the cost where it was, and where it could.
  private mutating func tryOpen(_ open: [Bool]) -> Double? {
    guard isLarge(open), table.switchCounts.hold(open), seen.insert(open).inserted else { return nil }
    return cost(open)
  }

  /// What it costs to serve all items from these sites; the plan is offered where it is one of the network.
  private mutating func cost(_ open: [Bool]) -> Double? {
    guard let cost = costing.cost(openSites: open) else { return nil }
    if costing.givesPlans, cost < incumbent.cost { incumbent.offer(costing.lastPlan(), table) }
    return cost
  }

  /// Whether the sites' capacities suffice for all weight.
  private func isLarge(_ open: [Bool]) -> Bool {
    var capacity = 0.0
    for site in open.indices where open[site] { capacity += table.capacity[site] }
    return capacity >= table.leastWeight * (1 - 1e-12)
  }

  /// The sites that the averaged answer opens by more than the threshold, and more in its order as capacity needs them.
  private func rounded(_ node: SiteNode, threshold: Double) -> [Bool] {
    let order = table.isAlwaysOpen.indices.filter { node.states[$0] != .closed }
      .sorted { (node.openness[$0], $1) > (node.openness[$1], $0) }
    var open = table.opensAnyway
    var capacity = 0.0
    for site in order
    where node.states[site] == .open || capacity < table.leastWeight || node.openness[site] >= threshold {
      open[site] = true
      capacity += table.capacity[site]
    }
    keepCounts(&open, node)
    return open
  }

  /// Turns sites off and on until rows over sites are kept, by the averaged answer; then exchanges small ones for large ones as
  /// capacity needs them.
  private func keepCounts(_ open: inout [Bool], _ node: SiteNode) {
    let counts = table.switchCounts
    guard !counts.isEmpty else { return }
    let worths = open.indices.map { node.states[$0] == .open ? .infinity : node.openness[$0] }
    let costs = open.indices.map { node.states[$0] == .closed ? .infinity : -node.openness[$0] }
    guard counts.settle(&open, worths: worths, costs: costs) else { return }
    let larger = open.indices.filter { !open[$0] && node.states[$0] != .closed }
      .sorted { (table.capacity[$0], $1) > (table.capacity[$1], $0) }
    for add in larger {
      if isLarge(open) { return }
      let smaller = open.indices.filter { open[$0] && node.states[$0] == .undecided && table.capacity[$0] < table.capacity[add] }
        .sorted { (table.capacity[$0], $0) < (table.capacity[$1], $1) }
      for drop in smaller {
        let changed = Move(change: 0, drop: Int32(drop), add: Int32(add)).applied(to: open)
        guard counts.hold(changed) else { continue }
        open = changed
        break
      }
    }
  }

  /// The plan's sites with what the node decides, and more in the averaged answer's order as capacity needs them.
  private func adapted(_ plan: SitePlan?, to node: SiteNode) -> [Bool]? {
    guard var open = plan?.isOpen else { return nil }
    var capacity = 0.0
    for site in open.indices {
      if node.states[site] != .undecided { open[site] = node.states[site] == .open }
      if open[site] { capacity += table.capacity[site] }
    }
    let order = open.indices.filter { !open[$0] && node.states[$0] == .undecided }
      .sorted { (node.openness[$0], $1) > (node.openness[$1], $0) }
    for site in order where capacity < table.leastWeight {
      open[site] = true
      capacity += table.capacity[site]
    }
    keepCounts(&open, node)
    return open
  }

  /// Tries the averaged answer, rounded at two thresholds.
  mutating func round(_ node: SiteNode) {
    for threshold in [0.5, 0.3] { _ = tryOpen(rounded(node, threshold: threshold)) }
  }

  /// Serves all items from exactly the open sites of the node, and leaves in `served` what that costs.
  mutating func serve(_ node: SiteNode) {
    served = cost(node.states.map { $0 == .open }).map { ($0, costing.multipliers()) }
  }

  private struct Move {
    var change: Double
    var drop: Int32
    var add: Int32

    func applied(to open: [Bool]) -> [Bool] {
      var changed = open
      if drop >= 0 { changed[Int(drop)] = false }
      if add >= 0 { changed[Int(add)] = true }
      return changed
    }
  }

  /// Moves tried from one set before it counts as the best around.
  private static let mostTries = 60

  /// Improves a set of open sites by adding, dropping and swapping sites, as far as `workLimit` goes.
  mutating func descend(
    from start: [Bool], closed: [Bool], workLimit: Int
  ) {
    let workBefore = costing.work
    guard table.switchCounts.hold(start), var cost = cost(start) else { return }
    var open = costing.lastPlan().isOpen
    while costing.work - workBefore < workLimit {
      let prices = costing.multipliers()
      var isBetter = false
      let candidates = moves(from: open, prices, closed).lazy.map { $0.applied(to: open) }.filter(table.switchCounts.hold)
      for candidate in candidates.prefix(SiteSearch.mostTries) {
        if let found = tryOpen(candidate), found < cost - 1e-9 * abs(cost) {
          (open, cost, isBetter) = (costing.lastPlan().isOpen, found, true)
          break
        }
        if costing.work - workBefore >= workLimit { return }
      }
      if !isBetter { return }
    }
  }

  /// Descends from the node's averaged answer, rounded at a threshold that changes from call to call, and by
  /// turns from the best plan with what the node decides, which leaves a plan that no single move betters.
  mutating func explore(
    _ node: SiteNode, workLimit: Int
  ) {
    explorations += 1
    let threshold = 0.15 + 0.1 * Double(explorations % 7)
    let isFromBest = explorations % 2 == 0
    let open = (isFromBest ? adapted(incumbent.plan, to: node) : nil) ?? rounded(node, threshold: threshold)
    guard isLarge(open), table.switchCounts.hold(open), !seen.contains(open) else { return }
    seen.insert(open)
    descend(
      from: open, closed: node.states.map { $0 == .closed }, workLimit: workLimit)
  }

  private func moves(
    from open: [Bool], _ prices: [Double], _ closed: [Bool]
  ) -> [Move] {
    let states = open.indices.map { closed[$0] ? SiteState.closed : .undecided }
    _ = relaxation.evaluate(prices + [Double](repeating: 0, count: table.counts.count), states)
    let values = open.indices.map { relaxation.values[$0] }
    let drops = open.indices.filter { open[$0] && !table.isAlwaysOpen[$0] }
    let adds = open.indices.filter { !open[$0] && !closed[$0] }
    var moves: [Move] = []
    for add in adds where values[add] < 0 { moves.append(Move(change: values[add], drop: -1, add: Int32(add))) }
    for drop in drops {
      if values[drop] > 0 { moves.append(Move(change: -values[drop], drop: Int32(drop), add: -1)) }
      for add in adds where values[add] < values[drop] {
        moves.append(Move(change: values[add] - values[drop], drop: Int32(drop), add: Int32(add)))
      }
    }
    return moves.sorted { ($0.change, $0.drop, $0.add) < ($1.change, $1.drop, $1.add) }
  }
}
