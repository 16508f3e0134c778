/// A charge whose breaks count what moves, over a lane row, a provider's lanes, or all that the rate prices.
struct Pool {
  var charge: Charge
  var variables: [Int]
  /// Places among the shipments.
  var shipments: [Int]
  /// Surcharges in percent.
  var percents: [Rational]
}

/// Lines of one contract that give back a part of what is charged.
struct RebateRow {
  var contract, provider: String
  var selectors: [String: [String]]
  var tiers: [(threshold: Rational, percent: Rational)]
}

/// A rebate over variables, and what it is of.
struct Rebate {
  var tiers: [(threshold: Rational, percent: Rational)]
  var variables: [Int]
  var shipments: [Int]
  var pools: [Int]
  var periods: [(moved: Int, cost: Rational)]

  /// The highest tier reached counts.
  func percent(at volume: Rational) -> Rational? {
    tiers.filter { $0.threshold <= volume }.max { $0.threshold < $1.threshold }?.percent
  }
}

extension Program {
  mutating func addPools() {
    var pools: [[String]: Pool] = [:]
    var order: [[String]] = []
    for variable in variables.indices {
      guard let arc = arc(of: variable), let lane = arc.pricing, let rate = network.lanes[lane].row.text("rate") else {
        continue
      }
      for (place, charge) in (network.rates[rate]?.charges ?? []).enumerated() where charge.countsFlow {
        let over =
          switch charge.scope {
          case "lane": "\(lane)"
          case "provider": "of \(arc.key.provider ?? "")"
          default: ""
          }
        let key = [rate, "\(place)", over]
        if pools[key] == nil {
          order.append(key)
          let percents = network.surcharges(on: lane).filter { $0.basis == "percent" }.map(\.value)
          pools[key] = Pool(charge: charge, variables: [], shipments: [], percents: percents)
        }
        pools[key]?.variables.append(variable)
      }
    }
    for key in order {
      guard var pool = pools[key] else { continue }
      pool.shipments = money.shipments.indices.filter { place in
        money.shipments[place].variables.contains { pool.variables.contains($0) }
      }
      money.pools.append(pool)
    }
  }

  mutating func addRebates() {
    for row in network.rebates {
      var selectors = row.selectors
      selectors["provider"] = [row.provider]
      let flow = matching(selectors)
      let lanes = Set(flow.compactMap { arc(of: $0)?.pricing })
      var periods: [(moved: Int, cost: Rational)] = []
      for lane in lanes.sorted() {
        let priced = variables.indices.filter { arc(of: $0)?.pricing == lane }
        let charges = network.lanes[lane].row.text("rate").flatMap { network.rates[$0]?.charges } ?? []
        for charge in charges where charge.basis == "period" { periods.append((total(priced), charge.breaks[0].cost)) }
      }
      money.rebates.append(
        Rebate(
          tiers: row.tiers, variables: flow, shipments: money.shipments.indices.filter { lanes.contains(money.shipments[$0].lane) },
          pools: money.pools.indices.filter { pool in money.pools[pool].variables.contains { flow.contains($0) } },
          periods: periods))
    }
  }

  /// What the breaks of a charge count.
  private func amount(
    _ charge: Charge, _ variables: [Int], _ steps: [Int], _ count: Rational
  ) throws(BruteForceError) -> Rational {
    let measure: Measure
    switch charge.breakBasis {
    case "shipments": return count
    case "weight": measure = .weight
    case "volume": measure = .volume
    default: measure = .unit
    }
    var total = Rational.zero
    for (variable, moved) in zip(variables, steps) where moved > 0 {
      total += try self.amount(measure, of: variable) * Rational(moved)
    }
    return total
  }

  /// Whether anything counts.
  func counts(
    _ charge: Charge, _ variables: [Int], _ steps: [Int], _ count: Rational
  ) throws(BruteForceError) -> Bool {
    try amount(charge, variables, steps, count) > .zero
  }

  /// The cost of a charge whose breaks count flow, and the minimum of the break reached; nil where nothing counts or no
  /// break covers it.
  func reached(
    _ charge: Charge, _ variables: [Int], _ steps: [Int], count: Rational
  ) throws(BruteForceError) -> (cost: Rational, minimum: Rational)? {
    let amount = try self.amount(charge, variables, steps, count)
    guard amount > .zero, let place = charge.breaks.indices.last(where: { charge.breaks[$0].covers(amount) }) else {
      return nil
    }
    let one = charge.breaks[place]
    if charge.structure == "stepwise" { return (one.cost, one.minimum) }
    let paid = try self.paid(charge, variables, steps, count)
    if charge.structure == "all_unit" { return (one.cost * paid, one.minimum) }
    var total = one.cost * (amount - one.from)
    for lower in 0..<place {
      total += charge.breaks[lower].cost * (charge.breaks[lower + 1].from - charge.breaks[lower].from)
    }
    return (total * paid / amount, one.minimum)
  }

  /// How much of its basis a charge is paid on.
  private func paid(
    _ charge: Charge, _ variables: [Int], _ steps: [Int], _ count: Rational
  ) throws(BruteForceError) -> Rational {
    if charge.basis == "shipment" { return count }
    var total = Rational.zero
    for (variable, moved) in zip(variables, steps) where moved > 0 {
      total += try perStep(charge.basis, variable) * Rational(moved)
    }
    return total
  }

  private func perStep(_ basis: String, _ variable: Int) throws(BruteForceError) -> Rational {
    func distance() throws(BruteForceError) -> Rational {
      guard let distance = arc(of: variable)?.distance else { throw .invalid("no distance") }
      return distance
    }
    switch basis {
    case "unit": return try amount(.unit, of: variable)
    case "kg": return try amount(.weight, of: variable)
    case "m3": return try amount(.volume, of: variable)
    case "pallet": return try amount(.pallet, of: variable)
    case "unit_km": return try amount(.unit, of: variable) * distance()
    case "tonne_km": return try amount(.weight, of: variable) * distance() / Rational(1000)
    default: throw .invalid("basis `\(basis)` beside breaks that count flow")
    }
  }
}
