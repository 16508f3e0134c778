import Testing

@testable import NativeEngines

/// The continuous knapsack: its value, and that the ratio of the last offer taken is what a unit of capacity is worth.
@Suite struct KnapsackTests {
  /// Small whole weights, so that capacities are often filled to the brim.
  @Test func theLastRatioIsTheCapacitysPrice() {
    var exactFills = 0
    for seed in campaign(3000) {
      var random = SplitMix64(seed: seed)
      let count = Int.random(in: 1...60, using: &random)
      let drawn = (0..<count).map { slot -> Offer in
        let weight = Double(Int.random(in: 1...9, using: &random))
        let value = -Double(Int.random(in: 1...50, using: &random))
        return Offer(ratio: value / weight, value: value, weight: weight, slot: Int32(slot))
      }
      let all = drawn.reduce(0) { $0 + $1.weight }
      let capacity = Double(Int.random(in: 1...max(1, Int(all) - 1), using: &random))
      let offers = UnsafeMutablePointer<Offer>.allocate(capacity: count)
      defer { offers.deallocate() }
      offers.initialize(from: drawn, count: count)
      let guess = Double.random(in: -20...0, using: &random)
      let knapsack = Knapsack.continuous(offers, count: count, capacity: capacity, pivot: guess)
      guard all > capacity else { continue }
      let taken = (0..<knapsack.count).map { offers[$0] }
      let price = offers[knapsack.count - 1].ratio
      if knapsack.lastShare == 1 { exactFills += 1 }
      #expect(taken.allSatisfy { $0.ratio <= price }, "seed \(seed)")
      // Duality: at that price the same is saved as by filling the capacity.
      let dual = price * capacity + drawn.reduce(0) { $0 + min(0, $1.value - price * $1.weight) }
      #expect(abs(dual - knapsack.value) <= 1e-9 * max(1, abs(dual)), "seed \(seed)")
    }
    #expect(exactFills > campaign(3000).count / 20)
  }
}
