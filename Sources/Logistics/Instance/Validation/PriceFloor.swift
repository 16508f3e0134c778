/// A line of a contract by which a partner does not sell below a price.
struct PriceFloor {
  var contract: String
  var partner: PartnerID
  /// nil: all.
  var products: [ProductID]?
  /// For each unit.
  var value: Rational
  var mark: SourceMark

  /// Whether a row of `prices` is the partner's own, and for a product that is meant. A row that names no partner is everybody's.
  func covers(_ price: SalePrice) -> Bool {
    price.partner == partner && products?.contains(price.product) ?? true
  }
}
