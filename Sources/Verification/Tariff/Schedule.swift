import Logistics

/// A price schedule as the check prices it.
struct Schedule {
  let key: PriceSchedule
  /// For a rebate one break a tier, whose cost is the part given back, and one below the first.
  let charge: Charge
  let provider: ProviderID?
  let lane: LaneID?
  /// In percent, on what the schedule comes to.
  let surcharges: [Surcharge]

  var isRebate: Bool { if case .rebate = key { true } else { false } }

  /// - Parameter lane: A row whose flow counts in the schedule; nil for a rebate.
  init?(_ key: PriceSchedule, pricing lane: LaneID?, _ instance: Instance) {
    self.key = key
    switch key {
    case .lane(let own, _): self.lane = own
    default: self.lane = nil
    }
    if case .rebate(let id) = key {
      charge = Schedule.charge(of: instance[id])
      provider = instance[id].provider
      surcharges = []
      return
    }
    guard let charge = instance.charge(of: key), let lane else { return nil }
    self.charge = charge
    provider = instance.lanes.links(of: lane).first.flatMap { instance.links.provider[$0.index] }
    surcharges = instance.surcharges(on: lane).filter { $0.basis == .percent }
  }

  private static func charge(of rebate: Rebate) -> Charge {
    var breaks = rebate.tiers.map { tier in
      Break(
        from: tier.threshold, to: nil, cost: -tier.percent * Rational(mantissa: 1, decimals: 2), minimumCharge: nil,
        mark: tier.mark)
    }
    if let first = breaks.first, first.from.isPositive {
      breaks.insert(Break(from: .zero, to: nil, cost: .zero, minimumCharge: nil, mark: rebate.mark), at: 0)
    }
    return Charge(name: rebate.contract, basis: .unit, structure: .allUnit, breaks: breaks)
  }

  /// By what the schedule's cost is multiplied: 1 and the surcharges.
  var factor: Rational {
    surcharges.reduce(.one) { $0 + $1.value * Rational(mantissa: 1, decimals: 2) }
  }

  /// The number of the first break that is a tier of a rebate.
  var tiersBegin: Int { charge.breaks.first?.cost.isZero ?? false ? 1 : 0 }

  /// Whether what is paid on is told apart from what counts.
  var hasBasisOfItsOwn: Bool { isRebate || charge.structure == .allUnit && !charge.isOnItsMeasure }

  /// What is paid without surcharges: of `basis` where the schedule has a basis of its own, else of the amount alone; an
  /// incremental charge's ratio of the one to the other is the same whatever moves.
  func cost(_ amount: Rational, basis: Rational, at index: Int) -> Rational {
    let reached = charge.breaks[index]
    switch charge.structure {
    case .stepwise: return reached.cost
    case .incremental:
      let ratio = basis.divided(by: amount) ?? .one
      return (paidBelow(index) + reached.unitCost(charge.basis) * (amount - reached.from)) * ratio
    case .allUnit, .flat, .band: return reached.unitCost(isRebate ? .unit : charge.basis) * basis
    }
  }

  /// Of an incremental charge: all that lies below a break, by the measure that the breaks count.
  func paidBelow(_ index: Int) -> Rational {
    (0..<index).reduce(.zero) { sum, lower in
      sum + charge.breaks[lower].unitCost(charge.basis) * (charge.breaks[lower + 1].from - charge.breaks[lower].from)
    }
  }
}

extension UnitMeasures {
  /// What one unit counts in breaks; nil: unknown, or counted otherwise.
  func counted(_ basis: Charge.BreakBasis, _ commodity: Commodity) -> Rational? {
    switch basis {
    case .quantity: .one
    case .weight: weight(commodity)
    case .volume: perUnit(Measure.volume, commodity)
    case .shipments, .orderWeight, .shipmentSize, .distance: nil
    }
  }
}
