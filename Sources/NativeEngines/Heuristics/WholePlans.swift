/// Serves whole items from a set of open sites: a generalised assignment, from the flow of split items or by regret, by
/// penalised shifts and swaps, and ejection chains.
///
/// Overloads cost so much a unit of weight, more as long as there are any (Yagiura, Ibaraki and Glover 2004 in small);
/// once nothing is overloaded, chains improve the assignment and keep it so.
final class WholePlans {
  private let table: SiteTable
  private let index: ItemIndex
  /// The best way to serve split items; nil where items have no weight of their own.
  private let split: TransportPlans?
  /// By item and site; −1 where there is no arc.
  private let slotOfPair: [Int32]
  private var ownWork = 0

  private var isOpen: [Bool] = []
  /// The slots of each item at open sites, the cheapest first: `candidateStart[j] ..< candidateStart[j + 1]`.
  private var candidates: [Int32] = []
  private var candidateStart: [Int]
  /// The slot that serves each item.
  private var chosen: [Int32]
  private var load: [Double]
  private var penalty = 0.0
  /// What a unit of the scarcest capacity is worth to split items. Overloads that cost less would be worth their while, and
  /// undo the flow that the search begins with.
  private var dearest = 0.0
  /// The item that is looked at next for an exchange.
  private var nextExchange = 0

  init(_ table: SiteTable, _ split: TransportPlans?) {
    self.table = table
    self.split = split
    index = ItemIndex(table)
    var slotOfPair = [Int32](repeating: -1, count: table.itemCount * table.siteCount)
    for site in 0..<table.siteCount {
      for slot in table.slots(of: site) { slotOfPair[Int(table.item[slot]) * table.siteCount + site] = Int32(slot) }
    }
    self.slotOfPair = slotOfPair
    candidateStart = [Int](repeating: 0, count: table.itemCount + 1)
    chosen = [Int32](repeating: -1, count: table.itemCount)
    load = [Double](repeating: 0, count: table.siteCount)
  }

  /// Work done so far.
  var work: Int { ownWork + (split?.work ?? 0) }

  /// A plan of these sites that costs less than `below`; nil where none was found.
  ///
  /// - Parameter preferred: slots to begin with, −1 where there is none; nil: the flow of split items.
  func plan(openSites: [Bool], preferred: [Int32]?, below: Double) -> SitePlan? {
    dearest = 0
    guard let start = preferred ?? mainSlots(openSites, below: below) else { return nil }
    isOpen = openSites
    listCandidates()
    guard startByRegret(start) else { return nil }
    guard makeFeasible() else { return nil }
    chain()
    var plan = SitePlan(isOpen: table.opensAnyway, shares: [])
    for slot in chosen {
      plan.shares.append(SitePlan.Share(slot: slot, share: 1))
      plan.isOpen[Int(index.siteOfSlot[Int(slot)])] = true
    }
    guard table.switchCounts.isEmpty || table.switchCounts.choose(&plan.isOpen, among: openSites, costs: table.fixedCosts) else {
      return nil
    }
    return plan.cost(table) < below ? plan : nil
  }

  /// The slots that serve more than half of their items where items are split; nil where even that costs no less than `below`.
  private func mainSlots(_ openSites: [Bool], below: Double) -> [Int32]? {
    var slots = [Int32](repeating: -1, count: table.itemCount)
    guard let split else { return slots }
    guard let least = split.cost(openSites: openSites), least < below else { return nil }
    let multipliers = split.multipliers()
    for share in split.lastPlan().shares {
      let slot = Int(share.slot)
      let item = Int(table.item[slot])
      if share.share > 0.5 { slots[item] = share.slot }
      if table.weight[slot] > 0 { dearest = max(dearest, (multipliers[item] - table.cost[slot]) / table.weight[slot]) }
    }
    return slots
  }

