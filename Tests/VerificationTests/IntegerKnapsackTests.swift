import Logistics
import Testing

@testable import Verification

/// 0-1 knapsacks in whole numbers, against all subsets.
@Suite struct IntegerKnapsackTests {
  private func most(_ items: [IntegerKnapsack.Item], _ room: Int64) -> Int64 {
    var best: Int64 = 0
    for subset in 0..<(1 << items.count) {
      let chosen = items.indices.filter { subset >> $0 & 1 == 1 }
      if chosen.reduce(0, { $0 + items[$1].weight }) <= room { best = max(best, chosen.reduce(0) { $0 + items[$1].worth }) }
    }
    return best
  }

  @Test func theBestOfAllSubsetsIsFound() {
    for seed in 0..<UInt64(400 * testScale) {
      var dice = Dice(seed)
      // Alike and far apart, worth and weight tied to each other and not.
      let scale = dice.pick([5, 40, 1_000_000])
      let isTied = dice.chance(40)
      let items = (0..<dice.draw(0...11)).map { _ in
        let weight = dice.draw(0...scale)
        return IntegerKnapsack.Item(
          worth: Int64(isTied ? weight + scale / 5 + 1 : dice.draw(1...scale)), weight: Int64(weight))
      }
      let room = Int64(dice.draw(0...(3 * scale)))
      #expect(IntegerKnapsack(items, room: room).most(stateLimit: 100_000) == most(items, room), "seed \(seed)")
    }
  }

  @Test func largeNumbersDoNotOverflow() {
    let large: Int64 = 1 << 58
    let items = (0..<6).map { IntegerKnapsack.Item(worth: large + $0, weight: large / 2 + $0) }
    #expect(IntegerKnapsack(items, room: large + 6).most(stateLimit: 10_000) == 2 * large + 6)
  }

  @Test func withinALimitItIsTheBestOrNothing() {
    for seed in 0..<UInt64(200 * testScale) {
      var dice = Dice(seed)
      let items = (0..<10).map { _ in
        let weight = Int64(dice.draw(10...40))
        return IntegerKnapsack.Item(worth: weight + 10, weight: weight)
      }
      guard let found = IntegerKnapsack(items, room: 90).most(stateLimit: dice.draw(0...20)) else { continue }
      #expect(found == most(items, 90), "seed \(seed)")
    }
  }

  @Test func whatFitsTheCapacityFitsItInWholeNumbers() throws {
    for seed in 0..<UInt64(200 * testScale) {
      var dice = Dice(seed)
      let isDecimal = dice.chance(50)
      func amount() -> Rational {
        let bottom = isDecimal ? dice.pick([1, 10, 1_000]) : dice.draw(1...1_000_000)
        return Rational(Int128(dice.draw(0...100_000)), over: Int128(bottom)) ?? .zero
      }
      let weights = (0..<7).map { _ in amount() }
      let capacity = amount()
      let whole = try #require(WholeWeights(weights, capacity: capacity), "seed \(seed)")
      for subset in 0..<(1 << weights.count) {
        let chosen = weights.indices.filter { subset >> $0 & 1 == 1 }
        let fits = chosen.reduce(Rational.zero) { $0 + weights[$1] } <= capacity
        let fitsInWhole = chosen.reduce(0) { $0 + whole.weights[$1] } <= whole.capacity
        #expect(!fits || fitsInWhole, "seed \(seed)")
        // Where there is a common unit, nothing is lost.
        if isDecimal { #expect(fits == fitsInWhole, "seed \(seed)") }
      }
    }
  }
}
