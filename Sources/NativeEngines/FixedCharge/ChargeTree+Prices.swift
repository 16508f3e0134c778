import MathProgram

// Where a node's prices start: what sums pay is searched for by flows, rows' prices are those of a flow.
extension ChargeTree {
  /// Flows in search of what a sum pays: where the node limits it anew, and where it was limited before.
  private static let sumFlows = 12
  private static let sumFlowsLater = 4
  /// Rows over switches of which each is looked at by flows of its own; of more the steps of the relaxation find the prices.
  private static let mostSettledRows = 4

  /// The better of the parent's prices and those of the node's own linear relaxation, whose flow is a plan too; nil where the
  /// node is shown to be empty.
  mutating func startingPrices(
    _ node: Int, _ state: ChargeState, _ open: Double
  ) throws(EngineError) -> [Double]? {
    if let count = table.sums.shortfall(state, rowCount: table.rowCount) {
      close(node, empty: count)
      return nil
    }
    var inherited = prices[Int(nodes[node].prices)]
    // What a sum comes to that is all decided is no longer worth anything.
    for (sum, terms) in table.sums.terms.enumerated()
    where !terms.contains(where: { state.switches[$0.index] == .undecided }) { inherited[table.rowCount + sum] = 0 }
    for sum in sumsToSettle(state) {
      let isNew = Int(nodes[node].group) == sum || node == 0
      inherited = try settled(inherited, sum, flows: isNew ? Self.sumFlows : Self.sumFlowsLater, state)
    }
    let plan = try relaxedFlow.relaxed(state.switches, paid: table.sums.paid(inherited, switchCount: table.switchCount))
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
    shown += table.noSumPrices
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

  private func sumsToSettle(_ state: ChargeState) -> [Int] {
    let sums = table.sums
    return state.limits.indices.filter {
      state.limits[$0].isFinite && ($0 < sums.groupCount || sums.count - sums.groupCount <= Self.mostSettledRows)
    }
  }

  /// Prices of rows and sums from flows in which a limited sum pays more or less for its switches, until it comes to what it
  /// must; the best of them. The bound is concave in what a sum pays.
  private mutating func settled(
    _ inherited: [Double], _ sum: Int, flows: Int, _ state: ChargeState
  ) throws(EngineError) -> [Double] {
    let place = table.rowCount + sum
    let terms = table.sums.terms[sum]
    let first = table.sums.meanCost(sum, table) / table.sums.unit[sum] / 8
    var search = SumPrice(state.limits[sum], from: inherited[place], size: max(first, 1e-9))
    var (best, bestBound) = (inherited, relaxation.bound(inherited, state))
    var tried = inherited
    for _ in 0..<flows {
      tried[place] = search.price
      _ = try relaxedFlow.relaxed(state.switches, paid: table.sums.paid(tried, switchCount: table.switchCount))
      guard watch.spend(relaxedFlow.workASolve, bound: bound), var own = relaxedFlow.rowPrices() else { break }
      own += tried[table.rowCount...]
      relaxation.project(&own, state)
      let proved = relaxation.bound(own, state)
      if proved > bestBound { (best, bestBound) = (own, proved) }
      let parts = parts(state)
      let isOpen = search.step(use: terms.reduce(0) { $0 + $1.weight * parts[$1.index] })
      if !isOpen || bestBound >= watch.cutoff { break }
    }
    return best
  }
}
