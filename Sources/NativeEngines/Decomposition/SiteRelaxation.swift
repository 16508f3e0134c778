/// The relaxation that prices the items' rows: sites are then independent knapsacks, tied only by the row that open
/// capacity covers the weight of all items.
///
/// Its bound at multipliers u is Σ u + μ·(least weight) + Σ over sites min(0, fixed cost − μ·capacity + knapsack(cost
/// − u)), μ being the best multiplier of the covering row: the dual value of a continuous knapsack over the sites. Rows over sites
/// alone are priced too (`SiteCounts`): they change what a site costs.
final class SiteRelaxation {
  let table: SiteTable
  // One entry a site.
  /// Fixed cost, less what rows over sites pay, and contents.
  let values: UnsafeMutablePointer<Double>
  /// How far open the covering knapsack has it.
  let openness: UnsafeMutablePointer<Double>
  private let contents: UnsafeMutablePointer<Contents>
  private let charges: SiteCharges
  private var filled: FilledSites
  private(set) var cover: SiteCover
  /// Of the items' multipliers, with what limits of rows over sites are worth.
  private(set) var multiplierSum = 0.0
  private(set) var bound = -Double.infinity
  /// Offers looked at so far: the unit of work is 64 of them.
  private(set) var offersSeen = 0

  /// The arcs that can pay as long as multipliers stay below `horizon`: the front of each site's slots.
  private let nearItem: UnsafeMutablePointer<Int32>
  private let nearCost: UnsafeMutablePointer<Double>
  private let nearWeight: UnsafeMutablePointer<Double>
  private let nearSlot: UnsafeMutablePointer<Int32>
  private var nearCount: [Int]
  /// The first of them can pay by more than `hotLimit` a unit of weight, and no other can.
  private var hotCount: [Int]
  private var hotLimit: [Double]
  private var horizon: [Double]
  /// How far above its multiplier the horizon of each item was set.
  private var room: [Double]
  private var areListsBuilt = false
  /// Slots of the taken offers of each site, at the front of its slots.
  private let takenSlot: UnsafeMutablePointer<Int32>
  private let offers: UnsafeMutablePointer<Offer>

  /// What an evaluation takes at a site.
  private struct Contents: BitwiseCopyable {
    var count: Int32 = 0
    /// Of the last offer taken.
    var lastShare = 1.0
    /// Of the worst offer taken where the site filled up; else 0.
    var lastRatio = 0.0
  }

  init(_ table: SiteTable) {
    self.table = table
    values = .allocate(capacity: table.siteCount)
    values.initialize(repeating: 0, count: table.siteCount)
    openness = .allocate(capacity: table.siteCount)
    openness.initialize(repeating: 0, count: table.siteCount)
    contents = .allocate(capacity: table.siteCount)
    contents.initialize(repeating: Contents(), count: table.siteCount)
    charges = SiteCharges(table)
    filled = FilledSites(table)
    cover = SiteCover(table)
    nearItem = .allocate(capacity: table.arcCount)
    nearCost = .allocate(capacity: table.arcCount)
    nearWeight = .allocate(capacity: table.arcCount)
    nearSlot = .allocate(capacity: table.arcCount)
    takenSlot = .allocate(capacity: table.arcCount)
    offers = .allocate(capacity: table.itemCount + 1)
    nearCount = [Int](repeating: 0, count: table.siteCount)
    hotCount = nearCount
    hotLimit = [Double](repeating: 0, count: table.siteCount)
    horizon = [Double](repeating: 0, count: table.itemCount)
    room = horizon
  }

  deinit {
    values.deallocate()
    openness.deallocate()
    contents.deallocate()
    nearItem.deallocate()
    nearCost.deallocate()
    nearWeight.deallocate()
    nearSlot.deallocate()
    takenSlot.deallocate()
    offers.deallocate()
  }

  /// The bound at these multipliers with what is decided of the sites; infinite where capacity cannot cover.
  func evaluate(_ multipliers: [Double], _ states: [SiteState]) -> Double {
    filled.begin(multipliers)
    prepareLists(multipliers)
    let sum = charges.set(multipliers)
    multipliers.withUnsafeBufferPointer { buffer in
      guard let price = buffer.baseAddress else { return }
      for site in 0..<table.siteCount where states[site] != .closed && filled.isToFill(site) { fillSite(site, price) }
    }
    multiplierSum = sum
    bound = sum + cover.least(values, states, openness: openness)
    return bound
  }

  /// Where a site fills up, only offers that come near the last ratio taken are looked at more closely.
  private static let filter = 0.85

  private func fillSite(_ site: Int, _ price: UnsafePointer<Double>) {
    let start = table.arcStart[site]
    let capacity = table.capacity[site]
    let limit = SiteRelaxation.filter * contents[site].lastRatio
    var paying = collect(site, price, ratioBelow: limit)
    if limit < 0 && paying.weight < capacity { paying = collect(site, price, ratioBelow: 0) }
    var knapsack = Knapsack(value: paying.value, count: paying.count, lastShare: 1)
    if paying.weight > capacity {
      knapsack = Knapsack.continuous(
        offers, count: paying.count, capacity: capacity, pivot: contents[site].lastRatio)
      contents[site].lastRatio = knapsack.count > 0 ? offers[knapsack.count - 1].ratio : 0
    } else {
      contents[site].lastRatio = 0
    }
    for index in 0..<knapsack.count { takenSlot[start + index] = offers[index].slot }
    values[site] = charges.values[site] + knapsack.value
    contents[site].count = Int32(knapsack.count)
    contents[site].lastShare = knapsack.lastShare
  }

