import Logistics

// What providers allow and demand: volumes, lanes, sites, and what it costs to leave one.
extension Inspection {
  mutating func checkProviderTerms() {
    for index in instance.providers.indices {
      let id = ProviderID(index)
      checkVolume(id)
      checkLaneCount(id)
      checkSiteCount(id)
    }
  }

  private mutating func checkVolume(_ id: ProviderID) {
    let provider = instance[id]
    guard provider.volumeMin.isPositive || provider.volumeMax != nil else { return }
    let volume = carried(by: id).reduce(Rational.zero) { $0 + $1.units }
    if let most = provider.volumeMax, volume > most {
      let message = "`\(provider.name)` carries \(volume), at most \(most) may be"
      violate(.tender(.volumeMost(id)), .providerVolumeMax, message, provider.mark)
    }
    if evaluation.providersUsed[id.index], volume < provider.volumeMin {
      let message = "`\(provider.name)` is engaged and carries \(volume), at least \(provider.volumeMin) must be"
      violate(.tender(.volumeLeast(id)), .providerVolumeMin, message, provider.mark)
    }
  }

  private mutating func checkLaneCount(_ id: ProviderID) {
    guard let most = instance[id].maxLanes else { return }
    let lanes = Set(carried(by: id).map { Stretch(origin: $0.origin, destination: $0.destination) }).count
    guard lanes > most else { return }
    let message = "`\(instance[id].name)` carries on \(lanes) lanes, at most \(most) may be"
    violate(.tender(.laneCount(id)), .providerMaxLanes, message, instance[id].mark)
  }

  private mutating func checkSiteCount(_ id: ProviderID) {
    guard let most = instance[id].maxSites else { return }
    let touched = touchedSites(id).count
    guard touched > most else { return }
    let message = "`\(instance[id].name)` works at \(touched) sites, at most \(most) may be"
    violate(.tender(.siteCount(id)), .providerMaxSites, message, instance[id].mark)
  }

  private func carried(by id: ProviderID) -> [InspectedFlow] {
    flows.filter { instance.links.provider[$0.link.index] == id }
  }

  /// Where the provider carries from or to, and what it operates while it is open.
  func touchedSites(_ id: ProviderID) -> Set<SiteID> {
    var sites: Set<SiteID> = []
    for flow in carried(by: id) {
      sites.insert(flow.origin)
      if case .site(let end) = flow.destination { sites.insert(end) }
    }
    for (index, site) in instance.sites.enumerated()
    where site.operatedBy == id && plan.openSites.contains(where: { $0[index] }) {
      sites.insert(SiteID(index))
    }
    return sites
  }

  /// One line for each provider and lane that it loses.
  mutating func chargeSwitching() {
    let changes = LaneChanges(plan, instance)
    for (provider, stretch) in changes.left {
      let destination = instance.name(of: stretch.destination)
      charge(
        .switching, "switch_cost to `\(destination)`", provider: provider, site: stretch.origin, quantity: .one,
        unitCost: instance[provider].switchCost)
    }
  }
}

/// An origin and a destination.
struct Stretch: Hashable {
  let origin: SiteID
  let destination: Node
}

/// Which lanes are no longer their incumbents'.
struct LaneChanges {
  struct Change: Hashable {
    let stretch: Stretch
    let product: ProductID
  }

  /// Lanes and products on which another than an incumbent carries, though there is one.
  private(set) var changed: Set<Change> = []
  /// Incumbents that carry nothing on a lane on which another does, where that costs something; in order.
  private(set) var left: [(provider: ProviderID, stretch: Stretch)] = []

  init(_ plan: Plan, _ instance: Instance) {
    let incumbents = Incumbents(instance)
    guard !incumbents.isEmpty else { return }
    var carriers: [Stretch: Set<ProviderID?>] = [:]
    for flow in plan.flows {
      let link = flow.key.link
      let stretch = Stretch(
        origin: instance.links.origin[link.index], destination: instance.links.destination[link.index])
      carriers[stretch, default: []].insert(instance.links.provider[link.index])
      let change = Change(stretch: stretch, product: instance.product(of: flow.key.commodity))
      if incumbents.held.contains(change), !instance.isIncumbent(link, change.product, flow.key.period) {
        changed.insert(change)
      }
    }
    left = incumbents.costly.filter { provider, stretch in
      guard let others = carriers[stretch] else { return false }
      return !others.contains(provider)
    }
  }
}

/// Who carries what today.
struct Incumbents {
  /// Lanes and products with an incumbent's link.
  private(set) var held: Set<LaneChanges.Change> = []
  /// Incumbents that cost something to leave, with their lanes, where another could carry; in the order of the links.
  private(set) var costly: [(provider: ProviderID, stretch: Stretch)] = []

  var isEmpty: Bool { held.isEmpty }

  init(_ instance: Instance) {
    guard !instance.lanes.incumbents.isEmpty || instance.providers.contains(where: \.isIncumbent) else { return }
    var carriers: [Stretch: Set<ProviderID?>] = [:]
    for link in instance.links.origin.indices.map({ LinkID($0) }) {
      let stretch = Stretch(
        origin: instance.links.origin[link.index], destination: instance.links.destination[link.index])
      let provider = instance.links.provider[link.index]
      carriers[stretch, default: []].insert(provider)
      for product in instance.products.indices.map({ ProductID($0) }) {
        guard instance.pricingLane(link, product, PeriodID(0)) != nil,
          instance.isIncumbent(link, product, PeriodID(0))
        else { continue }
        held.insert(.init(stretch: stretch, product: product))
        guard let provider, instance[provider].switchCost.isPositive,
          !costly.contains(where: { $0.provider == provider && $0.stretch == stretch })
        else { continue }
        costly.append((provider, stretch))
      }
    }
    costly = costly.filter { (carriers[$0.stretch]?.count ?? 0) > 1 }
  }
}
