/// What only the whole instance shows about sales.
struct SalesCheck {
  private let instance: Instance

  init(_ instance: Instance) { self.instance = instance }

  /// Demand rows that some sale of theirs would have no price for.
  var unpriced: [DemandID] {
    let open = instance.demand.indices.map { DemandID($0) }.filter { instance[$0].unitPrice == nil }
    guard !open.isEmpty, !instance.sales.prices.isEmpty else { return open }
    var sellers: [CustomerID: Set<Seller>] = [:]
    for link in instance.links.origin.indices {
      guard case .customer(let customer) = instance.links.destination[link] else { continue }
      sellers[customer, default: []].insert(instance.seller(LinkID(link), customer))
    }
    return open.filter { row in
      let customer = instance[row].customer
      let selling = (sellers[customer] ?? []).filter { instance.offers($0, instance[row].product) }
      return selling.isEmpty || selling.contains { instance.unitPrice(of: row, $0) == nil }
    }
  }
}

extension InstanceChecks {
  /// Prices of a sale that two rows give, and charges on a value that depends on who sells.
  func checkSales() {
    checkPriceRows()
    checkMarginLanes()
    guard !instance.sales.prices.isEmpty else { return }
    for lane in (0..<instance.lanes.count).map({ LaneID($0) }) where reach.bases(lane).contains(.value) {
      log.error(
        instance.lanes.marks[lane.index], .valueOfSale,
        "a charge by `value` is not supported together with prices by channel or partner",
        hint: "give `unit_price` in `products` or `demand` instead of `prices`")
      return
    }
  }

  /// What a partner's own lanes cost must follow from what moves there alone.
  private func checkMarginLanes() {
    for lane in (0..<instance.lanes.count).map({ LaneID($0) }) {
      guard let link = instance.lanes.links(of: lane).first, let partner = instance.links.seller(of: link).partner,
        instance[partner].marginMin != nil, isTiered(lane)
      else { continue }
      log.error(
        instance.lanes.marks[lane.index], .notSupported,
        "the margin of `\(instance[partner].name)` counts what its lanes cost, and breaks or shipment sizes there are not "
          + "supported", hint: "give the lane a flat rate, or the partner no `margin_min`")
    }
  }

  private func isTiered(_ lane: LaneID) -> Bool {
    if instance.lanes.shipmentSize[lane.index] != nil { return true }
    guard let rate = instance.lanes.rate[lane.index] else { return false }
    return instance[rate].charges.contains { $0.structure != .flat && $0.structure != .band }
  }

  /// A row for a channel and one for a partner both price their sales: one for the two together settles it.
  private func checkPriceRows() {
    var sellers: Set<Seller> = []
    for link in instance.links.origin.indices {
      guard case .customer(let customer) = instance.links.destination[link] else { continue }
      sellers.insert(instance.seller(LinkID(link), customer))
    }
    var reported: Set<SourceMark> = []
    for price in instance.sales.prices where price.channel != nil && price.partner == nil {
      for other in instance.sales.prices where other.partner != nil && other.channel == nil {
        guard other.product == price.product,
          sellers.contains(Seller(channel: price.channel, partner: other.partner)),
          !instance.sales.prices.contains(where: {
            $0.product == price.product && $0.channel == price.channel && $0.partner == other.partner
          }), reported.insert(other.mark).inserted
        else { continue }
        log.error(
          other.mark, .ambiguousRows, "this price and that of a channel both match, and neither is more specific",
          hint: "a row for the channel and the partner would settle it",
          related: [Fault.Related(price.mark, "the other row")])
      }
    }
  }
}
