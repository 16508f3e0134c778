import Logistics

// What is served of each demand row, and whether that is enough and not too much.
extension Inspection {
  mutating func measureDemand() {
    for (index, flow) in flows.enumerated() where flow.isLastLeg {
      guard let row = flow.row else { continue }
      servedSteps[row.index] += flow.steps
      lastLegs[row.index].append(index)
    }
    evaluation.served = servedSteps.map { Quantity(steps: Int64(clamping: $0)) }
    evaluation.unmet = instance.demand.indices.map { instance.demand[$0].quantity - units(servedSteps[$0]) }
    evaluation.servedTotal = units(servedSteps.reduce(0, +))
    evaluation.demandedTotal = instance.demand.reduce(Rational.zero) { $0 + $1.quantity }
    let percent = (evaluation.servedTotal * Rational(100)).divided(by: evaluation.demandedTotal)
    evaluation.fillRate = percent ?? Rational(100)
    evaluation.ordersAsked = instance.orders.count
    evaluation.ordersServed = instance.orders.count { order in
      order.rows.allSatisfy { !evaluation.unmet[$0.index].isPositive }
    }
  }

  mutating func checkDemand() {
    for index in instance.demand.indices where !instance[instance.demand[index].order].isWhole {
      let row = instance.demand[index]
      let served = servedSteps[index]
      let least = min(Int128(row.leastServed.steps), Int128(row.mostServed.steps))
      if served > Int128(row.mostServed.steps) {
        violateDemand(DemandID(index), .demandMax, "at most", row.mostServed)
      } else if served < least {
        violateDemand(DemandID(index), .demandMin, "at least", row.leastServed)
      } else {
        noteUnmeetable(DemandID(index))
      }
    }
  }

  private mutating func violateDemand(_ row: DemandID, _ kind: Violation.Kind, _ bound: String, _ limit: Quantity) {
    let message = "\(instance.words(row)): \(units(servedSteps[row.index])) are served, \(bound) "
      + "\(resolution.text(limit)) may be"
    violate(.demand(row), kind, message, instance[row].mark)
  }

  /// A row that must be served in full, or nearly so, but is asked for in a part of a step.
  func mustMiss(_ row: DemandRow) -> Bool {
    let served = resolution.rational(row.mostServed)
    return served < row.quantity && row.leastServed >= row.mostServed
  }

  mutating func noteUnmeetable(_ id: DemandID) {
    let row = instance[id]
    guard mustMiss(row) else { return }
    let message = "\(instance.words(id)): \(units(servedSteps[id.index])) of \(row.quantity) are served, which is "
      + "not a multiple of \(step)"
    miss(.demand(id), .demandMin, message, row.mark)
  }

  /// No leg carries more of a commodity than is demanded of it in total.
  mutating func checkTotals() {
    var pooled = [Int128](repeating: 0, count: instance.products.count)
    for row in instance.demand where !instance[row.order].isTracked {
      pooled[row.product.index] += Int128(row.mostServed.steps)
    }
    for flow in flows {
      let most = flow.row.map { Int128(instance[$0].mostServed.steps) } ?? pooled[flow.product.index]
      guard flow.steps > most else { continue }
      let message = "\(instance.words(flow.link)) carries \(flow.units) of \(instance.words(flow.commodity)), "
        + "of which only \(units(most)) can be served in all"
      violate(nil, .moreThanDemanded, message, flow.row.map { instance[$0].mark })
    }
  }
}
