import Logistics

// What the terms of providers decide: lanes held, sites touched, changes, origins counted.
extension RuleBookBuilder {
  mutating func addTenderDecisions() {
    let incumbents = Incumbents(instance)
    for (provider, stretch) in incumbents.costly {
      addDecision(.tender(.carries(provider, stretch.origin, stretch.destination)))
      addDecision(.tender(.left(provider, stretch.origin, stretch.destination)))
    }
    if countsChanges {
      for link in instance.links.origin.indices.map({ LinkID($0) }) { addChanges(link, incumbents) }
    }
    for index in instance.providers.indices { addLimitedProvider(ProviderID(index)) }
    for index in instance.constraints.indices where instance.constraints[index].kind == .sourceCount {
      let constraint = instance.constraints[index]
      for move in moves where move.parts.contains(where: { matches(constraint.filter, move, $0) }) {
        addDecision(.tender(.originCounted(ConstraintID(index), move.origin)))
      }
    }
  }

  private var countsChanges: Bool { counts(.changes) || instance.constraints.contains { $0.kind == .changes } }

  private mutating func addChanges(_ link: LinkID, _ incumbents: Incumbents) {
    let stretch = Stretch(
      origin: instance.links.origin[link.index], destination: instance.links.destination[link.index])
    for product in instance.products.indices.map({ ProductID($0) }) {
      guard incumbents.held.contains(.init(stretch: stretch, product: product)),
        instance.pricingLane(link, product, period) != nil, !instance.isIncumbent(link, product, period)
      else { continue }
      addDecision(.tender(.changed(stretch.origin, stretch.destination, product)))
    }
  }

  private mutating func addLimitedProvider(_ id: ProviderID) {
    let provider = instance[id]
    guard provider.maxLanes != nil || provider.maxSites != nil else { return }
    for link in instance.links.origin.indices where instance.links.provider[link] == id {
      let (origin, destination) = (instance.links.origin[link], instance.links.destination[link])
      if provider.maxLanes != nil { addDecision(.tender(.carries(id, origin, destination))) }
      guard provider.maxSites != nil else { continue }
      addTouched(id, origin)
      if case .site(let end) = destination { addTouched(id, end) }
    }
    for site in instance.sites.indices where provider.maxSites != nil && instance.sites[site].operatedBy == id {
      addTouched(id, SiteID(site))
    }
  }

  private mutating func addTouched(_ provider: ProviderID, _ site: SiteID) {
    let isAlways = instance[site].operatedBy == provider && instance[site].status == .include
    addDecision(.tender(.touches(provider, site)), least: isAlways ? .one : .zero)
  }

  // MARK: Links

  /// Every such decision that a move may need, whether it is one or not.
  func tenderSwitches(of move: Move) -> [Decision] {
    var needed: [Decision] = []
    if let provider = instance.links.provider[move.link.index] {
      needed.append(.tender(.carries(provider, move.origin, move.destination)))
      needed.append(.tender(.touches(provider, move.origin)))
      if case .site(let end) = move.destination { needed.append(.tender(.touches(provider, end))) }
    }
    for part in move.parts where !instance.isIncumbent(move.link, part.product, period) {
      needed.append(.tender(.changed(move.origin, move.destination, part.product)))
    }
    for id in sourceCounts {
      let filter = instance[id].filter
      if move.parts.contains(where: { matches(filter, move, $0) && $0.amount.isPositive }) {
        needed.append(.tender(.originCounted(id, move.origin)))
      }
    }
    return needed
  }

  /// A site under consideration counts for its operator while it is open.
  mutating func linkOperatedTerms() {
    for index in instance.sites.indices {
      guard let provider = instance.sites[index].operatedBy, let open = self.index(.siteOpen(SiteID(index), period))
      else { continue }
      link(open, .tender(.touches(provider, SiteID(index))))
    }
  }

  func isCountedFromBelow(_ decision: TenderDecision) -> Bool {
    switch decision {
    case .carries(let provider, let origin, let destination):
      index(.tender(.left(provider, origin, destination))) != nil
    case .changed: instance.constraints.contains { $0.kind == .changes && $0.sense != .max }
    case .originCounted(let id, _): instance[id].sense != .max
    case .touches, .left, .reached, .amount, .charged, .shipments: false
    }
  }
}
