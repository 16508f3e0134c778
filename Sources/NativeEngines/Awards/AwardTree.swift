internal import MathProgram

/// Branch and bound over awards: the node with the weakest bound first; questions about tiers before those about items.
struct AwardTree {
  private let table: AwardTable
  private let relaxation: AwardRelaxation
  private(set) var watch: AwardWatch
  private var ascent: AwardAscent
  private var trials: AwardTrials
  private var open = BoundQueue<OpenAward>()
  private var record: AwardRecord
  /// Leaves that no search below can improve on, as far as they are kept.
  private var closed: [AwardNode] = []
  private var hasLost = false
  /// By place in the record, every node that was bounded, where another search is to go on from them.
  private var bounded: [Int32: AwardNode]?
  private var closedBound = Double.infinity

  private static let rootSteps = 700
  private static let childSteps = 60
  private static let replayedSteps = 12
  /// Closed leaves beyond this are not kept, and none shares its vector then.
  private static let mostShared = 2_000

  /// - Parameter keepsNodes: whether another search will go on from this one's nodes.
  init(_ table: AwardTable, _ watch: AwardWatch, keepsNodes: Bool = false) {
    self.table = table
    self.watch = watch
    bounded = keepsNodes ? [:] : nil
    record = AwardRecord(keepsVectors: keepsNodes)
    relaxation = AwardRelaxation(table)
    ascent = AwardAscent(relaxation)
    trials = AwardTrials(table)
  }

  /// The least bound over all leaves, without the objective's constant; infinite where there is no plan.
  var bound: Double { min(watch.bestCost, closedBound, open.leastBound) }
  var proof: AwardProof {
    var record = self.record
    if let leaves = keptLeaves { record.shareVectors(of: leaves, reaching: bound, relaxation) }
    return record.proof(table)
  }

  private var keptLeaves: [AwardNode]? { hasLost ? nil : closed + open.nodes.map(\.node) }
  /// Where nodes are kept.
  var nodes: AwardNodes { AwardNodes(record: record, nodes: bounded ?? [:]) }
  private(set) var nodeCount = 0

  // MARK: Runs

  mutating func run() {
    let start = (0..<table.itemCount).map { item in
      table.slotsOfItem[item].map { slot in
        let provider = Int(table.provider[slot])
        return (table.optionStarts[provider]..<table.optionStarts[provider + 1])
          .map { table.cost(ofSlot: slot, at: $0) }.min() ?? 0
      }.min() ?? 0
    }
    var root = AwardNode(table, multipliers: start)
    root.record = record.addNode()
    trials.tryEachAlone(&watch)
    visit(root, .init(steps: AwardTree.rootSteps, factor: 1))
    work()
  }

  /// Goes down another search's tree with one more award given: its nodes bound what is left of them too, from their own
  /// multipliers on, and where they do so well enough nothing below them is looked at.
  ///
  /// - Parameters:
  ///   - slot: the award's, in this tree's table, where it is given.
  ///   - plan: of the other search, the slot of each item.
  mutating func run(from start: AwardNodes, of asked: AwardTable, giving slot: Int, plan: [Int]) {
    record = start.record
    func given(_ place: Int32) -> AwardNode? { start.nodes[place]?.answered(.isAwarded(slot: slot), true, asked) }
    if let root = given(0) { trials.tryGiving(slot, in: plan, root, &watch) }
    var left: [Int32] = [0]
    while let place = left.popLast() {
      guard var node = given(place) else {
        // Nothing is left of it, as its own vector shows.
        record.prune(below: place)
        continue
      }
      let below = record.children(of: place)
      if watch.stopReason != nil {
        record.prune(below: place)
        push(OpenAward(node: node, question: nil))
      } else if closes(&node) {
        record.prune(below: place)
        close(node)
      } else if let below {
        left += [below.no, below.yes]
      } else {
        visit(node, .init(steps: AwardTree.childSteps, factor: 0.3))
      }
    }
    work()
  }

  /// Whether a few steps from a node's multipliers bound it well enough.
  private mutating func closes(_ node: inout AwardNode) -> Bool {
    if node.bound >= watch.cutoff { return true }
    var watch = watch
    let end = ascent.improve(&node, .init(steps: AwardTree.replayedSteps, factor: 0.3), &watch) { _ in }
    self.watch = watch
    guard end == .closed else { return false }
    _ = relaxation.evaluate(node.multipliers, node)
    record.setVector(node.multipliers, cap: relaxation.cap, node.record)
    return true
  }

  private mutating func work() {
    while watch.stopReason == nil, let node = open.pop() {
      watch.bound = min(node.node.bound, closedBound)
      if node.node.bound >= watch.cutoff {
        close(node.node)
        continue
      }
      branch(node)
    }
  }

  // MARK: Nodes

