internal import Logistics

/// Measures of commodities and prices of lane rows, from the instance.
struct Pricing: Sendable {
  let instance: Instance

  /// The measure of one unit. What is unknown was refused where something needs it, so here it counts nothing.
  func measure(_ measure: Measure, of commodity: Commodity) -> Rational {
    let product = instance[instance.product(of: commodity)]
    switch measure {
    case .quantity, .order: return .one
    case .weight: return weight(of: commodity)
    case .volume: return product.unitVolume ?? .zero
    case .pallet: return product.unitsPerPallet.flatMap { Rational.one.divided(by: $0) } ?? .zero
    }
  }

  /// A demand row's own weight, spread over its quantity, else its product's.
  private func weight(of commodity: Commodity) -> Rational {
    if case .row(let row) = commodity, let weight = instance[row].weight,
      let perUnit = weight.divided(by: instance[row].quantity)
    {
      return perUnit
    }
    return instance[instance.product(of: commodity)].unitWeight ?? .zero
  }

  /// nil where the row's bands do not offer the commodity.
  func tariff(_ lane: LaneID, _ link: LinkID, _ commodity: Commodity) -> LaneTariff? {
    let pricing = instance.lanes.pricedBy[lane.index].index
    let order = order(of: commodity)
    var tariff = LaneTariff()
    tariff.shipments = shipments(LaneID(pricing), order)
    if let unitCost = instance.lanes.unitCost[pricing] {
      add(unitCost.cost, unitCost.basis, link, commodity, to: &tariff)
    }
    addOnTop(LaneID(pricing), link, commodity, to: &tariff)
    guard let rate = instance.lanes.rate[pricing] else { return tariff }
    for charge in instance[rate].charges where !charge.countsFlow {
      guard let reached = reachedBreak(charge, LaneID(pricing), link, commodity) else { return nil }
      if charge.treatsAsFull, let size = instance.lanes.shipmentSize[pricing] {
        addFull(reached.cost, charge.basis, size, link, commodity, to: &tariff)
      } else {
        add(reached.cost, charge.basis, link, commodity, to: &tariff)
      }
      if let minimum = reached.minimumCharge { tariff.minimum = max(tariff.minimum ?? minimum, minimum) }
    }
    return tariff
  }

  /// Surcharges of the pricing row, and duty.
  private func addOnTop(_ lane: LaneID, _ link: LinkID, _ commodity: Commodity, to tariff: inout LaneTariff) {
    guard !instance.surcharges.isEmpty || !instance.lanes.dutyRate.isEmpty else { return }
    let percent = Rational(1, over: 100) ?? .zero
    tariff.onTopPerUnit += duty(link, commodity)
    for surcharge in instance.surcharges(on: lane) {
      switch surcharge.basis {
      case .percent: tariff.factor += surcharge.value * percent
      case .unit: tariff.onTopPerUnit += surcharge.value
      case .weight: tariff.onTopPerUnit += surcharge.value * weight(of: commodity)
      case .distance: tariff.onTopPerShipment += surcharge.value * distance(link, commodity)
      case .shipment: tariff.onTopPerShipment += surcharge.value
      }
    }
  }

  /// Of one unit over the link.
  func duty(_ link: LinkID, _ commodity: Commodity) -> Rational {
    let product = instance.product(of: commodity)
    let rate = instance.dutyRate(link, product, period(of: commodity)) * (Rational(1, over: 100) ?? .zero)
    return rate * (instance[product].unitValue ?? .zero)
  }

  private func period(of commodity: Commodity) -> PeriodID {
    if case .row(let row) = commodity { instance[row].period } else { PeriodID(0) }
  }

  /// Linear charges of a full shipment, whatever moves.
  private func addFull(
    _ cost: Rational, _ basis: Basis, _ size: Rational, _ link: LinkID, _ commodity: Commodity,
    to tariff: inout LaneTariff
  ) {
    var full = LaneTariff()
    add(cost, basis, link, commodity, to: &full)
    tariff.perShipment += full.perUnit * size + full.perShipment
    tariff.perOrder += full.perOrder
    tariff.perPeriod += full.perPeriod
  }

