import Logistics
import Planning
import Testing

/// The cheapest choice that meets demands, against every choice there is; and what is proved where the search ends early.
@Suite struct CoverProgramTests {
  private static let seed: UInt64 = 77

  private struct Drawn {
    let fees: [Money]
    let candidates: [[Int]]
    let demands: [CoverDemand]

    init(_ dice: inout Dice) {
      fees = (0..<4).compactMap { _ in Money(rounding: Rational(dice.roll(1...9))) }
      candidates = (0..<10).map { _ in (0..<4).filter { _ in dice.chance(25) } }
      demands = (0..<dice.roll(3...12)).map { _ in
        let own = (0..<10).filter { _ in dice.chance(40) }
        let parts = own.map { ($0, dice.pick([1.0, 1.0, 0.5, 0.25])) }
        // Whoever has a part too small alone is helped by one that is enough.
        return CoverDemand(parts: Dictionary(uniqueKeysWithValues: parts).merging([dice.roll(0...9): 1.0]) { $1 })
      }
    }

    func meets(_ chosen: Set<Int>) -> Bool {
      demands.allSatisfy { demand in
        demand.parts.reduce(0) { chosen.contains($1.key) ? $0 + $1.value : $0 } >= 1 - CoverDemand.tolerance
      }
    }

    func size(_ chosen: Set<Int>) -> (Int128, Int) {
      (Set(chosen.flatMap { candidates[$0] }).reduce(0) { $0 + fees[$1].grains }, chosen.count)
    }

    var best: (Int128, Int)? {
      (0..<1 << 10).map { subset in Set((0..<10).filter { subset & 1 << $0 != 0 }) }.filter(meets).map(size).min { $0 < $1 }
    }
  }

  @Test(arguments: [nil, 3, 1]) func noChoiceIsBetterThanWhatIsProved(workLimit: Int?) throws {
    print("seed \(Self.seed)")
    var dice = Dice(Self.seed)
    var (proven, found) = (0, 0)
    for number in 0..<40 {
      let drawn = Drawn(&dice)
      let best = try #require(drawn.best)
      var options = PlanOptions()
      options.workLimit = workLimit
      let cover = CoverProgram(fees: drawn.fees, candidates: drawn.candidates, options)
      let all = Set(0..<10)
      let choice = try #require(cover.cheapest(drawn.demands, known: all))
      found += 1
      #expect(drawn.meets(choice.chosen), "number \(number)")
      #expect((choice.leastCost.grains, choice.leastCount) <= best, "number \(number)")
      if choice.isProven {
        proven += 1
        #expect(drawn.size(choice.chosen) == best, "number \(number)")
        #expect((choice.leastCost.grains, choice.leastCount) == best, "number \(number)")
      }
    }
    print("work limit \(workLimit.map(String.init) ?? "none"): \(proven) of \(found) proven")
    if workLimit == nil { #expect(proven == found) }
    if workLimit == 1 { #expect(proven < found) }
  }
}
