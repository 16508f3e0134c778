import Logistics

// Shipments: what is charged once for each, and the top-up to a rate's minimum.
extension RuleBookBuilder {
  mutating func addShipmentSwitches() {
    let prices = ShipmentPrices(instance, tariffs)
    for index in tariffs.indices where chargesShipments(index) {
      addDecision(.pooledOnLane(LaneID(index)))
      addTopUp(LaneID(index), nil, prices)
    }
    for move in moves where !move.isWholeLeg {
      guard let order = move.order else { continue }
      for part in move.parts {
        let isShipment = instance[order].isTracked && chargesShipments(part.tariff.index)
        guard isShipment || tariffs[part.tariff.index].has([.order]) else { continue }
        addDecision(.orderOnLane(part.tariff, order, .priced))
        if instance[order].isTracked { addTopUp(part.tariff, order, prices) }
      }
    }
  }

  private func chargesShipments(_ lane: Int) -> Bool {
    tariffs[lane].has(Basis.ofShipment) || tariffs[lane].hasMinimum || tariffs[lane].surchargesShipments
  }

  private mutating func addTopUp(_ lane: LaneID, _ order: OrderID?, _ prices: ShipmentPrices) {
    guard tariffs[lane.index].hasMinimum else { return }
    addDecision(.minimumTopUp(lane, order), most: prices.minimum(lane, order) ?? .zero, isWhole: false)
  }

  /// Top-up + linear charges + (constant charges − minimum) × on ≥ 0; charges per order of the anonymous orders in a
  /// pooled shipment count as well.
  mutating func addMinimumCharges() {
    let prices = ShipmentPrices(instance, tariffs)
    for column in moves.count..<max(moves.count, decisions.count) {
      guard case .minimumTopUp(let lane, let order) = decisions[column].decision else { continue }
      let on = order.map { Decision.orderOnLane(lane, $0, .priced) } ?? .pooledOnLane(lane)
      guard let switching = index(on), let minimum = prices.minimum(lane, order) else { continue }
      let constant = prices.perShipment(lane, order, .most) + (order == nil ? .zero : prices.perOrder(lane, order))
      let row = row(.minimumCharge(lane, order), .atLeast)
      add(.one, of: column, to: row)
      add(constant - minimum, of: switching, to: row)
      // Nothing but a credit among the linear charges can make a top-up larger than the minimum.
      decisions[column].upper = max(.zero, minimum - prices.perShipment(lane, order, .least))
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
