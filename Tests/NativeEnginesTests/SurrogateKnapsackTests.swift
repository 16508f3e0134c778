import MathProgram
import Testing

@testable import NativeEngines

/// The integer knapsack over the sites: what it closes holds for every set of sites, and its tree shows why.
@Suite struct SurrogateKnapsackTests {
  /// Sites with values drawn for them, of which some are decided.
  private final class DrawnRelaxation: CoveringRelaxation {
    let table: SiteTable
    let values: UnsafeMutablePointer<Double>
    let openness: UnsafeMutablePointer<Double>
    let states: [SiteState]
    var cover: SiteCover
    let multiplierSum = 7.0
    let bound: Double

    init(_ random: inout SplitMix64) {
      let siteCount = Int.random(in: 1...9, using: &random)
      var network = FixedChargeNetwork(itemCount: 1, sourcing: .split)
      for _ in 0..<siteCount { network.addSite(fixedCost: 0, capacity: Double(Int.random(in: 0...20, using: &random))) }
      network.addArc(site: 0, item: 0, cost: 1, weight: Double(Int.random(in: 0...(6 * siteCount), using: &random)))
      table = SiteTable(network)
      values = .allocate(capacity: siteCount)
      openness = .allocate(capacity: siteCount)
      for site in 0..<siteCount { values[site] = Double(Int.random(in: -10...60, using: &random)) }
      states = (0..<siteCount).map { _ in
        [SiteState.undecided, .undecided, .undecided, .closed, .open][Int.random(in: 0...4, using: &random)]
      }
      cover = SiteCover(table)
      bound = multiplierSum + cover.least(values, states, openness: openness)
    }

    deinit {
      values.deallocate()
      openness.deallocate()
    }

    /// Of a set of sites that covers all weight, as bits; nil of one that does not, or is decided otherwise.
    func cost(_ set: Int) -> Double? {
      var (sum, capacity) = (multiplierSum, 0.0)
      for site in states.indices {
        let isOpen = set >> site & 1 == 1
        if isOpen && states[site] == .closed || !isOpen && states[site] == .open { return nil }
        if isOpen { (sum, capacity) = (sum + values[site], capacity + table.capacity[site]) }
      }
      return capacity >= table.leastWeight ? sum : nil
    }

    /// What a covering multiplier bounds where some sites more are decided.
    func bound(_ multiplier: Double, _ decided: [Int: Bool]) -> Double {
      states.indices.reduce(multiplierSum + multiplier * table.leastWeight) { sum, site in
        let open = values[site] - multiplier * table.capacity[site]
        switch (states[site], decided[site]) {
        case (.closed, _), (_, false?): return sum
        case (.open, _), (_, true?): return sum + open
        default: return sum + min(0, open)
        }
      }
    }

    var least: Double { (0..<(1 << states.count)).compactMap(cost).min() ?? .infinity }
  }

  /// The least bound of the tree's leaves; nil where it is no tree.
  private func leastLeaf(_ nodes: [SurrogateKnapsack.Node], _ relaxation: DrawnRelaxation) -> Double? {
    var rest = nodes[...]
    func bound(_ decided: [Int: Bool]) -> Double? {
      guard let node = rest.popFirst() else { return nil }
      if node.site < 0 { return relaxation.bound(node.cover, decided) }
      let site = Int(node.site)
      guard decided[site] == nil, relaxation.states[site] == .undecided,
        let open = bound(decided.merging([site: true]) { $1 }), let closed = bound(decided.merging([site: false]) { $1 })
      else { return nil }
      return min(open, closed)
    }
    let least = bound([:])
    return rest.isEmpty ? least : nil
  }

  @Test func itClosesWhatNoSetOfSitesUndercutsAndShowsIt() throws {
    var (closedCount, beyondLinear) = (0, 0)
    for seed in campaign(2000) {
      var random = SplitMix64(seed: seed)
      let relaxation = DrawnRelaxation(&random)
      let least = relaxation.least
      for cutoff in [relaxation.bound + 0.5, relaxation.bound + 5, least - 0.5, least, least + 0.5] where cutoff.isFinite {
        guard cutoff > relaxation.bound else { continue }
        var surrogate = SurrogateKnapsack(relaxation.table)
        let isClosed = surrogate.closes(relaxation, relaxation.states, cutoff: cutoff)
        #expect(!isClosed || cutoff <= least + 1e-9, "seed \(seed), cutoff \(cutoff)")
        // Of so few sites no tree has too many nodes.
        if cutoff <= least - 0.5 { #expect(isClosed, "seed \(seed), cutoff \(cutoff)") }
        guard isClosed else { continue }
        closedCount += 1
        if cutoff > relaxation.bound + 0.4 { beyondLinear += 1 }
        let shown = try #require(leastLeaf(surrogate.nodes, relaxation), "seed \(seed)")
        #expect(shown >= cutoff - 1e-9, "seed \(seed), cutoff \(cutoff)")
        #expect(surrogate.bound >= cutoff, "seed \(seed)")
      }
    }
    let draws = campaign(2000).count
    #expect(closedCount > draws / 4 && beyondLinear > draws / 8)
  }
}
