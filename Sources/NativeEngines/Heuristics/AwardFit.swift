/// Items moved and exchanged between providers whose tiers are settled, until each amount lies in its tier, as cheaply as may be.
struct AwardFit {
  private let table: AwardTable
  private let options: [Int]
  private let settled: [Int8]
  private(set) var slots: [Int]
  private var amounts: [Double]
  private(set) var work = 0

  init(_ table: AwardTable, _ options: [Int], _ settled: [Int8], start: [Int]) {
    self.table = table
    self.options = options
    self.settled = settled
    slots = start
    amounts = [Double](repeating: 0, count: table.providerCount)
    for slot in start { amounts[Int(table.provider[slot])] += table.weight[slot] }
  }

  /// How far an amount is beyond the limits of the provider's tier.
  private func excess(_ provider: Int, _ amount: Double) -> Double {
    let option = table.options[options[provider]]
    return max(0, option.from - amount, amount - option.to)
  }

  private func cost(_ slot: Int) -> Double { table.cost(ofSlot: slot, at: options[Int(table.provider[slot])]) }

  private struct Change {
    var first: (item: Int, slot: Int)
    var second: (item: Int, slot: Int)?
    var rate: Double
  }

  /// True where every amount came to lie in its tier.
  mutating func run() -> Bool {
    for _ in 0..<4 * table.itemCount {
      if options.indices.allSatisfy({ options[$0] < 0 || excess($0, amounts[$0]) <= 1e-9 }) { return true }
      guard let change = best() else { return false }
      take(change.first)
      if let second = change.second { take(second) }
    }
    return false
  }

  private mutating func take(_ move: (item: Int, slot: Int)) {
    let old = slots[move.item]
    amounts[Int(table.provider[old])] -= table.weight[old]
    slots[move.item] = move.slot
    amounts[Int(table.provider[move.slot])] += table.weight[move.slot]
  }

  /// The move or exchange that costs least for what it takes off the excess.
  private mutating func best() -> Change? {
    var best: Change?
    for item in slots.indices {
      let held = slots[item]
      for slot in table.slotsOfItem[item] where slot != held && isFree(slot) && settled[held] != 1 {
        consider(Change(first: (item, slot), second: nil, rate: 0), &best)
        let taker = Int(table.provider[slot])
        for other in slots.indices where Int(table.provider[slots[other]]) == taker && settled[slots[other]] != 1 {
          guard let back = self.slot(of: other, Int(table.provider[held])), isFree(back) else { continue }
          consider(Change(first: (item, slot), second: (other, back), rate: 0), &best)
        }
      }
    }
    return best
  }

  private func isFree(_ slot: Int) -> Bool { settled[slot] >= 0 && options[Int(table.provider[slot])] >= 0 }

  private mutating func consider(_ change: Change, _ best: inout Change?) {
    work += 1
    let held = slots[change.first.item]
    let (giver, taker) = (Int(table.provider[held]), Int(table.provider[change.first.slot]))
    var more = cost(change.first.slot) - cost(held)
    var (given, taken) = (-table.weight[held], table.weight[change.first.slot])
    if let second = change.second {
      let other = slots[second.item]
      more += cost(second.slot) - cost(other)
      given += table.weight[second.slot]
      taken -= table.weight[other]
    }
    let relief =
      excess(giver, amounts[giver]) + excess(taker, amounts[taker]) - excess(giver, amounts[giver] + given)
      - excess(taker, amounts[taker] + taken)
    guard relief > 1e-9 else { return }
    let rate = more / relief
    if rate < best?.rate ?? .infinity {
      best = change
      best?.rate = rate
    }
  }

  private func slot(of item: Int, _ provider: Int) -> Int? {
    let slots = table.slotsOfItem[item]
    if provider < slots.count, Int(table.provider[slots[provider]]) == provider { return slots[provider] }
    return slots.first { Int(table.provider[$0]) == provider }
  }
}
