/// A stage of an allocation rule, as a number to maximise.
enum Stage {
  /// A sum of what is served.
  case served(Int)
  /// The sum of the least so many of: a sum of what is served × a factor.
  /// A factor is `scale` ÷ the member's weight.
  case least(count: Int, [(sum: Int, factor: Int)], scale: Rational)
}

/// Members that are served in one proportion; everything in steps.
struct Share {
  struct Member {
    /// The sum of what the member is served.
    var served: Int
    var base, span, floor: Int
  }

  var members: [Member]

  /// Whether some F between 0 and 1 gives every member what it has, up to less than a step.
  func holds(_ values: [Int]) -> Bool {
    // F is above every lower end and below every upper one; the ends are fractions.
    var lows = [Rational(-1)]
    var highs = [Rational(2)]
    for member in members {
      let amount = values[member.served]
      let span = Rational(member.span)
      if amount > member.floor || member.floor == 0 { lows.append(Rational(amount - 1 - member.base) / span) }
      highs.append(Rational(amount + 1 - member.base) / span)
    }
    guard let low = lows.max(), let high = highs.min() else { return true }
    return low < high && low < .one && high > .zero
  }
}

extension Program {
  mutating func addAllocation() throws(BruteForceError) {
    addFloors()
    addRatioOrders()
    try addSplits()
    try addRules()
    if network.objectives.contains(where: { $0.name == "max_min_fill" }) { addFillObjective() }
    let stages = metrics.stages.indices.filter { metrics.fillObjective != $0 }
    network.objectives =
      stages.map { Objective(priority: $0 - 10_000, name: "stage-\($0)", weight: .one, tolerance: .zero) }
      + network.objectives
  }

  private func rows(_ customers: [String], _ products: [String]) -> [Int] {
    network.demand.indices.filter {
      customers.contains(network.demand[$0].customer) && products.contains(network.demand[$0].product)
    }
  }

  private mutating func servedSum(_ rows: [Int]) -> Int {
    total(variables.indices.filter { variables[$0].serves.map(rows.contains) ?? false })
  }

  private func asked(_ rows: [Int]) -> Int { rows.map { network.demand[$0].quantity }.reduce(0, +) }

  /// A whole order that may be left out is served nothing or all.
  private func least(_ rows: [Int]) -> Int {
    rows.map { row in
      let demand = network.demand[row]
      guard demand.isComplete else { return demand.least }
      let order = network.demand.filter { $0.customer == demand.customer && $0.order == demand.order }
      return order.allSatisfy { $0.least == 0 } ? 0 : demand.quantity
    }.reduce(0, +)
  }

  // MARK: Floors, ratios, splits

  private mutating func addFloors() {
    for policy in network.policies {
      guard let rate = policy.minFillRate else { continue }
      for products in policy.products {
        let rows = rows(policy.customers, products)
        let least = Int((rate / Rational(100) * Rational(asked(rows))).ceiling)
        floors.append((rows, least))
        rules.append(Rule(name: "min_fill_rate of \(policy.scope)", metric: .sum(servedSum(rows)), lower: least))
      }
    }
  }

