/// The branch and bound where all sites are decided and items go whole: a generalised assignment problem, the node of
/// the least bound first, branching on the arc that the averaged answer decides least.
///
/// Works on the open sites and the arcs that are left alone, and one node at a time, so that several trees can go on
/// side by side.
final class AssignmentTree {
  private let table: SiteTable
  /// By slot of the table, the slot of the network's table.
  private let sourceSlot: [Int32]
  private let openSites: [Bool]
  private let states: [SiteState]
  private let index: ItemIndex
  private let relaxation: WholeRelaxation
  private var ascent: WholeAscent
  private var queue = BoundQueue<AssignmentNode>()
  private let mostWeight: Double
  private var nodesSeen = 0

  /// - Parameters:
  ///   - network: all sites and arcs.
  ///   - node: all its sites are decided.
  ///   - arcs: a state for each slot of the network.
  init(_ network: SiteTable, _ node: SiteNode, _ arcs: [ArcState]) {
    openSites = node.states.map { $0 == .open }
    let open = openSites.indices.filter { node.states[$0] == .open }
    var slots: [Int32] = []
    var starts = [0]
    for site in open {
      for slot in network.slots(of: site) where arcs.isEmpty || arcs[slot] != .excluded { slots.append(Int32(slot)) }
      starts.append(slots.count)
    }
    sourceSlot = slots
    table = SiteTable(network, openSites: open, slots: slots, starts: starts)
    states = [SiteState](repeating: .open, count: open.count)
    index = ItemIndex(table)
    relaxation = WholeRelaxation(table)
    ascent = WholeAscent(relaxation)
    mostWeight = slots.reduce(0) { max($0, network.weight[Int($1)]) }
  }

  /// No plan of these sites costs less; infinite where nothing is left.
  var leastBound: Double { queue.leastBound }

  // MARK: The root

  private static let rootSchedules: [WholeAscent.Schedule] = [
    .init(steps: 300, factor: 1.8), .init(steps: 300, factor: 0.5), .init(steps: 200, factor: 0.1),
  ]

  /// Bounds the set of sites as a whole, looks for plans, and decides what arcs it can.
  func begin(_ node: SiteNode, _ search: inout WholeSearch) {
    var root = AssignmentNode(
      arcs: [ArcState](repeating: .free, count: table.arcCount), multipliers: Array(node.multipliers.prefix(table.itemCount)),
      bound: node.bound, record: node.record)
    // Nothing is left of the sites to be covered by, or to be counted.
    if root.multipliers.count < node.multipliers.count {
      search.note(root.multipliers, cover: 0, root.record)
    } else {
      search.setCover(0, root.record)
    }
    for (phase, schedule) in Self.rootSchedules.enumerated() {
      guard phase == 0 ? start(&root, schedule, &search) : improve(&root, schedule, &search) else { return }
      if phase != 1 { findPlan(&search) }
      decideArcs(&root, &search)
    }
    root.branching = branching(root)
    dive(from: root, &search)
    queue.push(root, bound: search.watch.raised(root.bound))
  }

  /// Looks for multipliers of this set alone: those of more sites bound more at first, but the way up from them is long.
  private func start(_ root: inout AssignmentNode, _ schedule: WholeAscent.Schedule, _ search: inout WholeSearch) -> Bool {
    var own = root
    (own.multipliers, own.bound, own.record) = (FirstMultipliers.secondCheapest(table), -.infinity, -1)
    let isOpen = improve(&own, schedule, &search)
    if own.bound > root.bound {
      (root.multipliers, root.bound) = (own.multipliers, own.bound)
      search.note(recorded(root), cover: 0, root.record)
    }
    return isOpen
  }

  /// Splits the node of the least bound.
  func advance(_ search: inout WholeSearch) {
    guard let node = queue.pop() else { return }
    guard node.bound < search.watch.cutoff else { return search.close(node.bound) }
    nodesSeen += 1
    if nodesSeen % Self.nodesBetweenDives == 0 { dive(from: node, &search) }
    guard let slot = node.branching else { return finish(node, &search) }
    var children = [child(of: node, slot, .served), child(of: node, slot, .excluded)]
    (children[1].record, children[0].record) = search.split(node.record, column: search.column(ofSlot: sourceSlot[slot]))
    // The node's multipliers bound the child as well as the node, even if none better are found.
    children[0].multipliers = recorded(children[0])
    search.note(children[0].multipliers, cover: 0, children[0].record)
    for index in children.indices {
      if search.watch.stopReason == nil && !open(&children[index], &search) { continue }
      queue.push(children[index], bound: search.watch.raised(children[index].bound))
    }
  }

  private static let childSchedule = WholeAscent.Schedule(steps: 40, factor: 0.35, patience: 8, reach: 0.002)
  private static let nodesBetweenPlans = 3
  private static let nodesBetweenDives = 40

