extension Program {
  func sold(_ variable: Int) -> (sale: TinySale, row: Int)? {
    guard let row = variables[variable].serves, let arc = arc(of: variable) else { return nil }
    return (network.sale(arc.key, row), row)
  }

  /// Shares, credit limits and margins.
  mutating func addSales() {
    for name in network.sales.channels.keys.sorted() { addChannelShare(name) }
    for territory in network.sales.territories { addTerritoryShare(territory) }
    for name in network.sales.partners.keys.sorted() { addPartner(name) }
  }

  private mutating func addRule(_ name: String, _ terms: [(Int, Rational)], least: Rational? = nil, most: Rational? = nil) {
    let (place, scale) = sum(terms, exact: [least, most].compactMap { $0 })
    var rule = Rule(name: name, metric: .sum(place))
    rule.lower = least.map { Int(($0 * Rational(scale)).numerator) }
    rule.upper = most.map { Int(($0 * Rational(scale)).numerator) }
    rules.append(rule)
  }

  private mutating func addChannelShare(_ name: String) {
    guard let channel = network.sales.channels[name] else { return }
    for (share, isLeast) in [(channel.shareMin, true), (channel.shareMax, false)] {
      guard let share = share.map({ $0 / Rational(100) }) else { continue }
      let isOfDemand = channel.shareOf == "demand"
      var terms: [(Int, Rational)] = []
      for variable in variables.indices {
        guard let (sale, _) = sold(variable) else { continue }
        let unit = (channel.shareOf == "revenue" ? sale.revenue ?? .zero : .one) * network.step
        let own = sale.channel == name ? unit : .zero
        terms.append((variable, isOfDemand ? own : own - share * unit))
      }
      let asked = Rational(network.demand.map(\.quantity).reduce(0, +)) * network.step
      let end = isOfDemand ? share * asked : .zero
      addRule("share of \(name)", terms, least: isLeast ? end : nil, most: isLeast ? nil : end)
    }
  }

  private mutating func addTerritoryShare(_ territory: SalesTables.Territory) {
    for product in territory.products {
      for (share, isLeast) in [(territory.shareMin, true), (territory.shareMax, false)] {
        guard let share = share.map({ $0 / Rational(100) }) else { continue }
        var terms: [(Int, Rational)] = []
        for variable in variables.indices {
          guard let (sale, row) = sold(variable), network.demand[row].product == product,
            network.sales.territoryOf[network.demand[row].customer] == territory.territory
          else { continue }
          terms.append((variable, (sale.partner == territory.partner ? Rational.one : .zero) - share))
        }
        addRule("territory \(territory.territory)", terms, least: isLeast ? .zero : nil, most: isLeast ? nil : .zero)
      }
    }
  }

  private mutating func addPartner(_ name: String) {
    guard let partner = network.sales.partners[name] else { return }
    let own = variables.indices.filter { sold($0)?.sale.partner == name }
    if let limit = partner.creditLimit {
      addRule("credit of \(name)", own.map { ($0, (sold($0)?.sale.revenue ?? .zero) * network.step) }, most: limit)
    }
    let operates = network.sites.indices.filter { network.sales.operatorOf[network.sites[$0].name] == name }
    if partner.engagement > .zero {
      if operates.isEmpty {
        money.fixed.append((.engagement, [total(own)], MoneyTerms.nano(partner.engagement)))
      } else {
        money.constant[.engagement] += MoneyTerms.nano(partner.engagement)
      }
    }
    guard let margin = partner.marginMin.map({ $0 / Rational(100) }) else { return }
    var terms: [(Int, Rational)] = []
    for variable in variables.indices {
      guard let arc = arc(of: variable) else { continue }
      var amount = Rational.zero
      if own.contains(variable), let sale = sold(variable)?.sale { amount += sale.kept - margin * (sale.price ?? .zero) }
      if operates.contains(arc.origin) { amount = amount - network.sites[arc.origin].outbound }
      if let site = arc.site, operates.contains(site) { amount = amount - network.sites[site].inbound }
      if arc.key.partner == name { amount = amount - unitCost(arc) }
      terms.append((variable, amount * network.step))
    }
    addRule("margin of \(name)", terms, least: operates.reduce(Rational.zero) { $0 + network.sites[$1].operating })
  }

  /// Lanes of partners are priced by the unit alone here.
  private func unitCost(_ arc: Arc) -> Rational {
    guard let pricing = arc.pricing, let text = network.lanes[pricing].row.text("unit_cost") else { return .zero }
    return Rational(text) ?? .zero
  }
}
