import Logistics

// What comes on top of a rate's charges, as certificates need it.
extension ShipmentPrices {
  /// By what the charges of the row are multiplied: 1 and its surcharges in percent.
  func surchargeFactor(_ lane: LaneID) -> Rational {
    if tariffs.isMerePrice(lane.index) { return .one }
    return tariffs[lane.index].surcharges.reduce(.one) { sum, surcharge in
      surcharge.basis == .percent ? sum + surcharge.value * Rational(mantissa: 1, decimals: 2) : sum
    }
  }

  /// How often a charge of that kind is paid: once itself, and in the row's surcharges in percent, where these count.
  func share(of kind: CostKind, _ lane: LaneID) -> Rational {
    let factor = surchargeFactor(lane)
    if kinds.isAll { return factor }
    return (kinds.contains(kind) ? .one : .zero) + (kinds.contains(.surcharge) ? factor - .one : .zero)
  }

  /// All that one unit of a flow is charged.
  func paidPerUnit(_ part: Move.Part, _ move: Move) -> Rational {
    perUnit(part, move) * share(of: .transport, part.tariff) + onTopPerUnit(part, move)
  }

  /// The least that is paid by the period.
  func paidPerPeriod(_ lane: LaneID) -> Rational {
    let share = share(of: .transport, lane)
    return share * (share.isNegative ? mostPerPeriod(lane) : perPeriod(lane))
  }

  /// Surcharges per unit and weight, and duty.
  func onTopPerUnit(_ part: Move.Part, _ move: Move) -> Rational {
    var sum = Rational.zero
    let isSurcharged = kinds.contains(.surcharge) && !tariffs.isMerePrice(part.tariff.index)
    for surcharge in isSurcharged ? tariffs[part.tariff.index].surcharges : [] {
      if surcharge.basis == .unit { sum += surcharge.value }
      if surcharge.basis == .weight { sum += surcharge.value * (measures.weight(part.commodity) ?? .zero) }
    }
    guard !instance.lanes.dutyRate.isEmpty, kinds.contains(.duty) else { return sum }
    let duty = instance.dutyRate(move.link, part.product, move.period)
    return sum + duty * Rational(mantissa: 1, decimals: 2) * (instance[part.product].unitValue ?? .zero)
  }

  /// Surcharges per shipment and distance.
  func surchargePerShipment(_ lane: LaneID, distance: Rational) -> Rational {
    tariffs[lane.index].surcharges.reduce(.zero) { sum, surcharge in
      switch surcharge.basis {
      case .shipment: sum + surcharge.value
      case .distance: sum + surcharge.value * distance
      case .percent, .unit, .weight: sum
      }
    }
  }

  /// The least that a shipment is charged besides what is linear.
  func paidPerShipment(_ lane: LaneID, _ order: OrderID?) -> Rational {
    let share = share(of: .transport, lane)
    let charges = perShipment(lane, order, share.isNegative ? .most : .least) * share
    guard kinds.contains(.surcharge) else { return charges }
    // A surcharge by distance may be negative: then the longest way is the cheapest.
    let lengths = lengths(lane)
    let onTop = [lengths.least, lengths.most].map { surchargePerShipment(lane, distance: $0) }.min() ?? .zero
    return charges + onTop * shipmentCount(lane, order)
  }
}
