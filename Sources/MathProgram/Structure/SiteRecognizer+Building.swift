// The steps from what was read of a program to the network.
extension SiteRecognizer {
  /// What makes a site: the column that opens it, else its capacity, else nothing at all.
  private enum SiteKey: Hashable {
    case opening(Int)
    case capacity(Int)
    case unlimited
  }

  private func key(of flow: Flow) -> SiteKey {
    flow.opening.map { .opening($0) } ?? flow.capacityRow.map { .capacity($0) } ?? .unlimited
  }

  mutating func build() throws(Refusal) -> RecognizedSites {
    let isWhole = try sourcing()
    let groups = self.groups
    var network = FixedChargeNetwork(name: program.name, itemCount: groups.count, sourcing: isWhole ? .whole : .split)
    network.objectiveConstant = sign * program.objectiveConstant
    let siteOfKey = try addSites(&network)
    addCounts(&network, siteOfKey)
    var arcs = try addArcs(&network, siteOfKey, groups)
    addLeavingOut(&network, &arcs, groups)
    if !isWhole { try levelWeights(&network) }
    var whole = groups.members.map { RecognizedSites.Item(rows: $0.map { items[$0] }) }
    for arc in 0..<network.arcCount {
      let item = Int(network.item[arc])
      whole[item].weight = min(whole[item].weight, network.weight[arc])
    }
    for item in whole.indices where !whole[item].weight.isFinite { whole[item].weight = 0 }
    return RecognizedSites(
      network: network, arcs: arcs, sites: sites, items: whole, countRows: countRows, direction: program.direction)
  }

  /// Whether items go whole; all must go in one way.
  private func sourcing() throws(Refusal) -> Bool {
    var kinds: Set<Bool> = []
    for column in 0..<program.columnCount where flows[column].item >= 0 {
      kinds.insert(program.isInteger[column] && fullAmount(column) == 1 || flows[column].source != nil)
    }
    if kinds.count > 1 { throw Refusal(reason: "some items go whole and others in parts") }
    return kinds.contains(true)
  }

  /// What asks for one source together is one item.
  private var groups: SourceGroups {
    let served = flows.filter { $0.item >= 0 }
    return SourceGroups(
      rowCount: items.count, served.map { (row: $0.item, sourceRow: $0.source.flatMap { sourceRow[$0] }) })
  }

  // MARK: Sites

  private mutating func addSites(_ network: inout FixedChargeNetwork) throws(Refusal) -> [SiteKey: Int] {
    var siteOfKey: [SiteKey: Int] = [:]
    for column in 0..<program.columnCount where flows[column].item < 0 && sourceRow[column] == nil {
      try addOpening(column, &network, &siteOfKey)
    }
    var siteOfRow: [Int: Int] = [:]
    for column in 0..<program.columnCount where flows[column].item >= 0 {
      let flow = flows[column]
      if let opening = flow.opening, program.columnUpper[opening] == 0 { continue }
      let site: Int
      if let known = siteOfKey[key(of: flow)] {
        site = known
      } else {
        site = network.addSite(fixedCost: 0, isAlwaysOpen: true)
        siteOfKey[key(of: flow)] = site
        sites.append(.init(column: nil, capacityRow: nil))
      }
      guard let row = flow.capacityRow else { continue }
      let isOnlyRow = sites[site].capacityRow ?? row == row
      guard isOnlyRow, siteOfRow[row] ?? site == site else {
        throw Refusal(reason: "\(program.label(ofRow: row)) limits a part of a site, or several sites")
      }
      siteOfRow[row] = site
      sites[site].capacityRow = row
      network.setCapacity(capacityOfRow[row] ?? .infinity, site: site)
    }
    return siteOfKey
  }

  private mutating func addOpening(
    _ column: Int, _ network: inout FixedChargeNetwork, _ siteOfKey: inout [SiteKey: Int]
  ) throws(Refusal) {
    let (lower, upper) = (program.columnLower[column], program.columnUpper[column])
    let cost = sign * program.objective[column]
    guard isZeroOne(column) else {
      // A column that nothing limits but its bounds, and that is best at its lower one.
      if cost >= 0 && lower.isFinite && !standsInOpenRow(column) {
        network.objectiveConstant += cost * lower
        return
      }
      throw Refusal(reason: "\(program.label(ofColumn: column)) is neither a flow nor 0 or 1")
    }
    if upper == 0 { return }
    siteOfKey[.opening(column)] = network.addSite(fixedCost: cost, isAlwaysOpen: lower == 1)
    sites.append(.init(column: column, capacityRow: nil))
  }

  /// A site that is kept closed has no number and counts for nothing.
  private func addCounts(_ network: inout FixedChargeNetwork, _ siteOfKey: [SiteKey: Int]) {
    for row in countRows {
      let terms = entries(row).compactMap { column, weight in
        siteOfKey[.opening(column)].map { SwitchCount.Term(index: $0, weight: weight) }
      }
      network.addCount(SwitchCount(terms: terms, lower: program.rowLower[row], upper: program.rowUpper[row]))
    }
  }

  private func standsInOpenRow(_ column: Int) -> Bool {
    (0..<program.rowCount).contains { row in
      !holdsAlways(row) && entries(row).contains { $0.column == column }
    }
  }

