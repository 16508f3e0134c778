/// What is decided of an arc.
enum ArcState: Int8 {
  case free, excluded, served
}

/// The relaxation that prices the items' rows where items go whole: sites are then independent 0-1 knapsacks, tied
/// only by the row that open capacity covers the weight of all items.
///
/// Its bound at multipliers u is Σ u + the least over sets of sites of Σ (fixed cost + knapsack(cost − u)), the sets
/// by a continuous knapsack that covers the least weight. Sites that hold many items are bounded by continuous
/// knapsacks: what rounding costs them is little, and long to find.
final class WholeRelaxation {
  let table: SiteTable
  // One entry a site.
  /// Fixed cost, less what rows over sites pay, and contents.
  let values: UnsafeMutablePointer<Double>
  /// How far open the covering knapsack has it.
  let openness: UnsafeMutablePointer<Double>
  private let takenCount: UnsafeMutablePointer<Int>
  /// Of the last offer taken.
  private let lastShare: UnsafeMutablePointer<Double>
  private let charges: SiteCharges
  private var filled: FilledSites
  private(set) var cover: SiteCover
  /// Of the items' multipliers, with what limits of rows over sites are worth.
  private(set) var multiplierSum = 0.0
  private(set) var bound = -Double.infinity
  /// Offers and knapsack nodes looked at so far.
  private(set) var offersSeen = 0

  // The arcs that are not excluded, at the front of each site's slots; those that are served first.
  private let listItem: UnsafeMutablePointer<Int32>
  private let listCost: UnsafeMutablePointer<Double>
  private let listWeight: UnsafeMutablePointer<Double>
  private let listSlot: UnsafeMutablePointer<Int32>
  private var servedCount: [Int]
  private var listCount: [Int]
  /// What the arcs that are served leave of each capacity.
  private var room: [Double]
  private let takenSlot: UnsafeMutablePointer<Int32>
  private let knapsack: ZeroOneKnapsack
  private let isContinuous: [Bool]
  private let offers: UnsafeMutablePointer<Offer>

  /// Knapsacks of more items than this are continuous.
  private static let mostWholeItems = 150.0

  init(_ table: SiteTable) {
    self.table = table
    let (sites, arcs) = (table.siteCount, table.arcCount)
    values = .allocate(capacity: sites)
    openness = .allocate(capacity: sites)
    takenCount = .allocate(capacity: sites)
    lastShare = .allocate(capacity: sites)
    for site in 0..<sites { (values[site], openness[site], takenCount[site], lastShare[site]) = (0, 0, 0, 1) }
    listItem = .allocate(capacity: arcs)
    listCost = .allocate(capacity: arcs)
    listWeight = .allocate(capacity: arcs)
    listSlot = .allocate(capacity: arcs)
    takenSlot = .allocate(capacity: arcs)
    offers = .allocate(capacity: table.itemCount + 1)
    servedCount = [Int](repeating: 0, count: sites)
    listCount = servedCount
    room = (0..<sites).map { table.capacity[$0] }
    knapsack = ZeroOneKnapsack(mostOffers: table.itemCount + 1)
    charges = SiteCharges(table)
    filled = FilledSites(table)
    cover = SiteCover(table)
    let meanWeight = table.leastWeight / Double(max(1, table.itemCount))
    isContinuous = (0..<sites).map {
      table.capacity[$0].isFinite && table.capacity[$0] > Self.mostWholeItems * meanWeight
    }
    list([])
  }

  deinit {
    for numbers in [values, openness, lastShare, listCost, listWeight] { numbers.deallocate() }
    for numbers in [listItem, listSlot, takenSlot] { numbers.deallocate() }
    takenCount.deallocate()
    offers.deallocate()
  }

