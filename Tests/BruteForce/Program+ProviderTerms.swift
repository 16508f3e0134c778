extension Program {
  func isIncumbent(_ key: LaneKey, _ chain: [Int]) throws(BruteForceError) -> Bool {
    if let provider = key.provider, network.terms[provider]?.isIncumbent ?? false { return true }
    for row in chain where try network.lanes[row].row.flag("incumbent") { return true }
    return false
  }

  /// Volumes, lanes and sites of providers, and what it costs to leave one.
  mutating func addProviderTerms() throws(BruteForceError) {
    for (provider, name) in network.providers.enumerated() {
      guard let terms = network.terms[name] else { continue }
      let flow = variables.indices.filter { arc(of: $0)?.key.provider == name }
      if let most = terms.volumeMax {
        try addLimit("volume_max of \(name)", on: flow, most: Limit(value: most, measure: .unit))
      }
      if let least = terms.volumeMin, least > .zero {
        try addLimit(
          "volume_min of \(name)", on: flow, least: Limit(value: least, measure: .unit),
          condition: .engaged(provider: provider))
      }
      if let most = terms.maxLanes {
        rules.append(
          Rule(name: "max_lanes of \(name)", metric: .count(laneSums(flow)), upper: Int(most.numerator)))
      }
      if let most = terms.maxSites { addSiteCount(name, provider, flow, most) }
      if terms.switchCost > .zero { addSwitches(name, terms.switchCost) }
    }
  }

  /// One sum for each origin and destination.
  private mutating func laneSums(_ flow: [Int]) -> [Int] {
    var lanes: [[String]: [Int]] = [:]
    for variable in flow {
      guard let key = arc(of: variable)?.key else { continue }
      lanes[[key.origin, key.destination], default: []].append(variable)
    }
    return lanes.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { total(lanes[$0] ?? []) }
  }

  private mutating func addSiteCount(_ name: String, _ provider: Int, _ flow: [Int], _ most: Rational) {
    let sums = network.sites.indices.map { site in
      total(flow.filter { arc(of: $0).map { $0.origin == site || $0.site == site } ?? false })
    }
    rules.append(
      Rule(
        name: "max_sites of \(name)", metric: .sitesTouched(sums: sums, operated: providerSites[provider]),
        upper: Int(most.numerator)))
  }

  private mutating func addSwitches(_ name: String, _ cost: Rational) {
    var lanes: Set<[String]> = []
    for arc in arcs where arc.key.provider == name && arc.isIncumbent {
      lanes.insert([arc.key.origin, arc.key.destination])
    }
    for lane in lanes.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let there = variables.indices.filter { index in
        arc(of: index).map { [$0.key.origin, $0.key.destination] == lane } ?? false
      }
      let own = there.filter { arc(of: $0)?.key.provider == name }
      money.switches.append(
        (own: total(own), others: total(there.filter { !own.contains($0) }), cost: MoneyTerms.nano(cost)))
    }
  }

  /// What others than an incumbent carry, for each lane and product that has one.
  mutating func changeSums(_ constraint: Constraint?) -> [Int] {
    var held: Set<[String]> = []
    for arc in arcs where arc.isIncumbent { held.insert([arc.key.origin, arc.key.destination, arc.key.product]) }
    let meant = constraint.map { Set(matching($0)) }
    return held.sorted { $0.lexicographicallyPrecedes($1) }.map { lane in
      total(
        variables.indices.filter { index in
          guard let arc = arc(of: index), !arc.isIncumbent, meant?.contains(index) ?? true else { return false }
          return [arc.key.origin, arc.key.destination, arc.key.product] == lane
        })
    }
  }

  mutating func originSums(_ constraint: Constraint) -> [Int] {
    let flow = matching(constraint)
    return network.sites.indices.map { site in total(flow.filter { arc(of: $0)?.origin == site }) }
  }

  /// The quantity-weighted average of a score or of transit times, or every flow's own.
  mutating func addAverage(_ constraint: Constraint, _ flow: [Int]) throws(BruteForceError) {
    var weighted: [(Int, Rational)] = []
    var (low, high): ([Int], [Int]) = ([], [])
    for variable in flow {
      guard let arc = arc(of: variable) else { continue }
      guard let rate = constraint.type == "transit" ? arc.time : score(constraint.measure ?? "", arc) else {
        throw .invalid("no \(constraint.measure ?? "transit_time")")
      }
      let distance = rate - constraint.value
      weighted.append((variable, distance))
      if distance < .zero { low.append(variable) }
      if distance > .zero { high.append(variable) }
    }
    guard constraint.unit == "each" else {
      // A score is in percent: a unit of goods that is off by 100 points is one unit.
      let (place, scale) = sum(weighted)
      let points = constraint.type == "score" ? Rational(100) : .one
      return add(constraint, .sum(place), 0, perStep: network.step / (Rational(scale) * points))
    }
    let penalty = constraint.penalty.map { $0 * network.step * .power(ofTen: 9) }
    if constraint.sense != "max" {
      rules.append(Rule(name: constraint.name, metric: .sum(total(low)), upper: 0, penalty: penalty))
    }
    if constraint.sense == "max" || constraint.sense == "fixed" {
      rules.append(Rule(name: constraint.name, metric: .sum(total(high)), upper: 0, penalty: penalty))
    }
  }

  private func score(_ name: String, _ arc: Arc) -> Rational? {
    let provider = arc.key.provider.flatMap { network.terms[$0]?.scores[name] }
    return name == "on_time_rate" ? arc.onTime ?? provider : provider
  }

  mutating func addEmission(_ constraint: Constraint, _ flow: [Int]) throws(BruteForceError) {
    var terms: [(Int, Rational)] = []
    for variable in flow {
      guard let arc = arc(of: variable) else { continue }
      guard let rate = arc.emission, let distance = arc.distance else { throw .invalid("no co2_rate or distance") }
      terms.append((variable, rate * distance * (try amount(.weight, of: variable)) / Rational(1000)))
    }
    let (place, scale) = sum(terms, exact: [constraint.value])
    add(
      constraint, .sum(place), Int((constraint.value * Rational(scale)).numerator),
      perStep: .one / Rational(scale))
  }
}
