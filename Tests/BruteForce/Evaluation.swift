/// Tests every rule and counts every cost of one plan of flows, for each choice of open sites.
final class Evaluation {
  let program: Program
  let levels: [Level]
  private let flowRules: [Rule]
  private let siteRules: [Rule]
  private let tariff: Tariff
  private var bills: [[Tariff.Bill?]]
  private let always: UInt32
  private let decided: UInt32
  private var metric: [String: Int] = [:]
  /// The cost of the plan at hand in 10^-9, of its last choice of sites.
  private(set) var cost = 0
  private(set) var revenue = 0
  /// The numerators of the levels.
  private(set) var numerators: [Int128]
  private(set) var measured: [[Int]]

  init(_ program: Program) throws(BruteForceError) {
    self.program = program
    levels = try Level.of(program)
    tariff = Tariff(program: program)
    bills = program.money.shipments.map { Array(repeating: nil, count: $0.size) }
    let hard = program.rules.filter { !Self.isCapped($0, program) }
    flowRules = hard.filter { !$0.readsOpenSites }
    siteRules = hard.filter(\.readsOpenSites)
    let sites = program.network.sites.enumerated()
    always = sites.reduce(0) { $1.element.isDecided ? $0 : $0 | 1 << $1.offset }
    decided = sites.reduce(0) { $1.element.isDecided ? $0 | 1 << $1.offset : $0 }
    numerators = Array(repeating: 0, count: levels.count)
    measured = levels.map { Array(repeating: 0, count: $0.terms.count) }
  }

  /// Whether the search itself has seen to a rule.
  private static func isCapped(_ rule: Rule, _ program: Program) -> Bool {
    guard rule.penalty == nil, rule.lower == nil, let upper = rule.upper else { return false }
    guard case .sum(let place) = rule.metric, case .always = rule.condition else { return false }
    return program.sums[place].cap <= upper
  }

  /// Calls `found` for every choice of open sites with which the flows at hand are a plan; false ends it.
  func visit(
    _ search: Search, found: (UInt32) throws(BruteForceError) -> Bool
  ) throws(BruteForceError) -> Bool {
    guard let flowCost = try costOfFlows(search) else { return true }
    var used = always
    for (site, activity) in program.siteActivity.enumerated() where search.values[activity] > 0 { used |= 1 << site }
    let free = decided & ~used
    var extra: UInt32 = 0
    repeat {
      if accept(search, flowCost, used | extra) {
        guard try found(used | extra) else { return false }
      }
      extra = (extra &- free) & free
    } while extra != 0
    return true
  }

  /// The cost that does not depend on which idle sites are open; nil where a rule is broken.
  private func costOfFlows(_ search: Search) throws(BruteForceError) -> Spending? {
    guard program.shares.allSatisfy({ $0.holds(search.values) }),
      let soft = test(flowRules, search, open: 0)
    else { return nil }
    let money = program.money
    var cost = money.constant
    cost[.constraintPenalty] += soft
    for item in money.linear { cost[item.kind] += search.values[item.sum] }
    for place in money.shipments.indices { try addBill(place, search, to: &cost) }
    for split in money.splits {
      cost[.splits] += split.cost * max(0, split.sources.count { search.values[$0] > 0 } - 1)
    }
    for item in money.fixed where item.moved.contains(where: { search.values[$0] > 0 }) { cost[item.kind] += item.cost }
    guard try addPools(search, to: &cost) else { return nil }
    for item in money.switches
    where search.values[item.own] == 0 && search.values[item.others] > 0 { cost[.switching] += item.cost }
    return cost
  }

  /// Charges whose breaks count what moves, and rebates; false where an amount is in no break.
  private func addPools(_ search: Search, to cost: inout Spending) throws(BruteForceError) -> Bool {
    let money = program.money
    var charged: [Rational] = []
    for pool in money.pools {
      let steps = pool.variables.map { search.amounts[$0] }
      var count = Rational.zero
      for place in pool.shipments {
        let shipment = money.shipments[place]
        let carried = shipment.variables.map { search.amounts[$0] }
        if carried.contains(where: { $0 > 0 }) { count += try tariff.count(shipment, carried) }
      }
      guard let reached = try program.reached(pool.charge, pool.variables, steps, count: count) else {
        if steps.contains(where: { $0 > 0 }), try program.counts(pool.charge, pool.variables, steps, count) { return false }
        charged.append(.zero)
        continue
      }
      charged.append(reached.cost)
      cost[.transport] += MoneyTerms.nano(reached.cost)
      for percent in pool.percents { cost[.surcharge] += MoneyTerms.nano(reached.cost * percent / Rational(100)) }
    }
    for rebate in money.rebates {
      let volume = rebate.variables.reduce(Rational.zero) { $0 + Rational(search.amounts[$1]) * program.network.step }
      guard volume > .zero, let percent = rebate.percent(at: volume) else { continue }
      var spent = rebate.pools.reduce(Rational.zero) { $0 + charged[$1] }
      for place in rebate.shipments { spent += bills[place][search.values[money.shipments[place].index]]?.base ?? .zero }
      for item in rebate.periods where search.values[item.moved] > 0 { spent += item.cost }
      cost[.rebate] += MoneyTerms.nano(Rational(-1) * percent / Rational(100) * spent)
    }
    return true
  }