  private mutating func push(_ entry: OpenAward) { open.push(entry, bound: entry.node.bound) }

  /// Bounds a node, and keeps it where it is open.
  private mutating func visit(_ fresh: AwardNode, _ schedule: AwardAscent.Schedule) {
    nodeCount += 1
    if let options = fresh.decidedOptions(table) { return visitDecided(fresh, options) }
    var node = fresh
    var seen: [[Int]] = []
    let isRoot = node.depth == 0
    var count = 0
    var watch = watch
    let end = ascent.improve(&node, schedule, &watch) { relaxation in
      count += 1
      if isRoot ? count % 10 == 0 && count > 40 : count % 30 == 0 { seen.append(relaxation.chosen) }
    }
    self.watch = watch
    guard end != .empty else {
      // Where more have to be engaged than may be, the price of one too many shows it.
      let isTooMany = node.mayStayOut.count { !$0 } > table.mostEngaged
      record.setVector(node.multipliers, cap: isTooMany ? table.most : 0, node.record)
      return
    }
    if end != .closed {
      for chosen in seen where chosen.contains(where: { $0 >= 0 }) { trials.tryOptions(chosen, node, &self.watch) }
      trials.tryOptions(relaxation.chosen, node, &self.watch)
    }
    _ = relaxation.evaluate(node.multipliers, node)
    record.setVector(node.multipliers, cap: relaxation.cap, node.record)
    bounded?[node.record] = node
    if node.bound >= self.watch.cutoff {
      close(node)
    } else {
      push(OpenAward(node: node, question: ascent.question(node)))
    }
  }

  /// Bounds a node in which every tier is settled.
  private mutating func visitDecided(_ fresh: AwardNode, _ options: [Int]) {
    var node = fresh
    guard var prices = AwardPrices(table, node, options) else {
      // Some item is left without a provider: at such a price for it no plan is worth it.
      for item in 0..<table.itemCount {
        let isLeft = table.slotsOfItem[item].contains { node.settled[$0] >= 0 && options[Int(table.provider[$0])] >= 0 }
        if !isLeft { node.multipliers[item] = 2 * table.most }
      }
      _ = relaxation.evaluate(node.multipliers, node)
      record.setVector(node.multipliers, cap: relaxation.cap, node.record)
      return
    }
    prices.ascend(steps: 300, cutoff: watch.cutoff, upper: watch.bestCost)
    _ = watch.spend(prices.work * table.slotCount / 64 + 1)
    node.multipliers = prices.multipliers
    let bound = relaxation.evaluate(node.multipliers, node)
    record.setVector(node.multipliers, cap: relaxation.cap, node.record)
    guard bound < .infinity else { return }
    node.bound = max(node.bound, bound)
    bounded?[node.record] = node
    if node.bound < watch.cutoff { trials.offer(prices, node, &watch) }
    if node.bound >= watch.cutoff { return close(node) }
    var (best, least) = (-1, Double.infinity)
    let slots = prices.assignment()
    for item in 0..<table.itemCount where node.settled[slots[item]] == 0 {
      let regret = prices.regret(ofItem: item)
      if regret < least || best < 0 { (best, least) = (item, regret) }
    }
    push(OpenAward(node: node, question: best < 0 ? nil : .isAwarded(slot: slots[best])))
  }

  private mutating func close(_ node: AwardNode) {
    closedBound = min(closedBound, node.bound)
    if closed.count < AwardTree.mostShared { closed.append(node) } else { hasLost = true }
  }

  private mutating func branch(_ entry: OpenAward) {
    guard let question = entry.question else {
      // Nothing is left to ask: the bound is the node's last word.
      return close(entry.node)
    }
    var children: [AwardNode] = []
    let (no, yes) = record.split(entry.node.record, question)
    for answer in [true, false] {
      guard var child = entry.node.answered(question, answer, table) else {
        var multipliers = entry.node.multipliers
        if case .isAwarded(let slot) = question, !answer { multipliers[Int(table.item[slot])] = 2 * table.most }
        record.setVector(multipliers, cap: 0, answer ? yes : no)
        continue
      }
      child.record = answer ? yes : no
      if let disorder = child.disorder(table) {
        record.setDisorder(disorder, child.record)
        continue
      }
      children.append(child)
    }
    for child in children {
      if watch.stopReason != nil {
        // Not visited: its parent's bound holds.
        record.setVector(child.multipliers, cap: record.cap(of: entry.node.record), child.record)
        bounded?[child.record] = child
        push(OpenAward(node: child, question: nil))
      } else {
        visit(child, .init(steps: AwardTree.childSteps, factor: 0.3))
      }
    }
  }
}

/// What a search came to: its tree, and by place in the record the nodes that may hold a plan.
struct AwardNodes: Sendable {
  var record = AwardRecord()
  var nodes: [Int32: AwardNode] = [:]
}
