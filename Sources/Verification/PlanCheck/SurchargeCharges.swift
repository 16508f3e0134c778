import Logistics

// What comes on top of a shipment's charges: surcharges, then duty.
extension Inspection {
  /// - Parameter base: the shipment's charges after their minimum.
  /// - Returns: what the surcharges come to.
  mutating func surcharge(_ shipment: Shipment, _ tariff: Tariff, base: Rational, _ count: Rational) -> Rational {
    var total = Rational.zero
    for surcharge in tariff.surcharges {
      let (quantity, unitCost) = measure(surcharge, shipment, base, count)
      charge(.surcharge, surcharge.name, shipment, quantity: quantity, unitCost: unitCost)
      total += quantity * unitCost
    }
    return total
  }

  private mutating func measure(
    _ surcharge: Surcharge, _ shipment: Shipment, _ base: Rational, _ count: Rational
  ) -> (quantity: Rational, unitCost: Rational) {
    switch surcharge.basis {
    case .percent: return (base, surcharge.value * Rational(mantissa: 1, decimals: 2))
    case .unit: return (shipment.flows.reduce(.zero) { $0 + flows[$1].units }, surcharge.value)
    case .shipment: return (count, surcharge.value)
    case .distance: return (longest(shipment.flows, surcharge.name) * count, surcharge.value)
    case .weight:
      guard let weight = total(shipment.flows.map { flows[$0] }, .weight) else {
        violateUnknown(nil, "the surcharge `\(surcharge.name)`", surcharge.mark)
        return (.zero, surcharge.value)
      }
      return (weight, surcharge.value)
    }
  }

  /// Percent of the unit value of what the shipment carries; one line for all of it.
  mutating func chargeDuty(_ shipment: Shipment) -> Rational {
    var dutiable = Rational.zero
    for index in shipment.flows {
      let flow = flows[index]
      let rate = instance.dutyRate(flow.link, flow.product, flow.key.period)
      guard !rate.isZero else { continue }
      guard let value = instance[flow.product].unitValue else {
        violateUnknown(nil, "the duty of \(instance.words(flow.link))", nil)
        continue
      }
      dutiable += flow.units * value * rate
    }
    let percent = Rational(mantissa: 1, decimals: 2)
    charge(.duty, "duty", shipment, quantity: dutiable, unitCost: percent)
    return dutiable * percent
  }
}
