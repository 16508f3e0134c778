import Logistics

/// How a demand row's goods are sold when a link brings them.
struct Sale {
  let seller: Seller
  /// What the buyer pays for a unit; nil: unknown.
  let price: Rational?
  /// What of a unit's price comes to us.
  let revenue: Rational?
  /// Percents of the price that are paid as commissions.
  let channelCommission: Rational
  let partnerCommission: Rational
  let priceCommission: Rational
  /// For each unit.
  let sellingCost: Rational
  /// The partner buys and sells on, and does not sell for us.
  let isResale: Bool

  init(_ row: DemandID, _ link: LinkID, _ instance: Instance) {
    seller = instance.seller(link, instance[row].customer)
    price = instance.unitPrice(of: row, seller)
    let terms = instance.salePrice(seller, instance[row].product)
    let partnerPrice = seller.partner == nil ? nil : terms?.partnerPrice
    isResale = partnerPrice != nil
    revenue = partnerPrice ?? price
    channelCommission = seller.channel.map { instance[$0].commission } ?? .zero
    partnerCommission = seller.partner.map { instance[$0].commission } ?? .zero
    priceCommission = terms?.commission ?? .zero
    sellingCost = seller.channel.map { instance[$0].sellingCost } ?? .zero
  }

  /// All commissions and selling costs of a unit.
  var fees: Rational { commission + sellingCost }

  /// All commissions of a unit.
  var commission: Rational {
    let percent = channelCommission + partnerCommission + priceCommission
    return percent * Rational(mantissa: 1, decimals: 2) * (price ?? .zero)
  }

  /// What the partner keeps of a unit, before the costs of its own sites and lanes.
  var kept: Rational {
    guard seller.partner != nil else { return .zero }
    if isResale { return (price ?? .zero) - (revenue ?? .zero) }
    return (partnerCommission + priceCommission) * Rational(mantissa: 1, decimals: 2) * (price ?? .zero)
  }
}