  private mutating func addRatioOrders() {
    var orders: [[String]: [Int]] = [:]
    for (row, demand) in network.demand.enumerated() where demand.isInRatio {
      orders[[demand.customer, demand.order ?? ""], default: []].append(row)
    }
    for key in orders.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let rows = network.demand.indices.filter {
        network.demand[$0].customer == key[0] && network.demand[$0].order == key[1]
      }
      shares.append(
        Share(
          members: rows.map { row in
            Share.Member(served: served[row], base: 0, span: network.demand[row].quantity, floor: 0)
          }))
    }
  }

  private mutating func addSplits() throws(BruteForceError) {
    let pairs = Set(network.demand.map { [$0.customer, $0.product] })
    for pair in pairs.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let limit = try network.policy(pair[0], pair[1]) { $0.maxSplits != nil }?.maxSplits
      let cost = try network.policy(pair[0], pair[1]) { $0.splitCost != nil }?.splitCost ?? .zero
      let most = [limit, network.maxSources[pair[0]] ?? nil].compactMap { $0 }.min()
      guard most != nil || cost > .zero else { continue }
      var byOrigin: [Int: [Int]] = [:]
      for (index, variable) in variables.enumerated() {
        guard let row = variable.serves, let arc = arc(of: index),
          [network.demand[row].customer, network.demand[row].product] == pair
        else { continue }
        byOrigin[arc.origin, default: []].append(index)
      }
      let sources = byOrigin.keys.sorted().map { total(byOrigin[$0] ?? []) }
      if let most { rules.append(Rule(name: "sources of \(pair)", metric: .count(sources), upper: most)) }
      if cost > .zero { money.splits.append((sources, MoneyTerms.nano(cost))) }
    }
  }

  // MARK: Rules

  private mutating func addRules() throws(BruteForceError) {
    var quotas: [(rows: [Int], weight: Rational)] = []
    var quotaPlace: Int?
    var later: [[Stage]] = []
    for policy in network.policies {
      switch policy.rule {
      case nil, "optimize": continue
      case "priority":
        later.append(try priorityStages(policy.products.flatMap { rows(policy.customers, $0) }))
      case "proportional", "equal_fill":
        for products in policy.products { addShare(policy, products) }
      case "max_min":
        let members = policy.products.flatMap { products in
          policy.customers.map { rows([$0], products) }.filter { least($0) < asked($0) }
        }
        later.append(ranking(members.map { ($0, Rational(asked($0)) * network.step) }))
      case "quota":
        if quotaPlace == nil {
          quotaPlace = later.count
          later.append([])
        }
        for products in policy.products {
          let rows = rows(policy.customers, products)
          if asked(rows) > 0 { quotas.append((rows, policy.quota ?? .one)) }
        }
      default: throw .invalid("allocation_rule `\(policy.rule ?? "")`")
      }
    }
    if let quotaPlace { later[quotaPlace] = ranking(quotas) }
    metrics.stages = later.flatMap { $0 }
    try addImpliedPriority()
    metrics.stageUnits = metrics.stages.map { stage in
      switch stage {
      case .served: network.step
      case .least(_, let rated, let scale): rated.isEmpty ? .one : Rational(100) * network.step / scale
      }
    }
  }

  private mutating func addShare(_ policy: Policy, _ products: [String]) {
    var members: [Share.Member] = []
    for customer in policy.customers {
      let rows = rows([customer], products)
      let floor = floors.filter { $0.rows.allSatisfy(rows.contains) }.map(\.least).reduce(least(rows), max)
      let asked = asked(rows)
      guard floor < asked else { continue }
      members.append(
        policy.rule == "proportional"
          ? Share.Member(served: servedSum(rows), base: 0, span: asked, floor: floor)
          : Share.Member(served: servedSum(rows), base: floor, span: asked - floor, floor: 0))
    }
    shares.append(Share(members: members))
  }

  private mutating func priorityStages(_ rows: [Int]) throws(BruteForceError) -> [Stage] {
    var classes: [Rational: [Int]] = [:]
    var last: [Int] = []
    for row in rows where least([row]) < network.demand[row].quantity {
      if let priority = try network.priority(row) { classes[priority, default: []].append(row) } else { last.append(row) }
    }
    let inOrder = classes.keys.sorted().compactMap { classes[$0] } + (last.isEmpty ? [] : [last])
    return inOrder.map { .served(servedSum($0)) }
  }

  /// Priorities of rows that no scope's rule is about, where they differ.
  private mutating func addImpliedPriority() throws(BruteForceError) {
    let free = network.demand.indices.filter { row in
      !network.policies.contains {
        $0.rule != nil && $0.covers(network.demand[row].customer, network.demand[row].product)
      }
    }
    var isAny = false
    for row in free where try network.priority(row) != nil { isAny = true }
    guard isAny else { return }
    let stages = try priorityStages(free)
    if stages.count > 1 { metrics.stages += stages }
  }

  /// The least rate, the sum of the two least, and so on.
  private mutating func ranking(_ members: [(rows: [Int], weight: Rational)]) -> [Stage] {
    guard !members.isEmpty else { return [] }
    var scale: Int128 = 1
    for member in members {
      let inverse = .one / member.weight
      scale *= inverse.denominator / Int128(greatestCommonDivisor(scale.magnitude, inverse.denominator.magnitude))
    }
    let rated = members.map { member in
      (sum: servedSum(member.rows), factor: Int((Rational(scale, over: 1) / member.weight).numerator))
    }
    return (1...members.count).map { .least(count: $0, rated, scale: Rational(scale, over: 1)) }
  }

  private mutating func addFillObjective() {
    var members: [[Int]] = []
    var scopes: [String] = []
    for policy in network.policies where !scopes.contains(policy.scope) { scopes.append(policy.scope) }
    for scope in scopes {
      let rows = Set(network.policies.filter { $0.scope == scope }.flatMap { policy in
        policy.products.flatMap { self.rows(policy.customers, $0) }
      })
      members.append(rows.sorted())
    }
    if network.policies.isEmpty {
      members = Set(network.demand.map(\.customer)).sorted().map { customer in
        network.demand.indices.filter { network.demand[$0].customer == customer }
      }
    }
    members.removeAll { asked($0) == 0 }
    metrics.fillObjective = metrics.stages.count
    // In 100 ÷ scale percent each.
    let rated = members.map { (rows: $0, weight: Rational(asked($0))) }
    var scale: Int128 = 1
    for member in rated {
      scale *= member.weight.numerator
        / Int128(greatestCommonDivisor(scale.magnitude, member.weight.numerator.magnitude))
    }
    metrics.fillScale = Int(scale)
    metrics.stages.append(
      .least(
        count: 1,
        rated.map { (servedSum($0.rows), Int((Rational(scale, over: 1) / $0.weight).numerator)) },
        scale: Rational(scale, over: 1)))
    metrics.stageUnits.append(.one)
  }
}

extension Stage {
  func value(_ values: [Int]) -> Int {
    switch self {
    case .served(let sum): values[sum]
    case .least(let count, let rated, _): rated.map { values[$0.sum] * $0.factor }.sorted().prefix(count).reduce(0, +)
    }
  }
}
