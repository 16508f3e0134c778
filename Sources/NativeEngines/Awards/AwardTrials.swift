internal import MathProgram

/// Plans that a search tries: built from options of the providers, moved into their tiers, improved, and offered to the watch.
struct AwardTrials {
  private let table: AwardTable
  private var plans: AwardPlans
  /// Options that plans were built from.
  private var tried: Set<[Int]> = []

  init(_ table: AwardTable) {
    self.table = table
    plans = AwardPlans(table)
  }

  private var nobody: [Int] { [Int](repeating: -1, count: table.providerCount) }

  /// Each provider alone, as far as it can; then the best of them together.
  mutating func tryEachAlone(_ watch: inout AwardWatch) {
    let root = AwardNode(table, multipliers: [Double](repeating: 0, count: table.itemCount))
    let highest = (0..<table.providerCount).map { table.optionStarts[$0 + 1] - 1 }
    var costs: [(cost: Double, provider: Int)] = []
    for provider in 0..<table.providerCount {
      var chosen = nobody
      chosen[provider] = highest[provider]
      guard plans.build(chosen, root.settled) else { continue }
      costs.append((plans.cost, provider))
      watch.offer(plans.slots, plans.cost)
    }
    var chosen = nobody
    let best = costs.sorted { ($0.cost, $0.provider) < ($1.cost, $1.provider) }.prefix(table.mostEngaged)
    for entry in best { chosen[entry.provider] = highest[entry.provider] }
    tryOptions(chosen, root, &watch)
  }

  /// A plan moved as little as its one more given award asks: its provider comes in beside the others, or for one of them.
  mutating func tryGiving(_ slot: Int, in plan: [Int], _ node: AwardNode, _ watch: inout AwardWatch) {
    var slots = plan
    slots[Int(table.item[slot])] = slot
    plans.load(slots)
    plans.improve()
    watch.offer(plans.slots, plans.cost)
    let taker = Int(table.provider[slot])
    var amounts = [Double](repeating: 0, count: table.providerCount)
    for slot in plan { amounts[Int(table.provider[slot])] += table.weight[slot] }
    let engaged = Set(plan.map { Int(table.provider[$0]) }).sorted()
    guard !engaged.contains(taker) else { return }
    var chosen = nobody
    for provider in engaged { chosen[provider] = table.option(of: provider, amounts[provider]) ?? -1 }
    for left in engaged {
      var others = chosen
      others[left] = -1
      for option in table.optionStarts[taker]..<table.optionStarts[taker + 1] {
        others[taker] = option
        tryOptions(others, node, &watch)
      }
    }
  }

  /// Builds and improves a plan in which the providers reach these options, unless they cannot beat the best one.
  mutating func tryOptions(_ chosen: [Int], _ node: AwardNode, _ watch: inout AwardWatch) {
    guard tried.insert(chosen).inserted, var prices = AwardPrices(table, node, chosen) else { return }
    prices.ascend(steps: 120, cutoff: watch.cutoff, upper: watch.bestCost)
    guard prices.bound < watch.cutoff else { return }
    offer(prices, node, &watch)
  }

  /// Builds and improves the plan that prices lead to.
  mutating func offer(_ prices: AwardPrices, _ node: AwardNode, _ watch: inout AwardWatch) {
    var fit = AwardFit(table, prices.options, node.settled, start: prices.assignment())
    let before = plans.work
    if fit.run() { plans.load(fit.slots) } else { guard plans.build(prices.options, node.settled) else { return } }
    plans.improve()
    _ = watch.spend((fit.work + plans.work - before + prices.work * table.slotCount) / 64)
    watch.offer(plans.slots, plans.cost)
  }
}
