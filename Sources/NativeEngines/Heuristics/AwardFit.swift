/// Items moved and exchanged between providers whose tiers are settled, until each amount lies in its tier, as cheaply as may be.
struct AwardFit {
  private let table: AwardTable
  private let options: [Int]
  private let settled: [Int8]
  private(set) var slots: [Int]
  private var amounts: [Double]
  /// By slot, at its provider's option; 0 where it has none.
  private let costs: [Double]
  private(set) var work = 0

  init(_ table: AwardTable, _ options: [Int], _ settled: [Int8], start: [Int]) {
    self.table = table
    self.options = options
    self.settled = settled
    slots = start
    costs = (0..<table.slotCount).map { slot in
      let option = options[Int(table.provider[slot])]
      return option < 0 ? 0 : table.cost(ofSlot: slot, at: option)
    }
    amounts = [Double](repeating: 0, count: table.providerCount)
    for slot in start { amounts[Int(table.provider[slot])] += table.weight[slot] }
  }

  /// How far an amount is beyond the limits of the provider's tier.
  private func excess(_ provider: Int, _ amount: Double) -> Double {
    let option = table.options[options[provider]]
    return max(0, option.from - amount, amount - option.to)
  }

  private typealias Move = (item: Int, slot: Int)

  private struct Change {
    var first: Move
    var second: Move?
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

  private mutating func take(_ move: Move) {
    let old = slots[move.item]
    amounts[Int(table.provider[old])] -= table.weight[old]
    slots[move.item] = move.slot
    amounts[Int(table.provider[move.slot])] += table.weight[move.slot]
  }

  /// The move or exchange that costs least for what it takes off the excess.
  private mutating func best() -> Change? {
    var best: Change?
    let excesses = options.indices.map { options[$0] < 0 ? 0 : excess($0, amounts[$0]) }
    var held = [[Int]](repeating: [], count: table.providerCount)
    for item in slots.indices where settled[slots[item]] != 1 { held[Int(table.provider[slots[item]])].append(item) }
    for (giver, items) in held.enumerated() {
      for item in items {
        for slot in table.slotsOfItem[item] where slot != slots[item] && isFree(slot) {
          let taker = Int(table.provider[slot])
          guard excesses[giver] + excesses[taker] > 1e-9 else { continue }
          let pair = Pair(giver: giver, taker: taker, excess: excesses[giver] + excesses[taker])
          consider((item, slot), nil, pair, &best)
          // From the other side it is the same exchange.
          if giver > taker { continue }
          for other in held[taker] {
            if let back = self.slot(of: other, giver), isFree(back) { consider((item, slot), (other, back), pair, &best) }
          }
        }
      }
    }
    return best
  }

  private func isFree(_ slot: Int) -> Bool { settled[slot] >= 0 && options[Int(table.provider[slot])] >= 0 }

  private struct Pair {
    var giver, taker: Int
    /// Of both.
    var excess: Double
  }

  private mutating func consider(_ first: Move, _ second: Move?, _ pair: Pair, _ best: inout Change?) {
    work += 1
    let held = slots[first.item]
    var (given, taken) = (-table.weight[held], table.weight[first.slot])
    if let second {
      given += table.weight[second.slot]
      taken -= table.weight[slots[second.item]]
    }
    let relief =
      pair.excess - excess(pair.giver, amounts[pair.giver] + given) - excess(pair.taker, amounts[pair.taker] + taken)
    guard relief > 1e-9 else { return }
    var more = costs[first.slot] - costs[held]
    if let second { more += costs[second.slot] - costs[slots[second.item]] }
    if more / relief < best?.rate ?? .infinity { best = Change(first: first, second: second, rate: more / relief) }
  }

  private func slot(of item: Int, _ provider: Int) -> Int? { table.slot(of: item, provider) }
}
