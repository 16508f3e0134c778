/// Plans of an award program, built and improved: every item with one slot, every provider in the tier that it reaches.
struct AwardPlans {
  private let table: AwardTable
  /// By item: its slot.
  private(set) var slots: [Int]
  private var amounts: [Double]
  private var counts: [Int]
  /// By option of each provider: what its awards cost at the option's prices.
  private var sums: [Double]
  /// What each provider costs as it stands; infinite where it takes what is in no tier.
  private var costs: [Double]
  private var engaged = 0
  private(set) var work = 0

  init(_ table: AwardTable) {
    self.table = table
    slots = [Int](repeating: -1, count: table.itemCount)
    amounts = [Double](repeating: 0, count: table.providerCount)
    counts = [Int](repeating: 0, count: table.providerCount)
    sums = [Double](repeating: 0, count: table.options.count)
    costs = amounts
  }

  var cost: Double { engaged <= table.mostEngaged ? costs.reduce(0, +) : .infinity }

  // MARK: Building

  /// Every item at the cheapest of some options, then moved until every option's limits are kept where they can be.
  ///
  /// - Parameters:
  ///   - chosen: one option a provider, −1 where it is not to be engaged.
  ///   - settled: −1 for slots that may not be used, 1 for those that must.
  /// - Returns: false where some item has no such provider.
  mutating func build(_ chosen: [Int], _ settled: [Int8]) -> Bool {
    clear()
    for item in 0..<table.itemCount {
      var best = -1
      var least = Double.infinity
      for slot in table.slotsOfItem[item] where settled[slot] >= 0 {
        let option = chosen[Int(table.provider[slot])]
        if settled[slot] == 1 { best = slot; break }
        guard option >= 0 else { continue }
        let cost = table.cost(ofSlot: slot, at: option)
        if cost < least { (best, least) = (slot, cost) }
      }
      guard best >= 0 else { return false }
      put(item, best)
    }
    for option in chosen where option >= 0 { reach(option, chosen) }
    return true
  }

  /// Takes over a slot for each item.
  mutating func load(_ chosen: [Int]) {
    clear()
    for (item, slot) in chosen.enumerated() { put(item, slot) }
  }

  private mutating func clear() {
    for item in slots.indices { slots[item] = -1 }
    for provider in amounts.indices { (amounts[provider], counts[provider], costs[provider]) = (0, 0, 0) }
    for option in sums.indices { sums[option] = 0 }
    engaged = 0
  }

  /// Takes over the items that cost least more for their amount, until the option is reached.
  @discardableResult
  mutating func reach(_ option: Int, _ chosen: [Int]? = nil) -> Bool {
    let provider = table.options[option].provider
    guard amounts[provider] < table.options[option].from else { return true }
    var offers: [(ratio: Double, slot: Int)] = []
    for slot in table.starts[provider]..<table.starts[provider + 1] where table.weight[slot] > 0 {
      let held = slots[Int(table.item[slot])]
      guard held >= 0, held != slot, !table.isGiven[Int(table.item[slot])] else { continue }
      let other = Int(table.provider[held])
      let holder = chosen.map { $0[other] } ?? table.option(of: other, amounts[other]) ?? -1
      guard holder >= 0 else { continue }
      let more = table.cost(ofSlot: slot, at: option) - table.cost(ofSlot: held, at: holder)
      offers.append((more / table.weight[slot], slot))
    }
    offers.sort { ($0.ratio, $0.slot) < ($1.ratio, $1.slot) }
    for offer in offers {
      if amounts[provider] >= table.options[option].from { break }
      move(Int(table.item[offer.slot]), to: offer.slot)
    }
    return amounts[provider] >= table.options[option].from
  }

  private mutating func put(_ item: Int, _ slot: Int) {
    slots[item] = slot
    add(slot, 1)
  }

  private mutating func move(_ item: Int, to slot: Int) {
    add(slots[item], -1)
    put(item, slot)
  }

  private mutating func add(_ slot: Int, _ sign: Double) {
    let provider = Int(table.provider[slot])
    let wasEngaged = counts[provider] > 0
    counts[provider] += sign > 0 ? 1 : -1
    amounts[provider] += sign * table.weight[slot]
    for option in table.optionStarts[provider]..<table.optionStarts[provider + 1] {
      sums[option] += sign * table.cost(ofSlot: slot, at: option)
    }
    if wasEngaged != (counts[provider] > 0) { engaged += sign > 0 ? 1 : -1 }
    if counts[provider] == 0 {
      amounts[provider] = 0
      for option in table.optionStarts[provider]..<table.optionStarts[provider + 1] { sums[option] = 0 }
    }
    costs[provider] = cost(of: provider, counts[provider], amounts[provider], adding: 0, slot: -1)
  }