  private func addBill(_ place: Int, _ search: Search, to cost: inout Spending) throws(BruteForceError) {
    let index = search.values[program.money.shipments[place].index]
    if index == 0 { return }
    let shipment = program.money.shipments[place]
    let bill: Tariff.Bill
    if let known = bills[place][index] {
      bill = known
    } else {
      bill = try tariff.bill(shipment, shipment.variables.map { search.amounts[$0] })
      bills[place][index] = bill
    }
    cost[.transport] += bill.charges
    cost[.minimumCharge] += bill.minimum
    cost[.surcharge] += bill.surcharges
    cost[.duty] += bill.duty
  }

  /// What soft rules cost; nil where a hard one is broken.
  private func test(_ rules: [Rule], _ search: Search, open: UInt32) -> Int? {
    var cost = 0
    for rule in rules where applies(rule, search, open) {
      let miss = rule.miss(value(rule.metric, search, open))
      if miss == 0 { continue }
      guard let penalty = rule.penalty else { return nil }
      cost += Int((penalty * Rational(miss)).roundedHalfEven)
    }
    return cost
  }

  private func applies(_ rule: Rule, _ search: Search, _ open: UInt32) -> Bool {
    switch rule.condition {
    case .always: true
    case .open(let site): open & 1 << site != 0
    case .moved(let sums): sums.contains { search.values[$0] > 0 }
    case .engaged(let provider): isUsed(provider, search, open)
    }
  }

  private func value(_ metric: Metric, _ search: Search, _ open: UInt32) -> Int {
    switch metric {
    case .sum(let place): search.values[place]
    case .count(let sums): sums.reduce(0) { search.values[$1] > 0 ? $0 + 1 : $0 }
    case .sitesOpen(let mask): (open & mask).nonzeroBitCount
    case .providersUsed(let asked): asked.reduce(0) { isUsed($1, search, open) ? $0 + 1 : $0 }
    case .sitesTouched(let sums, let operated):
      sums.indices.reduce(0) { search.values[sums[$1]] > 0 || operated & open & 1 << $1 != 0 ? $0 + 1 : $0 }
    }
  }

  private func isUsed(_ provider: Int, _ search: Search, _ open: UInt32) -> Bool {
    search.values[program.providerFlow[provider]] > 0 || program.providerSites[provider] & open != 0
  }

  /// Whether the plan holds with these sites open; leaves its cost and levels behind.
  private func accept(_ search: Search, _ flowCost: Spending, _ open: UInt32) -> Bool {
    guard let soft = test(siteRules, search, open: open) else { return false }
    let money = program.money
    var spent = flowCost
    spent[.constraintPenalty] += soft
    for site in money.open.indices {
      if open & 1 << site != 0 {
        spent[.siteOperating] += money.open[site]
        spent[.siteStartup] += money.startup[site]
      } else {
        spent[.siteClosing] += money.closed[site]
      }
    }
    for provider in money.engagement.indices where isUsed(provider, search, open) {
      spent[.engagement] += money.engagement[provider]
    }
    guard keepsBudgets(&spent) else { return false }
    cost = spent.total
    revenue = search.values[money.revenue]
    for (place, level) in levels.enumerated() {
      numerators[place] = 0
      for (index, term) in level.terms.enumerated() {
        let number = measure(term.objective.name, search, open)
        measured[place][index] = number
        numerators[place] += term.coefficient * Int128(number)
      }
    }
    return true
  }

  /// Penalties are costs: a budget is of all that is paid, a soft one of all but what soft budgets cost.
  private func keepsBudgets(_ spent: inout Spending) -> Bool {
    guard !program.budgets.isEmpty else { return true }
    var penalties = 0
    for budget in program.budgets {
      if let penalty = budget.penalty { penalties += Int((penalty * budget.excess(spent)).roundedHalfEven) }
    }
    spent[.constraintPenalty] += penalties
    return program.budgets.allSatisfy { $0.penalty != nil || $0.excess(spent) == .zero }
  }

  private func measure(_ objective: String, _ search: Search, _ open: UInt32) -> Int {
    let metrics = program.metrics
    switch objective {
    case "total_cost": return cost
    case "profit": return revenue - cost
    case "unmet_demand": return metrics.demanded - search.values[metrics.served]
    case "unmet_orders":
      return metrics.orders.reduce(0) { search.values[$1.served] < $1.quantity ? $0 + 1 : $0 }
    case "fill_rate": return metrics.demanded == 0 ? 1 : search.values[metrics.served]
    case "co2": return metrics.emission.map { search.values[$0.sum] } ?? 0
    case "lead_time": return metrics.leadTime.map { search.values[$0.sum] } ?? 0
    case "sites_open": return open.nonzeroBitCount
    case "changes": return metrics.changes.reduce(0) { search.values[$1] > 0 ? $0 + 1 : $0 }
    case "max_min_fill": return metrics.fillObjective.map { metrics.stages[$0].value(search.values) } ?? 0
    case _ where objective.hasPrefix("stage-"):
      return Int(objective.dropFirst(6)).map { metrics.stages[$0].value(search.values) } ?? 0
    default:
      return program.providerFlow.indices.reduce(0) { isUsed($1, search, open) ? $0 + 1 : $0 }
    }
  }
}
