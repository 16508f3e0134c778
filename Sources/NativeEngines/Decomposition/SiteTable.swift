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
  /// Sites that any plan opens: those that cannot be closed, and those that are paid for being open.
  let opensAnyway: [Bool]
  /// What all items take at least.
  let leastWeight: Double
  /// Whether some item has no arc at all.
  let hasLooseItem: Bool

  init(_ network: FixedChargeNetwork) {
    siteCount = network.siteCount
    itemCount = network.itemCount
    arcCount = network.arcCount
    isWhole = network.sourcing == .whole
    isAlwaysOpen = network.isAlwaysOpen
    opensAnyway = network.fixedCost.indices.map { network.isAlwaysOpen[$0] || network.fixedCost[$0] < 0 }
    arcStart = .allocate(capacity: siteCount + 1)
    item = .allocate(capacity: arcCount)
    cost = .allocate(capacity: arcCount)
    weight = .allocate(capacity: arcCount)
    arc = .allocate(capacity: arcCount)
    fixedCost = .allocate(capacity: siteCount)
    capacity = .allocate(capacity: siteCount)
    for site in 0..<network.siteCount {
      fixedCost[site] = network.fixedCost[site]
      capacity[site] = network.capacity[site]
    }
    var least = [Double](repeating: .infinity, count: network.itemCount)
    for arc in 0..<network.arcCount {
      least[Int(network.item[arc])] = min(least[Int(network.item[arc])], network.weight[arc])
    }
    hasLooseItem = least.contains(.infinity)
    leastWeight = least.reduce(0) { $0 + ($1.isFinite ? $1 : 0) }
    fillArcs(network)
  }

  /// The open sites of a table, always open, with some of their slots: those from `starts[i]` up to `starts[i + 1]` are the i-th's.
  init(_ source: SiteTable, openSites: [Int], slots: [Int32], starts: [Int]) {
    siteCount = openSites.count
    itemCount = source.itemCount
    arcCount = slots.count
    isWhole = source.isWhole
    isAlwaysOpen = [Bool](repeating: true, count: openSites.count)
    opensAnyway = isAlwaysOpen
    arcStart = .allocate(capacity: siteCount + 1)
    item = .allocate(capacity: arcCount)
    cost = .allocate(capacity: arcCount)
    weight = .allocate(capacity: arcCount)
    arc = .allocate(capacity: arcCount)
    fixedCost = .allocate(capacity: siteCount)
    capacity = .allocate(capacity: siteCount)
    for (site, start) in starts.enumerated() { arcStart[site] = start }
    for (site, own) in openSites.enumerated() {
      (fixedCost[site], capacity[site]) = (source.fixedCost[own], source.capacity[own])
    }
    var least = [Double](repeating: .infinity, count: itemCount)
    for (slot, own) in slots.enumerated() {
      let own = Int(own)
      (item[slot], cost[slot], weight[slot], arc[slot]) = (source.item[own], source.cost[own], source.weight[own], source.arc[own])
      least[Int(item[slot])] = min(least[Int(item[slot])], weight[slot])
    }
    hasLooseItem = least.contains(.infinity)
    leastWeight = least.reduce(0) { $0 + ($1.isFinite ? $1 : 0) }
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

  func slots(of site: Int) -> Range<Int> { arcStart[site]..<arcStart[site + 1] }
}

/// What is decided of a site.
enum SiteState: Int8 {
  case undecided, closed, open
}
