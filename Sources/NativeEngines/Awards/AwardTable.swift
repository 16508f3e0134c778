import MathProgram

/// An award program laid out for the search: awards grouped by provider, their costs at every tier.
///
/// A provider without tiers has one option without limits.
struct AwardTable {
  /// A way for a provider to be engaged: one of its tiers, its fixed cost included.
  struct Option {
    var provider: Int
    var from, to: Double
    var fixedCost: Double
    /// Where its costs begin in `priced`.
    var start: Int
  }

  let program: AwardProgram
  let mostEngaged: Int
  /// The slots of provider p are `starts[p] ..< starts[p + 1]`.
  let starts: [Int]
  // One entry a slot.
  let award: [Int32]
  let item: [Int32]
  let provider: [Int32]
  let weight: [Double]
  /// The options of provider p are `optionStarts[p] ..< optionStarts[p + 1]`.
  let optionStarts: [Int]
  let options: [Option]
  /// By option, then by slot of its provider: the cost of an award at the option's prices.
  let priced: [Double]
  /// Of an item that is given to a provider, that award alone.
  let slotsOfItem: [[Int]]
  /// More than any plan costs, or saves.
  let most: Double
  let isGiven: [Bool]
  /// Of twins each with the one before.
  let neighbours: [(first: Int, second: Int)]

  init(_ program: AwardProgram) {
    self.program = program
    neighbours = program.given.isEmpty ? program.twins.flatMap { zip($0, $0.dropFirst()).map { (first: $0, second: $1) } } : []
    mostEngaged = min(program.mostEngaged ?? program.providerCount, program.providerCount)
    let order = (0..<program.awardCount).sorted {
      (program.provider[$0], program.item[$0]) < (program.provider[$1], program.item[$1])
    }
    award = order.map { Int32($0) }
    item = order.map { program.item[$0] }
    provider = order.map { program.provider[$0] }
    weight = order.map { program.counted[$0] }
    var starts = [Int](repeating: 0, count: program.providerCount + 1)
    for slot in order.indices { starts[Int(provider[slot]) + 1] += 1 }
    for index in 0..<program.providerCount { starts[index + 1] += starts[index] }
    self.starts = starts
    var slotsOfItem = [[Int]](repeating: [], count: program.itemCount)
    for slot in order.indices { slotsOfItem[Int(item[slot])].append(slot) }
    var isGiven = [Bool](repeating: false, count: program.itemCount)
    for given in program.given {
      let item = Int(program.item[given])
      isGiven[item] = true
      slotsOfItem[item] = slotsOfItem[item].filter { order[$0] == given }
    }
    self.slotsOfItem = slotsOfItem
    most = AwardTable.most(program)
    self.isGiven = isGiven
    var optionStarts = [0]
    var options: [Option] = []
    var priced: [Double] = []
    for index in 0..<program.providerCount {
      let unlimited = AwardProgram.Tier(from: 0, to: .infinity)
      for tier in program.tiers[index].isEmpty ? [unlimited] : program.tiers[index] {
        options.append(
          Option(
            provider: index, from: tier.from, to: tier.to, fixedCost: program.fixedCost[index] + tier.fixedCost,
            start: priced.count))
        for slot in starts[index]..<starts[index + 1] {
          let own = order[slot]
          priced.append(
            program.cost[own] + tier.countedPrice * program.counted[own] + tier.paidPrice * program.paid[own])
        }
      }
      optionStarts.append(options.count)
    }
    self.optionStarts = optionStarts
    self.options = options
    self.priced = priced
  }

  private static func most(_ program: AwardProgram) -> Double {
    var mostOfItem = [Double](repeating: 0, count: program.itemCount)
    for award in 0..<program.awardCount {
      let tiers = program.tiers[Int(program.provider[award])]
      let prices = tiers.map { abs($0.countedPrice) * program.counted[award] + abs($0.paidPrice * program.paid[award]) }
      let cost = abs(program.cost[award]) + (prices.max() ?? 0)
      mostOfItem[Int(program.item[award])] = max(mostOfItem[Int(program.item[award])], cost)
    }
    let fixed = program.fixedCost.indices.map { index in
      abs(program.fixedCost[index]) + (program.tiers[index].map { abs($0.fixedCost) }.max() ?? 0)
    }
    return 4 * (mostOfItem.reduce(0, +) + fixed.reduce(0, +) + 1)
  }

  var slotCount: Int { award.count }
  var itemCount: Int { program.itemCount }
  var providerCount: Int { program.providerCount }

  func cost(ofSlot slot: Int, at option: Int) -> Double {
    priced[options[option].start + slot - starts[options[option].provider]]
  }

  /// The slot in which a provider takes an item.
  func slot(of item: Int, _ provider: Int) -> Int? {
    let slots = slotsOfItem[item]
    // Most items can go to every provider, and then the slots are in their order.
    if provider < slots.count, Int(self.provider[slots[provider]]) == provider { return slots[provider] }
    return slots.first { Int(self.provider[$0]) == provider }
  }

  /// The option whose limits an amount lies in.
  func option(of provider: Int, _ amount: Double) -> Int? {
    let slack = 1e-9 * max(1, amount)
    return (optionStarts[provider]..<optionStarts[provider + 1]).first {
      amount >= options[$0].from - slack && amount <= options[$0].to + slack
    }
  }
}