  private func listCandidates() {
    candidates.removeAll(keepingCapacity: true)
    for item in 0..<table.itemCount {
      candidateStart[item] = candidates.count
      for slot in index.slots(ofItem: item) where isOpen[Int(index.siteOfSlot[Int(slot)])] { candidates.append(slot) }
      candidates[candidateStart[item]...].sort { table.cost[Int($0)] < table.cost[Int($1)] }
    }
    candidateStart[table.itemCount] = candidates.count
    ownWork += candidates.count / 64
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

  @inline(__always)
  private func candidateRange(_ item: Int) -> Range<Int> { candidateStart[item]..<candidateStart[item + 1] }

  // MARK: Start

  /// Items with the most to lose first, each to the cheapest site with room, or else to the cheapest; false where some
  /// item cannot be served by any open site.
  private func startByRegret(_ preferred: [Int32]) -> Bool {
    for site in load.indices { load[site] = 0 }
    var regrets: [(regret: Double, item: Int)] = []
    var total = 0.0
    for item in chosen.indices {
      chosen[item] = -1
      let range = candidateRange(item)
      guard let cheapest = range.first.map({ Int(candidates[$0]) }) else { return false }
      guard range.count > 1 else {
        regrets.append((1e9, item))
        continue
      }
      let regret = table.cost[Int(candidates[range.lowerBound + 1])] - table.cost[cheapest]
      regrets.append((regret, item))
      if table.weight[cheapest] > 0 { total += regret / table.weight[cheapest] }
    }
    penalty = max(1e-6, 2 * total / Double(max(1, chosen.count)), 1.05 * dearest)
    regrets.sort { ($0.regret, $1.item) > ($1.regret, $0.item) }
    for item in preferred.indices where preferred[item] >= 0 && isOpen[Int(index.siteOfSlot[Int(preferred[item])])] {
      move(item, to: Int(preferred[item]))
    }
    for (_, item) in regrets where chosen[item] < 0 { place(item) }
    return true
  }

  private func place(_ item: Int) {
    var (best, bestCost) = (-1, Double.infinity)
    for candidate in candidateRange(item) {
      let slot = candidates[candidate]
      let (index, site) = (Int(slot), Int(index.siteOfSlot[Int(slot)]))
      let excess = overload(site, load[site] + table.weight[index]) - overload(site, load[site])
      let cost = table.cost[index] + 10 * penalty * excess
      if cost < bestCost { (best, bestCost) = (index, cost) }
    }
    move(item, to: best)
    ownWork += 1
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
    for candidate in candidateRange(item) where candidates[candidate] != chosen[item] {
      let slot = candidates[candidate]
      let value = change(item, to: Int(slot))
      if value < least { (best, least) = (Int(slot), value) }
    }
    ownWork += 1
    guard best >= 0 else { return false }
    move(item, to: best)
    return true
  }

  /// Items looked at for one exchange: of more, those that come next.
  private static let mostExchanges = 1_000

  /// Exchanges an item of an overloaded site with one of another site, where that pays.
  private func swap(_ item: Int) -> Bool {
    let here = site(of: item)
    let old = Int(chosen[item])
    var (best, least) = (-1, -1e-9)
    let looked = min(chosen.count, Self.mostExchanges)
    if looked == chosen.count { nextExchange = 0 }
    for _ in 0..<looked {
      let other = nextExchange
      nextExchange = other + 1 < chosen.count ? other + 1 : 0
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
    ownWork += looked / 32 + 1
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
    for candidate in candidateRange(item) {
      let slot = Int(candidates[candidate])
      let there = Int(index.siteOfSlot[slot])
      let gain = table.cost[slot] - table.cost[old]
      if gain >= least { break }
      if there == here { continue }
      let missing = load[there] + table.weight[slot] - table.capacity[there] * (1 + 1e-12)
      if missing <= 0 {
        (bestSlot, bestOther, least) = (slot, -1, gain)
        continue
      }
      for member in members[there] where table.weight[Int(chosen[Int(member)])] >= missing {
        ownWork += 1
        let stay = gain - table.cost[Int(chosen[Int(member)])]
        for onward in candidateRange(Int(member)) {
          let next = Int(candidates[onward])
          let (third, value) = (Int(index.siteOfSlot[next]), stay + table.cost[next])
          if value >= least { break }
          if third == there { continue }
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
