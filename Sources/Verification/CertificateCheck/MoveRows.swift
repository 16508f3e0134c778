import Logistics

// The rows that moves appear in by what they move: balances, supply, demand, throughput, capacities.
extension RuleBookBuilder {
  /// Rows that the instance has whatever moves.
  mutating func addStandingRows() {
    addDemandRows()
    addSupplyRows()
    for index in instance.sites.indices { addThroughputRows(SiteID(index)) }
    for index in 0..<instance.lanes.count { addLimitRows(LaneID(index)) }
  }

  private mutating func addDemandRows() {
    let resolution = instance.settings.resolution
    for index in instance.demand.indices where !instance[instance.demand[index].order].isWhole {
      let row = instance.demand[index]
      if let unmet = self.index(.unmet(DemandID(index))) {
        add(.one, of: unmet, to: self.row(.demand(DemandID(index)), .equal, row.quantity))
      } else {
        self.row(.demand(DemandID(index)), .equal, resolution.rational(row.mostServed))
      }
    }
    for index in instance.orders.indices where instance.orders[index].isWhole {
      // An order of which no whole step can move has no leg, but is no fault of the plan.
      let isEmpty = instance.orders[index].rows.allSatisfy { instance[$0].mostServed == .zero }
      let mayBeLeft = instance.orders[index].mayBeUnserved || isEmpty
      row(.wholeOrder(OrderID(index)), mayBeLeft ? .atMost : .equal, .one)
    }
  }

  private mutating func addSupplyRows() {
    let arrivals = arrivalsWhereSupplied()
    for index in instance.supplies.rows.indices {
      let supply = instance.supplies.rows[index]
      if let maximum = supply.maximum { addSupplyMaximum(SupplyID(index), maximum, arrivals) }
      let considered = supply.sites.filter { instance[$0].status == .consider }
      if considered.isEmpty {
        row(.supplyMinimum(SupplyID(index)), .atLeast, supply.minimum)
      } else if supply.sites.count == 1, let open = self.index(.siteOpen(considered[0], period)) {
        add(-supply.minimum, of: open, to: row(.supplyMinimum(SupplyID(index)), .atLeast))
      }
    }
  }

  /// What one site originates, of which nothing is made up for by what arrives there, is nothing where the site is closed.
  private mutating func addSupplyMaximum(_ id: SupplyID, _ maximum: Rational, _ arrivals: Set<SiteProduct>) {
    let supply = instance.supplies[id]
    let isOfOneSite = supply.sites.count == 1
      && !supply.products.contains { arrivals.contains(SiteProduct(supply.sites[0], $0, period)) }
    if isOfOneSite, let open = index(.siteOpen(supply.sites[0], period)) {
      add(-maximum, of: open, to: row(.supplyMaximum(id), .atMost))
    } else {
      row(.supplyMaximum(id), .atMost, maximum)
    }
  }

  /// What arrives at sites where something originates.
  private func arrivalsWhereSupplied() -> Set<SiteProduct> {
    var arrivals: Set<SiteProduct> = []
    for move in moves {
      guard case .site(let site) = move.destination, originates[site.index] else { continue }
      for part in move.parts { arrivals.insert(SiteProduct(site, part.product, period)) }
    }
    return arrivals
  }

  private mutating func addThroughputRows(_ site: SiteID) {
    let open = index(.siteOpen(site, period))
    func limited(_ limit: Limit, _ rule: Rule, _ sense: RuleBook.Sense, _ builder: inout RuleBookBuilder) {
      if let open {
        builder.add(-limit.value, of: open, to: builder.row(rule, sense))
      } else {
        builder.row(rule, sense, limit.value)
      }
    }
    if let limit = instance[site].throughputMax { limited(limit, .throughputMaximum(site, period), .atMost, &self) }
    if let limit = instance[site].throughputMin { limited(limit, .throughputMinimum(site, period), .atLeast, &self) }
  }

