import Logistics

/// Providers that change nothing but names when they change places: every number and name that the instance has about one it has
/// about the others.
struct TwinProviders {
  /// Neighbours among twins, in the order of the instance.
  let pairs: [(first: ProviderID, second: ProviderID)]

  /// - Parameter engaged: the providers of whom it is decided whether they are engaged.
  init(_ instance: Instance, _ engaged: [ProviderID]) {
    guard instance.links.withdrawn.isEmpty, engaged.count > 1 else {
      pairs = []
      return
    }
    let likely = TwinProviders.alikeInOutline(instance, engaged)
    guard !likely.isEmpty else {
      pairs = []
      return
    }
    let describer = ProviderDescriber(instance, likely)
    var last: [ProviderDescription: ProviderID] = [:]
    var pairs: [(first: ProviderID, second: ProviderID)] = []
    for id in likely {
      guard let description = describer.description(id) else { continue }
      if let before = last.updateValue(id, forKey: description) { pairs.append((before, id)) }
    }
    self.pairs = pairs
  }
}

extension TwinProviders {
  /// Providers with as many links at the same costs as some other one: descriptions of all the rest would be in vain.
  private static func alikeInOutline(_ instance: Instance, _ engaged: [ProviderID]) -> [ProviderID] {
    var ways = [Int](repeating: 0, count: instance.providers.count)
    for provider in instance.links.provider { if let provider { ways[provider.index] += 1 } }
    var alike: [[Rational]: [ProviderID]] = [:]
    for id in engaged {
      let provider = instance[id]
      alike[[provider.engagementCost, provider.volumeMin, provider.switchCost, Rational(ways[id.index])], default: []].append(id)
    }
    let found = alike.values.filter { $0.count > 1 }.reduce(into: Set<ProviderID>()) { $0.formUnion($1) }
    return engaged.filter(found.contains)
  }
}

/// All that an instance says about a provider, without its name.
private struct ProviderDescription: Hashable {
  struct Way: Hashable {
    let origin: SiteID
    let destination: Node
    let mode: ModeID?
    let service: ServiceID?
    let seller: Seller
    let greatCircle: Rational?
  }

  struct Row: Hashable {
    /// Places among the provider's ways and rows.
    let ways: [Int]
    let pricedBy: Int
    let products: ProductSelection
    let numbers: [Rational?]
    let price: UnitCost?
    let rate: Int?
    let surcharges: [OnTop]
    let limits: [Cap?]
    let flags: [Bool]
  }

  struct OnTop: Hashable {
    let name: String
    let basis: Surcharge.Basis
    let value: Rational
  }

  struct Cap: Hashable {
    let value: Rational
    let measure: Measure
  }

  struct Price: Hashable {
    let basis: Basis
    let structure: Charge.Structure
    let breakBasis: Charge.BreakBasis
    let scope: Charge.BreakScope
    let treatsAsFull: Bool
    /// Begin, end, cost and minimum of each break.
    let breaks: [[Rational?]]
  }

  let terms: [Rational?]
  let counts: [Int?]
  let scores: [Rational?]
  let isIncumbent: Bool
  let ways: [Way]
  let rowsOfWays: [[Int]]
  let rows: [Row]
  let rates: [[Price]]
  /// Of each filter, whether it means the provider.
  let meant: [Bool]
}

private struct ProviderDescriber {
  private let instance: Instance
  private var ways: [ProviderID: [LinkID]] = [:]
  private var rows: [ProviderID: [LaneID]] = [:]
  /// Those that cannot be described by what is theirs alone.
  private var entangled: Set<ProviderID> = []
  private let filters: [[ProviderID]]

