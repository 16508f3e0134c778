import MathProgram
import Testing

@testable import NativeEngines

/// What rows over sites decide and close, against all sets of sites.
@Suite struct SiteCountsTests {
  /// A network of one row over sites, and what is decided of them.
  private struct Drawn {
    let network: FixedChargeNetwork
    let row: SwitchCount
    let states: [SiteState]

    init(seed: UInt64) {
      var random = SplitMix64(seed: seed)
      let sites = Int.random(in: 3...7, using: &random)
      var network = FixedChargeNetwork(itemCount: 2, sourcing: .split)
      for _ in 0..<sites { network.addSite(fixedCost: 5, capacity: Double(Int.random(in: 1...9, using: &random))) }
      for site in 0..<sites {
        for item in 0..<2 { network.addArc(site: site, item: item, cost: 1, weight: Double(3 + 4 * item)) }
      }
      let terms = (0..<sites).filter { _ in !random.chance(20) }.map { site in
        SwitchCount.Term(index: site, weight: Double(random.chance(70) ? 1 : Int.random(in: -2...3, using: &random)))
      }
      let limit = Double(Int.random(in: 0...sites, using: &random))
      let row = SwitchCount(terms: terms, lower: random.chance(50) ? limit : -.infinity, upper: random.chance(50) ? limit : limit + 1)
      network.addCount(row)
      (self.network, self.row) = (network, row)
      states = (0..<sites).map { _ in random.chance(50) ? .undecided : random.chance(50) ? .open : .closed }
    }

    /// Sets of sites that what is decided allows, and that keep the row.
    var kept: [[Bool]] {
      (0..<(1 << states.count)).map { set in states.indices.map { set >> $0 & 1 == 1 } }.filter { open in
        states.indices.allSatisfy { states[$0] == .undecided || open[$0] == (states[$0] == .open) } && row.missed(open) == 0
      }
    }

    /// The bound of a vector with costs left out.
    func bound(_ closing: SiteCounts.Closing, _ states: [SiteState]) -> Double {
      let table = SiteTable(network)
      let price = table.counts.multipliers(closing, size: 1)[2]
      let row = table.counts.rows[0]
      var total = closing.cover * table.leastWeight
      if price != 0 { total += price * (price > 0 ? row.lower : row.upper) }
      for site in states.indices where states[site] != .closed {
        let paid = row.terms.reduce(0) { $1.index == site ? $0 + price * $1.weight : $0 }
        let own = -paid - closing.cover * table.capacity[site]
        total += states[site] == .open ? own : min(0, own)
      }
      return total
    }
  }

  @Test func whatIsClosedHasNoSetThatKeepsTheRow() {
    var (closed, decided) = (0, 0)
    for seed in campaign(400) {
      let drawn = Drawn(seed: seed)
      let counts = SiteTable(drawn.network).counts
      if let closing = counts.closing(drawn.states) {
        closed += 1
        #expect(drawn.kept.isEmpty, "seed \(seed)")
        #expect(drawn.bound(closing, drawn.states) >= 1 - 1e-9 && drawn.bound(closing.risen, drawn.states) >= 1 - 1e-9, "seed \(seed)")
      } else if let (site, isOpen, closing) = counts.forced(drawn.states) {
        decided += 1
        #expect(drawn.kept.allSatisfy { $0[site] == isOpen }, "seed \(seed)")
        var otherwise = drawn.states
        otherwise[site] = isOpen ? .closed : .open
        #expect(drawn.bound(closing, otherwise) >= 1 - 1e-9, "seed \(seed)")
      }
    }
    print("\(closed) closed, \(decided) with a site that is decided")
    #expect(closed >= 40 && decided >= 60)
  }

  @Test func tooLittleCapacityIsShown() {
    var short = 0
    for seed in campaign(400) {
      let drawn = Drawn(seed: seed)
      let table = SiteTable(drawn.network)
      guard let closing = table.counts.shortage(drawn.states, table) else { continue }
      short += 1
      let holds = drawn.kept.contains { open in
        open.indices.reduce(0) { open[$1] ? $0 + table.capacity[$1] : $0 } >= table.leastWeight
      }
      #expect(!holds, "seed \(seed)")
      #expect(drawn.bound(closing, drawn.states) >= 1 - 1e-6 && drawn.bound(closing.risen, drawn.states) >= 1 - 1e-6, "seed \(seed)")
    }
    print("\(short) hold too little")
    #expect(short >= 40)
  }

  /// A set of sites that just keeps a row has the same bound at any price of it; others are bounded better than without one.
  @Test func pricesOfRowsCostNothingWhereTheyAreKept() throws {
    var better = 0
    for seed in campaign(60) {
      var random = SplitMix64(seed: seed)
      var network = FixedChargeNetwork(itemCount: 8, sourcing: .split)
      for _ in 0..<6 { network.addSite(fixedCost: Double(Int.random(in: 5...20, using: &random)), capacity: 40) }
      for site in 0..<6 {
        for item in 0..<8 { network.addArc(site: site, item: item, cost: Double(Int.random(in: 1...60, using: &random)), weight: 5) }
      }
      network.addCount(.init(terms: (0..<6).map { .init(index: $0, weight: 1) }, lower: -.infinity, upper: 2))
      let table = SiteTable(network)
      let plans = try TransportPlans(table, SolveControl())
      let open = [true, true, false, false, false, false]
      let cost = try #require(plans.cost(openSites: open))
      let relaxation = SiteRelaxation(table)
      let prices = plans.multipliers()
      let rows = CountPrices.multipliers(prices, openSites: open, relaxation)
      #expect(rows.count == 1 && rows[0] <= 0)
      let states = open.map { $0 ? SiteState.open : .closed }
      #expect(abs(relaxation.evaluate(prices + rows, states) - cost) <= 1e-6 * cost, "seed \(seed)")
      let undecided = [SiteState](repeating: .undecided, count: 6)
      let (with, without) = (relaxation.evaluate(prices + rows, undecided), relaxation.evaluate(prices + [0], undecided))
      #expect(with >= without - 1e-6 * abs(without), "seed \(seed)")
      if with > without + 1e-3 * abs(without) { better += 1 }
    }
    #expect(better >= 20, "\(better)")
  }
}
