import Logistics

// What an instance would be if one thing were otherwise: changed after it was frozen, so that planning and the check
// see it like anything that the tables say.
extension Instance {
  /// A rule about flow that no table says.
  private static func flowRule(
    _ name: String, _ filter: FlowFilter, _ sense: Constraint.Sense, _ value: Rational
  ) -> Constraint {
    Constraint(
      name: name, kind: .flow, filter: filter, sites: nil, sense: sense, value: value, measure: .quantity, within: nil,
      penaltyCost: nil, mark: SourceMark(file: -1, line: 0, offset: 0))
  }

  /// Nothing may move on these links.
  func withdrawing(_ links: some Sequence<LinkID>) -> Instance {
    var changed = self
    changed.links.withdrawn.formUnion(links)
    return changed
  }

  /// All links of a provider.
  func links(of provider: ProviderID) -> [LinkID] { links { self.links.provider[$0] == provider } }

  /// All links from and to a site.
  func links(touching site: SiteID) -> [LinkID] {
    links { self.links.origin[$0] == site || self.links.destination[$0] == .site(site) }
  }

  /// All ways from a site to a place.
  func links(from origin: SiteID, to end: Node) -> [LinkID] {
    links { self.links.origin[$0] == origin && self.links.destination[$0] == end }
  }

  private func links(where isMeant: (Int) -> Bool) -> [LinkID] { (0..<links.count).filter(isMeant).map(LinkID.init) }

  /// At least so much must move on what the filter matches.
  func forcing(_ filter: FlowFilter, atLeast units: Rational, name: String) -> Instance {
    var changed = self
    changed.constraints.append(Instance.flowRule(name, filter, .min, units))
    return changed
  }

  /// What moves where a lane row is, by its provider, mode, service and offer.
  func filter(of lane: LaneID) -> FlowFilter {
    let links = lanes.links(of: lane)
    var filter = FlowFilter()
    filter.origins = Array(Set(links.map { self.links.origin[$0.index] })).sorted()
    filter.destinations = links.map { self.links.destination[$0.index] }
    if let first = links.first {
      filter.providers = self.links.provider[first.index].map { [$0] }
      filter.modes = self.links.mode[first.index].map { [$0] }
      filter.services = self.links.service[first.index].map { [$0] }
      filter.offers = self.links.offer[first.index].map { [$0] }
    }
    return filter
  }

  /// One more or less of a demand row; nil where that is below nothing.
  func adding(_ units: Rational, to row: DemandID) -> Instance? {
    let resolution = settings.resolution
    let quantity = self[row].quantity + units
    guard !quantity.isNegative, let most = resolution.floor(quantity) else { return nil }
    var changed = self
    let wasWhole = self[row].leastServed == self[row].mostServed
    changed.demand[row.index].quantity = quantity
    changed.demand[row.index].mostServed = most
    if wasWhole || changed.demand[row.index].leastServed > most { changed.demand[row.index].leastServed = most }
    return changed
  }

  /// Every unit on a lane row costs so much more, in the basis of its unit cost.
  func adding(_ price: Rational, toRateOf lane: LaneID) -> Instance {
    var changed = self
    let own = lanes.unitCost[lane.index]
    changed.lanes.unitCost[lane.index] = UnitCost(cost: (own?.cost ?? .zero) + price, basis: own?.basis ?? .unit)
    return changed
  }

  /// Any row may fall short at no cost beside its penalty, and a first objective serves as much as can be served.
  var servingWhatCanBeServed: Instance {
    var changed = self
    for row in demand.indices { changed.demand[row].leastServed = .zero }
    for order in orders.indices where orders[order].isWhole { changed.orders[order].mayBeUnserved = true }
    let first = ObjectiveLevel(terms: [ObjectiveTerm(objective: .unmetDemand, weight: .one)], tolerance: .zero)
    changed.objectives.insert(first, at: 0)
    return changed
  }
}
