import Logistics

// The charges of rates: shipment by shipment, the base price first, the largest minimum against their sum.
extension Inspection {
  mutating func chargeTransport() {
    var shares = [Rational](repeating: .zero, count: flows.count)
    let shipments = shipments()
    var tariffs: [LaneID: Tariff] = [:]
    for shipment in shipments {
      let tariff = tariffs[shipment.key.tariff] ?? Tariff(instance, shipment.key.tariff)
      tariffs[shipment.key.tariff] = tariff
      charge(shipment, tariff, &shares)
    }
    chargePeriods(shipments, tariffs, &shares)
    evaluation.flows = flows.indices.map { index in
      FlowEvaluation(pricedBy: flows[index].tariff, cost: Money(rounding: shares[index]) ?? .zero)
    }
  }

  private mutating func charge(_ shipment: Shipment, _ tariff: Tariff, _ shares: inout [Rational]) {
    var sum = Rational.zero
    var constant = Rational.zero
    var minimum: Rational?
    for item in tariff.charges where item.basis != .period {
      for part in parts(item, shipment) {
        minimum = larger(minimum, part.reached.minimumCharge)
        let unitCost = part.reached.unitCost(item.basis)
        let quantity = measure(item, part, unitCost, &shares)
        charge(.transport, item.name, shipment, quantity: quantity, unitCost: unitCost)
        sum += quantity * unitCost
        if !item.basis.isLinear { constant += quantity * unitCost }
      }
    }
    for item in tariff.charges where item.basis == .period {
      for part in parts(item, shipment) { minimum = larger(minimum, part.reached.minimumCharge) }
    }
    if let minimum, sum < minimum {
      charge(.minimumCharge, "minimum", shipment, quantity: .one, unitCost: minimum - sum)
      constant += minimum - sum
    }
    spread(constant, over: shipment.flows, &shares)
  }

  private mutating func charge(
    _ kind: CostKind, _ name: String, _ shipment: Shipment, quantity: Rational, unitCost: Rational
  ) {
    let provider = shipment.flows.first.flatMap { instance.links.provider[flows[$0].link.index] }
    charge(
      kind, name, provider: provider, lane: shipment.key.tariff, order: shipment.key.order, quantity: quantity,
      unitCost: unitCost)
  }

  /// A shipment's flows that are in one break of a charge.
  private struct Part {
    let reached: Break
    var flows: [Int]
  }

  /// One part for a flat charge; one for each break reached of a band. A charge for the shipment itself is that of its
  /// dearest break.
  private func parts(_ item: Charge, _ shipment: Shipment) -> [Part] {
    guard item.structure == .band else { return item.breaks.first.map { [Part(reached: $0, flows: shipment.flows)] } ?? [] }
    var parts: [Part] = []
    for index in shipment.flows {
      let weight = flows[index].order.flatMap { instance[$0].orderedWeight }
      guard let reached = item.reached(orderWeight: weight) else { continue }
      if let known = parts.firstIndex(where: { $0.reached == reached }) {
        parts[known].flows.append(index)
      } else {
        parts.append(Part(reached: reached, flows: [index]))
      }
    }
    guard Basis.ofShipment.contains(item.basis) else { return parts }
    return parts.max { $0.reached.cost < $1.reached.cost }.map { [Part(reached: $0.reached, flows: shipment.flows)] } ?? []
  }

  /// How much of the charge's basis the part is; linear charges are added to their flows' shares.
  private mutating func measure(
    _ item: Charge, _ part: Part, _ unitCost: Rational, _ shares: inout [Rational]
  ) -> Rational {
    switch item.basis {
    case .shipment, .period: return .one
    case .order: return Rational(Set(part.flows.compactMap { flows[$0].order }).count)
    case .distance: return longest(part.flows, item.name)
    case .unit, .weight, .volume, .pallet, .unitDistance, .weightDistance, .value: break
    }
    guard !unitCost.isZero else { return .zero }
    var quantity = Rational.zero
    for index in part.flows {
      let flow = flows[index]
      let distance = instance.links.distance[flow.link.index]
      guard let perUnit = measures.perUnit(item.basis, flow.commodity, distance: distance) else {
        violateUnknown(nil, "the charge `\(item.name)` of \(instance.words(flow.link))", nil)
        continue
      }
      quantity += flow.units * perUnit
      shares[index] += flow.units * perUnit * unitCost
    }
    return quantity
  }

  /// Of a shipment along several links the longest counts.
  private mutating func longest(_ members: [Int], _ name: String) -> Rational {
    var longest = Rational.zero
    for index in members {
      guard let distance = instance.links.distance[flows[index].link.index] else {
        violateUnknown(nil, "the charge `\(name)` of \(instance.words(flows[index].link))", nil)
        continue
      }
      longest = max(longest, distance)
    }
    return longest
  }

  /// By quantity.
  private func spread(_ amount: Rational, over members: [Int], _ shares: inout [Rational]) {
    guard !amount.isZero else { return }
    let total = members.reduce(Rational.zero) { $0 + flows[$1].units }
    for index in members {
      shares[index] += (amount * flows[index].units).divided(by: total) ?? .zero
    }
  }

  private func larger(_ a: Rational?, _ b: Rational?) -> Rational? {
    guard let a, let b else { return a ?? b }
    return max(a, b)
  }

  /// Charges per period: once for each lane row that prices anything.
  private mutating func chargePeriods(
    _ shipments: [Shipment], _ tariffs: [LaneID: Tariff], _ shares: inout [Rational]
  ) {
    var loads: [(tariff: LaneID, flows: [Int])] = []
    var slots: [LaneID: Int] = [:]
    for shipment in shipments where tariffs[shipment.key.tariff]?.has([.period]) ?? false {
      if let slot = slots[shipment.key.tariff] {
        loads[slot].flows += shipment.flows
      } else {
        slots[shipment.key.tariff] = loads.count
        loads.append((shipment.key.tariff, shipment.flows))
      }
    }
    for load in loads {
      for item in tariffs[load.tariff]?.charges ?? [] where item.basis == .period {
        chargePeriod(item, load.tariff, load.flows, &shares)
      }
    }
  }

  private mutating func chargePeriod(_ item: Charge, _ lane: LaneID, _ members: [Int], _ shares: inout [Rational]) {
    let all = Shipment(key: ShipmentKey(tariff: lane, period: instance.lanes.periods[lane.index], load: .rest), flows: members)
    guard let cost = parts(item, all).map(\.reached.cost).max() else { return }
    let provider = members.first.flatMap { instance.links.provider[flows[$0].link.index] }
    charge(.transport, item.name, provider: provider, lane: lane, quantity: .one, unitCost: cost)
    spread(cost, over: members, &shares)
  }
}