  /// The named or whole order whose goods these are: what bands know, and a shipment of its own.
  private func order(of commodity: Commodity) -> OrderID? {
    guard case .row(let row) = commodity else { return nil }
    let order = instance[row].order
    return instance[order].isTracked || instance[order].isWhole ? order : nil
  }

  private func ordered(_ order: OrderID) -> Rational {
    instance[order].rows.reduce(.zero) { $0 + instance[$1].quantity }
  }

  /// How many shipments an order is, as ordered; one for what is pooled, whose shipments are a decision.
  private func shipments(_ lane: LaneID, _ order: OrderID?) -> Rational {
    guard let order, let size = instance.lanes.shipmentSize[lane.index],
      let count = ordered(order).divided(by: size)
    else { return .one }
    return max(.one, count.ceiling)
  }

  /// The break of a charge that is looked up before anything moves.
  private func reachedBreak(_ charge: Charge, _ lane: LaneID, _ link: LinkID, _ commodity: Commodity) -> Break? {
    guard charge.structure != .flat else { return charge.breaks.first }
    guard let amount = knownAmount(charge.breakBasis, lane, link, commodity) else { return nil }
    // A point that two breaks share belongs to the higher, so the last break that covers the amount counts.
    for (index, band) in charge.breaks.enumerated().reversed() where band.from <= amount {
      if let to = band.to { return amount <= to ? band : nil }
      let next = index + 1 < charge.breaks.count ? charge.breaks[index + 1].from : nil
      return next.map { amount < $0 } ?? true ? band : nil
    }
    return nil
  }

  private func knownAmount(
    _ basis: Charge.BreakBasis, _ lane: LaneID, _ link: LinkID, _ commodity: Commodity
  ) -> Rational? {
    let order = order(of: commodity)
    switch basis {
    case .orderWeight: return order.flatMap { instance[$0].orderedWeight }
    case .shipmentSize: return instance.lanes.shipmentSize[lane.index] ?? order.map(ordered)
    case .distance: return instance.distance(link, instance.product(of: commodity), period(of: commodity))
    case .quantity, .weight, .volume, .shipments: return nil
    }
  }

  func add(_ cost: Rational, _ basis: Basis, _ link: LinkID, _ commodity: Commodity, to tariff: inout LaneTariff) {
    let distance = distance(link, commodity)
    switch basis {
    case .unit: tariff.perUnit += cost
    case .weight: tariff.perUnit += cost * weight(of: commodity)
    case .volume: tariff.perUnit += cost * measure(.volume, of: commodity)
    case .pallet: tariff.perUnit += cost * measure(.pallet, of: commodity)
    case .unitDistance: tariff.perUnit += cost * distance
    case .weightDistance: tariff.perUnit += cost * tonneKilometres(link, commodity)
    case .value: tariff.perUnit += cost * unitPrice(of: commodity) * (Rational(1, over: 100) ?? .zero)
    case .shipment: tariff.perShipment += cost
    case .distance: tariff.perShipment += cost * distance
    case .order: tariff.perOrder += cost
    case .period: tariff.perPeriod += cost
    }
  }

  /// Of one unit over the link.
  func tonneKilometres(_ link: LinkID, _ commodity: Commodity) -> Rational {
    weight(of: commodity) * instance.settings.tonnesPerWeightUnit * distance(link, commodity)
      * instance.settings.kilometresPerDistanceUnit
  }

  private func distance(_ link: LinkID, _ commodity: Commodity) -> Rational {
    instance.distance(link, instance.product(of: commodity), period(of: commodity)) ?? .zero
  }

  func unitPrice(of commodity: Commodity) -> Rational {
    switch commodity {
    case .row(let row): instance[row].unitPrice ?? .zero
    case .pooled(let product): instance[product].unitPrice ?? .zero
    }
  }
}
