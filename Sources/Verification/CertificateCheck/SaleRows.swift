import Logistics

// Shares, credit limits and margins: rows over what last legs sell.
extension RuleBookBuilder {
  mutating func addPartners() {
    for (index, partner) in instance.sales.partners.enumerated() where !partner.engagementCost.isZero {
      addDecision(.partnerEngaged(PartnerID(index)), least: isAlwaysEngaged(PartnerID(index)) ? .one : .zero)
    }
  }

  private func isAlwaysEngaged(_ partner: PartnerID) -> Bool {
    instance.sites.contains { $0.operatedByPartner == partner && $0.status == .include }
  }

  mutating func linkPartnerSites() {
    for (index, site) in instance.sites.enumerated() {
      guard let partner = site.operatedByPartner, let open = self.index(.siteOpen(SiteID(index), period)) else { continue }
      link(open, .partnerEngaged(partner))
    }
  }

  mutating func addSaleRows() {
    guard !instance.sales.isEmpty || !instance.sales.territories.isEmpty else { return }
    addStandingSaleRows()
    for column in moves.indices where moves[column].isLastLeg {
      for part in moves[column].parts {
        if case .row(let row) = part.commodity { addSale(column, part, row, Sale(row, moves[column].link, instance)) }
      }
    }
    for index in instance.sales.partners.indices where instance.sales.partners[index].marginMin != nil {
      addOwnCosts(PartnerID(index))
    }
  }

  private func fraction(_ percent: Rational) -> Rational { percent * Rational(mantissa: 1, decimals: 2) }

  private mutating func addStandingSaleRows() {
    let demanded = instance.demand.reduce(Rational.zero) { $0 + $1.quantity }
    for (index, channel) in instance.sales.channels.enumerated() {
      let base = channel.shareBase == .demand ? demanded : .zero
      if let least = channel.shareMin { row(.channelShareLeast(ChannelID(index)), .atLeast, fraction(least) * base) }
      if let most = channel.shareMax { row(.channelShareMost(ChannelID(index)), .atMost, fraction(most) * base) }
    }
    for (index, territory) in instance.sales.territories.enumerated() {
      if territory.shareMin != nil { row(.territoryShareLeast(TerritoryID(index)), .atLeast) }
      if territory.shareMax != nil { row(.territoryShareMost(TerritoryID(index)), .atMost) }
    }
    for (index, partner) in instance.sales.partners.enumerated() {
      if let limit = partner.creditLimit { row(.creditLimit(PartnerID(index)), .atMost, limit) }
      if partner.marginMin != nil { row(.partnerMargin(PartnerID(index)), .atLeast, standingCosts(PartnerID(index))) }
    }
  }

  /// Of the partner's sites, whatever is decided.
  private func standingCosts(_ partner: PartnerID) -> Rational {
    var sum = Rational.zero
    for site in instance.sites where site.operatedByPartner == partner {
      if site.status == .consider {
        if site.startsOpen { sum += site.closingCost }
      } else {
        sum += site.operatingCost
        if !site.startsOpen { sum += site.startupCost }
      }
    }
    return sum
  }

  private mutating func addSale(_ column: Int, _ part: Move.Part, _ row: DemandID, _ sale: Sale) {
    for (index, channel) in instance.sales.channels.enumerated() {
      let id = ChannelID(index)
      let unit = channel.shareBase == .revenue ? part.amount * (sale.revenue ?? .zero) : part.amount
      let own = sale.seller.channel == id ? unit : .zero
      func coefficient(_ percent: Rational?) -> Rational {
        channel.shareBase == .demand ? own : own - fraction(percent ?? .zero) * unit
      }
      add(coefficient(channel.shareMin), of: column, toAny: .channelShareLeast(id))
      add(coefficient(channel.shareMax), of: column, toAny: .channelShareMost(id))
    }
    let territory = instance[instance[row].customer].territory
    for (index, terms) in instance.sales.territories.enumerated()
    where terms.territory == territory && terms.product == part.product {
      let own = sale.seller.partner == terms.partner ? part.amount : .zero
      let id = TerritoryID(index)
      add(own - fraction(terms.shareMin ?? .zero) * part.amount, of: column, toAny: .territoryShareLeast(id))
      add(own - fraction(terms.shareMax ?? .zero) * part.amount, of: column, toAny: .territoryShareMost(id))
    }
    guard let partner = sale.seller.partner else { return }
    add(part.amount * (sale.revenue ?? .zero), of: column, toAny: .creditLimit(partner))
    let margin = fraction(instance[partner].marginMin ?? .zero)
    add(part.amount * (sale.kept - margin * (sale.price ?? .zero)), of: column, toAny: .partnerMargin(partner))
  }

