import Logistics

/// What a lane row's rate comes to, as certificates need it: a unit, a shipment, an order, a period.
struct ShipmentPrices {
  let instance: Instance
  let measures: UnitMeasures
  let tariffs: LaneTariffs
  /// Of what is paid, what counts.
  let kinds: CostKinds
  /// By lane row: the shortest and the longest of its links, where something is charged by the distance; empty where
  /// nothing is.
  private let distances: [(least: Rational, most: Rational)]
  /// Of rows with a shipment size: something that they price, of the one kind that full shipments are of.
  private var samples: [LaneID: (commodity: Commodity, distance: Rational?)] = [:]

  init(_ instance: Instance, _ tariffs: LaneTariffs, _ moves: [Move], _ kinds: CostKinds = .all) {
    self.instance = instance
    self.tariffs = tariffs
    self.kinds = kinds
    measures = UnitMeasures(instance)
    let isByDistance = tariffs.indices.map { ShipmentPrices.isByDistance($0, tariffs) }
    distances = !isByDistance.contains(true) ? [] : tariffs.indices.map { lane in
      guard isByDistance[lane] else { return (.zero, .zero) }
      let known = instance.lanes.links(of: LaneID(lane)).flatMap { ShipmentPrices.distances($0, instance) }
      return (known.min() ?? .zero, known.max() ?? .zero)
    }
    guard !instance.lanes.shipmentSize.isEmpty else { return }
    for move in moves {
      for part in move.parts
      where instance.lanes.shipmentSize[part.tariff.index] != nil && samples[part.tariff] == nil {
        let distance = instance.distance(move.link, part.product, move.period)
        samples[part.tariff] = (part.commodity, distance)
      }
    }
  }

  private static func isByDistance(_ lane: Int, _ tariffs: LaneTariffs) -> Bool {
    if tariffs.isMerePrice(lane) { return tariffs.charges(lane, .distance) }
    let tariff = tariffs[lane]
    return tariff.surcharges.contains { $0.basis == .distance }
      || tariff.charges.contains { $0.basis == .distance || $0.breakBasis == .distance && $0.structure != .flat }
  }

  /// The shortest and the longest of a row's links; zero where nothing is charged by the distance.
  func lengths(_ lane: LaneID) -> (least: Rational, most: Rational) {
    distances.isEmpty ? (.zero, .zero) : distances[lane.index]
  }

  /// Every distance that something on the link may count.
  private static func distances(_ link: LinkID, _ instance: Instance) -> [Rational] {
    let given = instance.links.lanes(of: link).compactMap { instance.lanes.distance[$0.index] }
    return given + [instance.links.greatCircleDistance[link.index] ?? given.min() ?? .zero]
  }

  /// What bands look up; ways of one row that a charge goes by are equally long.
  func knownSize(_ lane: LaneID, _ order: OrderID?, distance: Rational? = nil) -> KnownSize {
    KnownSize(instance, lane, order, distance: distance ?? lengths(lane).least)
  }

  /// How many shipments an order is on a row; what is pooled is counted by a decision where it may be several.
  func shipmentCount(_ lane: LaneID, _ order: OrderID?) -> Rational {
    order.map { instance.shipmentCount(lane, $0) } ?? .one
  }

  /// The linear charges of one unit.
  func perUnit(_ part: Move.Part, _ move: Move) -> Rational {
    let distance = instance.distance(move.link, part.product, move.period)
    if tariffs.isMerePrice(part.tariff.index) {
      guard let price = instance.lanes.unitCost[part.tariff.index], price.basis.isLinear else { return .zero }
      return price.basis.unitCost(price.cost)
        * (measures.perUnit(price.basis, part.commodity, distance: distance) ?? .zero)
    }
    let size = knownSize(part.tariff, move.order, distance: distance)
    var sum = Rational.zero
    for charge in tariffs[part.tariff.index].charges where charge.basis.isLinear {
      guard let reached = charge.reached(size), !reached.cost.isZero, !isFull(charge, part.tariff) else { continue }
      let amount = measures.perUnit(charge.basis, part.commodity, distance: distance) ?? .zero
      sum += reached.unitCost(charge.basis) * amount
    }
    return sum
  }

  enum Length { case least, most }

  /// Charges per shipment and distance; a shipment over several links of one row is at least as long as the shortest
  /// and at most as long as the longest.
  func perShipment(_ lane: LaneID, _ order: OrderID?, _ length: Length) -> Rational {
    let distance = length == .least ? lengths(lane).least : lengths(lane).most
    return perShipment(lane, order, distance: distance)
  }