  init(_ instance: Instance, _ engaged: [ProviderID]) {
    self.instance = instance
    let asked = Set(engaged)
    filters = instance.constraints.flatMap { [$0.filter.providers, $0.within?.providers] }.compactMap { $0 }
      + instance.rebates.compactMap(\.filter.providers)
    for site in instance.sites { if let operating = site.operatedBy { entangled.insert(operating) } }
    for rebate in instance.rebates { entangled.insert(rebate.provider) }
    for index in instance.links.origin.indices {
      guard let provider = instance.links.provider[index], asked.contains(provider) else { continue }
      ways[provider, default: []].append(LinkID(index))
      if instance.links.offer[index] != nil { entangled.insert(provider) }
    }
    for lane in (0..<instance.lanes.count).map({ LaneID($0) }) {
      let carriers = Set(instance.lanes.links(of: lane).compactMap { instance.links.provider[$0.index] })
      let isOfOne = carriers.count == 1 && instance.lanes.links(of: lane).allSatisfy { instance.links.provider[$0.index] != nil }
      guard isOfOne, let carrier = carriers.first else {
        entangled.formUnion(carriers)
        continue
      }
      rows[carrier, default: []].append(lane)
      guard let rate = instance.lanes.rate[lane.index] else { continue }
      if instance[rate].charges.contains(where: { $0.breakScope == .contract }) { entangled.insert(carrier) }
    }
  }

  /// nil: it can have no twin.
  func description(_ id: ProviderID) -> ProviderDescription? {
    guard !entangled.contains(id) else { return nil }
    let (provider, ways, rows) = (instance[id], self.ways[id] ?? [], self.rows[id] ?? [])
    let placeOfWay = Dictionary(uniqueKeysWithValues: ways.enumerated().map { ($1, $0) })
    let placeOfRow = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
    var rates: [RateID] = []
    for row in rows { if let rate = instance.lanes.rate[row.index], !rates.contains(rate) { rates.append(rate) } }
    return ProviderDescription(
      terms: [provider.engagementCost, provider.volumeMin, provider.volumeMax, provider.switchCost],
      counts: [provider.maxLanes, provider.maxSites], scores: Score.allCases.map { provider.scores[$0] },
      isIncumbent: provider.isIncumbent, ways: ways.map(way),
      rowsOfWays: ways.map { instance.links.lanes(of: $0).map { placeOfRow[$0] ?? -1 } },
      rows: rows.map { row($0, placeOfWay, placeOfRow, rates) },
      rates: rates.map { instance[$0].charges.map(price) }, meant: filters.map { $0.contains(id) })
  }

  private func way(_ link: LinkID) -> ProviderDescription.Way {
    let links = instance.links
    return .init(
      origin: links.origin[link.index], destination: links.destination[link.index], mode: links.mode[link.index],
      service: links.service[link.index], seller: links.seller(of: link),
      greatCircle: links.greatCircleDistance[link.index])
  }

  private func row(
    _ lane: LaneID, _ placeOfWay: [LinkID: Int], _ placeOfRow: [LaneID: Int], _ rates: [RateID]
  ) -> ProviderDescription.Row {
    let (lanes, i) = (instance.lanes, lane.index)
    func cap(_ limit: Limit?) -> ProviderDescription.Cap? { limit.map { .init(value: $0.value, measure: $0.measure) } }
    return .init(
      ways: lanes.links(of: lane).map { placeOfWay[$0] ?? -1 }, pricedBy: placeOfRow[lanes.pricedBy[i]] ?? -1,
      products: lanes.products[i],
      numbers: [
        lanes.transitTime[i], lanes.co2Rate[i], lanes.shipmentSize[i], lanes.dutyRate[i], lanes.onTimeRate[i], lanes.distance[i],
        lanes.fixedCost[i],
      ], price: lanes.unitCost[i], rate: lanes.rate[i].flatMap { rates.firstIndex(of: $0) },
      surcharges: instance.surcharges(on: lane).map { .init(name: $0.name, basis: $0.basis, value: $0.value) },
      limits: [cap(lanes.capacityMin[i]), cap(lanes.capacityMax[i]), cap(lanes.minimumIfUsed[i])],
      flags: [lanes.awardIsSingle[i], lanes.incumbents.contains(lane)])
  }

  private func price(_ charge: Charge) -> ProviderDescription.Price {
    .init(
      basis: charge.basis, structure: charge.structure, breakBasis: charge.breakBasis, scope: charge.breakScope,
      treatsAsFull: charge.treatsAsFull, breaks: charge.breaks.map { [$0.from, $0.to, $0.cost, $0.minimumCharge] })
  }
}
