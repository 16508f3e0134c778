import Logistics

/// What is charged together: one named order on a lane row, the last leg of a whole order, or all of the row's other
/// flow.
struct ShipmentKey: Hashable {
  enum Load: Hashable {
    case named(OrderID)
    case wholeLastLeg(OrderID)
    case rest
  }

  let tariff: LaneID
  let period: PeriodID
  let load: Load

  var order: OrderID? {
    switch load {
    case .named(let order), .wholeLastLeg(let order): order
    case .rest: nil
    }
  }
}

struct Shipment {
  let key: ShipmentKey
  /// Indices into the inspection's flows.
  var flows: [Int] = []
}

extension Inspection {
  /// In the order of their first flows.
  func shipments() -> [Shipment] {
    var slots: [ShipmentKey: Int] = [:]
    var shipments: [Shipment] = []
    for (index, flow) in flows.enumerated() {
      let key = ShipmentKey(tariff: flow.tariff, period: flow.key.period, load: load(flow))
      if let slot = slots[key] {
        shipments[slot].flows.append(index)
      } else {
        slots[key] = shipments.count
        shipments.append(Shipment(key: key, flows: [index]))
      }
    }
    return shipments
  }

  private func load(_ flow: InspectedFlow) -> ShipmentKey.Load {
    guard let order = flow.order else { return .rest }
    if instance[order].isWhole && flow.isLastLeg { return .wholeLastLeg(order) }
    return instance[order].isTracked ? .named(order) : .rest
  }
}
