public import Logistics

/// The names by which the output files speak of an instance's things, and no others' names.
///
/// A place whose name a site and a customer share is written `site:…` or `customer:…`, as in the tables.
public struct PlanNames: Sendable {
  public let instance: Instance
  private let shared: Set<String>

  public init(_ instance: Instance) {
    self.instance = instance
    shared = Set(instance.sites.map(\.name)).intersection(instance.customers.map(\.name))
  }

  public func node(_ node: Node) -> String {
    let name = instance.name(of: node)
    guard shared.contains(name) else { return name }
    return switch node {
    case .site: "site:\(name)"
    case .customer: "customer:\(name)"
    }
  }

  public func origin(_ link: LinkID) -> String { instance[instance.links.origin[link.index]].name }
  public func destination(_ link: LinkID) -> String { node(instance.links.destination[link.index]) }
  public func provider(_ link: LinkID) -> String? { instance.links.provider[link.index].map { instance[$0].name } }
  public func mode(_ link: LinkID) -> String? { instance.links.mode[link.index].map { instance.modes[$0.index] } }
  public func service(_ link: LinkID) -> String? {
    instance.links.service[link.index].map { instance.services[$0.index] }
  }
  public func offer(_ link: LinkID) -> String? { instance.links.offer[link.index].map { instance[$0].name } }
  public func channel(_ link: LinkID) -> String? { instance.links.seller(of: link).channel.map { instance[$0].name } }
  public func partner(_ link: LinkID) -> String? { instance.links.seller(of: link).partner.map { instance[$0].name } }
  public func period(_ period: PeriodID) -> String {
    instance.periods.indices.contains(period.index) ? instance.periods[period.index] : ""
  }
  public func product(_ commodity: Commodity) -> String { instance[instance.product(of: commodity)].name }

  /// The demand row that a flow is for, where it is known.
  public func row(_ commodity: Commodity) -> DemandRow? {
    if case .row(let id) = commodity { return instance[id] }
    return nil
  }

  public func order(_ commodity: Commodity) -> String? { row(commodity).flatMap { instance[$0.order].name } }
  /// The period in which what a flow carries is asked for, where it is known.
  public func due(_ commodity: Commodity) -> String? { row(commodity).map { period($0.period) } }
  public func customer(_ commodity: Commodity) -> String? { row(commodity).map { instance[$0.customer].name } }
  public func place(_ mark: SourceMark?) -> String? { mark.map(instance.place) }

  /// `Lyon → Paris by Swift Freight, road, express, offer A`.
  public func words(_ link: LinkID) -> String {
    let details = [
      provider(link).map { "by \($0)" }, mode(link), service(link), offer(link).map { "offer \($0)" },
      channel(link).map { "channel \($0)" }, partner(link).map { "partner \($0)" },
    ]
    let way = "\(origin(link)) → \(destination(link))"
    let known = details.compactMap { $0 }
    return known.isEmpty ? way : "\(way) \(known.joined(separator: ", "))"
  }
}

extension Measure {
  /// The unit's name, as the instance's settings have it.
  public func unit(_ settings: Settings) -> String {
    switch self {
    case .quantity: settings.quantityUnit
    case .weight: settings.weightUnit
    case .volume: settings.volumeUnit
    case .pallet: "pallet"
    case .order: "order"
    }
  }
}
