import MathProgram

/// Branch and bound over awards: the node with the weakest bound first; questions about tiers before those about items.
struct AwardTree {
  private let table: AwardTable
  private let relaxation: AwardRelaxation
  private(set) var watch: AwardWatch
  private var ascent: AwardAscent
  private var plans: AwardPlans
  private var open = AwardHeap()
  private var record = AwardRecord()
  /// Configurations that plans were built from.
  private var tried: Set<[Int]> = []
  private var closedBound = Double.infinity

  private static let rootSteps = 700
  private static let childSteps = 60

  init(_ table: AwardTable, _ watch: AwardWatch) {
    self.table = table
    self.watch = watch
    relaxation = AwardRelaxation(table)
    ascent = AwardAscent(relaxation)
    plans = AwardPlans(table)
  }

  /// The least bound over all leaves, without the objective's constant; infinite where there is no plan.
  var bound: Double { min(watch.bestCost, closedBound, open.leastBound) }
  var proof: AwardProof { record.proof(table) }
  private(set) var nodeCount = 0
  var isCut: Bool { open.count > 0 }

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
    offerSimplePlans()
    visit(root, .init(steps: AwardTree.rootSteps, factor: 1))
    while watch.stopReason == nil, let node = open.popLeast() {
      watch.bound = min(node.node.bound, closedBound)
      if node.node.bound >= watch.cutoff {
        close(node.node)
        continue
      }
      branch(node)
    }
  }

  /// Each provider alone, as far as it can.
  private mutating func offerSimplePlans() {
    let root = AwardNode(table, multipliers: [Double](repeating: 0, count: table.itemCount))
    let all = (0..<table.providerCount).map { table.optionStarts[$0 + 1] - 1 }
    var costs: [(cost: Double, provider: Int)] = []
    for provider in 0..<table.providerCount {
      var chosen = [Int](repeating: -1, count: table.providerCount)
      chosen[provider] = all[provider]
      guard plans.build(chosen, root.settled) else { continue }
      costs.append((plans.cost, provider))
      watch.offer(plans.slots, plans.cost)
    }
    var chosen = [Int](repeating: -1, count: table.providerCount)
    let best = costs.sorted { ($0.cost, $0.provider) < ($1.cost, $1.provider) }.prefix(table.mostEngaged)
    for entry in best { chosen[entry.provider] = all[entry.provider] }
    tryPlan(chosen, root)
  }

  /// Builds and improves a plan in which the providers reach these options, unless they cannot beat the best one.
  private mutating func tryPlan(_ chosen: [Int], _ node: AwardNode) {
    guard tried.insert(chosen).inserted, var prices = AwardPrices(table, node, chosen) else { return }
    prices.ascend(steps: 120, cutoff: watch.cutoff, upper: watch.bestCost)
    guard prices.bound < watch.cutoff else { return }
    offer(prices, node)
  }

  private mutating func offer(_ prices: AwardPrices, _ node: AwardNode) {
    var fit = AwardFit(table, prices.options, node.settled, start: prices.assignment())
    let before = plans.work
    if fit.run() { plans.load(fit.slots) } else { guard plans.build(prices.options, node.settled) else { return } }
    plans.improve()
    _ = watch.spend((fit.work + plans.work - before + prices.work * table.slotCount) / 64)
    watch.offer(plans.slots, plans.cost)
  }

  // MARK: Nodes

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
      for chosen in seen where chosen.contains(where: { $0 >= 0 }) { tryPlan(chosen, node) }
      tryPlan(relaxation.chosen, node)
    }
    _ = relaxation.evaluate(node.multipliers, node)
    record.setVector(node.multipliers, cap: relaxation.cap, node.record)
    if node.bound >= self.watch.cutoff {
      close(node)
    } else {
      open.push(AwardHeap.Entry(node: node, question: question(node)))
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
    if node.bound < watch.cutoff { offer(prices, node) }
    if node.bound >= watch.cutoff { return close(node) }
    var (best, least) = (-1, Double.infinity)
    let slots = prices.assignment()
    for item in 0..<table.itemCount where node.settled[slots[item]] == 0 {
      let regret = prices.regret(ofItem: item)
      if regret < least || best < 0 { (best, least) = (item, regret) }
    }
    open.push(AwardHeap.Entry(node: node, question: best < 0 ? nil : .isAwarded(slot: slots[best])))
  }

  private mutating func close(_ node: AwardNode) { closedBound = min(closedBound, node.bound) }

  private mutating func branch(_ entry: AwardHeap.Entry) {
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
      children.append(child)
    }
    for child in children {
      if watch.stopReason != nil {
        // Not visited: its parent's bound holds.
        record.setVector(child.multipliers, cap: record.cap(of: entry.node.record), child.record)
        open.push(AwardHeap.Entry(node: child, question: nil))
      } else {
        visit(child, .init(steps: AwardTree.childSteps, factor: 0.3))
      }
    }
  }

  // MARK: Questions

  /// What the averaged answer is least sure of: providers first, then tiers, then items.
  private func question(_ node: AwardNode) -> AwardQuestion? {
    var (best, doubt) = (Optional<AwardQuestion>.none, 0.02)
    let isFull = node.isFull(table)
    for provider in 0..<table.providerCount where !node.isDecided(provider, table, isFull: isFull) {
      let options = (table.optionStarts[provider]..<table.optionStarts[provider + 1]).filter { node.isAllowed[$0] }
      let engaged = options.reduce(0) { $0 + ascent.optionShare[$1] }
      if node.mayStayOut[provider], table.program.hasSwitch[provider] {
        let own = 2 * min(engaged, 1 - engaged)
        if own > doubt { (best, doubt) = (.isEngaged(provider: provider), own) }
      }
      guard options.count > 1, let top = options.max(by: { ascent.optionShare[$0] < ascent.optionShare[$1] }) else {
        continue
      }
      let own = min(ascent.optionShare[top], engaged - ascent.optionShare[top])
      if own > doubt { (best, doubt) = (.reaches(option: top), own) }
    }
    return best ?? questionLeft(node)
  }

  private func questionLeft(_ node: AwardNode) -> AwardQuestion? {
    let isFull = node.isFull(table)
    for provider in 0..<table.providerCount where !node.isDecided(provider, table, isFull: isFull) {
      if node.mayStayOut[provider], table.program.hasSwitch[provider] { return .isEngaged(provider: provider) }
      let options = (table.optionStarts[provider]..<table.optionStarts[provider + 1]).filter { node.isAllowed[$0] }
      if let option = options.max(by: { ascent.optionShare[$0] < ascent.optionShare[$1] }) { return .reaches(option: option) }
    }
    return nil
  }
}

/// Open nodes, the one with the least bound first; of equal ones the oldest.
struct AwardHeap {
  struct Entry {
    var node: AwardNode
    var question: AwardQuestion?
  }

  private var entries: [(entry: Entry, age: Int)] = []
  private var pushed = 0

  var count: Int { entries.count }
  var leastBound: Double { entries.first?.entry.node.bound ?? .infinity }

  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    (entries[a].entry.node.bound, entries[a].age) < (entries[b].entry.node.bound, entries[b].age)
  }

  mutating func push(_ entry: Entry) {
    entries.append((entry, pushed))
    pushed += 1
    var child = entries.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popLeast() -> Entry? {
    guard !entries.isEmpty else { return nil }
    entries.swapAt(0, entries.count - 1)
    let least = entries.removeLast().entry
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count && isBefore(child, least) {
        least = child
      }
      if least == parent { break }
      entries.swapAt(parent, least)
      parent = least
    }
    return least
  }
}
