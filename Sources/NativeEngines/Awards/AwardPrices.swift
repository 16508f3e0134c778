/// The relaxation where every provider's tier is settled: the rows of the tiers' limits priced, and each item by itself at its
/// cheapest. As many prices as providers are engaged, where the relaxation over the items has one an item: far better to
/// maximise, and the same bound at its maximum.
struct AwardPrices {
  private let table: AwardTable
  /// By provider: the option that it reaches; −1: none.
  let options: [Int]
  /// By item: the slots that are left, their costs at their option.
  private var slots: [[Int]] = []
  private var costs: [[Double]] = []
  /// By provider, of one more that counts.
  private(set) var prices: [Double]
  private(set) var bound = -Double.infinity
  /// Of the items, at the best prices.
  private(set) var multipliers: [Double]
  private var amounts: [Double]
  private(set) var work = 0

  /// nil where some item is left without a provider.
  init?(_ table: AwardTable, _ node: AwardNode, _ options: [Int]) {
    self.table = table
    self.options = options
    prices = [Double](repeating: 0, count: table.providerCount)
    amounts = prices
    multipliers = node.multipliers
    for item in 0..<table.itemCount {
      let left = table.slotsOfItem[item].filter { node.settled[$0] >= 0 && options[Int(table.provider[$0])] >= 0 }
      let taken = left.filter { node.settled[$0] == 1 }
      let own = taken.isEmpty ? left : taken
      guard !own.isEmpty else { return nil }
      slots.append(own)
      costs.append(own.map { table.cost(ofSlot: $0, at: options[Int(table.provider[$0])]) })
    }
  }

  /// Raises the bound from where it stands; ends early at `cutoff`.
  mutating func ascend(steps: Int, cutoff: Double, upper: Double) {
    var point = prices
    var factor = 1.0
    var idle = 0
    var current = multipliers
    for _ in 0..<steps {
      let value = evaluate(point, &current)
      work += 1
      idle += 1
      if value > bound {
        if value > bound + 1e-7 * abs(value) { idle = 0 }
        (bound, prices, multipliers) = (value, point, current)
      }
      if bound >= cutoff { return }
      if idle >= 6 {
        factor *= 0.6
        idle = 0
        point = prices
        _ = evaluate(point, &current)
      }
      if factor < 1e-5 { return }
      let slope = slope(point)
      let square = slope.reduce(0) { $0 + $1 * $1 }
      guard square > 1e-12 else { return }
      let target = min(upper, bound + 0.01 * abs(bound) + 1e-9)
      let length = factor * max(target - value, 1e-9 * abs(value)) / square
      for provider in point.indices { point[provider] += length * slope[provider] }
    }
  }

  private mutating func evaluate(_ point: [Double], _ current: inout [Double]) -> Double {
    var total = 0.0
    for provider in options.indices {
      amounts[provider] = 0
      guard options[provider] >= 0 else { continue }
      let option = table.options[options[provider]]
      total += option.fixedCost - (point[provider] > 0 ? point[provider] * option.to : point[provider] * option.from)
    }
    for item in slots.indices {
      let place = cheapest(item, point)
      let slot = slots[item][place]
      let provider = Int(table.provider[slot])
      amounts[provider] += table.weight[slot]
      current[item] = costs[item][place] + point[provider] * table.weight[slot]
      total += current[item]
    }
    return total
  }

  private func cheapest(_ item: Int, _ point: [Double]) -> Int {
    var (best, least) = (0, Double.infinity)
    for (place, slot) in slots[item].enumerated() {
      // Without limits above, no price is below 0 for long.
      let cost = costs[item][place] + point[Int(table.provider[slot])] * table.weight[slot]
      if cost < least { (best, least) = (place, cost) }
    }
    return best
  }

  private func slope(_ point: [Double]) -> [Double] {
    options.indices.map { provider in
      guard options[provider] >= 0 else { return 0 }
      let option = table.options[options[provider]]
      if point[provider] > 0 { return amounts[provider] - option.to }
      if point[provider] < 0 { return amounts[provider] - option.from }
      return amounts[provider] > option.to
        ? amounts[provider] - option.to : min(0, amounts[provider] - option.from)
    }
  }

  /// The slot of each item at the best prices.
  func assignment() -> [Int] { slots.indices.map { slots[$0][cheapest($0, prices)] } }

  /// How much dearer than at its cheapest each item is at the next provider, at the best prices: 0 where two are as good.
  func regret(ofItem item: Int) -> Double {
    let sorted = slots[item].indices.map { costs[item][$0] + prices[Int(table.provider[slots[item][$0]])] * table.weight[slots[item][$0]] }.sorted()
    return sorted.count > 1 ? sorted[1] - sorted[0] : .infinity
  }
}
