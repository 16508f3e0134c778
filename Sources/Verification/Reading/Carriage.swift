import Logistics

/// Which commodity may move on which link. A class, because an instance is dear to copy.
final class Carriage: Sendable {
  private let instance: Instance

  init(_ instance: Instance) { self.instance = instance }

  /// Why a commodity may not move on a link.
  enum Obstacle {
    /// A row's last leg ends at its customer; goods of anonymous orders are pooled on every leg before.
    case commodity
    case period
    case product
    case service
    case origin
    /// The link's channel is not the customer's.
    case channel
    /// The channel or partner has prices, but none for the product.
    case offering
    /// Another partner is exclusive in the customer's territory.
    case exclusive
    /// The last lane takes longer than the row allows.
    case transit
    /// The order is in no break of a band that prices the link.
    case band

    var kind: Violation.Kind {
      switch self {
      case .commodity: .wrongCommodity
      case .period: .wrongPeriod
      case .product: .notCarried
      case .service: .service
      case .origin: .fromSite
      case .channel: .channel
      case .offering: .offering
      case .exclusive: .exclusiveTerritory
      case .transit: .maxTransitTime
      case .band: .band
      }
    }
  }

  /// nil: it may.
  func obstacle(_ key: FlowKey) -> Obstacle? {
    if let wrong = mismatch(key) { return wrong }
    guard let lane = instance.pricingLane(key.link, instance.product(of: key.commodity), key.period) else {
      return .product
    }
    if isTooSlow(key, lane) { return .transit }
    if let obstacle = saleObstacle(key) { return obstacle }
    return isInEveryBand(key, lane) ? nil : .band
  }

  private func saleObstacle(_ key: FlowKey) -> Obstacle? {
    guard !instance.sales.isEmpty,
      case .customer(let customer) = instance.links.destination[key.link.index]
    else { return nil }
    let named = instance.links.seller(of: key.link).channel
    if let own = instance[customer].channel, let named, own != named { return .channel }
    let seller = instance.seller(key.link, customer)
    let product = instance.product(of: key.commodity)
    if !instance.offers(seller, product) { return .offering }
    guard let exclusive = instance.exclusivePartner(customer, product), exclusive != seller.partner else { return nil }
    return .exclusive
  }

  /// A row's longest time is that of its last lane; an unknown time was refused where it would matter.
  private func isTooSlow(_ key: FlowKey, _ lane: LaneID) -> Bool {
    guard case .customer = instance.links.destination[key.link.index], case .row(let row) = key.commodity,
      let longest = instance[row].longestTransit, let time = instance.lanes.transitTime[lane.index]
    else { return false }
    return time > longest
  }

  private func mismatch(_ key: FlowKey) -> Obstacle? {
    let link = key.link.index
    switch (instance.links.destination[link], key.commodity) {
    case (.site, .pooled): return nil
    case (.customer, .pooled): return .commodity
    case (.site, .row(let id)):
      guard instance[instance[id].order].isTracked else { return .commodity }
      return mismatch(instance[id], key)
    case (.customer(let customer), .row(let id)):
      let row = instance[id]
      guard row.customer == customer else { return .commodity }
      if let sites = row.fromSites, !sites.contains(instance.links.origin[link]) { return .origin }
      return mismatch(row, key)
    }
  }

  private func mismatch(_ row: DemandRow, _ key: FlowKey) -> Obstacle? {
    if row.period != key.period { return .period }
    guard let asked = row.service, let given = instance.links.service[key.link.index] else { return nil }
    return asked == given ? nil : .service
  }

  private func isInEveryBand(_ key: FlowKey, _ lane: LaneID) -> Bool {
    let tariff = instance.lanes.pricedBy[lane.index]
    guard let rate = instance.lanes.rate[tariff.index] else { return true }
    let looked = instance[rate].charges.filter { $0.structure != .flat && !$0.countsFlow }
    guard !looked.isEmpty else { return true }
    var order: OrderID?
    if case .row(let row) = key.commodity { order = instance[row].order }
    let distance = instance.distance(key.link, instance.product(of: key.commodity), key.period)
    let size = KnownSize(instance, tariff, order, distance: distance)
    return looked.allSatisfy { $0.reached(size) != nil }
  }
}
