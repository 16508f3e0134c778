import Logistics

// The charges of rates: shipment by shipment, the base price first, the largest minimum against their sum.
extension Inspection {
  mutating func chargeTransport() {
    var shares = [Rational](repeating: .zero, count: flows.count)
    let shipments = shipments()
    let settled = settleSchedules(shipments)
    var tariffs: [LaneID: Tariff] = [:]
    for shipment in shipments {
      let tariff = tariffs[shipment.key.tariff] ?? Tariff(instance, shipment.key.tariff)
      tariffs[shipment.key.tariff] = tariff
      charge(shipment, tariff, settled, &shares)
    }
    chargePeriods(shipments, tariffs, &shares)
    charge(settled, &shares)
    chargeRebates(&shares)
    recordSchedules()
    evaluation.flows = flows.indices.map { index in
      FlowEvaluation(pricedBy: flows[index].tariff, cost: Money(rounding: shares[index]) ?? .zero)
    }
  }

  private mutating func charge(
    _ shipment: Shipment, _ tariff: Tariff, _ settled: [Settlement], _ shares: inout [Rational]
  ) {
    let size = knownSize(of: shipment)
    let count = shipmentCount(shipment)
    var sum = Rational.zero
    var constant = Rational.zero
    var minimum: Rational?
    for item in tariff.charges {
      guard let reached = item.reached(size) else { continue }
      minimum = larger(minimum, reached.minimumCharge)
      guard item.basis != .period else { continue }
      let unitCost = reached.unitCost(item.basis)
      let quantity = measure(item, shipment, unitCost, count, &shares)
      charge(.transport, item.name, shipment, quantity: quantity, unitCost: unitCost)
      sum += quantity * unitCost
      if !item.basis.isLinear { constant += quantity * unitCost }
    }
    var base = sum
    // Breaks over the row count towards the minimum of what is pooled on it.
    let wide = shipment.key.load == .rest ? settled.filter { $0.schedule.lane == shipment.key.tariff } : []
    sum += wide.reduce(.zero) { $0 + $1.cost }
    minimum = wide.reduce(minimum) { larger($0, $1.minimum) }
    if let minimum, sum < minimum * count {
      charge(.minimumCharge, "minimum", shipment, quantity: .one, unitCost: minimum * count - sum)
      constant += minimum * count - sum
      base += minimum * count - sum
    }
    note(paid: base, shipment.key.tariff)
    constant += surcharge(shipment, tariff, base: base, count)
    constant += chargeDuty(shipment)
    spread(constant, over: shipment.flows, &shares)
  }

  mutating func charge(
    _ kind: CostKind, _ name: String, _ shipment: Shipment, quantity: Rational, unitCost: Rational
  ) {
    let provider = shipment.flows.first.flatMap { instance.links.provider[flows[$0].link.index] }
    charge(
      kind, name, provider: provider, lane: shipment.key.tariff, order: shipment.key.order,
      bearers: .pricedFlows, quantity: quantity, unitCost: unitCost)
  }

  /// How much of the charge's basis the shipment is; linear charges are added to its flows' shares.
  private mutating func measure(
    _ item: Charge, _ shipment: Shipment, _ unitCost: Rational, _ count: Rational, _ shares: inout [Rational]
  ) -> Rational {
    switch item.basis {
    case .shipment: return count
    case .period: return .one
    case .order: return Rational(Set(shipment.flows.compactMap { flows[$0].order }).count)
    case .distance: return longest(shipment.flows, item.name) * count
    case .unit, .weight, .volume, .pallet, .unitDistance, .weightDistance, .value: break
    }
    guard !unitCost.isZero else { return .zero }
    if item.treatsAsFull, let full = instance.lanes.shipmentSize[shipment.key.tariff.index] {
      return fullMeasure(item, shipment, full * count, unitCost, &shares)
    }
    var quantity = Rational.zero
    for index in shipment.flows {
      let flow = flows[index]
      let distance = distance(flow)
      guard let perUnit = measures.perUnit(item.basis, flow.commodity, distance: distance) else {
        violateUnknown(nil, "the charge `\(item.name)` of \(instance.words(flow.link))", nil)
        continue
      }
      quantity += flow.units * perUnit
      shares[index] += flow.units * perUnit * unitCost
    }
    return quantity
  }

