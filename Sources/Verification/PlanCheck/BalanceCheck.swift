import Logistics

/// A commodity at a site, as balances see it: goods of anonymous orders are pooled.
struct StockKey: Hashable {
  let site: SiteID
  let period: PeriodID
  let commodity: Commodity
}

// What leaves and what arrives, site by site.
extension Inspection {
  /// How balances see what a flow carries.
  func balanced(_ flow: InspectedFlow) -> Commodity {
    guard let order = flow.order, !instance[order].isTracked else { return flow.commodity }
    return .pooled(flow.product)
  }

  /// Each commodity's net outflow at each site that it touches, in the order of the flows.
  func netOutflows() -> [(key: StockKey, steps: Int128)] {
    var slots: [StockKey: Int] = [:]
    var nets: [(key: StockKey, steps: Int128)] = []
    func add(_ site: SiteID, _ flow: InspectedFlow, _ steps: Int128) {
      let key = StockKey(site: site, period: flow.key.period, commodity: balanced(flow))
      if let slot = slots[key] {
        nets[slot].steps += steps
      } else {
        slots[key] = nets.count
        nets.append((key, steps))
      }
    }
    for flow in flows {
      add(flow.origin, flow, flow.steps)
      if case .site(let site) = flow.destination { add(site, flow, -flow.steps) }
    }
    return nets
  }

  mutating func checkBalances() {
    var supplied: [SiteProduct: Int128] = [:]
    for (key, steps) in netOutflows() {
      let cell = SiteProduct(key.site, instance.product(of: key.commodity), key.period)
      let originates = instance.supplies.cells[cell] != nil
      supplied[cell, default: 0] += steps
      guard originates ? steps < 0 : steps != 0 else { continue }
      let message = "at `\(instance[key.site].name)` what leaves less what arrives of "
        + "\(instance.words(key.commodity)) is \(units(steps)), it must be \(originates ? "at least 0" : "0")"
      violate(.balance(key.site, key.period, key.commodity), .balance, message, instance[key.site].mark)
    }
    recordSupplied(supplied)
  }

  private mutating func recordSupplied(_ supplied: [SiteProduct: Int128]) {
    let positive = supplied.filter { $0.value > 0 }.sorted { a, b in
      let (left, right) = (a.key, b.key)
      return (left.site, left.product, left.period) < (right.site, right.product, right.period)
    }
    evaluation.supplied = positive.map { key, steps in
      SuppliedQuantity(key: key, quantity: Quantity(steps: Int64(clamping: steps)), cost: .zero)
    }
  }
}
