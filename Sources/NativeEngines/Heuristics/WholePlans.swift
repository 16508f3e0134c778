/// Serves whole items from a set of open sites: a generalised assignment, by regret, penalised shifts and swaps, and
/// ejection chains.
///
/// Overloads cost so much a unit of weight, more as long as there are any (Yagiura, Ibaraki and Glover 2004 in small);
/// once nothing is overloaded, chains improve the assignment and keep it so.
final class WholePlans: OpenSetCosting {
  private let table: SiteTable
  private let index: ItemIndex
  /// By item and site; −1 where there is no arc.
  private let slotOfPair: [Int32]
  private(set) var work = 0

  private var isOpen: [Bool] = []
  /// The slot that serves each item.
  private var chosen: [Int32]
  private var load: [Double]
  private var penalty = 0.0
  private var last: [Int32] = []
  /// Where sets that resemble a known plan begin; empty: by regret alone.
  private var base: [Int32] = []

  init(_ table: SiteTable) {
    self.table = table
    index = ItemIndex(table)
    var slotOfPair = [Int32](repeating: -1, count: table.itemCount * table.siteCount)
    for site in 0..<table.siteCount {
      for slot in table.slots(of: site) { slotOfPair[Int(table.item[slot]) * table.siteCount + site] = Int32(slot) }
    }
    self.slotOfPair = slotOfPair
    chosen = [Int32](repeating: -1, count: table.itemCount)
    load = [Double](repeating: 0, count: table.siteCount)
  }

  func lastMultipliers() -> [Double]? { nil }
  /// That nothing was found is no proof that nothing is there.
  var shortage: ServingShortage? { nil }

  func lastPlan() -> SitePlan {
    var plan = SitePlan(isOpen: table.opensAnyway, shares: [])
    for slot in last {
      plan.shares.append(SitePlan.Share(slot: slot, share: 1))
      plan.isOpen[Int(index.siteOfSlot[Int(slot)])] = true
    }
    return plan
  }

  func cost(openSites: [Bool], multipliers: [Double]) -> Double? { cost(openSites: openSites, preferred: base) }

  func prepare(_ plan: SitePlan?) {
    base = []
    guard let plan else { return }
    base = [Int32](repeating: -1, count: table.itemCount)
    for share in plan.shares { base[Int(table.item[Int(share.slot)])] = share.slot }
  }

  /// Serves the items from these sites; `preferred` holds slots to begin with, −1 where there is none.
  func cost(openSites: [Bool], preferred: [Int32]) -> Double? {
    isOpen = openSites
    guard startByRegret(preferred) else { return nil }
    guard makeFeasible() else { return nil }
    chain()
    last = chosen
    return lastPlan().cost(table)
  }

  // MARK: Numbers

  private func site(of item: Int) -> Int { Int(index.siteOfSlot[Int(chosen[item])]) }

  @inline(__always)
  private func overload(_ site: Int, _ load: Double) -> Double { max(0, load - table.capacity[site] * (1 + 1e-12)) }

  /// What an item costs more on another slot, overloads included.
  @inline(__always)
  private func change(_ item: Int, to slot: Int) -> Double {
    let old = Int(chosen[item])
    let (here, there) = (Int(index.siteOfSlot[old]), Int(index.siteOfSlot[slot]))
    let relieved = overload(here, load[here]) - overload(here, load[here] - table.weight[old])
    let burdened = overload(there, load[there] + table.weight[slot]) - overload(there, load[there])
    return table.cost[slot] - table.cost[old] + penalty * (burdened - relieved)
  }

  private func move(_ item: Int, to slot: Int) {
    let old = Int(chosen[item])
    if old >= 0 { load[Int(index.siteOfSlot[old])] -= table.weight[old] }
    load[Int(index.siteOfSlot[slot])] += table.weight[slot]
    chosen[item] = Int32(slot)
  }

  private func openSlots(of item: Int) -> LazyFilterSequence<ArraySlice<Int32>> {
    let (isOpen, siteOfSlot) = (isOpen, index.siteOfSlot)
    return index.slots(ofItem: item).lazy.filter { isOpen[Int(siteOfSlot[Int($0)])] }
  }

  // MARK: Start

  /// Items with the most to lose first, each to the cheapest site with room, or else to the cheapest; false where some
  /// item cannot be served by any open site.
  private func startByRegret(_ preferred: [Int32]) -> Bool {
    for site in load.indices { load[site] = 0 }
    var regrets: [(regret: Double, item: Int)] = []
    var total = 0.0
    for item in chosen.indices {
      chosen[item] = -1
      var (first, second, weight) = (Double.infinity, Double.infinity, 0.0)
      for slot in openSlots(of: item) {
        let cost = table.cost[Int(slot)]
        if cost < first { (first, second) = (cost, first) } else { second = min(second, cost) }
        weight = table.weight[Int(slot)]
      }
      guard first.isFinite else { return false }
      let regret = second.isFinite ? second - first : 1e9
      regrets.append((regret, item))
      if second.isFinite && weight > 0 { total += regret / weight }
    }
    penalty = max(1e-6, 2 * total / Double(max(1, chosen.count)))
    regrets.sort { ($0.regret, $1.item) > ($1.regret, $0.item) }
    for item in preferred.indices where preferred[item] >= 0 && isOpen[Int(index.siteOfSlot[Int(preferred[item])])] {
      move(item, to: Int(preferred[item]))
    }
    for (_, item) in regrets where chosen[item] < 0 { place(item) }
    return true
  }

