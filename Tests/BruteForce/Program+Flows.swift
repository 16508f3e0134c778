extension Program {
  init(_ network: Network) throws(BruteForceError) {
    self.network = network
    try addArcs()
    addCommodities()
    try addVariables()
    try addSteps()
    addSiteSums()
    try addLimits()
    try addOffersAndAwards()
    addOrderRules()
    try addConstraints()
    try addProviderTerms()
    try addMoney()
    addSales()
    try addAllocation()
    try addObjectives()
  }

  private mutating func addArcs() throws(BruteForceError) {
    var keys: Set<LaneKey> = []
    for lane in network.lanes {
      for origin in lane.origins {
        for destination in lane.destinations where destination != origin {
          for product in lane.products {
            keys.insert(
              LaneKey(
                origin: origin, destination: destination, provider: lane.provider, mode: lane.mode,
                service: lane.service, offer: lane.offer, channel: lane.channel, partner: lane.partner,
                product: product))
          }
        }
      }
    }
    for key in keys.sorted() { arcs.append(try arc(key)) }
  }

  private func arc(_ key: LaneKey) throws(BruteForceError) -> Arc {
    let rows = network.lanes.indices.filter { network.lanes[$0].covers(key) }
    let ranked = try Sheet.ranked(rows.map { network.lanes[$0].rank })
    let chain = ranked.compactMap { rank in rows.first { network.lanes[$0].rank.members == rank.members } }
    func first(_ column: String) throws(BruteForceError) -> Rational? {
      guard let row = chain.first(where: { network.lanes[$0].row.cells[column] != nil }) else { return nil }
      return try network.lanes[row].row.number(column)
    }
    return Arc(
      key: key, rows: chain,
      pricing: chain.first { row in
        ["unit_cost", "rate"].contains { network.lanes[row].row.cells[$0] != nil }
      },
      distance: try first("distance"), duty: try first("duty_rate"), onTime: try first("on_time_rate"), time: try first("transit_time"), emission: try first("co2_rate"),
      isIncumbent: try isIncumbent(key, chain), origin: network.sites.firstIndex { $0.name == key.origin } ?? 0,
      site: network.sites.firstIndex { $0.name == key.destination })
  }

  private mutating func addCommodities() {
    for product in network.productNames {
      if network.demand.contains(where: { $0.product == product && $0.order == nil }) {
        commodities.append(Commodity(product: product))
      }
    }
    for (row, demand) in network.demand.enumerated() where demand.order != nil {
      commodities.append(Commodity(product: demand.product, row: row))
    }
  }

  private mutating func addVariables() throws(BruteForceError) {
    for (place, commodity) in commodities.enumerated() {
      let pooled = network.demand.filter { $0.product == commodity.product && $0.order == nil }
      let most = commodity.row.map { network.demand[$0].quantity } ?? pooled.map(\.quantity).reduce(0, +)
      for (index, arc) in arcs.enumerated() where arc.key.product == commodity.product {
        guard try isOffered(arc, commodity) else { continue }
        var variable = Variable(arc: index, commodity: place, most: most)
        if arc.site == nil {
          guard let row = servedRow(arc, commodity) else { continue }
          variable.serves = row
          variable.most = network.demand[row].quantity
        }
        variables.append(variable)
      }
      for (index, supply) in network.supply.enumerated() where supply.product == commodity.product {
        variables.append(Variable(supply: index, commodity: place, most: most))
      }
    }
  }

  /// The demand row that the last leg of a commodity serves, if it may.
  private func servedRow(_ arc: Arc, _ commodity: Commodity) -> Int? {
    let row = commodity.row ?? network.demand.firstIndex {
      $0.customer == arc.key.destination && $0.product == commodity.product && $0.order == nil
    }
    guard let row, network.demand[row].customer == arc.key.destination else { return nil }
    let demand = network.demand[row]
    if let service = demand.service, let offered = arc.key.service, service != offered { return nil }
    if let origins = demand.origins, !origins.contains(arc.key.origin) { return nil }
    if !network.maySell(arc.key, row) { return nil }
    if let most = demand.maxTransit, let time = arc.time, time > most { return nil }
    return row
  }

  /// Whether the lane's service suits an order, and its bands have a price for it.
  private func isOffered(_ arc: Arc, _ commodity: Commodity) throws(BruteForceError) -> Bool {
    if let row = commodity.row, let service = network.demand[row].service, let offered = arc.key.service,
      service != offered
    {
      return false
    }
    guard let pricing = arc.pricing, let rate = network.lanes[pricing].row.text("rate") else { return true }
    for charge in network.rates[rate]?.charges ?? [] where charge.isBand {
      let demand = commodity.row.map { network.demand[$0] }
      guard let amount = try known(charge.breakBasis, pricing, demand, arc) else { return false }
      guard charge.breaks.contains(where: { $0.covers(amount) }) else { return false }
    }
    return true
  }

  /// What a band looks up; nil where goods belong to no order that it asks for.
  func known(_ basis: String, _ lane: Int, _ demand: Demand?, _ arc: Arc) throws(BruteForceError) -> Rational? {
    switch basis {
    case "order_weight":
      guard let demand else { return nil }
      return try orderWeight(demand)
    case "shipment_size": return try network.lanes[lane].row.number("shipment_size") ?? demand.map(orderQuantity)
    default:
      guard let distance = arc.distance else { throw .invalid("no distance") }
      return distance
    }
  }

  /// As ordered, over all rows of the order.
  func orderQuantity(_ demand: Demand) -> Rational {
    network.demand.filter { $0.customer == demand.customer && $0.order == demand.order }
      .reduce(.zero) { $0 + Rational($1.quantity) * network.step }
  }

  /// The weight ordered, over all rows of the order.
  func orderWeight(_ demand: Demand) throws(BruteForceError) -> Rational {
    var total = Rational.zero
    for row in network.demand where row.customer == demand.customer && row.order == demand.order {
      guard let weight = row.weight else { throw .invalid("an order without weight in a band") }
      total += weight * Rational(row.quantity) * network.step
    }
    return total
  }

  private mutating func addSteps() throws(BruteForceError) {
    let order = try sitesDownstreamFirst()
    for row in network.demand.indices {
      let slots = variables.indices.filter { variables[$0].serves == row }
      served.append(total(slots))
      let demand = network.demand[row]
      let whole = demand.isComplete
      if whole, demand.order == nil { throw .invalid("a complete row without an order") }
      steps.append(.serve(row: row, least: demand.least, most: demand.quantity, slots: slots, whole: whole))
    }
    for place in commodities.indices {
      for site in order {
        let out = variables.indices.filter { index in
          variables[index].commodity == place && variables[index].arc.map { arcs[$0].origin == site } ?? false
        }
        let into = variables.indices.filter { index in
          variables[index].commodity == place && isArrival(variables[index], site)
        }
        if !(out.isEmpty && into.isEmpty) { steps.append(.balance(leaving: total(out), slots: into)) }
      }
    }
  }

  private func isArrival(_ variable: Variable, _ site: Int) -> Bool {
    if let supply = variable.supply { return network.supply[supply].site == network.sites[site].name }
    return variable.arc.map { arcs[$0].site == site } ?? false
  }

  private func sitesDownstreamFirst() throws(BruteForceError) -> [Int] {
    var order: [Int] = []
    var rest = Array(network.sites.indices)
    while !rest.isEmpty {
      guard
        let next = rest.first(where: { site in
          !arcs.contains { $0.origin == site && $0.site.map(rest.contains) ?? false }
        })
      else { throw .invalid("the lanes between sites run in a circle") }
      order.append(next)
      rest.removeAll { $0 == next }
    }
    return order
  }
}

extension LaneKey: Comparable {
  private var parts: [String] {
    [
      origin, destination, provider ?? "", mode ?? "", service ?? "", offer ?? "", channel ?? "", partner ?? "", product,
    ]
  }

  static func < (a: LaneKey, b: LaneKey) -> Bool { a.parts.lexicographicallyPrecedes(b.parts) }
}
