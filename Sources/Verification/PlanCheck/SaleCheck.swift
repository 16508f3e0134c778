import Logistics

// Who sold what, at what price; and whether shares, credit and margins allow it.
extension Inspection {
  /// A demand row's goods in one seller's hands.
  struct SoldGoods {
    let row: DemandID
    let sale: Sale
    var units: Rational
  }

  /// By demand row, then in the order of the flows.
  func soldGoods() -> [SoldGoods] {
    var goods: [SoldGoods] = []
    for row in instance.demand.indices {
      var slots: [Seller: Int] = [:]
      for index in lastLegs[row] {
        let sale = Sale(DemandID(row), flows[index].link, instance)
        if let slot = slots[sale.seller] {
          goods[slot].units += flows[index].units
        } else {
          slots[sale.seller] = goods.count
          goods.append(SoldGoods(row: DemandID(row), sale: sale, units: flows[index].units))
        }
      }
    }
    return goods
  }

  /// The partners that sell anything, or operate an open site.
  mutating func countPartners(_ goods: [SoldGoods]) {
    evaluation.partnersUsed = Array(repeating: false, count: instance.sales.partners.count)
    for item in goods {
      if let partner = item.sale.seller.partner { evaluation.partnersUsed[partner.index] = true }
    }
    for (index, site) in instance.sites.enumerated() {
      guard let partner = site.operatedByPartner, plan.openSites.contains(where: { $0[index] }) else { continue }
      evaluation.partnersUsed[partner.index] = true
    }
  }

  mutating func totalSales(_ goods: [SoldGoods]) {
    evaluation.channelSales = Array(repeating: SalesTotals(), count: instance.sales.channels.count)
    evaluation.partnerSales = Array(repeating: SalesTotals(), count: instance.sales.partners.count)
    for item in goods {
      if let channel = item.sale.seller.channel { evaluation.channelSales[channel.index].add(item.sale, item.units) }
      if let partner = item.sale.seller.partner { evaluation.partnerSales[partner.index].add(item.sale, item.units) }
    }
  }

  mutating func checkSales() {
    guard !instance.sales.isEmpty || !instance.sales.territories.isEmpty else { return }
    let goods = soldGoods()
    countPartners(goods)
    totalSales(goods)
    for index in instance.sales.channels.indices { checkShares(ChannelID(index), goods) }
    for index in instance.sales.territories.indices { checkShares(TerritoryID(index), goods) }
    for index in instance.sales.partners.indices { checkCredit(PartnerID(index)) }
  }

  // MARK: Shares

  private func shareAmount(_ item: SoldGoods, _ base: Channel.ShareBase) -> Rational {
    base == .revenue ? item.units * (item.sale.revenue ?? .zero) : item.units
  }

  private mutating func checkShares(_ id: ChannelID, _ goods: [SoldGoods]) {
    let channel = instance[id]
    let own = goods.filter { $0.sale.seller.channel == id }.reduce(Rational.zero) {
      $0 + shareAmount($1, channel.shareBase)
    }
    let whole =
      channel.shareBase == .demand
      ? evaluation.demandedTotal : goods.reduce(Rational.zero) { $0 + shareAmount($1, channel.shareBase) }
    let words = "channel `\(channel.name)`"
    let mark = channel.mark
    if let least = channel.shareMin, own < part(least, whole) {
      violate(.channelShareLeast(id), .channelShareMin, shareWords(words, own, whole, "at least", least), mark)
    }
    if let most = channel.shareMax, own > part(most, whole) {
      violate(.channelShareMost(id), .channelShareMax, shareWords(words, own, whole, "at most", most), mark)
    }
  }