  func perShipment(_ lane: LaneID, _ order: OrderID?, distance: Rational) -> Rational {
    let each = constant(lane, order, .shipment) + constant(lane, order, .distance) * distance + fullShipment(lane, order)
    return each * shipmentCount(lane, order)
  }

  /// Whether the charge is paid on full shipments, whatever moves.
  func isFull(_ charge: Charge, _ lane: LaneID) -> Bool {
    charge.treatsAsFull && charge.basis.isLinear && instance.lanes.shipmentSize[lane.index] != nil
  }

  /// Linear charges of one shipment that is charged as full.
  private func fullShipment(_ lane: LaneID, _ order: OrderID?) -> Rational {
    guard let size = instance.lanes.shipmentSize[lane.index], let sample = samples[lane] else { return .zero }
    let known = knownSize(lane, order)
    return tariffs[lane.index].charges.reduce(.zero) { sum, charge in
      guard isFull(charge, lane), let reached = charge.reached(known) else { return sum }
      let perUnit = measures.perUnit(charge.basis, sample.commodity, distance: sample.distance) ?? .zero
      return sum + size * perUnit * reached.unitCost(charge.basis)
    }
  }

  func perOrder(_ lane: LaneID, _ order: OrderID?) -> Rational { constant(lane, order, .order) }

  private func constant(_ lane: LaneID, _ order: OrderID?, _ basis: Basis) -> Rational {
    let size = knownSize(lane, order)
    return tariffs[lane.index].charges.reduce(.zero) { sum, charge in
      charge.basis == basis ? sum + (charge.reached(size)?.cost ?? .zero) : sum
    }
  }

  /// Charges per period; of a band the dearest.
  func mostPerPeriod(_ lane: LaneID) -> Rational {
    tariffs[lane.index].charges.reduce(.zero) { sum, charge in
      charge.basis == .period ? sum + (charge.breaks.map(\.cost).max() ?? .zero) : sum
    }
  }

  /// Charges per period; of a band the least, as any order may be the one that moves.
  func perPeriod(_ lane: LaneID) -> Rational {
    tariffs[lane.index].charges.reduce(.zero) { sum, charge in
      charge.basis == .period ? sum + (charge.breaks.map(\.cost).min() ?? .zero) : sum
    }
  }

  /// The largest minimum charge of the breaks reached, schedules aside; nil: none.
  func minimum(_ lane: LaneID, _ order: OrderID?) -> Rational? {
    let size = knownSize(lane, order)
    let each = tariffs[lane.index].charges.compactMap { $0.reached(size)?.minimumCharge }.max()
    return each.map { $0 * shipmentCount(lane, order) }
  }

  /// What the last leg of a whole order costs: one shipment on each lane row that prices a part of it.
  func wholeLeg(_ move: Move) -> Rational { wholeLeg(move, isPaid: true) }

  /// The same without surcharges and duty.
  func wholeLegBase(_ move: Move) -> Rational { wholeLeg(move, isPaid: false) }

  private func wholeLeg(_ move: Move, isPaid: Bool) -> Rational {
    var linear: [(lane: LaneID, cost: Rational)] = []
    for part in move.parts {
      let cost = part.amount * perUnit(part, move)
      if let known = linear.firstIndex(where: { $0.lane == part.tariff }) {
        linear[known].cost += cost
      } else {
        linear.append((part.tariff, cost))
      }
    }
    let onTop = isPaid ? move.parts.reduce(Rational.zero) { $0 + $1.amount * onTopPerUnit($1, move) } : .zero
    return linear.reduce(onTop) { sum, shipment in
      let products = move.parts.filter { $0.tariff == shipment.lane }.map(\.product)
      let distance = products.compactMap { instance.distance(move.link, $0, move.period) }.max() ?? .zero
      let constant = perShipment(shipment.lane, move.order, distance: distance) + perOrder(shipment.lane, move.order)
      let charges = shipment.cost + constant
      let topUp = max(.zero, (minimum(shipment.lane, move.order) ?? charges) - charges)
      guard isPaid else { return sum + charges + topUp }
      let onTop = surchargePerShipment(shipment.lane, distance: distance) * shipmentCount(shipment.lane, move.order)
      return sum + charges * share(of: .transport, shipment.lane) + topUp * share(of: .minimumCharge, shipment.lane)
        + (kinds.contains(.surcharge) ? onTop : .zero)
    }
  }
}