  // MARK: Arcs

  /// From a site by one source to an item: the cheapest flow to each of its rows.
  private struct Offer {
    let site: Int
    let item: Int
    let source: Int?
    /// One a row of the item.
    var parts: [OfferPart] = []
  }

  private struct OfferPart {
    let row: Int
    let column: Int
    let amount: Double
    let cost: Double
    let weight: Double
  }

  private struct OfferKey: Hashable {
    let site: Int
    let item: Int
    let source: Int?
  }

  private func addArcs(
    _ network: inout FixedChargeNetwork, _ siteOfKey: [SiteKey: Int], _ groups: SourceGroups
  ) throws(Refusal) -> [RecognizedSites.Arc?] {
    var arcs: [RecognizedSites.Arc?] = []
    var arcOfPair: [UInt64: Int] = [:]
    for offer in try offers(siteOfKey, groups) where offer.parts.count == groups.members[offer.item].count {
      let parts = offer.parts.sorted { $0.row < $1.row }
      let cost = parts.reduce(0) { $0 + $1.cost }
      let arc = RecognizedSites.Arc(flows: parts.map { .init(column: $0.column, amount: $0.amount) }, source: offer.source)
      let pair = UInt64(offer.site) << 32 | UInt64(offer.item)
      if let known = arcOfPair[pair] {
        // Of two ways from one site to one item the cheaper one is enough.
        guard cost < network.cost[known] else { continue }
        network.setCost(cost, arc: known)
        arcs[known] = arc
      } else {
        let weight = parts.reduce(0) { $0 + $1.weight }
        arcOfPair[pair] = network.addArc(site: offer.site, item: offer.item, cost: cost, weight: weight)
        arcs.append(arc)
      }
    }
    return arcs
  }

  /// In the order of their first columns.
  private func offers(_ siteOfKey: [SiteKey: Int], _ groups: SourceGroups) throws(Refusal) -> [Offer] {
    var offers: [Offer] = []
    var places: [OfferKey: Int] = [:]
    for column in 0..<program.columnCount where flows[column].item >= 0 && program.columnUpper[column] > 0 {
      let flow = flows[column]
      // A site that is kept closed has no number.
      guard let site = siteOfKey[key(of: flow)] else { continue }
      let amount = fullAmount(column)
      guard program.columnUpper[column] >= amount * (1 - 1e-9) else {
        throw Refusal(reason: "\(program.label(ofColumn: column)) cannot carry all of its item")
      }
      let cost = sign * program.objective[column] * amount
      let offerKey = OfferKey(site: site, item: groups.group[flow.item], source: flow.source)
      if places[offerKey] == nil {
        places[offerKey] = offers.count
        offers.append(Offer(site: site, item: offerKey.item, source: flow.source))
      }
      guard let place = places[offerKey] else { continue }
      let part = OfferPart(row: flow.item, column: column, amount: amount, cost: cost, weight: flow.load * amount)
      if let known = offers[place].parts.firstIndex(where: { $0.row == part.row }) {
        // Of two flows to one row the cheaper one is enough.
        if cost < offers[place].parts[known].cost { offers[place].parts[known] = part }
      } else {
        offers[place].parts.append(part)
      }
    }
    return offers
  }

  private mutating func addLeavingOut(
    _ network: inout FixedChargeNetwork, _ arcs: inout [RecognizedSites.Arc?], _ groups: SourceGroups
  ) {
    guard isOptional.contains(true) else { return }
    let nowhere = network.addSite(fixedCost: 0, isAlwaysOpen: true)
    sites.append(.init(column: nil, capacityRow: nil))
    for item in isOptional.indices where isOptional[item] {
      network.addArc(site: nowhere, item: groups.group[item], cost: 0, weight: 0)
      arcs.append(nil)
    }
  }

  // MARK: Weights

  /// Multiplies each site's capacity row so that every item weighs the same at all sites.
  private mutating func levelWeights(_ network: inout FixedChargeNetwork) throws(Refusal) {
    var weights = [Double](repeating: -1, count: items.count)
    for (site, arcs) in network.arcs(groupedBy: network.site, count: network.siteCount).enumerated()
    where network.capacity[site].isFinite {
      let anchor = arcs.first { weights[Int(network.item[$0])] > 0 && network.weight[$0] > 0 }
      let factor = anchor.map { weights[Int(network.item[$0])] / network.weight[$0] } ?? 1
      for arc in arcs {
        let (item, weight) = (Int(network.item[arc]), network.weight[arc] * factor)
        if weights[item] < 0 { weights[item] = weight }
        guard abs(weights[item] - weight) <= 1e-9 * max(weight, weights[item]) else {
          let row = sites[site].capacityRow.map(program.label(ofRow:)) ?? "a site"
          throw Refusal(reason: "\(row) weighs items in other proportions than other capacities")
        }
      }
      sites[site].rowFactor = factor
      network.setCapacity(network.capacity[site] * factor, site: site)
    }
    for arc in 0..<network.arcCount { network.setWeight(max(0, weights[Int(network.item[arc])]), arc: arc) }
  }
}
