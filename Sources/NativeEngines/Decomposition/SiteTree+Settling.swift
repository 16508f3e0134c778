/// Small nodes are settled at once, depth first, by vectors of multipliers that are known already: some ten of them mostly close
/// hundreds of sets of sites. Only a set that none of them closes is served, by a flow, and that gives one vector more, at which
/// the bound is what the set costs.
///
/// It takes the place of multipliers looked for node by node where those rise slowly, as with capacities that are nearly used up.
extension SiteTree {
  /// What settling one node may still take, and where the pool has the vectors that it looks at.
  struct Settling {
    var places: [Int]
    var nodes = 400
    var flows = 16
  }

  /// Undecided sites of a node that is settled, at most; of so few sites all.
  private static let fewSites = 16
  private static let (mostUndecided, mostUndecidedInLarge) = (12, 10)
  /// A gap at the root, by the best plan's cost, that steps take longer to close than settling takes from there: measured.
  private static let farGap = 0.02
  /// Vectors of other nodes that are looked at.
  private static let mostVectors = 16
  /// In larger tables a node's own steps close it sooner than flows do, and what is settled makes the proof's tree long: measured.
  private static let (mostArcs, largeArcs) = (20_000, 10_000)

  var settlesNodes: Bool { table.arcCount <= Self.mostArcs }

  func isToSettle(_ node: SiteNode) -> Bool {
    guard settlesNodes, !node.isLeftOver else { return false }
    let most = table.arcCount > Self.largeArcs ? Self.mostUndecidedInLarge : Self.mostUndecided
    return table.siteCount <= Self.fewSites || node.states.count { $0 == .undecided } <= most
  }

  /// Whether steps at the root are to end, because settling goes on from there.
  func isToSettleEarly(_ root: SiteNode) -> Bool {
    isToSettle(root) && watch.bestCost - root.bound > Self.farGap * abs(watch.bestCost)
  }

  /// Settles a node, or pushes what is left of it after a share of work; false where the search is to end.
  mutating func settle(_ node: SiteNode) -> Bool {
    let own = keep(node)
    var settling = Settling(places: pool.nearest(node.states, most: Self.mostVectors))
    if !settling.places.contains(own) { settling.places.append(own) }
    let share = settling.nodes
    settle(node, &settling)
    return watch.spend(settling.places.count * (share - settling.nodes) * table.siteCount / 256)
  }

  /// Takes the node's multipliers, as they were noted, into the pool; where they stand.
  @discardableResult
  mutating func keep(_ node: SiteNode) -> Int {
    _ = relaxation.evaluate(node.multipliers, table.isAlwaysOpen.map { $0 ? .open : .undecided })
    let isRecorded = node.record >= 0 && !record.isFull()
    return pool.add(node.multipliers, relaxation, number: isRecorded ? record.vector(ofNode: node.record) : -1)
  }

  private mutating func settle(_ start: SiteNode, _ settling: inout Settling) {
    settling.nodes -= 1
    var node = start
    guard emptyNodes.keepCounts(&node, &record) else { return }
    let bound = pool.best(settling.places, node.states)
    if bound.value == .infinity { return emptyNodes.closeShort(node, &record) }
    node.bound = max(node.bound, bound.value)
    note(bound, &node)
    if node.bound >= watch.cutoff {
      closedBound = min(closedBound, node.bound)
      return
    }
    guard let (site, isOpen) = pool.leastDecidedSite(bound, node.states) else { return serve(node, &settling) }
    if settling.nodes <= 0 || settling.flows <= 0 || watch.stopReason != nil {
      node.isLeftOver = true
      node.branching = node.leastDecidedSite
      return queue.push(node, bound: node.bound)
    }
    let children = split(node, site)
    settle(children[isOpen ? 0 : 1], &settling)
    settle(children[isOpen ? 1 : 0], &settling)
  }

  /// Serves a set of sites that no vector closes, which leaves one that does.
  private mutating func serve(_ node: SiteNode, _ settling: inout Settling) {
    settling.flows -= 1
    let count = pool.count
    if !finishLeaf(node) { closedBound = min(closedBound, node.bound) }
    if pool.count > count { settling.places.append(pool.newest) }
  }

  /// Keeps a vector of the pool as what bounds the node.
  private mutating func note(_ bound: PricePool.Bound, _ node: inout SiteNode) {
    node.multipliers = pool.multipliers(bound)
    let number = pool.number(bound)
    guard number >= 0, node.record >= 0, !record.isFull() else { return }
    record.hold(node.multipliers, vector: number)
    record.setVector(number, node: node.record)
    record.setCover(bound.cover, node: node.record)
  }
}