  /// Bounds a child; false where it is closed.
  private func open(_ node: inout AssignmentNode, _ search: inout WholeSearch) -> Bool {
    guard improve(&node, Self.childSchedule, &search) else { return false }
    if nodesSeen % Self.nodesBetweenPlans == 1 { findPlan(&search) }
    if let plan = relaxation.plan() { offer(plan, &search) }
    decideArcs(&node, &search)
    guard node.bound < search.watch.cutoff else {
      search.close(node.bound)
      return false
    }
    node.branching = branching(node)
    return true
  }

  private func child(of node: AssignmentNode, _ slot: Int, _ state: ArcState) -> AssignmentNode {
    var child = node
    child.record = -1
    decide(slot, state, &child)
    return child
  }

  /// An arc that serves its item excludes the others.
  private func decide(_ slot: Int, _ state: ArcState, _ node: inout AssignmentNode) {
    node.arcs[slot] = state
    guard state == .served else { return }
    for other in index.slots(ofItem: Int(table.item[slot])) where Int(other) != slot { node.arcs[Int(other)] = .excluded }
  }

  // MARK: Bounds

  /// Raises the node's bound; false where that closes it.
  private func improve(_ node: inout AssignmentNode, _ schedule: WholeAscent.Schedule, _ search: inout WholeSearch) -> Bool {
    relaxation.list(node.arcs)
    let (before, multipliers) = (node.bound, node.multipliers)
    var openness: [Double] = []
    let end = ascent.improve(&node.multipliers, bound: &node.bound, openness: &openness, states, schedule, &search.watch)
    switch end {
    case .infeasible:
      noteInfeasible(node, &search)
      return false
    case .closed, .closedByKnapsack:
      search.note(recorded(node), cover: 0, node.record)
      search.close(node.bound)
      return false
    case .finished, .stopped:
      // What is recorded bounds the same, and is held once for the record and the open node.
      node.multipliers = node.bound > before ? recorded(node) : multipliers
      if node.bound > before { search.note(node.multipliers, cover: 0, node.record) }
      return true
    }
  }

  /// Multipliers that prove the node's bound also where only the arc that serves an item is decided, and not that the others do
  /// not: at the least cost of its arcs none of them pays.
  private func recorded(_ node: AssignmentNode) -> [Double] {
    var multipliers = node.multipliers
    for slot in 0..<table.arcCount where node.arcs[slot] == .served {
      let item = Int(table.item[slot])
      multipliers[item] = index.slots(ofItem: item).reduce(Double.infinity) { min($0, table.cost[Int($1)]) }
    }
    return multipliers
  }

  /// Where all sites together are too small for the weight that is left, multipliers that rise with it lift the bound above any
  /// cost. That what a site must serve does not fit needs none: the path alone says so.
  private func noteInfeasible(_ node: AssignmentNode, _ search: inout WholeSearch) {
    let missing = (0..<table.siteCount).reduce(table.leastWeight) { $0 - table.capacity[$1] }
    guard missing > 0 else { return }
    let rise = 2 * beyond(node, search.watch.bestCost) / missing
    var least = [Double](repeating: 0, count: table.itemCount)
    for item in least.indices {
      least[item] = index.slots(ofItem: item).reduce(Double.infinity) { min($0, table.weight[Int($1)]) }
    }
    let risen = zip(node.multipliers, least).map { $0 + ($1.isFinite ? rise * $1 : 0) }
    search.note(risen, cover: 0, node.record)
  }

  /// A number above anything that a bound at a node's multipliers can lack to a cost.
  private func beyond(_ node: AssignmentNode, _ bestCost: Double) -> Double {
    AnyCost.beyond(bestCost, SiteNode(states: states, multipliers: node.multipliers, openness: []), table)
  }

  /// Decides every arc of which the other decision costs too much.
  private func decideArcs(_ node: inout AssignmentNode, _ search: inout WholeSearch) {
    let cutoff = search.watch.cutoff
    guard cutoff.isFinite, search.watch.stopReason == nil else { return }
    guard relaxation.evaluate(node.multipliers, states).isFinite else { return }
    var decided: [(slot: Int, state: ArcState, bound: Double)] = []
    for site in states.indices {
      relaxation.forEachPenalty(at: site, node.multipliers, states) { slot, isTaken, least in
        if least >= cutoff { decided.append((slot, isTaken ? .served : .excluded, least)) }
      }
    }
    for (slot, state, bound) in decided where node.arcs[slot] == .free {
      search.close(bound)
      search.peg(node.record, column: search.column(ofSlot: sourceSlot[slot]), value: state == .served)
      decide(slot, state, &node)
    }
    if !decided.isEmpty { relaxation.list(node.arcs) }
  }

  // MARK: Plans