  private func place(_ item: Int) {
    var (best, bestCost) = (-1, Double.infinity)
    for slot in openSlots(of: item) {
      let (index, site) = (Int(slot), Int(index.siteOfSlot[Int(slot)]))
      let excess = overload(site, load[site] + table.weight[index]) - overload(site, load[site])
      let cost = table.cost[index] + 10 * penalty * excess
      if cost < bestCost { (best, bestCost) = (index, cost) }
    }
    move(item, to: best)
    work += 1
  }

  // MARK: Overloads

  private static let rounds = 40

  /// Descends with ever dearer overloads; false where some site stays overloaded.
  private func makeFeasible() -> Bool {
    for _ in 0..<WholePlans.rounds {
      descend()
      if isFeasible() { return true }
      penalty *= 1.6
    }
    return false
  }

  private func isFeasible() -> Bool { load.indices.allSatisfy { overload($0, load[$0]) == 0 } }

  private func descend() {
    var isImproving = true
    while isImproving {
      isImproving = false
      for item in chosen.indices {
        if shift(item) { isImproving = true }
        if overload(site(of: item), load[site(of: item)]) > 0, swap(item) { isImproving = true }
      }
    }
  }

  private func shift(_ item: Int) -> Bool {
    var (best, least) = (-1, -1e-9)
    for slot in openSlots(of: item) where slot != chosen[item] {
      let value = change(item, to: Int(slot))
      if value < least { (best, least) = (Int(slot), value) }
    }
    work += 1
    guard best >= 0 else { return false }
    move(item, to: best)
    return true
  }

  /// Exchanges an item of an overloaded site with one of another site, where that pays.
  private func swap(_ item: Int) -> Bool {
    let here = site(of: item)
    let old = Int(chosen[item])
    var (best, least) = (-1, -1e-9)
    for other in chosen.indices {
      let there = site(of: other)
      let (back, forth) = (slot(other, here), slot(item, there))
      guard there != here, back >= 0, forth >= 0 else { continue }
      let theirs = Int(chosen[other])
      let loadHere = load[here] - table.weight[old] + table.weight[back]
      let loadThere = load[there] - table.weight[theirs] + table.weight[forth]
      let excess =
        overload(here, loadHere) - overload(here, load[here]) + overload(there, loadThere)
        - overload(there, load[there])
      let value =
        table.cost[back] + table.cost[forth] - table.cost[old] - table.cost[theirs] + penalty * excess
      if value < least { (best, least) = (other, value) }
    }
    work += chosen.count / 32 + 1
    guard best >= 0 else { return false }
    let there = site(of: best)
    move(item, to: slot(item, there))
    move(best, to: slot(best, here))
    return true
  }

  @inline(__always)
  private func slot(_ item: Int, _ site: Int) -> Int { Int(slotOfPair[item * table.siteCount + site]) }

  // MARK: Chains

  private static let chainPasses = 12

  /// Moves an item where it is cheaper; where there is no room, one item there moves on to a third site, or back.
  private func chain() {
    for _ in 0..<WholePlans.chainPasses {
      var members = [[Int32]](repeating: [], count: table.siteCount)
      for item in chosen.indices { members[site(of: item)].append(Int32(item)) }
      var isImproving = false
      for item in chosen.indices where chain(item, &members) { isImproving = true }
      if !isImproving { return }
    }
  }

  private func chain(_ item: Int, _ members: inout [[Int32]]) -> Bool {
    let old = Int(chosen[item])
    let here = Int(index.siteOfSlot[old])
    var (bestSlot, bestOther, bestOnward, least) = (-1, -1, -1, -1e-9)
    for candidate in openSlots(of: item) {
      let slot = Int(candidate)
      let there = Int(index.siteOfSlot[slot])
      let gain = table.cost[slot] - table.cost[old]
      if there == here || gain >= least { continue }
      let missing = load[there] + table.weight[slot] - table.capacity[there] * (1 + 1e-12)
      if missing <= 0 {
        (bestSlot, bestOther, least) = (slot, -1, gain)
        continue
      }
      for member in members[there] where table.weight[Int(chosen[Int(member)])] >= missing {
        work += 1
        for onward in openSlots(of: Int(member)) {
          let (next, third) = (Int(onward), Int(index.siteOfSlot[Int(onward)]))
          let value = gain + table.cost[next] - table.cost[Int(chosen[Int(member)])]
          if third == there || value >= least { continue }
          let loadThird = load[third] + table.weight[next] - (third == here ? table.weight[old] : 0)
          if overload(third, loadThird) == 0 {
            (bestSlot, bestOther, bestOnward, least) = (slot, Int(member), next, value)
          }
        }
      }
    }
    guard bestSlot >= 0 else { return false }
    transfer(item, to: bestSlot, &members)
    if bestOther >= 0 { transfer(bestOther, to: bestOnward, &members) }
    return true
  }

  private func transfer(_ item: Int, to slot: Int, _ members: inout [[Int32]]) {
    members[site(of: item)].removeAll { $0 == Int32(item) }
    move(item, to: slot)
    members[site(of: item)].append(Int32(item))
  }
}
