import MathProgram

/// The branch and bound for items that go whole: over sites first, then, where all sites are decided, over arcs.
///
/// Deciding the sites first keeps the tree small: what is left of a set of sites is an assignment problem whose bound
/// is close (Holmberg, Rönnqvist and Yuan 1999; Gadegaard, Klose and Nielsen 2018 split sites before arcs likewise).
struct WholeTree {
  private let table: SiteTable
  private let relaxation: WholeRelaxation
  private var ascent: WholeAscent
  private var search: WholeSearch
  private var emptyNodes: EmptyNodes
  private var queue = BoundQueue<SiteNode>()
  /// Whether some set of sites was assigned.
  private var hasAssignments = false
  /// Sets of sites that are open to be assigned.
  private var assignments = BoundQueue<AssignmentTree>()
  /// By slot; excluded are the arcs that no plan worth looking for uses. Empty where all are free.
  private var arcs: [ArcState] = []

  init(_ table: SiteTable, _ plans: WholePlanSearch, _ watch: SearchWatch, threads: Int) {
    self.table = table
    relaxation = WholeRelaxation(table)
    emptyNodes = EmptyNodes(table)
    ascent = WholeAscent(relaxation)
    search = WholeSearch(table, plans, watch, threads: threads)
  }

  var watch: SearchWatch { search.watch }
  /// nil before the search.
  private(set) var proof: DecompositionProof?

  /// What is proved: no plan costs less.
  private(set) var bound = -Double.infinity

  mutating func run() {
    let states = table.isAlwaysOpen.map { $0 ? SiteState.open : .undecided }
    var root = SiteNode(states: states, multipliers: FirstMultipliers.secondCheapest(table), openness: [])
    root.record = search.record.addNode(vector: search.record.addVector(root.multipliers, cover: 0))
    if emptyNodes.keepCounts(&root, &search.record), prepare(&root) { push(root) }
    while watch.stopReason == nil, least < watch.cutoff { advance() }
    search.takePlan()
    bound = max(bound, watch.raised(min(search.closedBound, least, watch.bestCost)))
    // What is open may be as much as the proof, and is of no use to it.
    (queue, assignments) = (BoundQueue(), BoundQueue())
    proof = search.takeProof(mayBeEmpty: !hasAssignments)
  }

  private var least: Double { min(queue.leastBound, assignments.leastBound) }

  /// Work of the trees over arcs.
  private var assignmentWork = 0
  /// Trees over arcs get this part of all work while sites are open, wherever the bound is least: sets of sites that are not begun
  /// yet may have better plans.
  private static let assignmentShare = 0.3

  private mutating func advance() {
    bound = max(bound, min(search.closedBound, least))
    search.watch.proved = bound
    let isAssignmentDue = Double(assignmentWork) <= Self.assignmentShare * Double(watch.work)
    if queue.isEmpty || queue.leastBound >= watch.cutoff || isAssignmentDue && !assignments.isEmpty, let tree = assignments.pop() {
      let before = watch.work
      tree.advance(&search)
      assignmentWork += watch.work - before
      if tree.leastBound.isFinite { assignments.push(tree, bound: tree.leastBound) }
    } else if let node = queue.pop() {
      branch(node)
    }
  }

  // MARK: The root

  private static let rootSchedules: [WholeAscent.Schedule] = [
    .init(steps: 40, factor: 1.5), .init(steps: 110, factor: 1.2), .init(steps: 300, factor: 0.5),
    .init(steps: 100, factor: 0.1),
  ]

  /// Bounds, plans and pegs at the root; false where that closes it.
  private mutating func prepare(_ root: inout SiteNode) -> Bool {
    for (phase, schedule) in Self.rootSchedules.enumerated() {
      guard improve(&root, schedule) else { return false }
      search.watch.proved = root.bound
      propose(root, isThorough: phase == 2)
      // The steps of the phases aim at the best plan; the thorough search goes on beside the last of them.
      if phase != 2 { search.takePlan() }
      guard watch.stopReason == nil else { return true }
      guard peg(&root) else { return false }
      excludeArcs(&root)
    }
    root.branching = root.leastDecidedSite
    return true
  }

  /// Excludes every arc whose use would cost too much, for the whole tree.
  private mutating func excludeArcs(_ root: inout SiteNode) {
    let cutoff = watch.cutoff
    guard cutoff.isFinite, relaxation.evaluate(root.multipliers, root.states).isFinite else { return }
    search.setCover(relaxation.cover.multiplier, root.record)
    if arcs.isEmpty { arcs = [ArcState](repeating: .free, count: table.arcCount) }
    for site in root.states.indices where root.states[site] != .closed {
      relaxation.forEachPenalty(at: site, root.multipliers, root.states) { slot, isTaken, least in
        guard !isTaken, least >= cutoff, arcs[slot] == .free else { return }
        search.close(least)
        search.peg(root.record, column: search.column(ofSlot: Int32(slot)), value: false)
        arcs[slot] = .excluded
      }
    }
    relaxation.list(arcs)
  }

