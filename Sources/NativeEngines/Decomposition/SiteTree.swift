import MathProgram

/// The branch and bound over sites, bounded by the relaxation (Görtz and Klose 2012): best bound first, branching
/// where the averaged primal answer is least decided, sites pegged by what deciding them otherwise would cost.
struct SiteTree {
  let table: SiteTable
  let relaxation: SiteRelaxation
  private var multiplierSearch: MultiplierSearch
  private let siteSearch: SecondCore<SiteSearch>
  var watch: SearchWatch
  var record: ProofRecord
  private let proofBytes: Int
  var queue = BoundQueue<SiteNode>()
  var emptyNodes: EmptyNodes
  /// Multipliers that were found at other nodes.
  var pool: PricePool
  /// Of everything that is closed.
  var closedBound = Double.infinity
  /// Whether sites could not serve all for a reason that no vector shows.
  private var hasUnprovedLeaf = false
  /// How far a child's bound lies above its parent's, recent children counting more; infinite before the first.
  private var usualRise = Double.infinity
  /// Work that went into plans since the root.
  private var searchWork = 0
  /// How much of all work may.
  private static let searchShare = 0.25

  /// - Parameter threads: where there are two, plans are looked for beside the bounds.
  init(_ table: SiteTable, _ costing: any OpenSetCosting, _ watch: SearchWatch, proofBytes most: Int, threads: Int) {
    proofBytes = most
    self.table = table
    self.watch = watch
    relaxation = SiteRelaxation(table)
    emptyNodes = EmptyNodes(table)
    pool = PricePool(table)
    multiplierSearch = MultiplierSearch(relaxation)
    siteSearch = SecondCore(SiteSearch(table, costing), threads: threads)
    record = ProofRecord(multiplierCount: table.multiplierCount, isShared: true)
  }

  /// Visits of the proof's nodes for a unit of the search's work, so that telling the proof takes a small part of finding it.
  private static let visitsPerWork = 4

  /// Shown by as few vectors as can be; nil before the search.
  private(set) var proof: DecompositionProof?

  /// What is proved: no plan costs less.
  private(set) var bound = -Double.infinity

  mutating func run() {
    var root = firstNode()
    if prepare(&root) { queue.push(root, bound: root.bound) }
    while watch.stopReason == nil, queue.leastBound < watch.cutoff, let node = queue.pop() {
      bound = max(bound, min(closedBound, node.bound))
      watch.proved = bound - watch.reserve
      if branch(node) { continue }
      // Stopped half-way: the node counts as open.
      closedBound = min(closedBound, node.bound)
    }
    takePlan(bound: bound)
    bound = max(bound, watch.raised(min(closedBound, queue.leastBound, watch.bestCost)))
    proof = shownProof()
  }

  private mutating func shownProof() -> DecompositionProof? {
    let isEmpty = watch.best == nil
    guard !isEmpty || watch.stopReason == nil && !record.isClosed && !hasUnprovedLeaf else { return nil }
    if isEmpty || table.itemCount == 0 {
      var whole = record.tree().proof(prices: record.prices, vectors: record.vectors) { _ in nil }
      whole.prices = table.counts.told(whole.prices)
      return whole
    }
    let loss = watch.reserve
    var shared = SharedProof(
      &record, relaxation, of: bound, loss: loss, mostBytes: proofBytes, mostVisits: 1_000_000 + Self.visitsPerWork * watch.work)
    var (proof, shown) = shared.proof()
    proof.prices = table.counts.told(proof.prices)
    proof.isPartial = proof.isPartial || record.isClosed
    if !proof.isPartial { bound = min(bound, shown) }
    return proof
  }

  // MARK: The root

  private func firstNode() -> SiteNode {
    let states = table.isAlwaysOpen.map { $0 ? SiteState.open : .undecided }
    return SiteNode(states: states, multipliers: FirstMultipliers.secondCheapest(table), openness: [])
  }