  /// Collects the arcs of a site that pay, by more than `limit` a unit of weight.
  @inline(__always)
  private func collect(
    _ site: Int, _ price: UnsafePointer<Double>, ratioBelow limit: Double
  ) -> (count: Int, weight: Double, value: Double) {
    let start = table.arcStart[site]
    let end = start + (limit <= hotLimit[site] ? hotCount[site] : nearCount[site])
    var (count, weight, value) = (0, 0.0, 0.0)
    for near in start..<end {
      let reduced = nearCost[near] - price[Int(nearItem[near])]
      let taken = nearWeight[near]
      if reduced < limit * taken {
        offers[count] = Offer(ratio: reduced / taken, value: reduced, weight: taken, slot: nearSlot[near])
        count &+= 1
        weight += taken
        value += reduced
      }
    }
    offersSeen &+= end - start
    return (count, weight, value)
  }

  // MARK: Lists of arcs that may pay

  /// How far above the multipliers the lists reach.
  private static let reach = 0.06
  /// Hot are the arcs that would pay by this part of the last ratio taken.
  private static let hot = 0.65

  private func prepareLists(_ multipliers: [Double]) {
    if areListsBuilt && isWithinHorizon(multipliers) { return }
    areListsBuilt = true
    moveHorizon(multipliers)
    for site in 0..<table.siteCount { listNearArcs(of: site) }
    offersSeen &+= table.arcCount
  }

  /// Items whose multiplier broke out get more room next time.
  private func moveHorizon(_ multipliers: [Double]) {
    let mean = multipliers.prefix(table.itemCount).reduce(0) { $0 + abs($1) } / Double(max(1, table.itemCount))
    for item in 0..<table.itemCount {
      if multipliers[item] > horizon[item] { room[item] *= 1.5 }
      room[item] = max(room[item], SiteRelaxation.reach * (abs(multipliers[item]) + 0.25 * mean))
      horizon[item] = multipliers[item] + room[item]
    }
  }

  /// Hot arcs from the front of the site's room, then the others.
  private func listNearArcs(of site: Int) {
    let start = table.arcStart[site]
    let limit = SiteRelaxation.hot * contents[site].lastRatio
    var hotEnd = start
    var end = start
    horizon.withUnsafeBufferPointer { horizon in
      for slot in table.slots(of: site) {
        let item = table.item[slot]
        let reduced = table.cost[slot] - horizon[Int(item)]
        if reduced >= 0 { continue }
        var place = end
        if reduced < limit * table.weight[slot] {
          (nearItem[end], nearCost[end], nearWeight[end], nearSlot[end]) =
            (nearItem[hotEnd], nearCost[hotEnd], nearWeight[hotEnd], nearSlot[hotEnd])
          place = hotEnd
          hotEnd += 1
        }
        (nearItem[place], nearCost[place], nearWeight[place], nearSlot[place]) =
          (item, table.cost[slot], table.weight[slot], Int32(slot))
        end += 1
      }
    }
    nearCount[site] = end - start
    hotCount[site] = hotEnd - start
    hotLimit[site] = limit
  }

  private func isWithinHorizon(_ multipliers: [Double]) -> Bool {
    var isWithin = true
    horizon.withUnsafeBufferPointer { horizon in
      multipliers.withUnsafeBufferPointer { multipliers in
        for item in horizon.indices { isWithin = isWithin && multipliers[item] <= horizon[item] }
      }
    }
    return isWithin
  }
}

// MARK: - What an evaluation says

extension SiteRelaxation {
  /// By how much the bound rises at least where an undecided site is decided against the evaluation: the size of it.
  func penalty(of site: Int) -> Double {
    values[site] - (cover.multiplier == 0 ? 0 : cover.multiplier * table.capacity[site])
  }

  /// The bound's slope at the multipliers of the last evaluation: 1 − what each item is served, and what rows over sites miss.
  func slope(at multipliers: [Double], into gradient: inout [Double]) {
    for item in 0..<table.itemCount { gradient[item] = 1 }
    table.counts.slope(openness, at: multipliers, into: &gradient)
    gradient.withUnsafeMutableBufferPointer { gradient in
      for site in 0..<table.siteCount where openness[site] > 0 {
        let (share, taken) = (openness[site], contents[site])
        let start = table.arcStart[site]
        let count = Int(taken.count)
        for index in 0..<count { gradient[Int(table.item[Int(takenSlot[start + index])])] -= share }
        if count > 0 && taken.lastShare < 1 {
          gradient[Int(table.item[Int(takenSlot[start + count - 1])])] += share * (1 - taken.lastShare)
        }
      }
    }
  }
}