  // MARK: Nodes over sites

  private static let childSchedule = WholeAscent.Schedule(steps: 40, factor: 0.35, patience: 12)

  private mutating func branch(_ node: SiteNode) {
    guard let site = node.branching else {
      let tree = AssignmentTree(table, node, arcs)
      hasAssignments = true
      search.watch.proved = bound
      tree.begin(node, &search)
      if tree.leastBound.isFinite {
        assignments.push(tree, bound: tree.leastBound)
      } else if watch.stopReason != nil {
        search.close(node.bound)
      }
      return
    }
    var children = [node.child(site, .open), node.child(site, .closed)]
    (children[1].record, children[0].record) = search.split(node.record, column: site)
    for index in children.indices {
      if watch.stopReason == nil && !open(&children[index]) { continue }
      push(children[index])
    }
  }

  private mutating func push(_ node: SiteNode) { queue.push(node, bound: node.bound) }

  /// Bounds a child and looks for plans near it; false where it is closed.
  private mutating func open(_ child: inout SiteNode) -> Bool {
    guard emptyNodes.keepCounts(&child, &search.record), improve(&child, Self.childSchedule) else { return false }
    propose(child, isThorough: false)
    guard child.bound < watch.cutoff else {
      search.close(child.bound)
      return false
    }
    guard peg(&child) else { return false }
    child.branching = child.leastDecidedSite
    return true
  }

  /// Searches multipliers; false where the node is closed.
  private mutating func improve(_ node: inout SiteNode, _ schedule: WholeAscent.Schedule) -> Bool {
    let (before, multipliers) = (node.bound, node.multipliers)
    let end = ascent.improve(
      &node.multipliers, bound: &node.bound, openness: &node.openness, node.states, schedule, &search.watch)
    switch end {
    case .infeasible:
      emptyNodes.closeShort(node, &search.record)
      return false
    case .closed:
      note(node)
      search.close(node.bound)
      return false
    case .closedByKnapsack:
      note(node)
      search.split(node.record, ascent.surrogate.nodes)
      search.close(node.bound)
      return false
    case .finished, .stopped:
      if node.bound > before { note(node) } else { node.multipliers = multipliers }
      return true
    }
  }

  private mutating func note(_ node: SiteNode) {
    guard node.record >= 0 else { return }
    _ = relaxation.evaluate(node.multipliers, node.states)
    search.note(node.multipliers, cover: relaxation.cover.multiplier, node.record)
  }

  /// Decides every site of which the other decision costs too much, and what rows over sites leave one decision then. The node's
  /// multipliers are those last noted.
  ///
  /// - Returns: false where that closes the node.
  private mutating func peg(_ node: inout SiteNode) -> Bool {
    pegByCosts(&node)
    return emptyNodes.keepCounts(&node, &search.record)
  }

  private mutating func pegByCosts(_ node: inout SiteNode) {
    guard watch.bestCost.isFinite else { return }
    let value = relaxation.evaluate(node.multipliers, node.states)
    guard value.isFinite else { return }
    search.setCover(relaxation.cover.multiplier, node.record)
    for site in node.states.indices where node.states[site] == .undecided {
      let penalty = relaxation.penalty(of: site)
      guard value + abs(penalty) >= watch.cutoff else { continue }
      node.states[site] = penalty < 0 ? .open : .closed
      search.close(value + abs(penalty))
      search.peg(node.record, column: site, value: penalty < 0)
    }
  }

  // MARK: Plans

  /// All that may be open, less what rows over sites have no room for: what the averaged answer opens least.
  private func mostOpen(_ node: SiteNode) -> [Bool] {
    var open = node.states.map { $0 != .closed }
    let worths = node.states.indices.map { node.states[$0] == .open ? .infinity : node.openness.isEmpty ? 0 : node.openness[$0] }
    _ = table.switchCounts.settle(&open, worths: worths, costs: node.states.map { $0 == .closed ? .infinity : 0 })
    return open
  }

  private mutating func propose(_ node: SiteNode, isThorough: Bool) {
    if let plan = relaxation.plan() { search.watch.offer(plan) }
    if search.proposesSites {
      search.explore(node, isThorough: isThorough)
    } else if isThorough || watch.best == nil {
      search.tryPlan(mostOpen(node))
    }
  }
}
