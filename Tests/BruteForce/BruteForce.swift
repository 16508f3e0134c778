/// BruteForce: the optimum of a tiny instance by looking at every plan, from the format page alone.
public struct BruteForce {
  let program: Program
  let leafLimit: Int

  /// - Parameter leafLimit: How many plans of flows are looked at before the instance is called too large.
  /// - Parameter stopsEarly: Whether branches that exceed an upper limit already are left.
  /// - Throws: `BruteForceError.invalid` where the tables break a rule of the format.
  public init(
    _ instance: TinyInstance, leafLimit: Int = 2_000_000, stopsEarly: Bool = true
  ) throws(BruteForceError) {
    var program = try Program(try Network(instance))
    if stopsEarly { program.capSums() }
    self.program = program
    self.leafLimit = leafLimit
  }

  /// Looks at every plan and keeps the best by priority.
  public func answer() throws(BruteForceError) -> BruteForceAnswer {
    let evaluation = try Evaluation(program)
    var numerators: [[Int128]] = []
    var fingerprints: [UInt64] = []
    let search = Search(program, leafLimit: leafLimit) { search throws(BruteForceError) in
      try evaluation.visit(search) { open throws(BruteForceError) in
        numerators.append(evaluation.numerators)
        fingerprints.append(Self.fingerprint(search.amounts, open))
        return true
      }
    }
    try search.run()
    var alive = Array(numerators.indices)
    var best: [Int128] = []
    for (place, level) in evaluation.levels.enumerated() {
      guard let least = alive.map({ numerators[$0][place] }).min() else { break }
      let accepted = level.accepted(least)
      alive = alive.filter { numerators[$0][place] <= accepted }
      best.append(least)
    }
    // The last level has no later one that its tolerance could serve.
    if let last = best.last { alive = alive.filter { numerators[$0][best.count - 1] == last } }
    var answer = BruteForceAnswer(
      levels: [], plan: nil, planCount: numerators.count, optimalCount: alive.count,
      optimalPlans: alive.reduce(0) { $0 &+ fingerprints[$1] })
    guard let chosen = alive.first else { return answer }
    try forEachPlan(where: { $0 == chosen }) { plan, evaluation in
      answer.plan = plan
      answer.levels = zip(evaluation.levels, best).enumerated().map { place, pair in
        Self.level(pair.0, best: pair.1, measured: evaluation.measured[place])
      }
    }
    return answer
  }

  /// Up to `limit` of all plans that keep every rule, spread evenly over the order in which they are met.
  public func plans(limit: Int) throws(BruteForceError) -> [TinyPlan] {
    var count = 0
    try forEachPlan(where: { _ in
      count += 1
      return false
    }) { _, _ in }
    let stride = max(1, (count + limit - 1) / max(1, limit))
    var plans: [TinyPlan] = []
    try forEachPlan(where: { $0 % stride == 0 }) { plan, _ in plans.append(plan) }
    return plans
  }

  private func forEachPlan(
    where wanted: (Int) -> Bool, body: (TinyPlan, Evaluation) -> Void
  ) throws(BruteForceError) {
    let evaluation = try Evaluation(program)
    var count = 0
    try withoutActuallyEscaping(wanted) { wanted throws(BruteForceError) in
      try withoutActuallyEscaping(body) { body throws(BruteForceError) in
        let search = Search(program, leafLimit: leafLimit) { search throws(BruteForceError) in
          try evaluation.visit(search) { open throws(BruteForceError) in
            if wanted(count) { body(program.plan(search, open, evaluation), evaluation) }
            count += 1
            return true
          }
        }
        try search.run()
      }
    }
  }

  private static func level(_ level: Level, best: Int128, measured: [Int]) -> BruteForceAnswer.Level {
    let isMaximised = level.terms.allSatisfy(\.objective.isMaximised)
    let sign: Int128 = isMaximised ? -1 : 1
    return BruteForceAnswer.Level(
      priority: level.priority,
      objectives: zip(level.terms, measured).map { term, number in
        (term.objective.name, term.objective.weight, term.unit * Rational(number))
      },
      best: Rational(sign * best, over: level.scale),
      accepted: Rational(sign * level.accepted(best), over: level.scale), isMaximised: isMaximised)
  }

  private static func fingerprint(_ amounts: [Int], _ open: UInt32) -> UInt64 {
    var hash = UInt64(open) &+ 0x9E37_79B9_7F4A_7C15
    for amount in amounts {
      hash = (hash ^ UInt64(amount)) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 29
    }
    return hash
  }
}

extension Program {
  /// The plan at hand in neutral words.
  func plan(_ search: Search, _ open: UInt32, _ evaluation: Evaluation) -> TinyPlan {
    var plan = TinyPlan(
      flows: [], supplied: [], served: [], openSites: [],
      totalCost: Rational(Int128(evaluation.cost), over: 1_000_000_000),
      revenue: Rational(Int128(evaluation.revenue), over: 1_000_000_000))
    for (index, variable) in variables.enumerated() where search.amounts[index] > 0 {
      let quantity = Rational(search.amounts[index]) * network.step
      let order = name(of: variable.commodity)
      if let supply = variable.supply {
        plan.supplied.append(
          TinyPlan.Supplied(
            site: network.supply[supply].site, product: network.supply[supply].product,
            customer: order?.customer, order: order?.order, quantity: quantity))
      } else if let key = arc(of: index)?.key {
        plan.flows.append(
          TinyPlan.Flow(
            origin: key.origin, destination: key.destination, provider: key.provider, mode: key.mode,
            service: key.service, offer: key.offer, channel: key.channel, partner: key.partner, product: key.product, customer: order?.customer,
            order: order?.order, quantity: quantity))
      }
    }
    for (row, demand) in network.demand.enumerated() {
      plan.served.append(
        TinyPlan.Served(
          customer: demand.customer, product: demand.product, order: demand.order,
          quantity: Rational(search.values[served[row]]) * network.step))
    }
    plan.openSites = network.sites.indices.filter { open & 1 << $0 != 0 }.map { network.sites[$0].name }
    return plan
  }
}
