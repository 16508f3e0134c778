import Logistics

/// What a lane row's rate comes to, as certificates need it: a unit, a shipment, an order, a period.
struct ShipmentPrices {
  let instance: Instance
  let measures: UnitMeasures
  let tariffs: [Tariff]
  /// By lane row: the shortest and the longest of its links, where something is charged by the distance.
  let distances: [(least: Rational, most: Rational)]

  init(_ instance: Instance, _ tariffs: [Tariff]) {
    self.instance = instance
    self.tariffs = tariffs
    measures = UnitMeasures(instance)
    distances = tariffs.indices.map { lane in
      let isByDistance = tariffs[lane].has([.distance]) || tariffs[lane].surcharges.contains { $0.basis == .distance }
      guard isByDistance else { return (.zero, .zero) }
      let known = instance.lanes.links(of: LaneID(lane)).flatMap { ShipmentPrices.distances($0, instance) }
      return (known.min() ?? .zero, known.max() ?? .zero)
    }
  }

  /// Every distance that something on the link may count.
  private static func distances(_ link: LinkID, _ instance: Instance) -> [Rational] {
    let given = instance.links.lanes(of: link).compactMap { instance.lanes.distance[$0.index] }
    return given + [instance.links.greatCircleDistance[link.index] ?? given.min() ?? .zero]
  }

  /// What bands look up: the weight of a named or whole order.
  func bandWeight(_ order: OrderID?) -> Rational? {
    guard let order, instance[order].isTracked || instance[order].isWhole else { return nil }
    return instance[order].orderedWeight
  }

  /// The linear charges of one unit.
  func perUnit(_ part: Move.Part, _ move: Move) -> Rational {
    let distance = instance.distance(move.link, part.product, move.period)
    let weight = bandWeight(move.order)
    var sum = Rational.zero
    for charge in tariffs[part.tariff.index].charges where charge.basis.isLinear {
      guard let reached = charge.reached(orderWeight: weight), !reached.cost.isZero else { continue }
      let amount = measures.perUnit(charge.basis, part.commodity, distance: distance) ?? .zero
      sum += reached.unitCost(charge.basis) * amount
    }
    return sum
  }

  enum Length { case least, most }

  /// Charges per shipment and distance; a shipment over several links of one row is at least as long as the shortest
  /// and at most as long as the longest.
  func perShipment(_ lane: LaneID, _ order: OrderID?, _ length: Length) -> Rational {
    let distance = length == .least ? distances[lane.index].least : distances[lane.index].most
    return perShipment(lane, order, distance: distance)
  }

  func perShipment(_ lane: LaneID, _ order: OrderID?, distance: Rational) -> Rational {
    constant(lane, order, .shipment) + constant(lane, order, .distance) * distance
  }

  func perOrder(_ lane: LaneID, _ order: OrderID?) -> Rational { constant(lane, order, .order) }

  private func constant(_ lane: LaneID, _ order: OrderID?, _ basis: Basis) -> Rational {
    let weight = bandWeight(order)
    return tariffs[lane.index].charges.reduce(.zero) { sum, charge in
      charge.basis == basis ? sum + (charge.reached(orderWeight: weight)?.cost ?? .zero) : sum
    }
  }

  /// Charges per period; of a band the least, as any order may be the one that moves.
  func perPeriod(_ lane: LaneID) -> Rational {
    tariffs[lane.index].charges.reduce(.zero) { sum, charge in
      charge.basis == .period ? sum + (charge.breaks.map(\.cost).min() ?? .zero) : sum
    }
  }

  /// The largest minimum charge of the breaks reached; nil: none.
  func minimum(_ lane: LaneID, _ order: OrderID?) -> Rational? {
    let weight = bandWeight(order)
    return tariffs[lane.index].charges.compactMap { $0.reached(orderWeight: weight)?.minimumCharge }.max()
  }

  /// What the last leg of a whole order costs: one shipment on each lane row that prices a part of it.
  func wholeLeg(_ move: Move) -> Rational {
    var linear: [(lane: LaneID, cost: Rational)] = []
    for part in move.parts {
      let cost = part.amount * perUnit(part, move)
      if let known = linear.firstIndex(where: { $0.lane == part.tariff }) {
        linear[known].cost += cost
      } else {
        linear.append((part.tariff, cost))
      }
    }
    let onTop = move.parts.reduce(Rational.zero) { $0 + $1.amount * onTopPerUnit($1, move) }
    return linear.reduce(onTop) { sum, shipment in
      let products = move.parts.filter { $0.tariff == shipment.lane }.map(\.product)
      let distance = products.compactMap { instance.distance(move.link, $0, move.period) }.max() ?? .zero
      let constant = perShipment(shipment.lane, move.order, distance: distance) + perOrder(shipment.lane, move.order)
      let base = max(shipment.cost + constant, minimum(shipment.lane, move.order) ?? shipment.cost + constant)
      return sum + base * surchargeFactor(shipment.lane) + surchargePerShipment(shipment.lane, distance: distance)
    }
  }
}