  /// The measure of full shipments, all of one kind; their cost is spread by quantity.
  private mutating func fullMeasure(
    _ item: Charge, _ shipment: Shipment, _ units: Rational, _ unitCost: Rational, _ shares: inout [Rational]
  ) -> Rational {
    guard let flow = shipment.flows.first.map({ flows[$0] }),
      let perUnit = measures.perUnit(item.basis, flow.commodity, distance: distance(flow))
    else {
      violateUnknown(nil, "the charge `\(item.name)`", nil)
      return .zero
    }
    spread(units * perUnit * unitCost, over: shipment.flows, &shares)
    return units * perUnit
  }

  func distance(_ flow: InspectedFlow) -> Rational? {
    instance.distance(flow.link, flow.product, flow.key.period)
  }

  /// Of a shipment along several links the longest counts.
  mutating func longest(_ members: [Int], _ name: String) -> Rational {
    var longest = Rational.zero
    for index in members {
      guard let distance = distance(flows[index]) else {
        violateUnknown(nil, "the charge `\(name)` of \(instance.words(flows[index].link))", nil)
        continue
      }
      longest = max(longest, distance)
    }
    return longest
  }

  /// By quantity.
  func spread(_ amount: Rational, over members: [Int], _ shares: inout [Rational]) {
    guard !amount.isZero else { return }
    let total = members.reduce(Rational.zero) { $0 + flows[$1].units }
    for index in members {
      shares[index] += (amount * flows[index].units).divided(by: total) ?? .zero
    }
  }

  func larger(_ a: Rational?, _ b: Rational?) -> Rational? {
    guard let a, let b else { return a ?? b }
    return max(a, b)
  }

  /// Charges per period: once for each lane row that prices anything.
  private mutating func chargePeriods(
    _ shipments: [Shipment], _ tariffs: [LaneID: Tariff], _ shares: inout [Rational]
  ) {
    var loads: [(tariff: LaneID, shipments: [Shipment])] = []
    var slots: [LaneID: Int] = [:]
    for shipment in shipments where tariffs[shipment.key.tariff]?.charges.contains(where: { $0.basis == .period }) ?? false {
      if let slot = slots[shipment.key.tariff] {
        loads[slot].shipments.append(shipment)
      } else {
        slots[shipment.key.tariff] = loads.count
        loads.append((shipment.key.tariff, [shipment]))
      }
    }
    for load in loads {
      for item in tariffs[load.tariff]?.charges ?? [] where item.basis == .period {
        chargePeriod(item, load.tariff, load.shipments, tariffs[load.tariff]?.surcharges ?? [], &shares)
      }
    }
  }

  /// Of a band the dearest break that any of the orders is in.
  private mutating func chargePeriod(
    _ item: Charge, _ lane: LaneID, _ shipments: [Shipment], _ surcharges: [Surcharge], _ shares: inout [Rational]
  ) {
    let reached = shipments.compactMap { shipment in
      item.reached(knownSize(of: shipment))
    }
    guard let cost = reached.map(\.cost).max() else { return }
    let members = shipments.flatMap(\.flows)
    let provider = members.first.flatMap { instance.links.provider[flows[$0].link.index] }
    charge(
      .transport, item.name, provider: provider, lane: lane, bearers: .pricedFlows, quantity: .one, unitCost: cost)
    note(paid: cost, lane)
    var total = cost
    for surcharge in surcharges where surcharge.basis == .percent {
      let share = surcharge.value * Rational(mantissa: 1, decimals: 2)
      charge(
        .surcharge, surcharge.name, provider: provider, lane: lane, bearers: .pricedFlows, quantity: cost,
        unitCost: share)
      total += cost * share
    }
    spread(total, over: members, &shares)
  }
}
