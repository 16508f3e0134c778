/// A plan of one instance in the ids of another one, found by names.
///
/// Two states of one instance (as its tables say it, and as a scenario changes it) number their things differently.
/// What the other instance lacks is left out, so that the result need not be a plan that keeps its rules.
public struct PlanTranslation: Sendable {
  private let target: Instance
  private var links: [LinkName: LinkID] = [:]
  private var rows: [RowName: DemandID] = [:]
  private var products: [String: ProductID] = [:]
  private var periods: [String: PeriodID] = [:]
  private var sites: [String: SiteID] = [:]

  private struct LinkName: Hashable {
    let origin, destination, provider, mode, service, offer: String

    init(_ link: LinkID, _ instance: Instance) {
      let (links, i) = (instance.links, link.index)
      origin = instance[links.origin[i]].name
      destination = instance.name(of: links.destination[i])
      provider = links.provider[i].map { instance[$0].name } ?? ""
      mode = links.mode[i].map { instance.modes[$0.index] } ?? ""
      service = links.service[i].map { instance.services[$0.index] } ?? ""
      offer = links.offer[i].map { instance[$0].name } ?? ""
    }
  }

  private struct RowName: Hashable {
    let customer, product, period, order: String

    init(_ row: DemandRow, _ instance: Instance) {
      customer = instance[row.customer].name
      product = instance[row.product].name
      period = instance.periods[row.period.index]
      order = instance[row.order].name ?? ""
    }
  }

  /// - Parameter target: the instance in whose ids plans are wanted.
  public init(to target: Instance) {
    self.target = target
    for link in 0..<target.links.count { links[LinkName(LinkID(link), target)] = LinkID(link) }
    for (index, row) in target.demand.enumerated() { rows[RowName(row, target)] = DemandID(index) }
    for (index, product) in target.products.enumerated() { products[product.name] = ProductID(index) }
    for (index, period) in target.periods.enumerated() { periods[period] = PeriodID(index) }
    for (index, site) in target.sites.enumerated() { sites[site.name] = SiteID(index) }
  }

  /// The flows of a plan that the target has too, and which of its sites are open; those it alone has are as they
  /// start.
  public func plan(_ plan: Plan, of source: Instance) -> Plan {
    let flows = plan.flows.compactMap { flow in
      key(flow.key, of: source).map { PlannedFlow($0, rescaled(flow.quantity, from: source)) }
    }
    var open = target.periods.map { _ in target.sites.map(\.startsOpen) }
    for (period, flags) in plan.openSites.enumerated() {
      guard let place = periods[source.periods[period]] else { continue }
      for (index, isOpen) in flags.enumerated() {
        if let site = sites[source.sites[index].name] { open[place.index][site.index] = isOpen }
      }
    }
    return Plan(flows: flows, openSites: open)
  }

  /// nil where the target lacks the link, the period or what moves.
  public func key(_ key: FlowKey, of source: Instance) -> FlowKey? {
    guard let link = links[LinkName(key.link, source)], let period = periods[source.periods[key.period.index]] else {
      return nil
    }
    switch key.commodity {
    case .pooled(let product):
      return products[source[product].name].map { FlowKey(link, period, .pooled($0)) }
    case .row(let row):
      return rows[RowName(source[row], source)].map { FlowKey(link, period, .row($0)) }
    }
  }

  private func rescaled(_ quantity: Quantity, from source: Instance) -> Quantity {
    let units = source.settings.resolution.rational(quantity)
    return target.settings.resolution.floor(units) ?? quantity
  }
}