  /// Begins with the arcs that the relaxation's answers served most of the time.
  private func findPlan(_ search: inout WholeSearch) {
    var preferred = [Int32](repeating: -1, count: table.itemCount)
    for slot in 0..<table.arcCount where ascent.averageShare(ofSlot: slot) > 0.6 {
      preferred[Int(table.item[slot])] = sourceSlot[slot]
    }
    search.tryPlan(openSites, preferred)
  }

  /// Serves, round by round, what the averaged answer serves almost surely, and at least a part of what is left.
  private func dive(from start: AssignmentNode, _ search: inout WholeSearch) {
    var node = start
    node.record = -1
    for _ in 0..<40 {
      let wished = wishes(node)
      guard !wished.isEmpty, search.watch.stopReason == nil else { break }
      for slot in wished where node.arcs[slot] == .free { decide(slot, .served, &node) }
      relaxation.list(node.arcs)
      var (openness, bound) = ([Double](), -Double.infinity)
      let end = ascent.improve(
        &node.multipliers, bound: &bound, openness: &openness, states, Self.childSchedule, &search.watch)
      guard end == .finished else { break }
    }
    findPlan(&search)
  }

  /// Free arcs that serve most, the surest first: all that are almost sure, or a tenth of the items that have a choice.
  private func wishes(_ node: AssignmentNode) -> [Int] {
    var hasChoice = [Bool](repeating: true, count: table.itemCount)
    for slot in 0..<table.arcCount where node.arcs[slot] == .served { hasChoice[Int(table.item[slot])] = false }
    let open = hasChoice.reduce(0) { $0 + ($1 ? 1 : 0) }
    let free = (0..<table.arcCount).filter { node.arcs[$0] == .free && ascent.averageShare(ofSlot: $0) > 0.5 }
      .sorted { (ascent.averageShare(ofSlot: $0), $1) > (ascent.averageShare(ofSlot: $1), $0) }
    let sure = free.prefix { ascent.averageShare(ofSlot: $0) > 0.95 }
    return Array(free.prefix(max(sure.count, open / 10 + 1)))
  }

  private func offer(_ plan: SitePlan, _ search: inout WholeSearch) {
    var source = SitePlan(isOpen: openSites, shares: plan.shares)
    for place in source.shares.indices { source.shares[place].slot = sourceSlot[Int(source.shares[place].slot)] }
    search.watch.offer(source)
  }

  /// Every item has one arc left, or none. At what that arc costs it is the bound itself; where the items do not fit, at more than
  /// any plan costs.
  private func finish(_ node: AssignmentNode, _ search: inout WholeSearch) {
    var last = node
    for item in 0..<table.itemCount {
      let slots = index.slots(ofItem: item).filter { node.arcs[Int($0)] != .excluded }
      guard slots.first.map({ node.arcs[Int($0)] != .served }) ?? true else { continue }
      last.multipliers[item] = slots.first.map { table.cost[Int($0)] } ?? 0
    }
    guard complete(last, &search) else {
      let most = beyond(last, search.watch.bestCost)
      for item in last.multipliers.indices { last.multipliers[item] += most }
      return search.note(recorded(last), cover: 0, node.record)
    }
    search.note(recorded(last), cover: 0, node.record)
  }

  /// Serves every item over the arc that it has left; false where that is no plan.
  private func complete(_ node: AssignmentNode, _ search: inout WholeSearch) -> Bool {
    var plan = SitePlan(isOpen: openSites, shares: [])
    var load = [Double](repeating: 0, count: table.siteCount)
    for item in 0..<table.itemCount {
      guard let slot = index.slots(ofItem: item).first(where: { node.arcs[Int($0)] != .excluded }) else { return false }
      load[Int(index.siteOfSlot[Int(slot)])] += table.weight[Int(slot)]
      plan.shares.append(SitePlan.Share(slot: slot, share: 1))
    }
    guard load.indices.allSatisfy({ load[$0] <= table.capacity[$0] * (1 + 1e-12) }) else { return false }
    let cost = plan.cost(table)
    offer(plan, &search)
    search.close(max(node.bound, cost))
    return true
  }

  // MARK: Branching

  /// The arc whose average is least decided, heavy items first; nil where every item has one arc left.
  private func branching(_ node: AssignmentNode) -> Int? {
    var choices = [Int32](repeating: 0, count: table.itemCount)
    for slot in 0..<table.arcCount where node.arcs[slot] == .free { choices[Int(table.item[slot])] += 1 }
    var best: (slot: Int, score: Double)?
    for slot in 0..<table.arcCount where node.arcs[slot] == .free && choices[Int(table.item[slot])] > 1 {
      let share = ascent.averageShare(ofSlot: slot)
      let score = abs(share - 0.5) - 0.1 * table.weight[slot] / max(mostWeight, 1e-300)
      if best.map({ score < $0.score }) ?? true { best = (slot, score) }
    }
    return best?.slot
  }
}
