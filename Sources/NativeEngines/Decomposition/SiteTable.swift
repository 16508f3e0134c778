import MathProgram

/// A fixed-charge network as plain memory, its arcs grouped by site.
final class SiteTable {
  let siteCount: Int
  let itemCount: Int
  let arcCount: Int
  let isWhole: Bool
  /// `arcStart[i] ..< arcStart[i + 1]` are the slots of site i's arcs, in the order of their items.
  let arcStart: UnsafeMutablePointer<Int>
  // One entry a slot.
  let item: UnsafeMutablePointer<Int32>
  let cost: UnsafeMutablePointer<Double>
  let weight: UnsafeMutablePointer<Double>
  /// The network's arc in each slot.
  let arc: UnsafeMutablePointer<Int32>
  // One entry a site.
  let fixedCost: UnsafeMutablePointer<Double>
  let capacity: UnsafeMutablePointer<Double>
  let isAlwaysOpen: [Bool]
  /// Sites that any plan opens: those that cannot be closed, and, where no rows over sites stand against it, those that are paid
  /// for being open.
  let opensAnyway: [Bool]
  /// Rows over sites alone, priced and for choosing among sites.
  let counts: SiteCounts
  let switchCounts: SwitchCounts
  /// What all items take at least.
  let leastWeight: Double
  /// Whether some item has no arc at all.
  let hasLooseItem: Bool

  /// Without sites and arcs filled in.
  ///
  /// - Parameter least: by item, its least weight over its arcs; infinite where it has none.
  private init(
    arcCount arcs: Int, isWhole whole: Bool, isAlwaysOpen always: [Bool], opensAnyway anyway: [Bool], least: [Double],
    counts rows: [SwitchCount]
  ) {
    siteCount = always.count
    itemCount = least.count
    arcCount = arcs
    isWhole = whole
    isAlwaysOpen = always
    opensAnyway = anyway
    counts = SiteCounts(rows, itemCount: least.count, siteCount: always.count)
    switchCounts = SwitchCounts(rows, mustBeOn: always)
    hasLooseItem = least.contains(.infinity)
    leastWeight = least.reduce(0) { $0 + ($1.isFinite ? $1 : 0) }
    arcStart = .allocate(capacity: siteCount + 1)
    item = .allocate(capacity: arcCount)
    cost = .allocate(capacity: arcCount)
    weight = .allocate(capacity: arcCount)
    arc = .allocate(capacity: arcCount)
    fixedCost = .allocate(capacity: siteCount)
    capacity = .allocate(capacity: siteCount)
  }

  convenience init(_ network: FixedChargeNetwork) {
    var least = [Double](repeating: .infinity, count: network.itemCount)
    for arc in 0..<network.arcCount {
      least[Int(network.item[arc])] = min(least[Int(network.item[arc])], network.weight[arc])
    }
    // Rows over sites say what may be open beside what is used.
    let mayEarn = network.counts.isEmpty
    self.init(
      arcCount: network.arcCount, isWhole: network.sourcing == .whole, isAlwaysOpen: network.isAlwaysOpen,
      opensAnyway: network.fixedCost.indices.map { network.isAlwaysOpen[$0] || mayEarn && network.fixedCost[$0] < 0 },
      least: least, counts: network.counts)
    for site in 0..<network.siteCount {
      fixedCost[site] = network.fixedCost[site]
      capacity[site] = network.capacity[site]
    }
    fillArcs(network)
  }

  /// The open sites of a table, always open, with some of their slots: those from `starts[i]` up to `starts[i + 1]` are the i-th's.
  convenience init(_ source: SiteTable, openSites: [Int], slots: [Int32], starts: [Int]) {
    var least = [Double](repeating: .infinity, count: source.itemCount)
    for slot in slots {
      least[Int(source.item[Int(slot)])] = min(least[Int(source.item[Int(slot)])], source.weight[Int(slot)])
    }
    let open = [Bool](repeating: true, count: openSites.count)
    self.init(arcCount: slots.count, isWhole: source.isWhole, isAlwaysOpen: open, opensAnyway: open, least: least, counts: [])
    for (site, start) in starts.enumerated() { arcStart[site] = start }
    for (site, own) in openSites.enumerated() {
      (fixedCost[site], capacity[site]) = (source.fixedCost[own], source.capacity[own])
    }
    for (slot, own) in slots.enumerated() {
      let own = Int(own)
      (item[slot], cost[slot], weight[slot], arc[slot]) =
        (source.item[own], source.cost[own], source.weight[own], source.arc[own])
    }
  }

  deinit {
    arcStart.deallocate()
    item.deallocate()
    cost.deallocate()
    weight.deallocate()
    arc.deallocate()
    fixedCost.deallocate()
    capacity.deallocate()
  }

  /// Sorts by item first, then, keeping that order, by site.
  private func fillArcs(_ network: FixedChargeNetwork) {
    let byItem = SiteTable.sorted(0..<arcCount, by: network.item, count: itemCount)
    let bySite = SiteTable.sorted(byItem, by: network.site, count: siteCount)
    arcStart.initialize(repeating: 0, count: siteCount + 1)
    for (slot, source) in bySite.enumerated() {
      item[slot] = network.item[source]
      cost[slot] = network.cost[source]
      weight[slot] = network.weight[source]
      arc[slot] = Int32(source)
      arcStart[Int(network.site[source]) + 1] += 1
    }
    for site in 0..<siteCount { arcStart[site + 1] += arcStart[site] }
  }

  /// Counting sort that keeps the order of equal keys.
  private static func sorted(_ arcs: some Sequence<Int>, by key: [Int32], count: Int) -> [Int] {
    var next = [Int](repeating: 0, count: count + 1)
    for value in key { next[Int(value) + 1] += 1 }
    for value in 0..<count { next[value + 1] += next[value] }
    var sorted = [Int](repeating: 0, count: key.count)
    for arc in arcs {
      sorted[next[Int(key[arc])]] = arc
      next[Int(key[arc])] += 1
    }
    return sorted
  }

  var fixedCosts: [Double] { (0..<siteCount).map { fixedCost[$0] } }

  /// Numbers in a vector of multipliers: one an item, then one a row over sites.
  var multiplierCount: Int { itemCount + counts.count }

  func slots(of site: Int) -> Range<Int> { arcStart[site]..<arcStart[site + 1] }
}

/// What is decided of a site.
enum SiteState: Int8 {
  case undecided, closed, open
}
