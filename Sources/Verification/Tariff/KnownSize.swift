import Logistics

/// What is known of a shipment before anything is planned: what bands are looked up by.
struct KnownSize {
  var orderWeight: Rational?
  var shipmentSize: Rational?
  var distance: Rational?

  /// - Parameters:
  ///   - lane: The row whose rate counts.
  ///   - order: The order whose goods these are; bands know named and whole ones only.
  init(_ instance: Instance, _ lane: LaneID, _ order: OrderID?, distance: Rational?) {
    self.distance = distance
    let isKnown = order.map { instance[$0].isTracked || instance[$0].isWhole } ?? false
    let known = isKnown ? order : nil
    orderWeight = known.flatMap { instance[$0].orderedWeight }
    shipmentSize = instance.lanes.shipmentSize[lane.index] ?? known.map { instance.orderedQuantity($0) }
  }

  subscript(basis: Charge.BreakBasis) -> Rational? {
    switch basis {
    case .orderWeight: orderWeight
    case .shipmentSize: shipmentSize
    case .distance: distance
    case .quantity, .weight, .volume, .shipments: nil
    }
  }
}

extension Instance {
  /// As asked, over all its rows.
  func orderedQuantity(_ order: OrderID) -> Rational { self[order].rows.reduce(.zero) { $0 + self[$1].quantity } }

  /// Shipments that an order goes in on what a lane row prices, as ordered.
  func shipmentCount(_ lane: LaneID, _ order: OrderID) -> Rational {
    guard let size = lanes.shipmentSize[lane.index] else { return .one }
    return max(.one, orderedQuantity(order).divided(by: size)?.ceiling ?? .one)
  }
}

extension Charge {
  /// The break that counts for a shipment; nil: the charge does not offer to carry it. Not for charges that count flow.
  func reached(_ size: KnownSize) -> Break? {
    guard structure != .flat else { return breaks.first }
    guard let amount = size[breakBasis] else { return nil }
    return breakIndex(amount).map { breaks[$0] }
  }

  /// Of two breaks that share a point the higher.
  func breakIndex(_ amount: Rational) -> Int? { breaks.indices.last { covers($0, amount) } }

  private func covers(_ index: Int, _ amount: Rational) -> Bool {
    guard breaks[index].from <= amount else { return false }
    if let to = breaks[index].to { return amount <= to }
    return index + 1 == breaks.count || amount < breaks[index + 1].from
  }
}
