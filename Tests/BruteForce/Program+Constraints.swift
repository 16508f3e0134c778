extension Program {
  mutating func addConstraints() throws(BruteForceError) {
    for constraint in network.constraints {
      switch constraint.type {
      case "flow": try addFlow(constraint)
      case "flow_count": addCount(constraint, .count(rowSums(constraint)))
      case "provider_count": addCount(constraint, providerMetric(constraint))
      case "site_count":
        let mask = network.sites.enumerated().reduce(UInt32(0)) { mask, site in
          constraint.selectors["site"]?.contains(site.element.name) ?? true ? mask | 1 << site.offset : mask
        }
        addCount(constraint, .sitesOpen(mask))
      case "source_count": addCount(constraint, .count(originSums(constraint)))
      case "changes": addCount(constraint, .count(changeSums(constraint)))
      case "score", "transit": try addAverage(constraint, matching(constraint))
      case "co2": try addEmission(constraint, matching(constraint))
      case "budget":
        guard constraint.sense == "max" else { throw .invalid("a budget that is no most") }
        let kinds = constraint.measure.map { Set($0.split(separator: ";").map { $0.filter { $0 != " " } }) }
        budgets.append(Budget(kinds: kinds, most: constraint.value, penalty: constraint.penalty))
      default: throw .invalid("constraint type `\(constraint.type)`")
      }
    }
  }

  func matching(_ constraint: Constraint) -> [Int] { matching(constraint.selectors) }

  func matching(_ selectors: [String: [String]]) -> [Int] {
    variables.indices.filter { index in
      guard let key = arc(of: index)?.key else { return false }
      let sale = sold(index)?.sale
      return selectors.allSatisfy { column, members in
        let value: String?
        switch column {
        case "sold": return sale != nil
        case "soldByOthersThan": return sale != nil && !(sale?.partner.map(members.contains) ?? false)
        case "channel": value = sale?.channel
        case "partner": value = sale?.partner
        case "origin": value = key.origin
        case "destination": value = key.destination
        case "provider": value = key.provider
        case "mode": value = key.mode
        case "service": value = key.service
        case "offer": value = key.offer
        case "customer": value = finalCustomer(index)
        default: value = key.product
        }
        return value.map(members.contains) ?? false
      }
    }
  }

  /// Who gets it, where that is known.
  private func finalCustomer(_ variable: Int) -> String? {
    let row = variables[variable].serves ?? commodities[variables[variable].commodity].row
    return row.map { network.demand[$0].customer }
  }

  private mutating func addFlow(_ constraint: Constraint) throws(BruteForceError) {
    let flow = matching(constraint)
    if constraint.unit == "%" { return try addShare(constraint, flow) }
    let (measure, factor) = try network.units.limit(constraint.unit)
    let value = constraint.value * factor
    if measure == .order { return addCount(constraint, .count(try orderSums(flow))) }
    var terms: [(Int, Rational)] = []
    for variable in flow { terms.append((variable, try amount(measure, of: variable))) }
    let (place, scale) = sum(terms, exact: [value])
    let end = Int((value * Rational(scale)).numerator)
    add(constraint, .sum(place), end, perStep: .one / (Rational(scale) * factor))
  }

  private mutating func addShare(_ constraint: Constraint, _ flow: [Int]) throws(BruteForceError) {
    var bases = network.constraints.filter { $0.name == constraint.within }
    if let whole = constraint.whole {
      bases = [constraint]
      bases[0].selectors = whole
    }
    guard bases.count == 1 else { throw .invalid("within `\(constraint.within ?? "")`") }
    let share = constraint.value / Rational(100)
    let terms = flow.map { ($0, network.step) } + matching(bases[0]).map { ($0, -share * network.step) }
    let (place, scale) = sum(terms)
    let condition = constraint.sense == "conditional_min" ? Condition.moved([total(flow)]) : .always
    add(constraint, .sum(place), 0, perStep: .one / Rational(scale), condition: condition)
  }

  /// The flow that a constraint matches, of each lane row; a flow is on the most specific row that covers it.
  private mutating func rowSums(_ constraint: Constraint) -> [Int] {
    let flow = matching(constraint)
    return network.lanes.indices.map { lane in total(flow.filter { arc(of: $0)?.rows.first == lane }) }
  }

  private mutating func providerMetric(_ constraint: Constraint) -> Metric {
    let asked = network.providers.indices.filter {
      constraint.selectors["provider"]?.contains(network.providers[$0]) ?? true
    }
    if constraint.selectors.keys.allSatisfy({ $0 == "provider" }) { return .providersUsed(asked) }
    let flow = matching(constraint)
    return .count(
      asked.map { provider in total(flow.filter { arc(of: $0)?.key.provider == network.providers[provider] }) })
  }

  /// A rule on a count; an end between two whole numbers misses by the fraction.
  mutating func addCount(_ constraint: Constraint, _ metric: Metric) {
    precondition(constraint.value.denominator == 1, "a count is limited by a whole number")
    add(constraint, metric, Int(constraint.value.numerator), perStep: .one)
  }

  mutating func add(
    _ constraint: Constraint, _ metric: Metric, _ end: Int, perStep: Rational, condition: Condition = .always
  ) {
    var rule = Rule(name: constraint.name, metric: metric, condition: condition)
    if constraint.sense != "max" { rule.lower = end }
    if constraint.sense == "max" || constraint.sense == "fixed" { rule.upper = end }
    rule.allowsZero = constraint.sense == "conditional_min" && constraint.unit != "%"
    rule.penalty = constraint.penalty.map { $0 * perStep * .power(ofTen: 9) }
    rules.append(rule)
  }
}
