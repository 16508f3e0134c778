// The tables about who sells: channels, partners, prices, territories.

extension Freezer {
  func readChannels(_ table: TableView, _ channels: inout [Channel]) {
    let (types, bases) = (table.column("type"), table.column("share_of"))
    let least = numbers(table.column("share_min"), .percent)
    let most = numbers(table.column("share_max"), .percent)
    let commissions = numbers(table.column("commission"), .percent)
    let costs = unitPrices(table.column("selling_cost"))
    for (row, id) in rows(table, .channel) {
      channels[id].type = text(types, row)
      channels[id].shareMin = least.value(row, log)
      channels[id].shareMax = most.value(row, log)
      channels[id].shareBase = word(bases, row, Channel.ShareBase.quantity)
      channels[id].commission = commissions.value(row, log) ?? .zero
      channels[id].sellingCost = costs.value(row, log) ?? .zero
      warnOfShares(channels[id].shareMin, channels[id].shareMax, least.column.mark(row), "channel `\(channels[id].name)`")
    }
  }

  private func warnOfShares(_ least: Rational?, _ most: Rational?, _ mark: SourceMark, _ whose: String) {
    guard let least, let most, most < least else { return }
    log.warning(
      mark, .contradictoryLimits, "the least share of \(whose), \(least) %, is above the most, \(most) %")
  }

  func readPartners(_ table: TableView, _ partners: inout [Partner]) {
    let (types, channels) = (table.column("type"), table.column("channel"))
    let commissions = numbers(table.column("commission"), .percent)
    let margins = numbers(table.column("margin_min"), .percent)
    let credits = money(table.column("credit_limit"), perPeriod: true)
    let engagements = money(table.column("engagement_cost"), perPeriod: false)
    let growths = numbers(table.column("growth_target"), .any)
    for (row, id) in rows(table, .partner) {
      partners[id].type = text(types, row)
      partners[id].channel = single(channels, row, .channel).map(ChannelID.init(rawValue:))
      partners[id].commission = commissions.value(row, log) ?? .zero
      partners[id].marginMin = margins.value(row, log)
      partners[id].creditLimit = credits.value(row, log)
      partners[id].engagementCost = engagements.value(row, log) ?? .zero
      partners[id].growthTarget = growths.value(row, log)
    }
    readScores(table, &partners)
  }

  private func readScores(_ table: TableView, _ partners: inout [Partner]) {
    let names = ["coverage", "reputation", "financial_stability", "satisfaction"]
    let scores = names.map { numbers(table.column($0), .percent) }
    for (row, id) in rows(table, .partner) {
      partners[id].coverage = scores[0].value(row, log)
      partners[id].reputation = scores[1].value(row, log)
      partners[id].financialStability = scores[2].value(row, log)
      partners[id].satisfaction = scores[3].value(row, log)
    }
  }

  func readSales() -> Sales {
    var sales = Sales()
    sales.channels = channels
    sales.partners = partners
    sales.prices = readPrices()
    sales.territories = readTerritories()
    return sales
  }

  /// What was sold so far, once it is known who sells what.
  func readSalesBefore(_ instance: Instance) -> SalesBefore {
    guard !instance.sales.channels.isEmpty || !instance.sales.partners.isEmpty, draft.table("baseline") != nil else {
      return SalesBefore()
    }
    return SalesBefore(Baseline(draft, instance), instance)
  }

  /// A partner grows against something.
  func checkGrowthTargets(_ sales: Sales) {
    guard let table = table("partners") else { return }
    let column = table.column("growth_target")
    for (row, id) in rows(table, .partner) {
      guard sales.partners[id].growthTarget != nil, sales.before.units(PartnerID(id)).isZero else { continue }
      log.warning(
        column.mark(row), .idleCell, "`baseline` says of nothing that `\(sales.partners[id].name)` sold it",
        hint: "a growth is against what was sold so far")
    }
  }

