import Logistics

/// Providers that no table tells apart but by name: any plan is as good with their names exchanged.
struct Twins {
  private let instance: Instance
  /// By provider: its links and lane rows, in the order of the instance; nil for a provider that can have no twin.
  private let own: [Holdings?]

  private struct Holdings {
    var links: [LinkID] = []
    var lanes: [LaneID] = []
    var placeOfLink: [LinkID: Int] = [:]
    var placeOfLane: [LaneID: Int] = [:]
    /// The rates of its rows, in the order in which they first occur.
    var placeOfRate: [RateID: Int] = [:]

    mutating func add(_ link: LinkID) {
      placeOfLink[link] = links.count
      links.append(link)
    }

    mutating func add(_ lane: LaneID, _ rate: RateID?) {
      placeOfLane[lane] = lanes.count
      lanes.append(lane)
      if let rate, placeOfRate[rate] == nil { placeOfRate[rate] = placeOfRate.count }
    }
  }

  private init(_ instance: Instance, among candidates: [ProviderID]) {
    self.instance = instance
    var own: [Holdings?] = Array(repeating: nil, count: instance.providers.count)
    for id in candidates { own[id.index] = Holdings() }
    for link in instance.links.provider.indices.map(LinkID.init) {
      guard let id = instance.links.provider[link.index], own[id.index] != nil else { continue }
      own[id.index]?.add(link)
      if instance.links.offer[link.index] != nil { own[id.index] = nil }
    }
    for lane in instance.lanes.marks.indices.map(LaneID.init) {
      let providers = Set(instance.lanes.links(of: lane).map { instance.links.provider[$0.index] })
      guard providers.count == 1, let id = providers.first ?? nil else {
        for case let id? in providers { own[id.index] = nil }
        continue
      }
      own[id.index]?.add(lane, instance.lanes.rate[lane.index])
      guard let rate = instance.lanes.rate[lane.index] else { continue }
      if instance[rate].charges.contains(where: { $0.breakScope == .contract }) { own[id.index] = nil }
    }
    self.own = own
  }

  /// Classes of twins, each in the order of the instance, among these providers.
  static func classes(of instance: Instance, among candidates: [ProviderID]) -> [[ProviderID]] {
    guard candidates.count > 1, instance.links.withdrawn.isEmpty else { return [] }
    let candidates = likely(candidates, instance)
    if candidates.isEmpty { return [] }
    let twins = Twins(instance, among: candidates)
    var classes: [[ProviderID]] = []
    for id in candidates where twins.own[id.index] != nil {
      if let place = classes.firstIndex(where: { twins.areTwins($0[0], id) }) {
        classes[place].append(id)
      } else {
        classes.append([id])
      }
    }
    return classes.filter { $0.count > 1 }
  }

  /// Those that another one is like in its terms and number of links: nothing is kept of the others.
  private static func likely(_ candidates: [ProviderID], _ instance: Instance) -> [ProviderID] {
    struct Outline: Hashable {
      var costs: [Rational]
      var most: Rational?
      var links: Int
    }
    var links = [Int](repeating: 0, count: instance.providers.count)
    for case let id? in instance.links.provider { links[id.index] += 1 }
    func outline(_ id: ProviderID) -> Outline {
      Outline(
        costs: [instance[id].engagementCost, instance[id].volumeMin, instance[id].switchCost], most: instance[id].volumeMax,
        links: links[id.index])
    }
    var count: [Outline: Int] = [:]
    for id in candidates { count[outline(id), default: 0] += 1 }
    return candidates.filter { count[outline($0)] ?? 0 > 1 }
  }

  private func areTwins(_ a: ProviderID, _ b: ProviderID) -> Bool {
    guard let first = own[a.index], let second = own[b.index], first.links.count == second.links.count,
      first.lanes.count == second.lanes.count, haveEqualTerms(a, b), areMeantAlike(a, b)
    else { return false }
    return zip(first.links, second.links).allSatisfy { areAlike($0, $1, first, second) }
      && zip(first.lanes, second.lanes).allSatisfy { areAlike($0, $1, first, second) }
  }

  private func haveEqualTerms(_ a: ProviderID, _ b: ProviderID) -> Bool {
    let (first, second) = (instance[a], instance[b])
    return first.engagementCost == second.engagementCost && first.volumeMin == second.volumeMin
      && first.volumeMax == second.volumeMax && first.maxLanes == second.maxLanes && first.maxSites == second.maxSites
      && first.scores == second.scores && first.isIncumbent == second.isIncumbent && first.switchCost == second.switchCost
      && !instance.sites.contains { $0.operatedBy == a || $0.operatedBy == b }
  }

