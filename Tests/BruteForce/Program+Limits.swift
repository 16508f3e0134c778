extension Program {
  /// How much of a measure one step of a variable is.
  func amount(_ measure: Measure, of variable: Int) throws(BruteForceError) -> Rational {
    let commodity = commodities[variables[variable].commodity]
    let product = network.products[commodity.product]
    let perUnit: Rational?
    switch measure {
    case .unit: perUnit = .one
    case .weight: perUnit = commodity.row.map { network.demand[$0].weight } ?? product?.weight
    case .volume: perUnit = product?.volume
    case .pallet: perUnit = product?.perPallet.map { .one / $0 }
    case .order: throw .invalid("orders have no amount")
    }
    guard let perUnit else { throw .invalid("\(commodity.product) has no \(measure)") }
    return perUnit * network.step
  }

  /// One sum for each order that the variables may carry; a demand row without an order counts as one.
  mutating func orderSums(_ carried: [Int]) throws(BruteForceError) -> [Int] {
    var groups: [[String]: [Int]] = [:]
    for variable in carried {
      guard let row = variables[variable].serves ?? commodities[variables[variable].commodity].row else {
        throw .invalid("pooled flow between sites counted in orders")
      }
      let demand = network.demand[row]
      let key = demand.order.map { [demand.customer, $0] } ?? [demand.customer, "", demand.product]
      groups[key, default: []].append(variable)
    }
    return groups.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { total(groups[$0] ?? []) }
  }

  /// Adds a rule on what the variables carry, in a limit's measure.
  mutating func addLimit(
    _ name: String, on carried: [Int], least: Limit? = nil, most: Limit? = nil,
    condition: Condition = .always, allowsZero: Bool = false
  ) throws(BruteForceError) {
    for (limit, isLeast) in [(least, true), (most, false)] {
      guard let limit else { continue }
      var rule = Rule(name: name, metric: .count([]), condition: condition, allowsZero: allowsZero)
      var end = limit.value
      if limit.measure == .order {
        rule.metric = .count(try orderSums(carried))
      } else {
        var terms: [(Int, Rational)] = []
        for variable in carried { terms.append((variable, try amount(limit.measure, of: variable))) }
        let (place, scale) = sum(terms, exact: [end])
        rule.metric = .sum(place)
        end = end * Rational(scale)
      }
      if isLeast { rule.lower = Int(end.ceiling) } else { rule.upper = Int(end.floor) }
      rules.append(rule)
    }
  }

  mutating func addSiteSums() {
    for (site, _) in network.sites.enumerated() {
      siteActivity.append(
        total(
          variables.indices.filter { index in
            let variable = variables[index]
            return variable.arc.map { arcs[$0].origin == site || arcs[$0].site == site }
              ?? (network.supply[variable.supply ?? 0].site == network.sites[site].name)
          }))
    }
    for provider in network.providers {
      providerFlow.append(
        total(variables.indices.filter { arc(of: $0)?.key.provider == provider }))
      providerSites.append(
        network.sites.enumerated().reduce(0) { $1.element.operatedBy == provider ? $0 | 1 << $1.offset : $0 })
    }
  }

  func arc(of variable: Int) -> Arc? { variables[variable].arc.map { arcs[$0] } }

  /// The variables that a lane row matches.
  func carried(by lane: Int) -> [Int] {
    variables.indices.filter { arc(of: $0)?.rows.contains(lane) ?? false }
  }

  mutating func addLimits() throws(BruteForceError) {
    for (index, site) in network.sites.enumerated() {
      let leaving = variables.indices.filter { arc(of: $0)?.origin == index }
      let condition = site.isDecided ? Condition.open(site: index) : .always
      try addLimit("throughput_max of \(site.name)", on: leaving, most: site.throughputMax)
      try addLimit(
        "throughput_min of \(site.name)", on: leaving, least: site.throughputMin, condition: condition)
    }
    for (index, supply) in network.supply.enumerated() {
      let supplied = variables.indices.filter { variables[$0].supply == index }
      let site = network.sites.firstIndex { $0.name == supply.site } ?? 0
      let condition = network.sites[site].isDecided ? Condition.open(site: site) : .always
      let name = "of \(supply.product) at \(supply.site)"
      let most = supply.most.map { Limit(value: $0, measure: .unit) }
      try addLimit("supply_max \(name)", on: supplied, most: most)
      if supply.least > .zero {
        let least = Limit(value: supply.least, measure: .unit)
        try addLimit("supply_min \(name)", on: supplied, least: least, condition: condition)
      }
    }
    for lane in network.lanes.indices { try addLaneLimits(lane) }
  }

  private mutating func addLaneLimits(_ lane: Int) throws(BruteForceError) {
    let row = network.lanes[lane].row
    let flow = carried(by: lane)
    let name = "of \(network.lanes[lane].origins)-\(network.lanes[lane].destinations)"
    try addLimit("capacity_max \(name)", on: flow, most: try row.limit("capacity_max"))
    if let least = try row.limit("minimum_if_used"), least.value > .zero {
      try addLimit("minimum_if_used \(name)", on: flow, least: least, allowsZero: true)
    }
    if let least = try row.limit("capacity_min"), least.value > .zero {
      let condition = network.lanes[lane].offer == nil ? Condition.always : .moved(offerSums(lane))
      try addLimit("capacity_min \(name)", on: flow, least: least, condition: condition)
    }
  }

  /// The flows of all rows that are taken together with a row: its own where it names no offer.
  mutating func offerSums(_ lane: Int) -> [Int] {
    let (provider, offer) = (network.lanes[lane].provider, network.lanes[lane].offer)
    guard offer != nil else { return [total(carried(by: lane))] }
    let rows = network.lanes.indices.filter {
      network.lanes[$0].provider == provider && network.lanes[$0].offer == offer
    }
    return rows.map { total(carried(by: $0)) }
  }

  /// Gives every hard upper end on a sum without negative terms to the sum itself, where the search can stop early.
  mutating func capSums() {
    for rule in rules where rule.penalty == nil {
      guard case .sum(let place) = rule.metric, case .always = rule.condition, let upper = rule.upper,
        !(rule.allowsZero && upper < 0), sums[place].terms.allSatisfy({ $0.coefficient >= 0 })
      else { continue }
      sums[place].cap = min(sums[place].cap, upper)
    }
  }
}
