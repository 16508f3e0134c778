public struct ChannelID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
public struct PartnerID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }
/// A row of `territories`, for one product.
public struct TerritoryID: DenseID { public let rawValue: Int32; public init(rawValue: Int32) { self.rawValue = rawValue } }

/// Who sells, where, and for what: what `channels`, `partners`, `prices` and `territories` say.
public struct Sales: Sendable {
  public var channels: [Channel] = []
  public var partners: [Partner] = []
  public var prices: [SalePrice] = []
  public var territories: [TerritoryRow] = []
  /// What was sold so far.
  public var before = SalesBefore()

  public init() {}

  /// Whether nobody sells by any terms of their own.
  @inlinable public var isEmpty: Bool { channels.isEmpty && partners.isEmpty && prices.isEmpty }
}

/// Whose a sale is: one channel, and at most one partner.
public struct Seller: Hashable, Sendable {
  public var channel: ChannelID?
  public var partner: PartnerID?

  @inlinable public init(channel: ChannelID? = nil, partner: PartnerID? = nil) {
    self.channel = channel
    self.partner = partner
  }
}

/// A way of selling.
public struct Channel: Sendable {
  /// What a channel's share is a percentage of.
  public enum ShareBase: String, Sendable, CaseIterable {
    /// All that is served.
    case quantity
    /// Our revenue.
    case revenue
    /// All that is asked for.
    case demand
  }

  public var name: String
  public var mark: SourceMark?
  public var type = ""
  /// Percent.
  public var shareMin: Rational?
  public var shareMax: Rational?
  public var shareBase = ShareBase.quantity
  /// Percent of the unit price.
  public var commission = Rational.zero
  /// For each unit sold.
  public var sellingCost = Rational.zero

  public init(name: String, mark: SourceMark? = nil) {
    self.name = name
    self.mark = mark
  }
}

/// Who sells on, or sells for us.
public struct Partner: Sendable {
  public var name: String
  public var mark: SourceMark?
  public var type = ""
  public var channel: ChannelID?
  /// Percent of the unit price.
  public var commission = Rational.zero
  /// Percent of the revenue that it sells.
  public var marginMin: Rational?
  /// What our revenue from it may be at most in a period.
  public var creditLimit: Rational?
  /// Paid once if it sells anything, or a site that it operates is open.
  public var engagementCost = Rational.zero
  /// Percent by which it is to grow against the baseline.
  public var growthTarget: Rational?
  /// Scores from 0 to 100.
  public var coverage: Rational?
  public var reputation: Rational?
  public var financialStability: Rational?
  public var satisfaction: Rational?

  public init(name: String, mark: SourceMark? = nil) {
    self.name = name
    self.mark = mark
  }
}

/// A row of `prices`: what a product is sold for in a channel, by a partner; nil: in any, by any.
public struct SalePrice: Sendable {
  public var channel: ChannelID?
  public var partner: PartnerID?
  public var product: ProductID
  /// What the buyer pays, where the demand row has no price of its own.
  public var unitPrice: Rational?
  /// What the partner pays us; nil: it is an agent.
  public var partnerPrice: Rational?
  /// Percent of the unit price.
  public var commission: Rational
  public var mark: SourceMark

  public init(
    channel: ChannelID?, partner: PartnerID?, product: ProductID, unitPrice: Rational?, partnerPrice: Rational?,
    commission: Rational, mark: SourceMark
  ) {
    self.channel = channel
    self.partner = partner
    self.product = product
    self.unitPrice = unitPrice
    self.partnerPrice = partnerPrice
    self.commission = commission
    self.mark = mark
  }
}

/// What a partner may sell in a territory of one product.
public struct TerritoryRow: Sendable {
  public var territory: String
  public var partner: PartnerID
  public var product: ProductID
  /// Nobody else sells the product there.
  public var isExclusive: Bool
  /// Percent of what is sold of the product there.
  public var shareMin: Rational?
  public var shareMax: Rational?
  public var mark: SourceMark

  public init(
    territory: String, partner: PartnerID, product: ProductID, isExclusive: Bool, shareMin: Rational?,
    shareMax: Rational?, mark: SourceMark
  ) {
    self.territory = territory
    self.partner = partner
    self.product = product
    self.isExclusive = isExclusive
    self.shareMin = shareMin
    self.shareMax = shareMax
    self.mark = mark
  }
}

extension Instance {
  @inlinable public subscript(id: ChannelID) -> Channel { sales.channels[id.index] }
  @inlinable public subscript(id: PartnerID) -> Partner { sales.partners[id.index] }
  @inlinable public subscript(id: TerritoryID) -> TerritoryRow { sales.territories[id.index] }

  /// Whose sale it is what a last lane brings: the lane's; else that of the partner that operates its origin; else the
  /// customer's. A partner that is named without a channel sells in its own.
  public func seller(_ link: LinkID, _ customer: CustomerID) -> Seller {
    guard !sales.channels.isEmpty || !sales.partners.isEmpty else { return Seller() }
    let named = links.seller(of: link)
    let operating = self[links.origin[link.index]].operatedByPartner
    let partner = named.partner ?? operating ?? self[customer].partner
    let channel =
      named.channel ?? named.partner.flatMap { self[$0].channel } ?? operating.flatMap { self[$0].channel }
      ?? self[customer].channel ?? partner.flatMap { self[$0].channel }
    return Seller(channel: channel, partner: partner)
  }

  /// The most specific row of `prices` for a sale; nil: there is none.
  public func salePrice(_ seller: Seller, _ product: ProductID) -> SalePrice? {
    var best: (price: SalePrice, rank: Int)?
    for price in sales.prices where price.product == product {
      guard price.channel == nil || price.channel == seller.channel,
        price.partner == nil || price.partner == seller.partner
      else { continue }
      let rank = (price.channel == nil ? 0 : 1) + (price.partner == nil ? 0 : 1)
      if best.map({ rank > $0.rank }) ?? true { best = (price, rank) }
    }
    return best?.price
  }

  /// What the buyer pays for a unit: the demand row's own price, else the sale's, else the product's; nil: unknown.
  public func unitPrice(of row: DemandID, _ seller: Seller) -> Rational? {
    let demand = self[row]
    if demand.hasOwnPrice || sales.prices.isEmpty { return demand.unitPrice }
    return salePrice(seller, demand.product)?.unitPrice ?? demand.unitPrice
  }

  /// Whether a channel or partner that has prices has one for the product.
  public func offers(_ seller: Seller, _ product: ProductID) -> Bool {
    func isNamed(_ matches: (SalePrice) -> Bool) -> Bool {
      var hasAny = false
      for price in sales.prices where matches(price) {
        if price.product == product { return true }
        hasAny = true
      }
      return !hasAny
    }
    let inChannel = seller.channel.map { channel in isNamed { $0.channel == channel } } ?? true
    return inChannel && (seller.partner.map { partner in isNamed { $0.partner == partner } } ?? true)
  }

  /// The partner that alone may sell the product to the customer; nil: anybody may.
  public func exclusivePartner(_ customer: CustomerID, _ product: ProductID) -> PartnerID? {
    let territory = self[customer].territory
    guard !territory.isEmpty else { return nil }
    return sales.territories.first { $0.isExclusive && $0.territory == territory && $0.product == product }?.partner
  }
}

extension Links {
  /// The channel and partner that the link's lane rows name.
  @inlinable public func seller(of link: LinkID) -> Seller { sellers.isEmpty ? Seller() : sellers[link.index] }
}
