// Orders: their weights where bands look them up, and where goods without an order cannot be counted.

extension InstanceChecks {
  /// A band is looked up by the weight of the order as ordered.
  func checkOrderWeights() {
    let bands = Set((0..<instance.lanes.count).filter { reach.hasBand(LaneID($0)) })
    guard !bands.isEmpty else { return }
    for order in instance.orders where order.orderedWeight == nil && (order.isTracked || order.isWhole) {
      let row = order.rows.first { id in
        let row = instance[id]
        guard row.weight == nil, instance[row.product].unitWeight == nil else { return false }
        return true
      }
      guard let row, order.rows.contains(where: { mayUse(bands, instance[$0], isTracked: order.isTracked) }) else {
        continue
      }
      log.error(
        freezer.cellMark("demand", instance[row].mark, "weight"), .unknownMeasure,
        "the weight of `\(instance[instance[row].product].name)` is unknown, and a band by `order_weight` needs it",
        hint: "give `weight` here, or `unit_weight` in `products`")
    }
    warnOfPooledBands(bands)
  }

  private func mayUse(_ lanes: Set<Int>, _ row: DemandRow, isTracked: Bool) -> Bool {
    func uses(_ link: LinkID) -> Bool {
      reach.pricingLane(link, row.product).map { lanes.contains($0.index) } ?? false
    }
    if reach.links(to: row.customer).contains(where: { reach.allowsLast(row, $0) && uses($0) }) { return true }
    return isTracked && reach.siteLinks.contains { reach.allows(row, $0) && uses($0) }
  }

  /// Goods that belong to no order have no weight to look up, so that lanes priced by bands do not carry them.
  private func warnOfPooledBands(_ bands: Set<Int>) {
    for order in instance.orders where !order.isTracked && !order.isWhole {
      for row in order.rows.map({ instance[$0] }) {
        let lanes = reach.links(to: row.customer).filter { reach.allowsLast(row, $0) }.compactMap {
          reach.pricingLane($0, row.product)
        }
        guard !lanes.isEmpty, lanes.allSatisfy({ bands.contains($0.index) }) else { continue }
        log.warning(
          row.mark, .bandWithoutOrder,
          "every lane to `\(instance[row.customer].name)` for `\(instance[row.product].name)` is priced by bands, which "
            + "carry orders only, and this row has none",
          hint: "give the row an `order`, or `ship_policy = complete`")
      }
    }
  }

  /// Pooled goods that only feed other sites cannot be counted in orders.
  func checkOrderCounts() {
    var reported: Set<SourceMark> = []
    func refuse(_ mark: SourceMark, _ what: String, _ link: LinkID, _ product: ProductID) {
      guard reported.insert(mark).inserted else { return }
      log.error(
        mark, .ordersNotCountable,
        "\(what) counts orders, but `\(instance[product].name)` moves from \(way(link)) without one",
        hint: "name the order of every demand row, or limit another measure")
    }
    guard countsOrders else { return }
    for link in reach.siteLinks {
      for product in reach.pooled.sorted() {
        guard let pricing = reach.pricingLane(link, product) else { continue }
        let site = instance[instance.links.origin[link.index]]
        for limit in [site.throughputMax, site.throughputMin].compactMap({ $0 }) where limit.measure == .order {
          refuse(limit.mark, "the throughput limit of `\(site.name)`", link, product)
        }
        if reach.bases(pricing).contains(.order) {
          refuse(instance.lanes.marks[pricing.index], "the price of the lane", link, product)
        }
        for lane in instance.coveringLanes(link, product, PeriodID(0)) {
          let limits = [instance.lanes.capacityMax[lane.index], instance.lanes.capacityMin[lane.index]]
          for limit in limits.compactMap({ $0 }) where limit.measure == .order {
            refuse(limit.mark, "the lane's capacity", link, product)
          }
        }
        for constraint in instance.constraints where isOrderCount(constraint, link, product) {
          refuse(constraint.mark, "the constraint `\(constraint.name)`", link, product)
        }
      }
    }
  }

  /// Whether anything at all counts orders: most instances end here.
  private var countsOrders: Bool {
    func isOrders(_ limit: Limit?) -> Bool { limit?.measure == .order }
    return instance.sites.contains { isOrders($0.throughputMax) || isOrders($0.throughputMin) }
      || instance.constraints.contains { $0.kind == .flow && $0.measure == .order }
      || (0..<instance.lanes.count).contains {
        isOrders(instance.lanes.capacityMax[$0]) || isOrders(instance.lanes.capacityMin[$0])
          || reach.bases(LaneID($0)).contains(.order)
      }
  }

  private func isOrderCount(_ constraint: Constraint, _ link: LinkID, _ product: ProductID) -> Bool {
    constraint.kind == .flow && constraint.measure == .order
      && instance.matches(constraint.filter, link, product, customer: nil)
  }

  /// `origin` with `customer` needs a lane between them, or orders: pooled flow has no final customer.
  func checkFinalCustomers() {
    // What is sold is looked at on its last lane, where its customer is known.
    for constraint in instance.constraints where constraint.filter.sale == nil {
      guard let origins = constraint.filter.origins, let customers = constraint.filter.customers else { continue }
      for customer in customers {
        let direct = Set(reach.links(to: customer).map { instance.links.origin[$0.index] })
        let isPooled = demandByCustomer(customer).contains { !instance[$0.order].isTracked }
        guard isPooled, let origin = origins.first(where: { !direct.contains($0) }) else { continue }
        log.error(
          constraint.mark, .noFinalCustomer,
          "no lane leads from `\(instance[origin].name)` to `\(instance[customer].name)`, and what it sends there over "
            + "other sites without an order has no final customer",
          hint: "name the orders in `demand`, or the last origin")
        break
      }
    }
  }
}