  private func cost(of provider: Int, _ count: Int, _ amount: Double, adding sign: Double, slot: Int) -> Double {
    guard count > 0 else { return 0 }
    guard let option = table.option(of: provider, amount) else { return .infinity }
    let own = slot >= 0 ? sign * table.cost(ofSlot: slot, at: option) : 0
    return table.options[option].fixedCost + sums[option] + own
  }

  // MARK: Improving

  /// Moves and exchanges items, and raises providers to higher tiers, as long as that saves.
  mutating func improve() {
    var left = 40
    repeat {
      left -= 1
      while moveSomething() {}
      if raiseSomething() { continue }
      if !exchangeSomething() { return }
    } while left > 0
  }

  /// One pass over all items; true if any moved.
  private mutating func moveSomething() -> Bool {
    var isBetter = false
    for item in 0..<table.itemCount {
      let held = slots[item]
      let giver = Int(table.provider[held])
      let without = cost(of: giver, counts[giver] - 1, amounts[giver] - table.weight[held], adding: -1, slot: held)
      guard without.isFinite || !costs[giver].isFinite else { continue }
      var (best, gain) = (-1, 1e-9 * max(1, abs(costs[giver])))
      for slot in table.slotsOfItem[item] where slot != held {
        let taker = Int(table.provider[slot])
        work += 1
        if counts[taker] == 0 && engaged - (counts[giver] == 1 ? 1 : 0) >= table.mostEngaged { continue }
        let with = cost(of: taker, counts[taker] + 1, amounts[taker] + table.weight[slot], adding: 1, slot: slot)
        let saved = costs[giver] + costs[taker] - without - with
        if saved > gain { (best, gain) = (slot, saved) }
      }
      if best >= 0 {
        move(item, to: best)
        isBetter = true
      }
    }
    return isBetter
  }

  /// Lets a provider reach its next tier, items moved after, where the whole costs less.
  private mutating func raiseSomething() -> Bool {
    let before = self
    let least = cost
    for provider in 0..<table.providerCount where counts[provider] > 0 {
      guard let option = table.option(of: provider, amounts[provider]) else { continue }
      for next in option + 1..<max(option + 1, min(option + 3, table.optionStarts[provider + 1])) {
        work += table.starts[provider + 1] - table.starts[provider]
        let spent = work
        if reach(next) {
          while moveSomething() {}
          if cost < least - 1e-9 * abs(least) { return true }
        }
        let done = max(work, spent)
        self = before
        work = done
      }
    }
    return false
  }

  /// Exchanges two items of two providers; true if any were.
  private mutating func exchangeSomething() -> Bool {
    var isBetter = false
    for first in 0..<table.itemCount {
      for second in first + 1..<max(first + 1, table.itemCount) where exchange(first, second) { isBetter = true }
    }
    return isBetter
  }

  private mutating func exchange(_ first: Int, _ second: Int) -> Bool {
    let (a, b) = (slots[first], slots[second])
    let (one, two) = (Int(table.provider[a]), Int(table.provider[b]))
    guard one != two, costs[one].isFinite, costs[two].isFinite else { return false }
    guard let newA = slot(of: first, two), let newB = slot(of: second, one) else { return false }
    work += 1
    guard let ofOne = table.option(of: one, amounts[one] - table.weight[a] + table.weight[newB]),
      let ofTwo = table.option(of: two, amounts[two] - table.weight[b] + table.weight[newA])
    else { return false }
    let after =
      table.options[ofOne].fixedCost + sums[ofOne] - table.cost(ofSlot: a, at: ofOne) + table.cost(ofSlot: newB, at: ofOne)
      + table.options[ofTwo].fixedCost + sums[ofTwo] - table.cost(ofSlot: b, at: ofTwo)
      + table.cost(ofSlot: newA, at: ofTwo)
    guard after < costs[one] + costs[two] - 1e-9 * (abs(costs[one]) + abs(costs[two])) else { return false }
    move(first, to: newA)
    move(second, to: newB)
    return true
  }

  private func slot(of item: Int, _ provider: Int) -> Int? { table.slot(of: item, provider) }
}
