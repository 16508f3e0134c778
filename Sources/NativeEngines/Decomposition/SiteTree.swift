import MathProgram

/// The branch and bound over sites, bounded by the relaxation (Görtz and Klose 2012): best bound first, branching
/// where the averaged primal answer is least decided, sites pegged by what deciding them otherwise would cost.
struct SiteTree {
  private let table: SiteTable
  private let relaxation: SiteRelaxation
  private var multiplierSearch: MultiplierSearch
  private var siteSearch: SiteSearch
  private(set) var watch: SearchWatch
  private var record: ProofRecord
  private let proofBytes: Int
  private var queue = OpenNodes()
  /// Of everything that is closed.
  private var closedBound = Double.infinity
  private var arcs: ArcExclusion
  /// How far a child's bound lies above its parent's, recent children counting more; infinite before the first.
  private var usualRise = Double.infinity
  /// Work that went into plans since the root.
  private var searchWork = 0
  /// How much of all work may.
  private static let searchShare = 0.25

  init(_ table: SiteTable, _ costing: any OpenSetCosting, _ watch: SearchWatch, proofBytes most: Int) {
    proofBytes = most
    self.table = table
    self.watch = watch
    relaxation = SiteRelaxation(table)
    multiplierSearch = MultiplierSearch(relaxation)
    siteSearch = SiteSearch(table, costing)
    arcs = ArcExclusion(relaxation)
    record = ProofRecord(itemCount: table.itemCount, isShared: !table.isWhole)
  }

  /// Shown by as few vectors as can be; nil before the search.
  private(set) var proof: DecompositionProof?

  /// What is proved: no plan costs less.
  private(set) var bound = -Double.infinity

  mutating func run() {
    var root = firstNode()
    if prepare(&root) { queue.push(root) }
    while watch.stopReason == nil, queue.leastBound < watch.cutoff, let node = queue.pop() {
      bound = max(bound, min(closedBound, node.bound))
      watch.proved = bound - watch.reserve
      if branch(node) { continue }
      // Stopped half-way: the node counts as open.
      closedBound = min(closedBound, node.bound)
    }
    bound = max(bound, watch.raised(min(closedBound, queue.leastBound, watch.bestCost)))
    proof = shownProof()
  }

  /// Whole items are bounded by 0-1 knapsacks, so that nothing but a node's own vector is known to close it.
  private mutating func shownProof() -> DecompositionProof? {
    guard watch.best != nil else { return nil }
    if table.isWhole || table.itemCount == 0 {
      return record.tree().proof(prices: record.prices, vectors: record.vectors) { _ in nil }
    }
    let loss = watch.reserve
    var shared = SharedProof(record, relaxation, loss: loss, mostBytes: proofBytes)
    var (proof, shown) = shared.proof(of: bound - loss)
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
    let schedules: [MultiplierSearch.Schedule] = [
      .init(steps: 40, factor: 1.5), .init(steps: 110, factor: 1.2), .init(steps: 250, factor: 0.5),
      .init(steps: 60, factor: 0.1),
    ]
    for (phase, schedule) in schedules.enumerated() {
      let seen = relaxation.offersSeen
      guard bound(&root, schedule) else { return false }
      findPlans(root)
      let isLong = phase == 2
      let workLimit = isLong ? relaxation.offersSeen / 160 : (relaxation.offersSeen - seen) / 1024
      if let best = watch.best {
        siteSearch.descend(
          from: best.isOpen, relaxation, &watch, closed: root.states.map { $0 == .closed },
          multipliers: root.multipliers, workLimit: workLimit)
      }
      guard watch.spend(siteSearch.takeWork(), bound: root.bound) else { return true }
      peg(&root)
      excludeArcs(&root)
    }
    root.branching = branching(root)
    return true
  }

  private mutating func findPlans(_ node: SiteNode) {
    siteSearch.round(node, &watch)
    if table.isWhole {
      if let plan = relaxation.plan() { watch.offer(plan) }
      siteSearch.follow(multiplierSearch, node, &watch)
    }
  }

  /// Arcs beyond which exclusions would swell the proof, which then ends at the root.
  private static let mostRecordedArcs = 8_000

  /// Whole items: excludes every arc whose use would cost too much.
  private mutating func excludeArcs(_ root: inout SiteNode) {
    guard table.isWhole, watch.bestCost.isFinite else { return }
    if table.arcCount > Self.mostRecordedArcs { root.record = -1 }
    let value = relaxation.evaluate(root.multipliers, root.states)
    var isTaken = [Bool](repeating: false, count: table.arcCount)
    relaxation.forEachTaken { slot, _ in isTaken[slot] = true }
    for site in 0..<table.siteCount where root.states[site] != .closed {
      for slot in table.slots(of: site) where !isTaken[slot] && !arcs.isExcluded[slot] {
        let least = value + relaxation.penalty(ofSlot: slot, at: site, root.multipliers)
        guard least >= watch.cutoff else { continue }
        closedBound = min(closedBound, least)
        arcs.excludeEverywhere(slot)
        guard root.record >= 0 else { continue }
        let column = Int32(table.siteCount) + table.arc[slot]
        record.addPeg(
          .init(column: column, value: false, vector: record.vector(ofNode: root.record)), node: root.record)
      }
    }
  }