  private mutating func checkShares(_ id: TerritoryID, _ goods: [SoldGoods]) {
    let row = instance[id]
    var (own, whole) = (Rational.zero, Rational.zero)
    for item in goods where instance[item.row].product == row.product {
      guard instance[instance[item.row].customer].territory == row.territory else { continue }
      whole += item.units
      if item.sale.seller.partner == row.partner { own += item.units }
    }
    let words = "`\(instance[row.partner].name)` in `\(row.territory)`"
    if let least = row.shareMin, own < part(least, whole) {
      let message = shareWords(words, own, whole, "at least", least)
      violate(.territoryShareLeast(id), .territoryShareMin, message, row.mark)
    }
    if let most = row.shareMax, own > part(most, whole) {
      let message = shareWords(words, own, whole, "at most", most)
      violate(.territoryShareMost(id), .territoryShareMax, message, row.mark)
    }
  }

  private func part(_ percent: Rational, _ whole: Rational) -> Rational {
    whole * percent * Rational(mantissa: 1, decimals: 2)
  }

  private func shareWords(
    _ words: String, _ own: Rational, _ whole: Rational, _ bound: String, _ percent: Rational
  ) -> String {
    "\(words) sells \(own) of \(whole), \(bound) \(percent) % may be"
  }

  // MARK: Partners

  private mutating func checkCredit(_ id: PartnerID) {
    guard let limit = instance[id].creditLimit else { return }
    let owed = evaluation.partnerSales[id.index].revenue
    guard owed > limit else { return }
    violate(
      .creditLimit(id), .creditLimit, "`\(instance[id].name)` would owe \(owed), at most \(limit) may be",
      instance[id].mark)
  }

  /// Once everything is charged: what a partner keeps, less the costs of its sites and lanes, against its least margin.
  mutating func checkMargins() {
    for index in instance.sales.partners.indices {
      let costs = partnerCosts(PartnerID(index))
      evaluation.partnerSales[index].ownCosts = costs
      guard let least = instance.sales.partners[index].marginMin else { continue }
      let sales = evaluation.partnerSales[index]
      guard sales.kept - costs < part(least, sales.value) else { continue }
      let message = "`\(instance.sales.partners[index].name)` keeps \(sales.kept) less \(costs) of \(sales.value), at least "
        + "\(least) % must be left"
      violate(.partnerMargin(PartnerID(index)), .partnerMargin, message, instance.sales.partners[index].mark)
    }
  }

  /// Of the sites that the partner operates and the lane rows that name it, not rounded.
  private func partnerCosts(_ id: PartnerID) -> Rational {
    evaluation.chargeLines.reduce(.zero) { sum, line in
      let isOwnSite = line.site.map { instance[$0].operatedByPartner == id } ?? false
      let isOwnLane = line.lane.flatMap { instance.lanes.links(of: $0).first }.map {
        instance.links.seller(of: $0).partner == id
      }
      guard line.kind != .supply, isOwnSite || isOwnLane ?? false else { return sum }
      return sum + line.quantity * line.unitCost
    }
  }

  // MARK: Money

  mutating func chargeSales() {
    guard !instance.sales.isEmpty else { return }
    for item in soldGoods() {
      let value = item.units * (item.sale.price ?? .zero)
      let order = instance[item.row].order
      if let channel = item.sale.seller.channel {
        chargeCommission(instance[channel].name, item.sale.channelCommission, value, order)
        charge(
          .selling, instance[channel].name, order: order, quantity: item.units, unitCost: item.sale.sellingCost)
      }
      if let partner = item.sale.seller.partner {
        chargeCommission(instance[partner].name, item.sale.partnerCommission, value, order)
      }
      chargeCommission("prices", item.sale.priceCommission, value, order)
    }
    for index in instance.sales.partners.indices where evaluation.partnersUsed[index] {
      let partner = instance.sales.partners[index]
      charge(.engagement, "engagement of \(partner.name)", quantity: .one, unitCost: partner.engagementCost)
    }
  }

  private mutating func chargeCommission(_ name: String, _ percent: Rational, _ value: Rational, _ order: OrderID) {
    charge(.commission, name, order: order, quantity: value, unitCost: percent * Rational(mantissa: 1, decimals: 2))
  }
}