  /// Bounds, plans and pegs at the root; false where that closes it.
  private mutating func prepare(_ root: inout SiteNode) -> Bool {
    root.record = record.addNode(vector: record.addVector(root.multipliers, cover: 0))
    guard emptyNodes.keepCounts(&root, &record) else { return false }
    let schedules: [MultiplierSearch.Schedule] = [
      .init(steps: 40, factor: 1.5), .init(steps: 110, factor: 1.2), .init(steps: 250, factor: 0.5),
      .init(steps: 60, factor: 0.1),
    ]
    for (phase, schedule) in schedules.enumerated() {
      let seen = relaxation.offersSeen
      guard bound(&root, schedule) else { return false }
      let isLong = phase == 2
      let workLimit = isLong ? relaxation.offersSeen / 160 : (relaxation.offersSeen - seen) / 1024
      guard takePlan(bound: root.bound) else { return true }
      findPlan { [root] search in
        search.round(root)
        guard let best = search.incumbent.plan else { return }
        search.descend(from: best.isOpen, closed: root.states.map { $0 == .closed }, workLimit: workLimit)
      }
      // The steps of the phases aim at the best plan.
      if !isLong && !takePlan(bound: root.bound) { return true }
      guard peg(&root) else { return false }
      if phase > 0 && isToSettleEarly(root) { break }
    }
    guard takePlan(bound: root.bound) else { return true }
    guard peg(&root) else { return false }
    root.branching = root.leastDecidedSite
    return true
  }

  // MARK: Nodes

  /// Searches multipliers; false where the node is closed.
  private mutating func bound(_ node: inout SiteNode, _ schedule: MultiplierSearch.Schedule) -> Bool {
    let (before, multipliers) = (node.bound, node.multipliers)
    switch multiplierSearch.improve(&node, schedule, &watch) {
    case .infeasible:
      emptyNodes.closeShort(node, &record)
      return false
    case .closed:
      note(node)
      closedBound = min(closedBound, node.bound)
      return false
    case .closedByKnapsack:
      note(node)
      if node.record >= 0, !record.isFull() { record.split(node.record, multiplierSearch.surrogate.nodes) }
      closedBound = min(closedBound, node.bound)
      return false
    case .finished, .stopped:
      // Multipliers that bound no better are not those that the proof has of the node.
      if node.bound > before { note(node) } else { node.multipliers = multipliers }
      return true
    }
  }

  /// Keeps the node's multipliers as what bounds it.
  private mutating func note(_ node: SiteNode) {
    guard node.record >= 0, !record.isFull() else { return }
    _ = relaxation.evaluate(node.multipliers, node.states)
    let vector = record.addVector(node.multipliers, cover: relaxation.cover.multiplier)
    record.setVector(vector, node: node.record)
  }

  /// Decides every site of which the other decision costs too much, and what rows over sites leave one decision then. The node's
  /// multipliers are those last noted.
  ///
  /// - Returns: false where that closes the node.
  private mutating func peg(_ node: inout SiteNode) -> Bool {
    pegByCosts(&node)
    return emptyNodes.keepCounts(&node, &record)
  }

  private mutating func pegByCosts(_ node: inout SiteNode) {
    guard watch.bestCost.isFinite else { return }
    let value = relaxation.evaluate(node.multipliers, node.states)
    guard value.isFinite else { return }
    noteCover(node)
    for site in node.states.indices where node.states[site] == .undecided {
      let penalty = relaxation.penalty(of: site)
      guard value + abs(penalty) >= watch.cutoff else { continue }
      let isOpen = penalty < 0
      node.states[site] = isOpen ? .open : .closed
      closedBound = min(closedBound, value + abs(penalty))
      guard node.record >= 0, !record.isFull() else { continue }
      let vector = record.vector(ofNode: node.record)
      record.addPeg(.init(column: Int32(site), value: isOpen, vector: vector), node: node.record)
    }
  }

  /// Keeps the covering row's multiplier of the last evaluation: the best one moves with what is decided, while the items'
  /// multipliers stay as they were noted.
  private mutating func noteCover(_ node: SiteNode) {
    guard node.record >= 0, !record.isFull() else { return }
    record.setCover(relaxation.cover.multiplier, node: node.record)
  }

  /// Splits a node and pushes what is left of its children; false where it was stopped before.
  private mutating func branch(_ node: SiteNode) -> Bool {
    guard let site = node.branching else { return finishLeaf(node) }
    if isToSettle(node) { return settle(node) }
    var children = split(node, site)
    for index in children.indices {
      let isOpen = watch.stopReason != nil || open(&children[index])
      noteRise(from: node, to: children[index], isOpen: isOpen)
      if isOpen { queue.push(children[index], bound: children[index].bound) }
    }
    return true
  }