  // MARK: Nodes

  /// Searches multipliers; false where the node is closed.
  private mutating func bound(_ node: inout SiteNode, _ schedule: MultiplierSearch.Schedule) -> Bool {
    let (before, multipliers) = (node.bound, node.multipliers)
    switch multiplierSearch.improve(&node, schedule, &watch) {
    case .infeasible:
      recordInfeasible(node)
      return false
    case .closed:
      note(node)
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
    let vector = record.addVector(node.multipliers, cover: relaxation.coverMultiplier)
    record.setVector(vector, node: node.record)
  }

  /// A node whose sites cannot hold everything: a cover multiplier large enough lifts its bound above any cost.
  private mutating func recordInfeasible(_ node: SiteNode) {
    guard node.record >= 0, !record.isFull() else { return }
    var missing = table.leastWeight
    for site in node.states.indices where node.states[site] != .closed { missing -= table.capacity[site] }
    let cover = 2 * beyondAnyCost(node) / missing
    record.setVector(record.addVector(node.multipliers, cover: cover), node: node.record)
  }

  /// More than a bound at the node's multipliers can lack to any cost.
  private func beyondAnyCost(_ node: SiteNode) -> Double {
    var sum = abs(watch.bestCost.isFinite ? watch.bestCost : 0) + 1
    for price in node.multipliers { sum += 4 * abs(price) }
    for site in node.states.indices where node.states[site] != .closed { sum += 2 * abs(table.fixedCost[site]) }
    return sum
  }

  /// Decides every site of which the other decision costs too much. The node's multipliers are those last noted.
  private mutating func peg(_ node: inout SiteNode) {
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
    record.setCover(relaxation.coverMultiplier, node: node.record)
  }

  /// Splits a node and pushes what is left of its children; false where it was stopped before.
  private mutating func branch(_ node: SiteNode) -> Bool {
    guard let branching = node.branching else { return finishLeaf(node) }
    var children = [child(of: node, branching, isOne: true), child(of: node, branching, isOne: false)]
    if node.record >= 0 && !record.isFull() {
      for index in children.indices {
        children[index].record = record.addNode(vector: record.vector(ofNode: node.record))
      }
      record.split(node.record, column: column(branching), zero: children[1].record, one: children[0].record)
    }
    for index in children.indices {
      let isOpen = watch.stopReason != nil || open(&children[index])
      noteRise(from: node, to: children[index], isOpen: isOpen)
      if isOpen { queue.push(children[index]) }
    }
    return true
  }

  /// A child that is closed has risen to the cutoff at least.
  private mutating func noteRise(from node: SiteNode, to child: SiteNode, isOpen: Bool) {
    let rise = max(0, (isOpen ? child.bound : max(child.bound, watch.cutoff)) - node.bound)
    guard watch.stopReason == nil, rise.isFinite else { return }
    usualRise = usualRise.isFinite ? usualRise + 0.05 * (rise - usualRise) : rise
  }

  private func child(of node: SiteNode, _ branching: SiteNode.Branching, isOne: Bool) -> SiteNode {
    var child = node
    child.record = -1
    switch branching {
    case .site(let site): child.states[site] = isOne ? .open : .closed
    case .slot(let slot):
      child.arcs.append(.init(slot: Int32(slot), isServed: isOne))
      if isOne { child.states[arcs.site(ofSlot: slot)] = .open }
    }
    return child
  }

  private func column(_ branching: SiteNode.Branching) -> Int {
    switch branching {
    case .site(let site): site
    case .slot(let slot): table.siteCount + Int(table.arc[slot])
    }
  }

  /// Few steps, which aim no further than branching usually lifts the bound: a child begins near its optimum, and the
  /// distance to the best plan says nothing about where that is.
  private var childSchedule: MultiplierSearch.Schedule {
    table.isWhole ? .init(steps: 35, factor: 0.35) : .init(steps: 15, factor: 0.5, rise: usualRise)
  }

  /// False where the child is closed.
  private mutating func open(_ child: inout SiteNode) -> Bool {
    if table.isWhole { arcs.activate(child) }
    guard bound(&child, childSchedule) else { return false }
    findPlans(child)
    if Double(searchWork) < Self.searchShare * Double(watch.work) {
      siteSearch.explore(child, relaxation, &watch, workLimit: 3_000 + watch.work / 100)
    }
    let spent = siteSearch.takeWork()
    searchWork += spent
    _ = watch.spend(spent, bound: min(queue.leastBound, closedBound))
    if child.bound >= watch.cutoff {
      closedBound = min(closedBound, child.bound)
      return false
    }
    peg(&child)
    child.branching = branching(child)
    return true
  }

  /// All sites are decided: what it costs to serve from them settles the node.
  private mutating func finishLeaf(_ node: SiteNode) -> Bool {
    if table.isWhole { return finishWholeLeaf(node) }
    guard let cost = siteSearch.serve(node, &watch) else {
      guard watch.stopReason == nil else { return false }
      if !closeShort(node) { closedBound = min(closedBound, node.bound) }
      return watch.spend(siteSearch.takeWork(), bound: closedBound)
    }
    var leaf = node
    if let prices = siteSearch.costing.lastMultipliers() {
      leaf.multipliers = prices
      let value = relaxation.evaluate(prices, leaf.states)
      if value > leaf.bound {
        leaf.bound = min(value, cost)
        note(leaf)
      }
    }
    // What rounding of costs leaves between the two counts for nothing.
    let isSettled = cost - leaf.bound <= 1e-8 * abs(cost)
    closedBound = min(closedBound, isSettled ? max(leaf.bound, cost * (1 - 1e-9)) : leaf.bound)
    return watch.spend(siteSearch.takeWork(), bound: closedBound)
  }

  /// Closes a leaf whose sites cannot serve some items: prices on those, high enough, lift its bound above any cost.
  private mutating func closeShort(_ node: SiteNode) -> Bool {
    guard let shortage = siteSearch.costing.shortage else { return false }
    var weights = [Double](repeating: 0, count: table.itemCount)
    for slot in 0..<table.arcCount { weights[Int(table.item[slot])] = table.weight[slot] }
    let total = shortage.items.reduce(0) { $0 + weights[$1] }
    var leaf = node
    var price = beyondAnyCost(node)
    for _ in 0..<24 {
      for item in shortage.items {
        leaf.multipliers[item] = node.multipliers[item] + (total > 0 ? price * weights[item] / total : price)
      }
      if relaxation.evaluate(leaf.multipliers, leaf.states) >= watch.cutoff {
        note(leaf)
        return true
      }
      price *= 4
    }
    return false
  }

  /// Every item has one arc left.
  private mutating func finishWholeLeaf(_ node: SiteNode) -> Bool {
    arcs.activate(node)
    var plan = SitePlan(isOpen: table.opensAnyway, shares: [])
    var load = [Double](repeating: 0, count: table.siteCount)
    for item in 0..<table.itemCount {
      guard let slot = arcs.slotsLeft(item, node.states).first else { return true }
      let site = arcs.site(ofSlot: slot)
      load[site] += table.weight[slot]
      plan.isOpen[site] = true
      plan.shares.append(SitePlan.Share(slot: Int32(slot), share: 1))
    }
    guard load.indices.allSatisfy({ load[$0] <= table.capacity[$0] * (1 + 1e-12) }) else { return true }
    watch.offer(plan)
    closedBound = min(closedBound, max(node.bound, plan.cost(table)))
    return true
  }

  // MARK: Branching

  /// Between these the averaged answer is undecided.
  private static let undecided = 0.05...0.95

  /// The site that the averaged answer decides least; whole items go on with arcs once all sites are clear.
  private func branching(_ node: SiteNode) -> SiteNode.Branching? {
    let site = leastDecided(node.states.indices.filter { node.states[$0] == .undecided }) {
      node.openness.isEmpty ? 0.5 : node.openness[$0]
    }
    guard table.isWhole else { return site.map { .site($0.index) } }
    if let site, Self.undecided.contains(site.value) { return .site(site.index) }
    // An arc that is the last of its item is decided, whatever the average says.
    let hasChoice = (0..<table.itemCount).map { arcs.slotsLeft($0, node.states).count > 1 }
    let slots = (0..<table.arcCount).filter {
      hasChoice[Int(table.item[$0])] && !relaxation.isSlotForbidden($0)
        && Self.undecided.contains(multiplierSearch.averageShare(ofSlot: $0))
    }
    if let slot = leastDecided(slots, { multiplierSearch.averageShare(ofSlot: $0) }) { return .slot(slot.index) }
    return site.map { .site($0.index) } ?? anyArc(node).map { .slot($0) }
  }

  private func leastDecided(_ candidates: [Int], _ value: (Int) -> Double) -> (index: Int, value: Double)? {
    var best: (index: Int, value: Double)?
    for index in candidates where best.map({ abs(value(index) - 0.5) < abs($0.value - 0.5) }) ?? true {
      best = (index, value(index))
    }
    return best
  }

  /// An arc of the first item that still has a choice.
  private func anyArc(_ node: SiteNode) -> Int? {
    for item in 0..<table.itemCount {
      let left = arcs.slotsLeft(item, node.states)
      if left.count > 1 {
        return left.max { multiplierSearch.averageShare(ofSlot: $0) < multiplierSearch.averageShare(ofSlot: $1) }
      }
    }
    return nil
  }
}