  // MARK: What a partner pays itself

  private mutating func addOwnCosts(_ partner: PartnerID) {
    guard let row = existingRow(.partnerMargin(partner)) else { return }
    let prices = ShipmentPrices(instance, tariffs, moves)
    for column in moves.indices {
      let cost = ownCost(moves[column], partner, prices)
      if !cost.isZero { add(-cost, of: column, to: row) }
    }
    for column in moves.count..<max(moves.count, decisions.count) {
      let cost = ownCost(decisions[column].decision, partner, prices)
      if !cost.isZero { add(-cost, of: column, to: row) }
    }
  }

  private func ownCost(_ move: Move, _ partner: PartnerID, _ prices: ShipmentPrices) -> Rational {
    let units = move.parts.reduce(Rational.zero) { $0 + $1.amount }
    var cost = Rational.zero
    if instance[move.origin].operatedByPartner == partner { cost += units * instance[move.origin].outboundHandlingCost }
    if case .site(let site) = move.destination, instance[site].operatedByPartner == partner {
      cost += units * instance[site].inboundHandlingCost
    }
    guard instance.links.seller(of: move.link).partner == partner else { return cost }
    if move.isWholeLeg { return cost + prices.wholeLeg(move) }
    return move.parts.reduce(cost) { $0 + $1.amount * prices.paidPerUnit($1, move) }
  }

  private func isOwn(_ lane: LaneID, _ partner: PartnerID) -> Bool {
    guard let link = instance.lanes.links(of: lane).first else { return false }
    return instance.links.seller(of: link).partner == partner
  }

  private func ownCost(_ decision: Decision, _ partner: PartnerID, _ prices: ShipmentPrices) -> Rational {
    switch decision {
    case .siteOpen(let site, _):
      let data = instance[site]
      guard data.operatedByPartner == partner else { return .zero }
      return data.operatingCost + (data.startsOpen ? -data.closingCost : data.startupCost)
    case .offerTaken(let offer):
      return (0..<instance.lanes.count).reduce(.zero) { sum, lane in
        guard instance.lanes.offer[lane] == offer, isOwn(LaneID(lane), partner) else { return sum }
        return sum + (instance.lanes.fixedCost[lane] ?? .zero)
      }
    case .laneUsed(let lane, .covered):
      guard isOwn(lane, partner), instance.lanes.offer[lane.index] == nil else { return .zero }
      return instance.lanes.fixedCost[lane.index] ?? .zero
    case .laneUsed(let lane, .priced):
      return isOwn(lane, partner) ? prices.perPeriod(lane) * prices.surchargeFactor(lane) : .zero
    case .pooledOnLane(let lane): return isOwn(lane, partner) ? prices.paidPerShipment(lane, nil) : .zero
    case .orderOnLane(let lane, let order, .priced):
      guard isOwn(lane, partner) else { return .zero }
      let shipment = instance[order].isTracked ? prices.paidPerShipment(lane, order) : .zero
      return prices.perOrder(lane, order) * prices.surchargeFactor(lane) + shipment
    case .minimumTopUp(let lane, _): return isOwn(lane, partner) ? prices.surchargeFactor(lane) : .zero
    default: return .zero
    }
  }
}