  /// The children of a node, recorded where it is: with the site open, and closed.
  mutating func split(_ node: SiteNode, _ site: Int) -> [SiteNode] {
    var children = [node.child(site, .open), node.child(site, .closed)]
    guard node.record >= 0 && !record.isFull() else { return children }
    for index in children.indices { children[index].record = record.addNode(vector: record.vector(ofNode: node.record)) }
    record.split(node.record, column: site, zero: children[1].record, one: children[0].record)
    return children
  }

  /// A child that is closed has risen to the cutoff at least.
  private mutating func noteRise(from node: SiteNode, to child: SiteNode, isOpen: Bool) {
    let rise = max(0, (isOpen ? child.bound : max(child.bound, watch.cutoff)) - node.bound)
    guard watch.stopReason == nil, rise.isFinite else { return }
    usualRise = usualRise.isFinite ? usualRise + 0.05 * (rise - usualRise) : rise
  }

  /// Few steps, which aim no further than branching usually lifts the bound: a child begins near its optimum, and the
  /// distance to the best plan says nothing about where that is.
  private var childSchedule: MultiplierSearch.Schedule { .init(steps: 15, factor: 0.5, rise: usualRise) }

  /// False where the child is closed.
  private mutating func open(_ child: inout SiteNode) -> Bool {
    guard emptyNodes.keepCounts(&child, &record) else { return false }
    // What it costs to serve from sites that are all decided says more than any multipliers.
    if child.leastDecidedSite == nil { return !finishLeaf(child) }
    guard bound(&child, childSchedule) else { return false }
    takePlan(bound: min(queue.leastBound, closedBound))
    let workLimit = Double(searchWork) < Self.searchShare * Double(watch.work) ? 3_000 + watch.work / 100 : 0
    findPlan { [child] search in
      search.round(child)
      if workLimit > 0 { search.explore(child, workLimit: workLimit) }
    }
    if child.bound >= watch.cutoff {
      closedBound = min(closedBound, child.bound)
      return false
    }
    guard peg(&child) else { return false }
    child.branching = child.leastDecidedSite
    return true
  }

  /// All sites are decided: what it costs to serve from them settles the node.
  mutating func finishLeaf(_ node: SiteNode) -> Bool {
    var node = node
    guard emptyNodes.keepCounts(&node, &record) else { return true }
    takePlan(bound: closedBound)
    let incumbent = watch.incumbent
    let (served, shortage) = siteSearch.use { search in
      search.incumbent = incumbent
      search.serve(node)
      return (search.served, search.costing.shortage)
    }
    takePlan(bound: closedBound)
    guard let (cost, multipliers) = served else {
      guard watch.stopReason == nil else { return false }
      let isClosed = shortage.map { emptyNodes.closeUnserved(node, $0, relaxation, cutoff: watch.cutoff, &record) } ?? false
      if !isClosed {
        hasUnprovedLeaf = true
        closedBound = min(closedBound, node.bound)
      }
      return watch.stopReason == nil
    }
    var leaf = node
    leaf.multipliers =
      multipliers + CountPrices.multipliers(multipliers, openSites: node.states.map { $0 == .open }, relaxation)
    let value = relaxation.evaluate(leaf.multipliers, leaf.states)
    if value > leaf.bound {
      leaf.bound = min(value, cost)
      note(leaf)
      if settlesNodes { keep(leaf) }
    }
    // What rounding of costs leaves between the two counts for nothing.
    let isSettled = cost - leaf.bound <= 1e-8 * abs(cost)
    closedBound = min(closedBound, isSettled ? max(leaf.bound, cost * (1 - 1e-9)) : leaf.bound)
    return watch.stopReason == nil
  }

  // MARK: Plans

  /// Begins to look for a better plan.
  private func findPlan(_ job: @escaping (inout SiteSearch) -> Void) {
    let incumbent = watch.incumbent
    siteSearch.start { search in
      search.incumbent = incumbent
      job(&search)
    }
  }

  /// Takes what was found since; false where the search is to end.
  @discardableResult
  private mutating func takePlan(bound: Double) -> Bool {
    let (found, spent) = siteSearch.use { ($0.incumbent, $0.takeWork()) }
    searchWork += spent
    if let plan = found.plan { watch.offer(plan) }
    return watch.spend(spent, bound: bound)
  }
}
