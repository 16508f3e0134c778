import Logistics
import MathProgram

/// Capacities and minimums of lane rows and of sites.
extension ProgramBuilder {
  mutating func addLaneLimits() {
    for lane in instance.lanes.marks.indices.map(LaneID.init) {
      if let limit = instance.lanes.capacityMax[lane.index] {
        codebook.addRow(.capacityMaximum(lane), upper: limit.value, terms(over: lane, in: limit.measure))
      }
      if let limit = instance.lanes.capacityMin[lane.index], limit.value.isPositive {
        addSwitchedLimit(
          .capacityMinimum(lane), terms(over: lane, in: limit.measure), limit: limit.value, isMost: false,
          switching: instance.lanes.offer[lane.index].map { .offerTaken($0) })
      }
      if let limit = instance.lanes.minimumIfUsed[lane.index], limit.value.isPositive {
        addSwitchedLimit(
          .minimumIfUsed(lane), terms(over: lane, in: limit.measure), limit: limit.value, isMost: false,
          switching: .laneUsed(lane, .covered))
      }
    }
    addSingleAwards()
  }

  private func terms(over lane: LaneID, in measure: Measure) -> [Term] {
    guard measure == .order else {
      return covered[lane.index].map { index in
        term(index, amount(index, in: measure) { $0.covering.contains(lane) })
      }
    }
    var orders: Set<OrderID> = []
    return covered[lane.index].compactMap { index in
      guard !movements[index].isWholeLeg else { return term(index, .one) }
      guard let order = movements[index].order, orders.insert(order).inserted else { return nil }
      return codebook.column(.orderOnLane(lane, order, .covered)).map { Term($0, .one) }
    }
  }

  private mutating func addSingleAwards() {
    var columns: [OriginDestination: [Term]] = [:]
    var pairs: [OriginDestination] = []
    for link in 0..<instance.links.count {
      guard let column = codebook.column(.linkAwarded(LinkID(link))) else { continue }
      let pair = OriginDestination(instance.links.origin[link], instance.links.destination[link])
      if columns[pair] == nil { pairs.append(pair) }
      columns[pair, default: []].append(Term(column, .one))
    }
    for pair in pairs {
      codebook.addRow(
        .singleAward(pair.origin, pair.destination, PeriodID(0)), upper: .one, columns[pair] ?? [])
    }
  }

  mutating func addSiteLimits() {
    for period in instance.periods.indices.map(PeriodID.init) {
      for site in instance.sites.indices.map(SiteID.init) {
        if let limit = instance[site].throughputMax {
          addSwitchedLimit(
            .throughputMaximum(site, period), throughput(site, period, limit.measure), limit: limit.value,
            isMost: true, switching: .siteOpen(site, period))
        }
        if let limit = instance[site].throughputMin, limit.value.isPositive {
          addSwitchedLimit(
            .throughputMinimum(site, period), throughput(site, period, limit.measure), limit: limit.value,
            isMost: false, switching: .siteOpen(site, period))
        }
      }
    }
    addSingleSources()
  }

  private func throughput(_ site: SiteID, _ period: PeriodID, _ measure: Measure) -> [Term] {
    let movementsOut = leaving[site.index].filter { movements[$0].period == period }
    guard measure == .order else { return movementsOut.map { term($0, amount($0, in: measure)) } }
    var orders: Set<OrderID> = []
    return movementsOut.compactMap { index in
      guard let order = movements[index].order else { return nil }
      if let column = codebook.column(.orderAtSite(order, site)) {
        return orders.insert(order).inserted ? Term(column, .one) : nil
      }
      return term(index, .one)
    }
  }

  private mutating func addSingleSources() {
    for customer in instance.customers.indices.map(CustomerID.init) where instance[customer].singleSource {
      let terms = instance.sites.indices.compactMap { site in
        codebook.column(.customerSource(customer, SiteID(site))).map { Term($0, .one) }
      }
      codebook.addRow(.singleSource(customer), upper: .one, terms)
    }
  }
}
