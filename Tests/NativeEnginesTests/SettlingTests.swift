import MathProgram
import Testing

@testable import NativeEngines

/// Nodes that are settled at once: sites of one capacity, of which nearly all is asked for, against every set of sites.
@Suite struct SettlingTests {
  private func network(_ random: inout SplitMix64) -> FixedChargeNetwork {
    let (sites, items) = (Int.random(in: 5...9, using: &random), Int.random(in: 8...16, using: &random))
    let weights = (0..<items).map { _ in Double(Int.random(in: 5...35, using: &random)) }
    let total = weights.reduce(0, +)
    let needed = Double(Int.random(in: 2...(sites - 1), using: &random))
    var network = FixedChargeNetwork(itemCount: items, sourcing: .split)
    for _ in 0..<sites {
      let fixedCost = Double(Int.random(in: 300...360, using: &random))
      network.addSite(fixedCost: fixedCost, capacity: (total / needed * 1.03).rounded(.up))
    }
    for site in 0..<sites {
      for item in 0..<items where !random.chance(10) {
        let cost = weights[item] * Double(Int.random(in: 1...40, using: &random)) / 4
        network.addArc(site: site, item: item, cost: cost, weight: weights[item])
      }
    }
    return network
  }

  /// The least cost of a set of sites; nil where none serves all items.
  private func least(_ table: SiteTable) throws -> Double? {
    let plans = try TransportPlans(table, SolveControl())
    return (0..<(1 << table.siteCount)).compactMap { set in
      plans.cost(openSites: (0..<table.siteCount).map { set >> $0 & 1 == 1 })
    }.min()
  }

  @Test func noSetOfSitesCostsLess() throws {
    var (settled, draws) = (0, 0)
    for seed in campaign(120) {
      var random = SplitMix64(seed: seed)
      let table = SiteTable(network(&random))
      guard !table.hasLooseItem else { continue }
      let best = try least(table)
      let trees = try [1, 2].map { threads in
        let watch = SearchWatch(SolveControl(threads: threads), table, constant: 0)
        var tree = SiteTree(
          table, try TransportPlans(table, SolveControl()), watch, proofBytes: 48_000_000, threads: threads)
        tree.run()
        return tree
      }
      #expect((trees[0].watch.best == nil) == (best == nil), "seed \(seed)")
      #expect(trees[0].watch.bestCost == trees[1].watch.bestCost && trees[0].bound == trees[1].bound, "seed \(seed)")
      #expect(trees[0].watch.work == trees[1].watch.work, "seed \(seed)")
      draws += 1
      if trees[0].pool.count > 0 { settled += 1 }
      guard let best else { continue }
      #expect(abs(trees[0].watch.bestCost - best) <= 1e-8 * best, "seed \(seed)")
      #expect(trees[0].bound >= best * (1 - 1e-8) && trees[0].bound <= best * (1 + 1e-8), "seed \(seed)")
    }
    #expect(3 * settled > draws)
  }
}
