/// Upper bounds: rounds what the relaxation says of the sites, then adds, drops and swaps sites.
///
/// Moves are screened by the relaxation at the plan's own multipliers: with sites O open and prices u, no plan with O
/// − i + h costs less than cost(O) − v(i) + v(h), v being the sites' values at u. Only moves with a negative sum are
/// tried.
struct SiteSearch {
  private let table: SiteTable
  let costing: any OpenSetCosting
  private var seen: Set<[Bool]> = []
  private var workBefore = 0

  init(_ table: SiteTable, _ costing: any OpenSetCosting) {
    self.table = table
    self.costing = costing
  }

  /// Work done since it was last asked for.
  mutating func takeWork() -> Int {
    defer { workBefore = costing.work }
    return costing.work - workBefore
  }

  /// Serves all items from these sites where that was not tried before; the cost where it was, and where it could.
  private mutating func tryOpen(_ open: [Bool], _ multipliers: [Double], _ watch: inout SearchWatch) -> Double? {
    var capacity = 0.0
    for site in open.indices where open[site] { capacity += table.capacity[site] }
    guard capacity >= table.leastWeight * (1 - 1e-12), seen.insert(open).inserted else { return nil }
    guard let cost = costing.cost(openSites: open, multipliers: multipliers) else { return nil }
    if cost < watch.bestCost { watch.offer(costing.lastPlan()) }
    return cost
  }

  /// Opens sites by falling openness: as many as capacity needs, and all above a threshold.
  mutating func round(_ node: SiteNode, _ watch: inout SearchWatch) {
    let order = table.isAlwaysOpen.indices.filter { node.states[$0] != .closed }
      .sorted { (node.openness[$0], $1) > (node.openness[$1], $0) }
    for threshold in [0.5, 0.3] {
      var open = table.isAlwaysOpen
      var capacity = 0.0
      for site in order
      where node.states[site] == .open || capacity < table.leastWeight || node.openness[site] >= threshold {
        open[site] = true
        capacity += table.capacity[site]
      }
      _ = tryOpen(open, node.multipliers, &watch)
    }
  }

  /// Serves all items from exactly the open sites of the node; false where that could not be done.
  mutating func serve(_ node: SiteNode, _ watch: inout SearchWatch) -> Double? {
    let open = node.states.map { $0 == .open }
    guard let cost = costing.cost(openSites: open, multipliers: node.multipliers) else { return nil }
    if cost < watch.bestCost { watch.offer(costing.lastPlan()) }
    return cost
  }

  private struct Move {
    var change: Double
    var drop: Int32
    var add: Int32
  }

  /// Improves the best plan by adding, dropping and swapping sites, as far as `workLimit` goes.
  mutating func improve(_ relaxation: SiteRelaxation, _ watch: inout SearchWatch, closed: [Bool], workLimit: Int) {
    let start = costing.work
    while let best = watch.best, costing.work - start < workLimit {
      let before = watch.bestCost
      guard let cost = costing.cost(openSites: best.isOpen, multipliers: []), let prices = costing.lastMultipliers(),
        cost <= before + 1e-9 * abs(before)
      else { return }
      for move in moves(from: best.isOpen, relaxation, prices, closed) {
        var open = best.isOpen
        if move.drop >= 0 { open[Int(move.drop)] = false }
        if move.add >= 0 { open[Int(move.add)] = true }
        _ = tryOpen(open, prices, &watch)
        if watch.bestCost < before || costing.work - start >= workLimit { break }
      }
      if watch.bestCost >= before { return }
    }
  }

  private func moves(
    from open: [Bool], _ relaxation: SiteRelaxation, _ prices: [Double], _ closed: [Bool]
  ) -> [Move] {
    let states = open.indices.map { closed[$0] ? SiteState.closed : .undecided }
    _ = relaxation.evaluate(prices, states)
    let values = open.indices.map { relaxation.answers[$0].value }
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
