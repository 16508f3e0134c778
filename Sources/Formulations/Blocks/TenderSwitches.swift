import Logistics
import MathProgram

/// Switches that the terms of providers ask for: lanes held, sites touched, lanes that change hands, origins counted.
extension ProgramBuilder {
  mutating func addTenderSwitches() {
    addLimitedProviders()
    addLeavableLanes()
    addChanges()
    for id in sourceCounts {
      for index in movements.indices where matches(instance[id].filter, index) {
        addSwitchOnce(.tender(.originCounted(id, origin(index))))
      }
    }
  }

  private mutating func addLimitedProviders() {
    for index in movements.indices {
      guard let provider = carrier(of: index) else { continue }
      if instance[provider].maxLanes != nil {
        addSwitchOnce(.tender(.carries(provider, origin(index), destination(index))))
      }
      guard instance[provider].maxSites != nil else { continue }
      addTouch(provider, origin(index))
      if case .site(let end) = destination(index) { addTouch(provider, end) }
    }
    for (site, data) in instance.sites.enumerated() {
      if let provider = data.operatedBy, instance[provider].maxSites != nil { addTouch(provider, SiteID(site)) }
    }
  }

  private mutating func addTouch(_ provider: ProviderID, _ site: SiteID) {
    let decision = Decision.tender(.touches(provider, site))
    guard codebook.column(decision) == nil else { return }
    let isAlways = instance[site].status == .include && instance[site].operatedBy == provider
    codebook.addSwitch(decision, lower: isAlways ? .one : .zero)
  }

  /// Lanes whose incumbent costs something to leave, and that another could take.
  private mutating func addLeavableLanes() {
    for link in 0..<instance.links.count {
      guard let provider = instance.links.provider[link], instance[provider].switchCost.isPositive,
        instance.products.indices.contains(where: { isIncumbent(LinkID(link), ProductID($0)) })
      else { continue }
      let (origin, destination) = (instance.links.origin[link], instance.links.destination[link])
      let isContested = movements.indices.contains { index in
        self.origin(index) == origin && self.destination(index) == destination && carrier(of: index) != provider
      }
      guard isContested else { continue }
      addSwitchOnce(.tender(.carries(provider, origin, destination)))
      addSwitchOnce(.tender(.left(provider, origin, destination)))
    }
  }

  private func isIncumbent(_ link: LinkID, _ product: ProductID) -> Bool {
    instance.pricingLane(link, product, PeriodID(0)) != nil && instance.isIncumbent(link, product, PeriodID(0))
  }

  private mutating func addChanges() {
    let isCounted = instance.objectives.contains { $0.terms.contains { $0.objective == .changes } }
      || instance.constraints.contains { $0.kind == .changes }
    guard isCounted else { return }
    var held: Set<LaneProduct> = []
    for link in 0..<instance.links.count {
      for product in instance.products.indices.map(ProductID.init) where isIncumbent(LinkID(link), product) {
        held.insert(LaneProduct(instance.links.origin[link], instance.links.destination[link], product))
      }
    }
    for index in movements.indices {
      for product in newcomers(index) where held.contains(LaneProduct(origin(index), destination(index), product)) {
        addSwitchOnce(.tender(.changed(origin(index), destination(index), product)))
      }
    }
  }

  private struct LaneProduct: Hashable {
    var origin: SiteID
    var destination: Node
    var product: ProductID

    init(_ origin: SiteID, _ destination: Node, _ product: ProductID) {
      self.origin = origin
      self.destination = destination
      self.product = product
    }
  }

  /// The products of a movement that its link does not carry today.
  private func newcomers(_ index: Int) -> [ProductID] {
    movements[index].parts.map { instance.product(of: $0.commodity) }
      .filter { !instance.isIncumbent(movements[index].link, $0, movements[index].period) }
  }

  func carrier(of index: Int) -> ProviderID? { instance.links.provider[movements[index].link.index] }

  // MARK: Links

  /// Adds those of these switches that the movement needs on.
  func addTenderSwitches(of index: Int, to needed: inout NeededSwitches) {
    if let provider = carrier(of: index) {
      needed.add(.tender(.carries(provider, origin(index), destination(index))))
      needed.add(.tender(.touches(provider, origin(index))))
      if case .site(let end) = destination(index) { needed.add(.tender(.touches(provider, end))) }
    }
    for product in newcomers(index) { needed.add(.tender(.changed(origin(index), destination(index), product))) }
    for id in sourceCounts where matches(instance[id].filter, index) {
      needed.add(.tender(.originCounted(id, origin(index))))
    }
  }

  mutating func linkOperatedTerms() {
    for (site, data) in instance.sites.enumerated() {
      guard let provider = data.operatedBy,
        let touches = codebook.column(.tender(.touches(provider, SiteID(site))))
      else { continue }
      let open = Decision.siteOpen(SiteID(site), PeriodID(0))
      guard let column = codebook.column(open) else { continue }
      codebook.addRow(
        .linking(dependent: open, switching: .tender(.touches(provider, SiteID(site)))), upper: .zero,
        [Term(column, .one), Term(touches, Rational(-1))])
    }
  }

  func isCountedFromBelow(_ decision: TenderDecision) -> Bool {
    switch decision {
    case .carries(let provider, let origin, let end):
      codebook.column(.tender(.left(provider, origin, end))) != nil
    case .changed: instance.constraints.contains { $0.kind == .changes && $0.sense != .max }
    case .originCounted(let id, _): instance[id].sense != .max
    case .touches, .left, .reached, .amount, .charged, .shipments: false
    }
  }
}
