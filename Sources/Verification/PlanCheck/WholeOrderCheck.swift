import Logistics

// Orders that are served whole, from one source and along one offer a leg, or not at all.
extension Inspection {
  mutating func checkWholeOrders() {
    let upstream = upstreamLegs()
    for index in instance.orders.indices where instance.orders[index].isWhole {
      checkLastLeg(OrderID(index))
      checkUpstream(OrderID(index), upstream[index] ?? [])
    }
  }

  private mutating func checkLastLeg(_ id: OrderID) {
    let order = instance[id]
    let rows = order.rows
    let mark = rows.first.map { instance[$0].mark }
    let isComplete = rows.allSatisfy { servedSteps[$0.index] == Int128(instance[$0].mostServed.steps) }
    let isEmpty = rows.allSatisfy { servedSteps[$0.index] == 0 }
    if !isComplete && !(isEmpty && order.mayBeUnserved) {
      violate(.wholeOrder(id), .wholeOrder, "\(instance.words(id)) is to be served whole", mark)
    } else if isComplete {
      for row in rows { noteUnmeetable(row) }
    }
    let links = Set(rows.flatMap { lastLegs[$0.index] }.map { flows[$0].link }).sorted()
    guard links.count > 1 || !links.allSatisfy({ mayCarry(order, $0) }) else { return }
    let names = links.map(instance.words).joined(separator: " and ")
    violate(.wholeOrder(id), .wholeOrder, "\(instance.words(id)) is to come along one link, not \(names)", mark)
  }

  /// Whether a link could carry every row, those that are too small to move included.
  private func mayCarry(_ order: Order, _ link: LinkID) -> Bool {
    let carriage = Carriage(instance)
    return order.rows.allSatisfy { carriage.obstacle(FlowKey(link, order.period, .row($0))) == nil }
  }

  private func upstreamLegs() -> [Int: [InspectedFlow]] {
    var legs: [Int: [InspectedFlow]] = [:]
    for flow in flows where !flow.isLastLeg {
      if let order = flow.order { legs[order.index, default: []].append(flow) }
    }
    return legs
  }

  private mutating func checkUpstream(_ id: OrderID, _ legs: [InspectedFlow]) {
    var taken: [[SiteID]: LinkID] = [:]
    for leg in legs {
      guard case .site(let destination) = leg.destination else { continue }
      let pair = [leg.origin, destination]
      if let other = taken[pair], other != leg.link {
        let message =
          "\(instance.words(id)) moves on \(instance.words(other)) and on \(instance.words(leg.link)), "
          + "only one of them may be"
        violate(
          .oneOfferALeg(id, leg.origin, destination), .oneOfferALeg, message, leg.row.map { instance[$0].mark })
      }
      taken[pair] = leg.link
    }
  }
}