  /// By constraints and rebates.
  private func areMeantAlike(_ a: ProviderID, _ b: ProviderID) -> Bool {
    func isAlike(_ filter: FlowFilter?) -> Bool {
      guard let providers = filter?.providers else { return true }
      return providers.contains(a) == providers.contains(b)
    }
    return instance.constraints.allSatisfy { isAlike($0.filter) && isAlike($0.within) }
      && !instance.rebates.contains { $0.provider == a || $0.provider == b || !isAlike($0.filter) }
  }

  private func areAlike(_ a: LinkID, _ b: LinkID, _ first: Holdings, _ second: Holdings) -> Bool {
    let (links, i, j) = (instance.links, a.index, b.index)
    return links.origin[i] == links.origin[j] && links.destination[i] == links.destination[j] && links.mode[i] == links.mode[j]
      && links.service[i] == links.service[j] && links.greatCircleDistance[i] == links.greatCircleDistance[j]
      && links.seller(of: a) == links.seller(of: b)
      && links.lanes(of: a).map { first.placeOfLane[$0] } == links.lanes(of: b).map { second.placeOfLane[$0] }
  }

  private func areAlike(_ a: LaneID, _ b: LaneID, _ first: Holdings, _ second: Holdings) -> Bool {
    let (lanes, i, j) = (instance.lanes, a.index, b.index)
    guard lanes.links(of: a).map({ first.placeOfLink[$0] }) == lanes.links(of: b).map({ second.placeOfLink[$0] }),
      first.placeOfLane[lanes.pricedBy[i]] == second.placeOfLane[lanes.pricedBy[j]],
      lanes.products[i] == lanes.products[j], lanes.periods[i] == lanes.periods[j]
    else { return false }
    let isPricedAlike = lanes.unitCost[i] == lanes.unitCost[j] && haveEqualRates(a, b, first, second)
      && lanes.fixedCost[i] == lanes.fixedCost[j] && lanes.shipmentSize[i] == lanes.shipmentSize[j]
      && lanes.dutyRate[i] == lanes.dutyRate[j] && lanes.distance[i] == lanes.distance[j]
      && surcharges(a) == surcharges(b)
    let isLimitedAlike = areEqual(lanes.capacityMin[i], lanes.capacityMin[j])
      && areEqual(lanes.capacityMax[i], lanes.capacityMax[j]) && areEqual(lanes.minimumIfUsed[i], lanes.minimumIfUsed[j])
      && lanes.awardIsSingle[i] == lanes.awardIsSingle[j]
    return isPricedAlike && isLimitedAlike && lanes.transitTime[i] == lanes.transitTime[j]
      && lanes.co2Rate[i] == lanes.co2Rate[j] && lanes.onTimeRate[i] == lanes.onTimeRate[j]
      && lanes.incumbents.contains(a) == lanes.incumbents.contains(b)
  }

  private func areEqual(_ a: Limit?, _ b: Limit?) -> Bool { a?.value == b?.value && a?.measure == b?.measure }

  private func haveEqualRates(_ a: LaneID, _ b: LaneID, _ first: Holdings, _ second: Holdings) -> Bool {
    let (one, other) = (instance.lanes.rate[a.index], instance.lanes.rate[b.index])
    guard let one, let other else { return one == nil && other == nil }
    // Rows that share a rate count together in its breaks.
    guard first.placeOfRate[one] == second.placeOfRate[other] else { return false }
    let (charges, others) = (instance[one].charges, instance[other].charges)
    return one == other || charges.count == others.count && zip(charges, others).allSatisfy { haveEqualPrices($0, $1) }
  }

  private func haveEqualPrices(_ a: Charge, _ b: Charge) -> Bool {
    a.basis == b.basis && a.structure == b.structure && a.breakBasis == b.breakBasis && a.breakScope == b.breakScope
      && a.treatsAsFull == b.treatsAsFull && a.breaks.count == b.breaks.count
      && zip(a.breaks, b.breaks).allSatisfy {
        $0.from == $1.from && $0.to == $1.to && $0.cost == $1.cost && $0.minimumCharge == $1.minimumCharge
      }
  }

  private struct OnTop: Equatable {
    var name: String
    var basis: Surcharge.Basis
    var value: Rational
  }

  private func surcharges(_ lane: LaneID) -> [OnTop] {
    instance.surcharges.isEmpty
      ? [] : instance.surcharges(on: lane).map { OnTop(name: $0.name, basis: $0.basis, value: $0.value) }
  }
}
