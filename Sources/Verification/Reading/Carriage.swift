import Logistics

/// Which commodity may move on which link.
struct Carriage {
  private let instance: Instance

  init(_ instance: Instance) { self.instance = instance }

  /// Why a commodity may not move on a link.
  enum Obstacle: String {
    /// A row's last leg ends at its customer; goods of anonymous orders are pooled on every leg before.
    case commodity = "wrong_commodity"
    case period = "wrong_period"
    case product = "not_carried"
    case service
    case origin = "from_site"
    /// The order is in no break of a band that prices the link.
    case band
  }

  /// nil: it may.
  func obstacle(_ key: FlowKey) -> Obstacle? {
    if let wrong = mismatch(key) { return wrong }
    guard let lane = instance.pricingLane(key.link, instance.product(of: key.commodity), key.period) else {
      return .product
    }
    return isInEveryBand(key, lane) ? nil : .band
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
