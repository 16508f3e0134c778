/// What one customer asks of one product in one period, under one order or none.
public struct DemandRow: Sendable {
  public var customer: CustomerID
  public var product: ProductID
  public var period: PeriodID
  public var order: OrderID
  /// As asked, in units; it need not be a whole number of steps.
  public var quantity: Rational
  /// Of the whole row; nil: the product's weight counts.
  public var weight: Rational?
  /// The row's own, else the product's; nil: it has no price.
  public var unitPrice: Rational?
  /// Whether `unitPrice` is the row's own, and not the product's.
  public var hasOwnPrice = false
  /// nil: the row must be served in full, unless an unmet or fill-rate objective lets it fall short at no cost.
  public var penaltyCost: Rational?
  /// Least quantity that must be served, in steps: the whole where the row may not fall short, else the minimum fill rate
  /// of it rounded up to a step. For whole orders the whole or nothing.
  public var leastServed: Quantity
  /// Most that can be served, in steps: the quantity rounded down.
  public var mostServed: Quantity
  /// Only lanes with this service, or with none, carry the row.
  public var service: ServiceID?
  /// The only origins of last lanes; nil: any.
  public var fromSites: [SiteID]?
  /// Only last lanes that take no longer carry the row; nil: any.
  public var longestTransit: Rational?
  /// The row's own priority: 1 is served first; nil: that of its scope or customer counts.
  public var priority: Rational?
  public var mark: SourceMark

  public init(
    customer: CustomerID, product: ProductID, period: PeriodID, order: OrderID, quantity: Rational, weight: Rational?,
    unitPrice: Rational?, penaltyCost: Rational?, leastServed: Quantity, mostServed: Quantity, service: ServiceID?,
    fromSites: [SiteID]?, mark: SourceMark
  ) {
    self.customer = customer
    self.product = product
    self.period = period
    self.order = order
    self.quantity = quantity
    self.weight = weight
    self.unitPrice = unitPrice
    self.penaltyCost = penaltyCost
    self.leastServed = leastServed
    self.mostServed = mostServed
    self.service = service
    self.fromSites = fromSites
    self.mark = mark
  }
}

/// The demand rows of one customer and period that carry one order name, or a single row without one.
public struct Order: Sendable {
  /// nil: anonymous; its goods are pooled by product on every leg but the last.
  public var name: String?
  public var customer: CustomerID
  public var period: PeriodID
  public var rows: [DemandID]
  /// `ship_policy = complete`: all rows whole, from one source and along one offer a leg, or not at all.
  public var isWhole: Bool
  /// `ship_policy = in_ratio`: its rows are served in one proportion.
  public var isInRatio = false
  /// Whether a whole order may be left out altogether.
  public var mayBeUnserved: Bool
  /// The sum of its rows' weights, as ordered; nil where a weight is unknown.
  public var orderedWeight: Rational?

  public init(
    name: String?, customer: CustomerID, period: PeriodID, rows: [DemandID], isWhole: Bool, mayBeUnserved: Bool,
    orderedWeight: Rational?
  ) {
    self.name = name
    self.customer = customer
    self.period = period
    self.rows = rows
    self.isWhole = isWhole
    self.mayBeUnserved = mayBeUnserved
    self.orderedWeight = orderedWeight
  }

  /// A named order keeps its identity on every leg.
  @inlinable public var isTracked: Bool { name != nil }
}
