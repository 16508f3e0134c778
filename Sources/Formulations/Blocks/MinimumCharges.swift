import Logistics
import MathProgram

/// A shipment costs at least its rate's minimum: a top-up fills what the charges leave.
extension ProgramBuilder {
  mutating func addMinimumCharges() {
    guard codebook.columns.mayContain(.minimumTopUp(LaneID(0), nil)) else { return }
    for lane in instance.lanes.marks.indices.map(LaneID.init) {
      if codebook.column(.minimumTopUp(lane, nil)) != nil { addMinimumCharge(lane, nil, pooledSwitch(lane)) }
      var orders: Set<OrderID> = []
      for index in priced[lane.index] {
        guard let order = movements[index].order, orders.insert(order).inserted,
          codebook.column(.minimumTopUp(lane, order)) != nil
        else { continue }
        addMinimumCharge(lane, order, .orderOnLane(lane, order, .priced))
      }
    }
  }

  private mutating func addMinimumCharge(_ lane: LaneID, _ order: OrderID?, _ switching: Decision) {
    guard let topUp = codebook.column(.minimumTopUp(lane, order)), let on = codebook.column(switching) else { return }
    var terms = [Term(topUp, .one)]
    var shared: LaneTariff?
    for index in priced[lane.index] where belongs(index, to: order) {
      for part in movements[index].parts where part.pricing == lane {
        terms.append(term(index, part.amount * part.tariff.perUnit))
        shared = part.tariff
      }
    }
    guard let shared else { return }
    let minimum = (shared.minimum ?? .zero) * shared.shipments
    let constant = shared.perShipment * shared.shipments + (order == nil ? .zero : shared.perOrder)
    terms.append(Term(on, constant - minimum))
    if order == nil {
      terms += scheduleTerms(countingTowardsMinimumOf: lane, minimum)
      // Anonymous orders count their charge per order towards the pooled shipment.
      terms += anonymousOrderTerms(lane)
    }
    codebook.addRow(.minimumCharge(lane, order), lower: .zero, terms)
  }

  /// Whether the movement is part of the order's shipment, or with nil of the pooled one.
  private func belongs(_ index: Int, to order: OrderID?) -> Bool {
    guard !movements[index].isWholeLeg else { return false }
    let named = movements[index].order.flatMap { instance[$0].isTracked ? $0 : nil }
    return named == order
  }

  private func anonymousOrderTerms(_ lane: LaneID) -> [Term] {
    var orders: Set<OrderID> = []
    return priced[lane.index].compactMap { index in
      guard belongs(index, to: nil), let order = movements[index].order, orders.insert(order).inserted,
        let column = codebook.column(.orderOnLane(lane, order, .priced)),
        let part = movements[index].parts.first(where: { $0.pricing == lane })
      else { return nil }
      return Term(column, part.tariff.perOrder)
    }
  }
}
