import MathProgram
import Testing

@testable import NativeEngines

/// Vectors of multipliers that are kept with their sites' values bound any node as a new evaluation at them does.
@Suite struct PricePoolTests {
  private func network(_ random: inout SplitMix64) -> FixedChargeNetwork {
    let (sites, items) = (Int.random(in: 2...10, using: &random), Int.random(in: 3...12, using: &random))
    var network = FixedChargeNetwork(itemCount: items, sourcing: .split)
    for site in 0..<sites {
      let isLimited = site == 0 || random.chance(90)
      network.addSite(
        fixedCost: Double(Int.random(in: -5...80, using: &random)),
        capacity: isLimited ? Double(Int.random(in: 0...30, using: &random)) : .infinity, isAlwaysOpen: random.chance(10))
    }
    for item in 0..<items {
      let weight = Double(Int.random(in: 1...9, using: &random))
      for site in 0..<sites {
        network.addArc(site: site, item: item, cost: Double(Int.random(in: 0...60, using: &random)), weight: weight)
      }
    }
    return network
  }

  private func states(_ table: SiteTable, _ random: inout SplitMix64) -> [SiteState] {
    table.isAlwaysOpen.map { isAlwaysOpen in
      isAlwaysOpen ? .open : [SiteState.undecided, .undecided, .closed, .open][Int.random(in: 0...3, using: &random)]
    }
  }

  @Test func itBoundsAnyNodeAsAnEvaluationDoes() {
    var infinite = 0
    for seed in campaign(100) {
      var random = SplitMix64(seed: seed)
      let table = SiteTable(network(&random))
      let relaxation = SiteRelaxation(table)
      let free = table.isAlwaysOpen.map { $0 ? SiteState.open : .undecided }
      var pool = PricePool(table)
      var vectors: [[Double]] = []
      for number in 0..<Int32(PricePool.most + 6) {
        vectors.append((0..<table.itemCount).map { _ in Double.random(in: 0...90, using: &random) })
        _ = relaxation.evaluate(vectors[Int(number)], free)
        #expect(pool.add(vectors[Int(number)], relaxation, number: number) == Int(number) % PricePool.most)
      }
      for _ in 0..<20 {
        let states = states(table, &random)
        let bound = pool.best(pool.nearest(states, most: 3), states)
        // The first six made room for the last.
        let known = vectors.suffix(PricePool.most).map { relaxation.evaluate($0, states) }.max() ?? 0
        #expect(bound.value == known || abs(bound.value - known) <= 1e-9 * abs(known), "seed \(seed)")
        if bound.value == .infinity {
          infinite += 1
          continue
        }
        let own = vectors[Int(pool.number(bound))]
        #expect(pool.multipliers(bound) == own)
        #expect(abs(relaxation.evaluate(own, states) - bound.value) <= 1e-9 * abs(known), "seed \(seed)")
        #expect(abs(relaxation.cover.multiplier - bound.cover) <= 1e-9 * abs(bound.cover), "seed \(seed)")
        let site = pool.leastDecidedSite(bound, states)?.site
        #expect(site.map { states[$0] == .undecided } ?? !states.contains(.undecided))
      }
    }
    #expect(infinite > 0)
  }
}
