import Logistics

// Shipments: what is charged once for each, and the top-up to a rate's minimum.
extension RuleBookBuilder {
  mutating func addShipmentSwitches() {
    let prices = ShipmentPrices(instance, tariffs, moves)
    for index in tariffs.indices where chargesShipments(index) {
      if instance.lanes.shipmentSize[index] != nil {
        addShipments(LaneID(index))
      } else {
        addDecision(.pooledOnLane(LaneID(index)))
      }
      addTopUp(LaneID(index), nil, prices)
    }
    let byOrder = tariffs.indices.contains { chargesShipments($0) || tariffs.charges($0, .order) }
    for move in byOrder ? moves : [] where !move.isWholeLeg {
      guard let order = move.order else { continue }
      for part in move.parts {
        let isShipment = instance[order].isTracked && chargesShipments(part.tariff.index)
        guard isShipment || tariffs.charges(part.tariff.index, .order) else { continue }
        addDecision(.orderOnLane(part.tariff, order, .priced))
        if instance[order].isTracked { addTopUp(part.tariff, order, prices) }
      }
    }
  }

  private func chargesShipments(_ lane: Int) -> Bool {
    if tariffs.isMerePrice(lane) { return tariffs.charges(lane, .shipment) || tariffs.charges(lane, .distance) }
    let tariff = tariffs[lane]
    let hasSize = instance.lanes.shipmentSize[lane] != nil
    return tariff.hasShipmentBasis || tariff.hasMinimum || tariff.surchargesShipments
      || hasSize && tariff.charges.contains { $0.treatsAsFull } || countedCharges(lane).contains { $0.countsShipments }
      || countedCharges(lane).contains { $0.breaks.contains { $0.minimumCharge != nil } }
  }

  /// The charges of a row's rate whose breaks count flow.
  private func countedCharges(_ lane: Int) -> [Charge] {
    instance.lanes.rate[lane].map { instance[$0].charges.filter(\.countsFlow) } ?? []
  }

  /// The largest minimum of the breaks of the row's own schedules.
  private func mostMinimum(_ lane: LaneID) -> Rational? {
    countedCharges(lane.index).filter { $0.breakScope == .lane }.flatMap(\.breaks).compactMap(\.minimumCharge).max()
  }

  private mutating func addTopUp(_ lane: LaneID, _ order: OrderID?, _ prices: ShipmentPrices) {
    let wide = order == nil ? mostMinimum(lane) : nil
    guard tariffs[lane.index].hasMinimum || wide != nil else { return }
    addDecision(
      .minimumTopUp(lane, order), most: max(prices.minimum(lane, order) ?? .zero, wide ?? .zero), isWhole: false)
  }

  /// Top-up + linear charges + (constant charges − minimum) × on ≥ 0; charges per order of the anonymous orders in a
  /// pooled shipment count as well.
  mutating func addMinimumCharges() {
    guard decisionIndex.mayContain(.minimumTopUp(LaneID(0), nil)) else { return }
    let prices = ShipmentPrices(instance, tariffs, moves)
    for column in moves.count..<max(moves.count, decisions.count) {
      guard case .minimumTopUp(let lane, let order) = decisions[column].decision else { continue }
      let pooled =
        instance.lanes.shipmentSize[lane.index] == nil ? Decision.pooledOnLane(lane) : .tender(.shipments(lane))
      let on = order.map { Decision.orderOnLane(lane, $0, .priced) } ?? pooled
      guard let switching = index(on) else { continue }
      let minimum = prices.minimum(lane, order) ?? .zero
      let constant = prices.perShipment(lane, order, .most) + (order == nil ? .zero : prices.perOrder(lane, order))
      let row = row(.minimumCharge(lane, order), .atLeast)
      add(.one, of: column, to: row)
      add(constant - minimum, of: switching, to: row)
      // Nothing but a credit among the linear charges can make a top-up larger than the minimum.
      let most = order == nil ? max(minimum, mostMinimum(lane) ?? .zero) : minimum
      let shipments = order == nil ? max(.one, decisions[switching].upper) : .one
      decisions[column].upper = max(.zero, most - prices.perShipment(lane, order, .least)) * shipments
      if order == nil { addSchedules(of: lane, to: row, topUp: column, minimum) }
    }
    for column in moves.indices where !moves[column].isWholeLeg { addToMinimum(column, prices) }
    addAnonymousOrders(prices)
  }

  private mutating func addToMinimum(_ column: Int, _ prices: ShipmentPrices) {
    let move = moves[column]
    let order = isNamed(move) ? move.order : nil
    for part in move.parts {
      guard let row = existingRow(.minimumCharge(part.tariff, order)) else { continue }
      let linear = prices.perUnit(part, move)
      add(linear, of: column, to: row)
      guard linear.isNegative, let topUp = index(.minimumTopUp(part.tariff, order)) else { continue }
      decisions[topUp].upper += -linear * move.most
    }
  }

  private mutating func addAnonymousOrders(_ prices: ShipmentPrices) {
    for column in moves.count..<max(moves.count, decisions.count) {
      guard case .orderOnLane(let lane, let order, .priced) = decisions[column].decision, !instance[order].isTracked
      else {
        continue
      }
      add(prices.perOrder(lane, order), of: column, toAny: .minimumCharge(lane, nil))
    }
  }
}