  private mutating func addLimitRows(_ lane: LaneID) {
    if let limit = instance.lanes.capacityMax[lane.index] { row(.capacityMaximum(lane), .atMost, limit.value) }
    if let limit = instance.lanes.capacityMin[lane.index] {
      let offer = instance.lanes.offer[lane.index]
      if offer == nil {
        row(.capacityMinimum(lane), .atLeast, limit.value)
      } else if let taken = offer.flatMap({ index(.offerTaken($0)) }) {
        add(-limit.value, of: taken, to: row(.capacityMinimum(lane), .atLeast))
      }
    }
    if let limit = instance.lanes.minimumIfUsed[lane.index], let used = index(.laneUsed(lane, .covered)) {
      add(-limit.value, of: used, to: row(.minimumIfUsed(lane), .atLeast))
    }
  }

  // MARK: One move

  mutating func addRows(of column: Int) {
    let move = moves[column]
    if move.isWholeLeg, let order = move.order { add(.one, of: column, toAny: .wholeOrder(order)) }
    for part in move.parts {
      leave(move.origin, part, part.amount, column)
      if case .site(let site) = move.destination { leave(site, part, -part.amount, column) }
      if move.isLastLeg, !move.isWholeLeg, case .row(let row) = part.commodity {
        add(.one, of: column, toAny: .demand(row))
      }
    }
    addThroughput(column, move)
    for lane in coveringLanes(move) { addLimits(column, move, lane) }
  }

  private mutating func leave(_ site: SiteID, _ part: Move.Part, _ amount: Rational, _ column: Int) {
    let cell = originates[site.index] ? instance.supplies.cells[SiteProduct(site, part.product, period)] : nil
    let balance = row(.balance(site, period, balanced(part)), cell == nil ? .equal : .atLeast)
    add(amount, of: column, to: balance)
    for supply in cell?.limitedBy ?? [] {
      add(amount, of: column, toAny: .supplyMaximum(supply))
      add(amount, of: column, toAny: .supplyMinimum(supply))
    }
  }

  private func balanced(_ part: Move.Part) -> Commodity {
    guard case .row(let row) = part.commodity, !instance[instance[row].order].isTracked else { return part.commodity }
    return .pooled(part.product)
  }

  /// What the move's parts that `counts` accepts come to in a measure other than orders.
  func amount(_ move: Move, _ measure: Measure, _ counts: (Move.Part) -> Bool) -> Rational {
    move.parts.reduce(.zero) { sum, part in
      counts(part) ? sum + part.amount * (measures.perUnit(measure, part.commodity) ?? .zero) : sum
    }
  }

  private mutating func addThroughput(_ column: Int, _ move: Move) {
    if let limit = instance[move.origin].throughputMax {
      addThroughput(column, move, limit, .throughputMaximum(move.origin, period))
    }
    if let limit = instance[move.origin].throughputMin {
      addThroughput(column, move, limit, .throughputMinimum(move.origin, period))
    }
  }

  private mutating func addThroughput(_ column: Int, _ move: Move, _ limit: Limit, _ rule: Rule) {
    if limit.measure == .order {
      guard move.isWholeLeg, let order = move.order, index(.orderAtSite(order, move.origin)) == nil else { return }
      add(.one, of: column, toAny: rule)
    } else {
      add(amount(move, limit.measure) { _ in true }, of: column, toAny: rule)
    }
  }

  private mutating func addLimits(_ column: Int, _ move: Move, _ lane: LaneID) {
    if let limit = instance.lanes.capacityMax[lane.index] { addLimit(column, move, lane, limit, .capacityMaximum(lane)) }
    if let limit = instance.lanes.capacityMin[lane.index] { addLimit(column, move, lane, limit, .capacityMinimum(lane)) }
    if let limit = instance.lanes.minimumIfUsed[lane.index] { addLimit(column, move, lane, limit, .minimumIfUsed(lane)) }
  }

  private mutating func addLimit(_ column: Int, _ move: Move, _ lane: LaneID, _ limit: Limit, _ rule: Rule) {
    if limit.measure == .order {
      guard move.isWholeLeg, let order = move.order, index(.orderOnLane(lane, order, .covered)) == nil else { return }
      add(.one, of: column, toAny: rule)
    } else {
      let products = instance.lanes.products[lane.index]
      add(amount(move, limit.measure) { products.contains($0.product) }, of: column, toAny: rule)
    }
  }
}