  private func readPrices() -> [SalePrice] {
    guard let table = table("prices") else { return [] }
    refusePeriods(table.column("period"), liveRows(table))
    let (channels, partners, products) = (table.column("channel"), table.column("partner"), table.column("product"))
    let unitPrices = unitPrices(table.column("unit_price"))
    let partnerPrices = self.unitPrices(table.column("partner_price"))
    let commissions = numbers(table.column("commission"), .percent)
    var prices: [SalePrice] = []
    var seen: [SaleKey: (mark: SourceMark, isName: Bool, index: Int)] = [:]
    for row in liveRows(table) where !isExcluded(channels, row, .channel) && !isExcluded(partners, row, .partner) {
      let channel = single(channels, row, .channel).map(ChannelID.init(rawValue:))
      let partner = single(partners, row, .partner).map(PartnerID.init(rawValue:))
      guard let (members, isName) = members(products, row) else { continue }
      for product in members {
        let key = SaleKey(seller: Seller(channel: channel, partner: partner), product: product)
        let price = SalePrice(
          channel: channel, partner: partner, product: product, unitPrice: unitPrices.value(row, log),
          partnerPrice: partnerPrices.value(row, log), commission: commissions.value(row, log) ?? .zero,
          mark: table.mark(row))
        if let first = seen[key] {
          if first.isName == isName { reportTwice("prices", table.mark(row), first.mark) }
          // A row for the product itself replaces that for a group.
          if isName && !first.isName {
            prices[first.index] = price
            seen[key] = (table.mark(row), isName, first.index)
          }
          continue
        }
        seen[key] = (table.mark(row), isName, prices.count)
        prices.append(price)
      }
    }
    return prices
  }

  private struct SaleKey: Hashable {
    let seller: Seller
    let product: ProductID
  }

  private func isExcluded(_ column: ColumnView, _ row: Int, _ kind: NameKind) -> Bool {
    guard case .text(let text) = column[row] else { return false }
    return names(kind).id(text) == NameTable.excluded
  }

  private func reportTwice(_ table: String, _ mark: SourceMark, _ first: SourceMark) {
    log.error(
      mark, .duplicateKey, "two rows of `\(table)` have the same key",
      related: [Fault.Related(first, "the first of them")])
  }

  /// The products that a key cell means, and whether it names one; nil where it means none.
  private func members(_ column: ColumnView, _ row: Int) -> (products: [ProductID], isName: Bool)? {
    guard let text = requiredText(column, row) else { return nil }
    switch scope(.product).resolve(text) {
    case .one(let member): return ([ProductID(rawValue: member)], true)
    case .each(let members, _): return (members.map(ProductID.init(rawValue:)), false)
    case .together:
      log.error(column.mark(row), .noTogether, "`product` takes no members together here")
    case .faulty(let fault): log.error(column.mark(row), fault.rule, fault.message, hint: fault.hint)
    case .vanished, .blank: break
    }
    return nil
  }

  private func readTerritories() -> [TerritoryRow] {
    guard let table = table("territories") else { return [] }
    let (names, partners, products) = (table.column("territory"), table.column("partner"), table.column("product"))
    let exclusive = table.column("exclusive")
    let least = numbers(table.column("share_min"), .percent)
    let most = numbers(table.column("share_max"), .percent)
    let all = self.products.indices.map { ProductID($0) }
    var rows: [TerritoryRow] = []
    for row in liveRows(table) where !isExcluded(partners, row, .partner) {
      guard let name = requiredText(names, row) else { continue }
      if partners[row].isBlank { missing(partners, row) }
      guard let partner = single(partners, row, .partner) else { continue }
      let products = products[row].isBlank ? all : members(products, row)?.products ?? []
      warnOfShares(least.value(row, log), most.value(row, log), least.column.mark(row), "the partner")
      for product in products {
        rows.append(
          TerritoryRow(
            territory: draft.text(name), partner: PartnerID(rawValue: partner), product: product,
            isExclusive: flag(exclusive, row), shareMin: least.value(row, log), shareMax: most.value(row, log),
            mark: table.mark(row)))
      }
    }
    checkTerritories(rows)
    return rows
  }

  private func checkTerritories(_ rows: [TerritoryRow]) {
    var exclusive: [String: TerritoryRow] = [:]
    var seen: [String: SourceMark] = [:]
    var reported: Set<SourceMark> = []
    for row in rows {
      let place = "\(row.territory)\u{0}\(row.product.index)"
      if let first = seen.updateValue(row.mark, forKey: "\(place)\u{0}\(row.partner.index)"), reported.insert(row.mark).inserted {
        reportTwice("territories", row.mark, first)
      }
      guard row.isExclusive else { continue }
      if let first = exclusive[place], first.partner != row.partner, reported.insert(row.mark).inserted {
        log.error(
          row.mark, .exclusiveTwice,
          "`\(partners[first.partner.index].name)` and `\(partners[row.partner.index].name)` are both exclusive in "
            + "`\(row.territory)` for `\(products[row.product.index].name)`",
          hint: "one of them can be", related: [Fault.Related(first.mark, "the other row")])
      }
      exclusive[place] = exclusive[place] ?? row
    }
  }
}
