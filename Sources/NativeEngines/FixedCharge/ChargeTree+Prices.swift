import MathProgram

// Where a node's prices start: what groups pay is searched for by flows, rows' prices are those of a flow.
extension ChargeTree {
  /// Flows in search of what a group pays: where the node limits it anew, and where it was limited before.
  private static let groupFlows = 12
  private static let groupFlowsLater = 4

  /// The better of the parent's prices and those of the node's own linear relaxation, whose flow is a plan too; nil where the
  /// node is shown to be empty.
  mutating func startingPrices(
    _ node: Int, _ state: ChargeState, _ open: Double
  ) throws(EngineError) -> [Double]? {
    if let count = table.groups.shortfall(state, rowCount: table.rowCount) {
      close(node, empty: count)
      return nil
    }
    var inherited = prices[Int(nodes[node].prices)]
    for (group, limits) in state.limits.enumerated() where limits.isFinite {
      let isNew = Int(nodes[node].group) == group
      inherited = try settled(inherited, group, flows: isNew ? Self.groupFlows : Self.groupFlowsLater, state)
    }
    let plan = try relaxedFlow.relaxed(state.switches, paid: table.groups.prices(inherited))
    _ = watch.spend(relaxedFlow.workASolve, bound: open)
    flowUse = parts(state)
    if let plan {
      watch.offer(plan)
    } else if showEmpty(node, state) {
      return nil
    }
    guard var own = relaxedFlow.rowPrices() else { return inherited }
    own += inherited[table.rowCount...]
    relaxation.project(&own, state)
    return relaxation.bound(own, state) > relaxation.bound(inherited, state) ? own : inherited
  }

  /// Whether the network's own prices show that nothing is in the node; it is closed then.
  private mutating func showEmpty(_ node: Int, _ state: ChargeState) -> Bool {
    guard var shown = relaxedFlow.emptyPrices() else { return false }
    shown += [Double](repeating: 0, count: table.groups.count)
    let bare = ChargeState(bareRelaxation.table, state.switches, state.limits)
    bareRelaxation.project(&shown, bare)
    guard bareRelaxation.bound(shown, bare) > 1e-6 else { return false }
    close(node, empty: shown)
    return true
  }

  private mutating func close(_ node: Int, empty shown: [Double]) {
    nodes[node].isEmpty = true
    nodes[node].bound = .infinity
    nodes[node].prices = Int32(truncatingIfNeeded: prices.count)
    prices.append(shown)
  }

  /// Prices of rows and groups from flows in which a limited group pays more or less for its switches, until as many of it are
  /// on as must be; the best of them. The bound is concave in what the group pays.
  private mutating func settled(
    _ inherited: [Double], _ group: Int, flows: Int, _ state: ChargeState
  ) throws(EngineError) -> [Double] {
    let place = table.rowCount + group
    let unit = table.groups.unit[group]
    var search = GroupPrice(state.limits[group], from: inherited[place], size: unit * table.groups.meanCost(group, table) / 8)
    var (best, bestBound) = (inherited, relaxation.bound(inherited, state))
    for _ in 0..<flows {
      var paid = table.groups.prices(inherited)
      paid[group] = search.price / unit
      _ = try relaxedFlow.relaxed(state.switches, paid: paid)
      guard watch.spend(relaxedFlow.workASolve, bound: bound), var own = relaxedFlow.rowPrices() else { break }
      own += inherited[table.rowCount...]
      own[place] = search.price
      relaxation.project(&own, state)
      let proved = relaxation.bound(own, state)
      if proved > bestBound { (best, bestBound) = (own, proved) }
      let parts = parts(state)
      let isOpen = search.step(use: table.groups.members[group].reduce(0) { $0 + parts[$1] })
      if !isOpen || bestBound >= watch.cutoff { break }
    }
    return best
  }
}
