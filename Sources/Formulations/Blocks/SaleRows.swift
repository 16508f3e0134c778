import Logistics
import MathProgram

/// Shares of channels and territories, credit limits and margins of partners: rows over last legs.
extension ProgramBuilder {
  mutating func addPartnerSwitches() {
    for (partner, data) in instance.sales.partners.enumerated() where data.engagementCost.isPositive {
      let isAlways = instance.sites.contains { $0.status == .include && $0.operatedByPartner == PartnerID(partner) }
      codebook.addSwitch(.partnerEngaged(PartnerID(partner)), lower: isAlways ? .one : .zero)
    }
  }

  mutating func addSaleRows() {
    guard !instance.sales.isEmpty || !instance.sales.territories.isEmpty else { return }
    linkPartnerSites()
    let legs = saleLegs()
    for channel in instance.sales.channels.indices.map(ChannelID.init) { addChannelShares(channel, legs) }
    for territory in instance.sales.territories.indices.map(TerritoryID.init) { addTerritoryShares(territory, legs) }
    for partner in instance.sales.partners.indices.map(PartnerID.init) { addPartnerLimits(partner, legs) }
  }

  /// One part of a last leg, with its sale.
  private struct SaleLeg {
    var column: Int
    var units: Rational
    var customer: CustomerID
    var product: ProductID
    var sale: SaleTerms.Sale
  }

  private func saleLegs() -> [SaleLeg] {
    let terms = SaleTerms(instance)
    var legs: [SaleLeg] = []
    for index in movements.indices where movements[index].isLastLeg {
      for part in movements[index].parts {
        guard case .row(let row) = part.commodity else { continue }
        legs.append(
          SaleLeg(
            column: movementColumns[index], units: part.amount, customer: instance[row].customer,
            product: instance[row].product, sale: terms.sale(row, movements[index].link)))
      }
    }
    return legs
  }

  private mutating func linkPartnerSites() {
    for (site, data) in instance.sites.enumerated() {
      guard let partner = data.operatedByPartner, let engaged = codebook.column(.partnerEngaged(partner)) else { continue }
      for period in instance.periods.indices.map(PeriodID.init) {
        let open = Decision.siteOpen(SiteID(site), period)
        guard let column = codebook.column(open) else { continue }
        codebook.addRow(
          .linking(dependent: open, switching: .partnerEngaged(partner)), upper: .zero,
          [Term(column, .one), Term(engaged, Rational(-1))])
      }
    }
  }

  // MARK: Shares

  private mutating func addChannelShares(_ id: ChannelID, _ legs: [SaleLeg]) {
    let channel = instance[id]
    let bounds = [(channel.shareMin, Rule.channelShareLeast(id), true), (channel.shareMax, .channelShareMost(id), false)]
    for (share, rule, isLeast) in bounds {
      guard let share = share.map(fraction) else { continue }
      let isOfDemand = channel.shareBase == .demand
      let terms = legs.compactMap { leg -> Term? in
        let own = leg.sale.seller.channel == id ? Rational.one : .zero
        let amount = channel.shareBase == .revenue ? leg.units * leg.sale.revenue : leg.units
        return Term(leg.column, amount * (isOfDemand ? own : own - share))
      }
      let limit = isOfDemand ? share * instance.demand.reduce(.zero) { $0 + $1.quantity } : .zero
      codebook.addRow(rule, lower: isLeast ? limit : nil, upper: isLeast ? nil : limit, terms)
    }
  }

  private mutating func addTerritoryShares(_ id: TerritoryID, _ legs: [SaleLeg]) {
    let row = instance[id]
    let there = legs.filter { $0.product == row.product && instance[$0.customer].territory == row.territory }
    let bounds = [(row.shareMin, Rule.territoryShareLeast(id), true), (row.shareMax, .territoryShareMost(id), false)]
    for (share, rule, isLeast) in bounds {
      guard let share = share.map(fraction) else { continue }
      let terms = there.map { leg in
        Term(leg.column, leg.units * ((leg.sale.seller.partner == row.partner ? Rational.one : .zero) - share))
      }
      codebook.addRow(rule, lower: isLeast ? .zero : nil, upper: isLeast ? nil : .zero, terms)
    }
  }

  // MARK: Partners

  private mutating func addPartnerLimits(_ id: PartnerID, _ legs: [SaleLeg]) {
    let own = legs.filter { $0.sale.seller.partner == id }
    if let limit = instance[id].creditLimit {
      codebook.addRow(.creditLimit(id), upper: limit, own.map { Term($0.column, $0.units * $0.sale.revenue) })
    }
    guard let margin = instance[id].marginMin.map(fraction) else { return }
    let costs = PartnerCosts(instance, id, movements)
    var terms = own.map { Term($0.column, $0.units * ($0.sale.kept - margin * $0.sale.price)) }
    for index in movements.indices { terms.append(term(index, -costs.cost(of: movements[index]))) }
    for (column, decision) in codebook.decisions.enumerated() {
      let cost = costs.cost(of: decision)
      if !cost.isZero { terms.append(Term(column, -cost)) }
    }
    codebook.addRow(.partnerMargin(id), lower: costs.constant, terms)
  }

  private func fraction(_ percent: Rational) -> Rational { percent * (Rational(1, over: 100) ?? .zero) }
}
