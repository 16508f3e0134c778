import Logistics

/// The charges of a lane row's rate in the order in which they are charged: its `unit_cost` first, as one more base
/// charge.
struct Tariff {
  /// Without those whose breaks count flow: they are schedules.
  let charges: [Charge]
  /// What comes on top, after the minimum.
  let surcharges: [Surcharge]

  init(_ instance: Instance, _ lane: LaneID) {
    let base = instance.lanes.unitCost[lane.index].map { price in
      let only = Break(
        from: .zero, to: nil, cost: price.cost, minimumCharge: nil, mark: instance.lanes.marks[lane.index])
      return Charge(name: "unit_cost", basis: price.basis, structure: .flat, breaks: [only])
    }
    let rate = instance.lanes.rate[lane.index].map { instance[$0].charges.filter { !$0.countsFlow } } ?? []
    charges = (base.map { [$0] } ?? []) + rate
    surcharges = instance.surcharges(on: lane)
  }

  var hasShipmentBasis: Bool { charges.contains { $0.basis == .shipment || $0.basis == .distance } }

  /// Whether something comes on top of a shipment whatever it carries.
  var surchargesShipments: Bool { surcharges.contains { $0.basis == .shipment || $0.basis == .distance } }

  var hasMinimum: Bool { charges.contains { $0.breaks.contains { $0.minimumCharge != nil } } }
}

extension Basis {
  var isLinear: Bool {
    switch self {
    case .unit, .weight, .volume, .pallet, .unitDistance, .weightDistance, .value: true
    case .shipment, .order, .distance, .period: false
    }
  }

  /// A cost in the basis's own terms as currency.
  func unitCost(_ cost: Rational) -> Rational { self == .value ? cost * Rational(mantissa: 1, decimals: 2) : cost }
}

extension Break {
  func unitCost(_ basis: Basis) -> Rational { basis.unitCost(cost) }
}

extension UnitMeasures {
  /// How much of a linear basis one unit is, on a link of this length; nil: unknown.
  func perUnit(_ basis: Basis, _ commodity: Commodity, distance: Rational?) -> Rational? {
    switch basis {
    case .unit: .one
    case .weight: weight(commodity)
    case .volume: perUnit(.volume, commodity)
    case .pallet: perUnit(.pallet, commodity)
    case .value: price(commodity)
    case .unitDistance: distance
    case .weightDistance: tonnes(commodity).flatMap { weight in distance.map { weight * kilometres($0) } }
    case .shipment, .order, .distance, .period: nil
    }
  }
}