  /// Lists the arcs that may be used; `arcs` has a state for each slot, or is empty where all are free.
  func list(_ arcs: [ArcState]) {
    filled.forget()
    for site in 0..<table.siteCount {
      let start = table.arcStart[site]
      var end = start
      room[site] = table.capacity[site]
      for slot in table.slots(of: site) where !arcs.isEmpty && arcs[slot] == .served {
        append(slot, at: &end)
        room[site] -= table.weight[slot]
      }
      servedCount[site] = end - start
      let most = room[site] * (1 + 1e-12)
      for slot in table.slots(of: site) where (arcs.isEmpty || arcs[slot] == .free) && table.weight[slot] <= most {
        append(slot, at: &end)
      }
      listCount[site] = end - start
    }
    offersSeen &+= table.arcCount
  }

  private func append(_ slot: Int, at end: inout Int) {
    listItem[end] = table.item[slot]
    listCost[end] = table.cost[slot]
    listWeight[end] = table.weight[slot]
    listSlot[end] = Int32(slot)
    end += 1
  }

  /// The bound at these multipliers with what is decided of the sites; infinite where capacity cannot cover.
  func evaluate(_ multipliers: [Double], _ states: [SiteState]) -> Double {
    filled.begin(multipliers)
    let sum = charges.set(multipliers)
    var fits = true
    multipliers.withUnsafeBufferPointer { buffer in
      guard let price = buffer.baseAddress else { return }
      for site in 0..<table.siteCount where states[site] != .closed && filled.isToFill(site) {
        fits = fillSite(site, price) && fits
      }
    }
    multiplierSum = sum
    // A site that does not fit is not filled.
    if !fits { filled.forget() }
    bound = fits ? sum + cover.least(values, states, openness: openness) : .infinity
    return bound
  }

  /// False where what must be served does not fit.
  private func fillSite(_ site: Int, _ price: UnsafePointer<Double>) -> Bool {
    let start = table.arcStart[site]
    guard room[site] >= -1e-12 * table.capacity[site] else { return false }
    var (sum, taken) = (charges.values[site], start)
    for place in start..<(start + servedCount[site]) {
      sum += listCost[place] - price[Int(listItem[place])]
      takenSlot[taken] = listSlot[place]
      taken += 1
    }
    lastShare[site] = 1
    let (weight, value) = collect(site, price)
    let capacity = room[site] * (1 + 1e-12)
    if weight <= capacity {
      sum += value
      for index in 0..<knapsack.count { takenSlot[taken + index] = knapsack.slot(index) }
      taken += knapsack.count
    } else if isContinuous[site] {
      let filled = fillContinuous(capacity)
      sum += filled.value
      for index in 0..<filled.count { takenSlot[taken + index] = offers[index].slot }
      taken += filled.count
      lastShare[site] = filled.lastShare
    } else {
      let nodes = knapsack.nodesSeen
      knapsack.sort()
      knapsack.solve(capacity: capacity)
      offersSeen &+= knapsack.nodesSeen - nodes
      sum += knapsack.value
      knapsack.forEachTaken {
        takenSlot[taken] = $0
        taken += 1
      }
    }
    values[site] = sum
    takenCount[site] = taken - start
    return true
  }

  private func fillContinuous(_ capacity: Double) -> Knapsack {
    for index in 0..<knapsack.count { offers[index] = knapsack.offer(index) }
    return Knapsack.continuous(offers, count: knapsack.count, capacity: capacity, pivot: 0)
  }

  /// Collects the arcs of a site that pay; their weight and value together.
  @inline(__always)
  private func collect(_ site: Int, _ price: UnsafePointer<Double>) -> (weight: Double, value: Double) {
    let start = table.arcStart[site]
    var (weight, value) = (0.0, 0.0)
    knapsack.clear()
    for place in (start + servedCount[site])..<(start + listCount[site]) {
      let reduced = listCost[place] - price[Int(listItem[place])]
      guard reduced < 0 else { continue }
      let taken = listWeight[place]
      knapsack.add(Offer(ratio: reduced / taken, value: reduced, weight: taken, slot: listSlot[place]))
      weight += taken
      value += reduced
    }
    offersSeen &+= listCount[site]
    return (weight, value)
  }
}

// MARK: - What an evaluation says

