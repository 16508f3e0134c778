/// Who sells: what `channels`, `partners`, `prices` and `territories` say.
struct SalesTables {
  struct Channel {
    var shareMin, shareMax: Rational?
    var shareOf: String
    var commission, sellingCost: Rational
  }

  struct Partner {
    var channel: String?
    var commission: Rational
    var marginMin, creditLimit: Rational?
    var engagement: Rational
  }

  struct Price {
    var channel, partner: String?
    var products: [String]
    var unitPrice, partnerPrice: Rational?
    var commission: Rational
  }

  struct Territory {
    var territory, partner: String
    var products: [String]
    var isExclusive: Bool
    var shareMin, shareMax: Rational?
  }

  var channels: [String: Channel] = [:]
  var partners: [String: Partner] = [:]
  var prices: [Price] = []
  var territories: [Territory] = []
  var channelOf: [String: String] = [:]
  var partnerOf: [String: String] = [:]
  var territoryOf: [String: String] = [:]
  /// Of sites that a partner operates.
  var operatorOf: [String: String] = [:]
}

/// What a unit that reaches its customer is sold for, by whom.
struct TinySale {
  var channel, partner: String?
  var price: Rational?
  var revenue: Rational?
  var fees = Rational.zero
  /// Of the fees what is no commission.
  var selling = Rational.zero
  var kept = Rational.zero
}

extension Network {
  mutating func readSales(_ sheet: Sheet) throws(BruteForceError) {
    for row in sheet.rows("channels") {
      sales.channels[row.text("channel") ?? ""] = SalesTables.Channel(
        shareMin: try row.number("share_min"), shareMax: try row.number("share_max"),
        shareOf: row.text("share_of") ?? "quantity", commission: try row.cost("commission"),
        sellingCost: try row.cost("selling_cost"))
    }
    for row in sheet.rows("partners") {
      sales.partners[row.text("partner") ?? ""] = SalesTables.Partner(
        channel: row.text("channel"), commission: try row.cost("commission"), marginMin: try row.number("margin_min"),
        creditLimit: try row.number("credit_limit"), engagement: try row.cost("engagement_cost"))
    }
    for row in sheet.rows("prices") {
      sales.prices.append(
        SalesTables.Price(
          channel: row.text("channel"), partner: row.text("partner"),
          products: try sheet.products.cell(row.text("product") ?? "", blank: .unnamed).copies.flatMap(\.names),
          unitPrice: try row.number("unit_price"), partnerPrice: try row.number("partner_price"),
          commission: try row.cost("commission")))
    }
    for row in sheet.rows("territories") {
      let all = Members(names: sheet.products.names)
      sales.territories.append(
        SalesTables.Territory(
          territory: row.text("territory") ?? "", partner: row.text("partner") ?? "",
          products: try sheet.products.cell(row.text("product") ?? "", blank: all).copies.flatMap(\.names),
          isExclusive: try row.flag("exclusive"), shareMin: try row.number("share_min"),
          shareMax: try row.number("share_max")))
    }
    for row in sheet.rows("customers") {
      let name = row.text("customer") ?? ""
      sales.channelOf[name] = row.text("channel")
      sales.partnerOf[name] = row.text("partner")
      sales.territoryOf[name] = row.text("territory")
    }
    for row in sheet.rows("sites") {
      guard let name = row.text("operator"), sales.partners[name] != nil else { continue }
      sales.operatorOf[row.text("site") ?? ""] = name
    }
  }

  /// How a last lane's goods are sold: as the lane says, else the operator of its origin, else the customer.
  func sale(_ key: LaneKey, _ row: Int) -> TinySale {
    let asked = demand[row]
    let operating = sales.operatorOf[key.origin]
    func channel(of partner: String?) -> String? { partner.flatMap { sales.partners[$0]?.channel } }
    var sale = TinySale()
    sale.partner = key.partner ?? operating ?? sales.partnerOf[asked.customer]
    sale.channel = key.channel ?? channel(of: key.partner) ?? channel(of: operating)
      ?? sales.channelOf[asked.customer] ?? channel(of: sale.partner)
    let matching = sales.prices.filter { price in
      price.products.contains(asked.product) && (price.channel == nil || price.channel == sale.channel)
        && (price.partner == nil || price.partner == sale.partner)
    }
    let terms = matching.max { a, b in
      [a.channel, a.partner].compactMap { $0 }.count < [b.channel, b.partner].compactMap { $0 }.count
    }
    sale.price = asked.ownPrice ?? terms?.unitPrice ?? products[asked.product]?.price
    sale.revenue = sale.price
    let price = sale.price ?? .zero
    let commission = (sale.partner.flatMap { sales.partners[$0]?.commission } ?? .zero) + (terms?.commission ?? .zero)
    if sale.partner != nil { sale.kept = commission / Rational(100) * price }
    if sale.partner != nil, let partnerPrice = terms?.partnerPrice {
      sale.revenue = partnerPrice
      sale.kept = price - partnerPrice
    }
    sale.fees = commission / Rational(100) * price
    if let channel = sale.channel.flatMap({ sales.channels[$0] }) {
      sale.selling = channel.sellingCost
      sale.fees += channel.commission / Rational(100) * price + sale.selling
    }
    return sale
  }

  /// Whether a last lane's seller may sell to the customer at all.
  func maySell(_ key: LaneKey, _ row: Int) -> Bool {
    let asked = demand[row]
    if let own = sales.channelOf[asked.customer], let named = key.channel, own != named { return false }
    let sale = sale(key, row)
    let ofChannel = sales.prices.filter { $0.channel != nil && $0.channel == sale.channel }
    let ofPartner = sales.prices.filter { $0.partner != nil && $0.partner == sale.partner }
    for prices in [ofChannel, ofPartner] where !prices.isEmpty {
      guard prices.contains(where: { $0.products.contains(asked.product) }) else { return false }
    }
    let exclusive = sales.territories.filter {
      $0.isExclusive && $0.territory == sales.territoryOf[asked.customer] && $0.products.contains(asked.product)
    }
    return exclusive.allSatisfy { $0.partner == sale.partner }
  }
}
