/// A supply row: what may, or must, originate at its sites of its products in a period.
///
/// A row written for each member has one site and one product. A together row has several, and its limits hold over the
/// sum of all of them.
public struct SupplyRow: Sendable {
  public var sites: [SiteID]
  public var products: [ProductID]
  public var period: PeriodID
  public var minimum: Rational
  /// nil: no limit.
  public var maximum: Rational?
  public var unitCost: Rational
  public var mark: SourceMark
  public var minimumMark: SourceMark
  public var maximumMark: SourceMark
  /// The row is one of `inventory`: its maximum is the stock that is there, and what does not leave stays.
  public var isStock = false

  public init(
    sites: [SiteID], products: [ProductID], period: PeriodID, minimum: Rational, maximum: Rational?, unitCost: Rational,
    mark: SourceMark, minimumMark: SourceMark? = nil, maximumMark: SourceMark? = nil
  ) {
    self.sites = sites
    self.products = products
    self.period = period
    self.minimum = minimum
    self.maximum = maximum
    self.unitCost = unitCost
    self.mark = mark
    self.minimumMark = minimumMark ?? mark
    self.maximumMark = maximumMark ?? mark
  }
}

public struct SiteProduct: Hashable, Sendable {
  public var site: SiteID
  public var product: ProductID
  public var period: PeriodID

  public init(_ site: SiteID, _ product: ProductID, _ period: PeriodID) {
    self.site = site
    self.product = product
    self.period = period
  }
}

public struct Supplies: Sendable {
  /// The rows that concern one site, product and period.
  public struct Cell: Sendable, Equatable {
    /// The row whose unit cost is paid (inherited cells resolved).
    public var pricedBy: SupplyID
    /// Every row whose limits the supply counts in.
    public var limitedBy: [SupplyID]

    public init(pricedBy: SupplyID, limitedBy: [SupplyID]) {
      self.pricedBy = pricedBy
      self.limitedBy = limitedBy
    }
  }

  public var rows: [SupplyRow]
  /// A site and product without an entry originates nothing.
  public var cells: [SiteProduct: Cell]

  public init(rows: [SupplyRow] = [], cells: [SiteProduct: Cell] = [:]) {
    self.rows = rows
    self.cells = cells
  }

  @inlinable public subscript(id: SupplyID) -> SupplyRow { rows[id.index] }
}