extension WholeRelaxation {
  /// By how much the bound rises at least where an undecided site is decided against the evaluation: the size of it.
  func penalty(of site: Int) -> Double {
    values[site] - (cover.multiplier == 0 ? 0 : cover.multiplier * table.capacity[site])
  }

  /// Calls `body` with every slot of a site that may still be decided, whether the evaluation serves it, and a bound of
  /// everything where it is decided the other way.
  func forEachPenalty(
    at site: Int, _ multipliers: [Double], _ states: [SiteState], _ body: (_ slot: Int, _ isTaken: Bool, Double) -> Void
  ) {
    let start = table.arcStart[site]
    let (served, end) = (start + servedCount[site], start + listCount[site])
    let weight = multipliers.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { collect(site, $0).weight } ?? 0 }
    knapsack.sort()
    let capacity = room[site] * (1 + 1e-12)
    let isFull = weight > capacity
    if isFull && !isContinuous[site] { knapsack.solve(capacity: capacity) }
    let contents = isFull ? (isContinuous[site] ? knapsack.continuous(capacity) : knapsack.value) : knapsack.continuous(.infinity)
    let burden = cover.multiplier == 0 ? 0 : cover.multiplier * table.capacity[site]
    let own = values[site] - burden
    // What the site gives the bound now.
    let rest = bound - (states[site] == .open ? own : min(0, own))
    for index in 0..<knapsack.count {
      let slot = Int(knapsack.slot(index))
      let isTaken = openness[site] == 1 && (!isFull || !isContinuous[site] && knapsack.isTaken(index))
      if isTaken {
        let without = own - contents + knapsack.continuous(capacity, without: index)
        body(slot, true, rest + (states[site] == .open ? without : min(0, without)))
      } else {
        let reduced = table.cost[slot] - multipliers[Int(table.item[slot])]
        let forced = reduced + knapsack.continuous(capacity - table.weight[slot], without: index)
        body(slot, false, rest + own - contents + forced)
      }
    }
    for place in served..<end {
      let reduced = listCost[place] - multipliers[Int(listItem[place])]
      guard reduced >= 0 else { continue }
      let forced = reduced + knapsack.continuous(max(0, capacity - listWeight[place]))
      body(Int(listSlot[place]), false, rest + own - contents + forced)
    }
  }

  /// Whether every item is served once: then the evaluation's answer is a plan.
  func plan() -> SitePlan? {
    var plan = SitePlan(isOpen: table.opensAnyway, shares: [])
    var served = [Bool](repeating: false, count: table.itemCount)
    for site in 0..<table.siteCount where openness[site] > 0 {
      guard openness[site] == 1 else { return nil }
      plan.isOpen[site] = true
    }
    var isPlan = true
    forEachTaken { slot, share in
      let item = Int(table.item[slot])
      isPlan = isPlan && share == 1 && !served[item]
      served[item] = true
      plan.shares.append(SitePlan.Share(slot: Int32(slot), share: share))
    }
    return isPlan && served.allSatisfy { $0 } ? plan : nil
  }

  /// The bound's slope at the multipliers of the last evaluation: 1 − what each item is served, and what rows over sites miss.
  func slope(at multipliers: [Double], into gradient: inout [Double]) {
    for item in 0..<table.itemCount { gradient[item] = 1 }
    table.counts.slope(openness, at: multipliers, into: &gradient)
    gradient.withUnsafeMutableBufferPointer { gradient in
      forEachTaken { slot, share in gradient[Int(table.item[slot])] -= share }
    }
  }

  /// Calls `body` with every slot that the evaluation serves and its share.
  @inline(__always)
  func forEachTaken(_ body: (Int, Double) -> Void) {
    for site in 0..<table.siteCount where openness[site] > 0 {
      let start = table.arcStart[site]
      let count = takenCount[site]
      for index in 0..<count {
        let share = index == count - 1 ? lastShare[site] : 1
        body(Int(takenSlot[start + index]), share * openness[site])
      }
    }
  }
}
