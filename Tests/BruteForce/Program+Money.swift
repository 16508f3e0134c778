extension Program {
  mutating func addMoney() throws(BruteForceError) {
    try addLinearMoney()
    for lane in network.lanes.indices { try addLaneMoney(lane) }
    addPools()
    addRebates()
    for site in network.sites {
      money.open.append(MoneyTerms.nano(site.operating))
      money.startup.append(site.existsBefore ? 0 : MoneyTerms.nano(site.startup))
      money.closed.append(site.existsBefore ? MoneyTerms.nano(site.closing) : 0)
    }
    money.engagement = network.providers.map { MoneyTerms.nano(network.engagement[$0] ?? .zero) }
  }

  /// Supply, handling and penalties, and revenue.
  private mutating func addLinearMoney() throws(BruteForceError) {
    var terms: [Spending.Kind: [(Int, Rational)]] = [:]
    var revenue: [(Int, Rational)] = []
    let nano = network.step * .power(ofTen: 9)
    for (index, variable) in variables.enumerated() {
      func add(_ kind: Spending.Kind, _ cost: Rational) {
        if cost != .zero { terms[kind, default: []].append((index, cost * nano)) }
      }
      if let supply = variable.supply { add(.supply, network.supply[supply].cost) }
      guard let arc = arc(of: index) else { continue }
      add(.outboundHandling, network.sites[arc.origin].outbound)
      if let site = arc.site { add(.inboundHandling, network.sites[site].inbound) }
      guard let row = variable.serves else { continue }
      let sale = network.sale(arc.key, row)
      add(.unmetPenalty, .zero - network.demand[row].penalty)
      add(.commission, sale.fees - sale.selling)
      add(.selling, sale.selling)
      revenue.append((index, (sale.revenue ?? .zero) * nano))
    }
    let penalties = network.demand.reduce(Rational.zero) { $0 + $1.penalty * Rational($1.quantity) * network.step }
    guard (terms.values.joined() + revenue).allSatisfy({ $0.1.denominator == 1 }) else {
      throw .invalid("a cost a unit that is no decimal of nine digits")
    }
    for kind in Spending.Kind.allCases {
      if let paid = terms[kind] { money.linear.append((kind, sum(paid).0)) }
    }
    (money.revenue, _) = sum(revenue)
    money.constant[.unmetPenalty] = MoneyTerms.nano(penalties)
  }

  private mutating func addLaneMoney(_ lane: Int) throws(BruteForceError) {
    let row = network.lanes[lane].row
    let fixed = try row.cost("fixed_cost")
    if fixed != .zero { money.fixed.append((.laneFixed, offerSums(lane), MoneyTerms.nano(fixed))) }
    let priced = variables.indices.filter { arc(of: $0)?.pricing == lane }
    guard !priced.isEmpty else { return }
    let charges = row.text("rate").map { network.rates[$0]?.charges } ?? []
    guard let charges else { throw .invalid("no rate `\(row.text("rate") ?? "")`") }
    for charge in charges where charge.basis == "period" {
      let cost = charge.breaks[0].cost
      let onTop = network.surcharges(on: lane).filter { $0.basis == "percent" }.reduce(0) { sum, surcharge in
        sum + MoneyTerms.nano(cost * surcharge.value / Rational(100))
      }
      money.fixed.append((.transport, [total(priced)], MoneyTerms.nano(cost)))
      money.fixed.append((.surcharge, [total(priced)], onTop))
    }
    var groups: [[String]: [Int]] = [:]
    for variable in priced {
      let demand = name(of: variables[variable].commodity)
      groups[demand.map { [$0.customer, $0.order ?? ""] } ?? [], default: []].append(variable)
    }
    for key in groups.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      try addShipment(lane, key, groups[key] ?? [])
    }
  }

  private mutating func addShipment(_ lane: Int, _ key: [String], _ carried: [Int]) throws(BruteForceError) {
    var size = 1
    var terms: [(Int, Rational)] = []
    for variable in carried {
      terms.append((variable, Rational(size)))
      size *= variables[variable].most + 1
      guard size <= 1_000_000 else { throw .tooLarge }
    }
    let index = sum(terms).0
    money.shipments.append(
      ShipmentCost(
        lane: lane, order: key.last, customer: key.first, variables: carried, index: index, size: size))
  }

  mutating func addObjectives() throws(BruteForceError) {
    let deliveries = variables.indices.filter { variables[$0].serves != nil }
    metrics.served = total(deliveries)
    metrics.demanded = network.demand.map(\.quantity).reduce(0, +)
    var orders: [[String]: [Int]] = [:]
    for (row, demand) in network.demand.enumerated() {
      orders[[demand.customer, demand.order ?? "", demand.order == nil ? demand.product : ""], default: []].append(row)
    }
    for key in orders.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let rows = orders[key] ?? []
      let carried = deliveries.filter { variables[$0].serves.map(rows.contains) ?? false }
      metrics.orders.append((total(carried), rows.map { network.demand[$0].quantity }.reduce(0, +)))
    }
    for objective in network.objectives {
      if objective.name == "changes" { metrics.changes = changeSums(nil) }
      if objective.name == "co2" { metrics.emission = try emissions() }
      if objective.name == "lead_time" { metrics.leadTime = try leadTimes(deliveries) }
    }
  }

  private mutating func emissions() throws(BruteForceError) -> (sum: Int, scale: Int) {
    var terms: [(Int, Rational)] = []
    for variable in variables.indices {
      guard let arc = arc(of: variable) else { continue }
      guard let rate = arc.emission, let distance = arc.distance else { throw .invalid("no co2_rate or distance") }
      terms.append((variable, rate * distance * (try amount(.weight, of: variable)) / Rational(1000)))
    }
    return sum(terms)
  }

  /// Quantity times transit time: the last lane's where pooled, of every lane where an order.
  private mutating func leadTimes(_ deliveries: [Int]) throws(BruteForceError) -> (sum: Int, scale: Int) {
    var terms: [(Int, Rational)] = []
    for variable in variables.indices {
      guard let arc = arc(of: variable) else { continue }
      let counts = variables[variable].serves != nil || name(of: variables[variable].commodity) != nil
      guard counts else { continue }
      guard let time = arc.time else { throw .invalid("no transit_time") }
      terms.append((variable, time * network.step))
    }
    return sum(terms)
  }
}
