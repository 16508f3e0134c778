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
  private var queue = OpenNodes()
  /// Of everything that is closed.
  private var closedBound = Double.infinity
  private var nodeCount = 0

  init(_ table: SiteTable, _ costing: any OpenSetCosting, _ watch: SearchWatch) {
    self.table = table
    self.watch = watch
    relaxation = SiteRelaxation(table)
    multiplierSearch = MultiplierSearch(relaxation)
    siteSearch = SiteSearch(table, costing)
    record = ProofRecord(itemCount: table.itemCount)
  }

  var proof: DecompositionProof { record.proof() }

  /// What is proved: no plan costs less.
  private(set) var bound = -Double.infinity

  mutating func run() {
    var root = firstNode()
    if prepare(&root) { queue.push(root) }
    while watch.stopReason == nil, queue.leastBound < watch.cutoff, let node = queue.pop() {
      bound = max(bound, min(closedBound, node.bound))
      if branch(node) { continue }
      // Stopped half-way: the node counts as open.
      closedBound = min(closedBound, node.bound)
    }
    bound = max(bound, min(closedBound, queue.leastBound, watch.bestCost))
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
      siteSearch.round(root, &watch)
      let workLimit = phase == 2 ? max(20_000, (relaxation.offersSeen) / 256) : (relaxation.offersSeen - seen) / 1024
      siteSearch.improve(
        relaxation, &watch, closed: root.states.map { $0 == .closed }, workLimit: workLimit)
      guard watch.spend(siteSearch.takeWork(), bound: root.bound) else { return true }
      peg(&root)
    }
    return true
  }

  // MARK: Nodes

  /// Searches multipliers; false where the node is closed.
  private mutating func bound(_ node: inout SiteNode, _ schedule: MultiplierSearch.Schedule) -> Bool {
    let before = node.bound
    switch multiplierSearch.improve(&node, schedule, &watch) {
    case .infeasible:
      recordInfeasible(node)
      return false
    case .closed:
      note(node)
      closedBound = min(closedBound, node.bound)
      return false
    case .finished, .stopped:
      if node.bound > before { note(node) }
      return true
    }
  }

  /// Keeps the node's multipliers as what bounds it.
  private mutating func note(_ node: SiteNode) {
    guard node.record >= 0, !record.isFull else { return }
    _ = relaxation.evaluate(node.multipliers, node.states)
    let vector = record.addVector(node.multipliers, cover: relaxation.coverMultiplier)
    record.setVector(vector, node: node.record)
  }

  /// A node whose sites cannot hold everything: a cover multiplier large enough lifts its bound above any cost.
  private mutating func recordInfeasible(_ node: SiteNode) {
    guard node.record >= 0, !record.isFull else { return }
    var missing = table.leastWeight
    var sum = abs(watch.bestCost.isFinite ? watch.bestCost : 0) + 1
    for price in node.multipliers { sum += 4 * abs(price) }
    for site in node.states.indices where node.states[site] != .closed {
      missing -= table.capacity[site]
      sum += 2 * abs(table.fixedCost[site])
    }
    record.setVector(record.addVector(node.multipliers, cover: 2 * sum / missing), node: node.record)
  }

  /// Decides every site of which the other decision costs too much. The node's multipliers are those last noted.
  private mutating func peg(_ node: inout SiteNode) {
    guard watch.bestCost.isFinite else { return }
    let value = relaxation.evaluate(node.multipliers, node.states)
    guard value.isFinite else { return }
    for site in node.states.indices where node.states[site] == .undecided {
      let penalty = relaxation.penalty(of: site)
      guard value + abs(penalty) >= watch.cutoff else { continue }
      let isOpen = penalty < 0
      node.states[site] = isOpen ? .open : .closed
      closedBound = min(closedBound, value + abs(penalty))
      guard node.record >= 0 else { continue }
      let vector = record.vector(ofNode: node.record)
      record.addPeg(.init(column: Int32(site), value: isOpen, vector: vector), node: node.record)
    }
  }

  /// Splits a node and pushes what is left of its children; false where it was stopped before.
  private mutating func branch(_ node: SiteNode) -> Bool {
    guard let site = leastDecided(node) else { return finishLeaf(node) }
    var children: [SiteNode] = []
    for state in [SiteState.open, .closed] {
      var child = node
      child.states[site] = state
      child.record = -1
      children.append(child)
    }
    if node.record >= 0 && !record.isFull {
      for index in children.indices {
        children[index].record = record.addNode(vector: record.vector(ofNode: node.record))
      }
      record.split(node.record, column: site, zero: children[1].record, one: children[0].record)
    }
    for index in children.indices {
      nodeCount += 1
      if watch.stopReason == nil && !open(&children[index]) { continue }
      queue.push(children[index])
    }
    return true
  }

  /// False where the child is closed.
  private mutating func open(_ child: inout SiteNode) -> Bool {
    guard bound(&child, .init(steps: 35, factor: 0.25)) else { return false }
    siteSearch.round(child, &watch)
    _ = watch.spend(siteSearch.takeWork(), bound: min(queue.leastBound, closedBound))
    if child.bound >= watch.cutoff {
      closedBound = min(closedBound, child.bound)
      return false
    }
    peg(&child)
    return true
  }

  /// All sites are decided: what it costs to serve from them settles the node.
  private mutating func finishLeaf(_ node: SiteNode) -> Bool {
    var leaf = node
    guard let cost = siteSearch.serve(leaf, &watch) else {
      closedBound = min(closedBound, watch.stopReason == nil ? .infinity : node.bound)
      return watch.stopReason == nil
    }
    if let prices = siteSearch.costing.lastMultipliers() {
      leaf.multipliers = prices
      let value = relaxation.evaluate(prices, leaf.states)
      if value > leaf.bound {
        leaf.bound = min(value, cost)
        note(leaf)
      }
      // What is left between the two is rounding of costs.
      closedBound = min(closedBound, max(leaf.bound, cost * (1 - 1e-9)))
    } else {
      closedBound = min(closedBound, leaf.bound)
    }
    return watch.spend(siteSearch.takeWork(), bound: closedBound)
  }

  private func leastDecided(_ node: SiteNode) -> Int? {
    var best: Int?
    var distance = Double.infinity
    for site in node.states.indices where node.states[site] == .undecided {
      let openness = node.openness.isEmpty ? 0.5 : node.openness[site]
      if abs(openness - 0.5) < distance {
        distance = abs(openness - 0.5)
        best = site
      }
    }
    return best
  }
}

/// Where the search for multipliers begins.
enum FirstMultipliers {
  /// Of each item its second least cost, with its part of the fixed cost of a full site.
  static func secondCheapest(_ table: SiteTable) -> [Double] {
    var first = [Double](repeating: .infinity, count: table.itemCount)
    var second = first
    for site in 0..<table.siteCount {
      let capacity = table.capacity[site]
      let unit = capacity.isFinite && capacity > 0 ? max(0, table.fixedCost[site]) / capacity : 0
      for slot in table.slots(of: site) {
        let (item, value) = (Int(table.item[slot]), table.cost[slot] + unit * table.weight[slot])
        if value < first[item] {
          second[item] = first[item]
          first[item] = value
        } else if value < second[item] {
          second[item] = value
        }
      }
    }
    return zip(first, second).map { $1.isFinite ? $1 : $0.isFinite ? $0 : 0 }
  }
}
