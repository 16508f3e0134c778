/// A validated, frozen instance: dense ids, exact numbers in the units of `settings`, nothing left to doubt.
///
/// Later layers check nothing about it again. Money is in currency, quantities in the quantity unit, weight, volume,
/// distance and time in the units that `settings` names (kg, m3, km, day by default).
public struct Instance: Sendable {
  public var name: String
  /// The names of the files, as `SourceMark.file` counts them.
  public var files: [String]
  public var settings: Settings
  /// In order; one where there is no `periods` table.
  public var periods: [String]
  public var products: [Product]
  public var sites: [Site]
  public var customers: [Customer]
  public var providers: [Provider]
  public var modes: [String]
  public var services: [String]
  public var offers: [Offer]
  public var supplies: Supplies
  public var demand: [DemandRow]
  public var orders: [Order]
  public var lanes: Lanes
  public var links: Links
  public var rates: [Rate]
  public var rebates: [Rebate] = []
  /// In the order of their table.
  public var surcharges: [Surcharge] = []
  public var constraints: [Constraint]
  public var sales = Sales()
  /// How scarce goods are shared.
  public var allocation = Allocation()
  /// The stages of allocation rules, then the objectives by priority; never empty.
  public var objectives: [ObjectiveLevel]
  /// True where no `objectives` table said so.
  public var objectivesAreDefault: Bool

  public init(
    name: String, files: [String], settings: Settings, periods: [String], products: [Product], sites: [Site],
    customers: [Customer], providers: [Provider], modes: [String], services: [String], offers: [Offer],
    supplies: Supplies, demand: [DemandRow], orders: [Order], lanes: Lanes, links: Links, rates: [Rate],
    constraints: [Constraint], objectives: [ObjectiveLevel], objectivesAreDefault: Bool
  ) {
    self.name = name
    self.files = files
    self.settings = settings
    self.periods = periods
    self.products = products
    self.sites = sites
    self.customers = customers
    self.providers = providers
    self.modes = modes
    self.services = services
    self.offers = offers
    self.supplies = supplies
    self.demand = demand
    self.orders = orders
    self.lanes = lanes
    self.links = links
    self.rates = rates
    self.constraints = constraints
    self.objectives = objectives
    self.objectivesAreDefault = objectivesAreDefault
  }

  @inlinable public subscript(id: ProductID) -> Product { products[id.index] }
  @inlinable public subscript(id: SiteID) -> Site { sites[id.index] }
  @inlinable public subscript(id: CustomerID) -> Customer { customers[id.index] }
  @inlinable public subscript(id: ProviderID) -> Provider { providers[id.index] }
  @inlinable public subscript(id: OfferID) -> Offer { offers[id.index] }
  @inlinable public subscript(id: DemandID) -> DemandRow { demand[id.index] }
  @inlinable public subscript(id: OrderID) -> Order { orders[id.index] }
  @inlinable public subscript(id: RateID) -> Rate { rates[id.index] }
  @inlinable public subscript(id: RebateID) -> Rebate { rebates[id.index] }
  @inlinable public subscript(id: ConstraintID) -> Constraint { constraints[id.index] }

  public func name(of node: Node) -> String {
    switch node {
    case .site(let site): self[site].name
    case .customer(let customer): self[customer].name
    }
  }

  /// `lanes.csv:14`.
  public func place(_ mark: SourceMark) -> String {
    files.indices.contains(Int(mark.file)) ? "\(files[Int(mark.file)]):\(mark.line)" : "line \(mark.line)"
  }
}

public struct Settings: Sendable {
  public var modelName = ""
  public var currency = ""
  public var currencyDecimals = 2
  public var quantityUnit = "unit"
  public var resolution = Resolution(decimals: 3)
  public var weightUnit = "kg"
  public var volumeUnit = "m3"
  public var distanceUnit = "km"
  public var timeUnit = "day"
  /// 1/1000 for kg: what charges per tonne and km, and CO2, count.
  public var tonnesPerWeightUnit = Rational(1, over: 1000) ?? .one
  public var kilometresPerDistanceUnit = Rational.one
  public var defaultPenaltyCost: Rational?
  public var defaultRelaxCost: Rational?
  public var circuityFactor = Rational(6, over: 5) ?? .one

  public init() {}
}

public enum Status: String, Sendable { case include, consider }

public struct Product: Sendable {
  public var name: String
  public var mark: SourceMark?
  public var unitWeight: Rational?
  public var unitVolume: Rational?
  public var unitsPerPallet: Rational?
  public var unitValue: Rational?
  public var unitPrice: Rational?

  public init(name: String, mark: SourceMark? = nil) {
    self.name = name
    self.mark = mark
  }
}

public struct Site: Sendable {
  public var name: String
  public var mark: SourceMark?
  public var type = ""
  public var status = Status.include
  public var operatedBy: ProviderID?
  public var operatedByPartner: PartnerID?
  public var latitude: Rational?
  public var longitude: Rational?
  public var region = ""
  public var country = ""
  /// Whether it stands open before the horizon: startup or closing is paid where the plan differs.
  public var startsOpen = true
  public var startupCost = Rational.zero
  public var closingCost = Rational.zero
  /// For each period in which it is open.
  public var operatingCost = Rational.zero
  /// Per period, of what leaves; binds while the site is open.
  public var throughputMin: Limit?
  public var throughputMax: Limit?
  /// Per unit that arrives over lanes.
  public var inboundHandlingCost = Rational.zero
  /// Per unit that leaves over lanes.
  public var outboundHandlingCost = Rational.zero

  public init(name: String, mark: SourceMark? = nil) {
    self.name = name
    self.mark = mark
  }
}

/// An amount in one of the measures in which limits are written.
public struct Limit: Sendable, Equatable {
  public var value: Rational
  public var measure: Measure
  /// Where it is written.
  public var mark: SourceMark

  @inlinable public init(value: Rational, measure: Measure, mark: SourceMark) {
    self.value = value
    self.measure = measure
    self.mark = mark
  }
}

/// What a limit counts.
public enum Measure: String, Sendable, Equatable, CaseIterable { case quantity, weight, volume, pallet, order }

public struct Customer: Sendable {
  public var name: String
  public var mark: SourceMark?
  public var type = ""
  public var segment = ""
  public var territory = ""
  public var channel: ChannelID?
  public var partner: PartnerID?
  public var latitude: Rational?
  public var longitude: Rational?
  public var region = ""
  public var country = ""
  /// All that it gets, of all products, comes from one origin of last lanes.
  public var singleSource = false
  /// Most origins of a product; nil: any number.
  public var maxSources: Int?
  /// 1 is served first; nil: last.
  public var priority: Rational?

  public init(name: String, mark: SourceMark? = nil) {
    self.name = name
    self.mark = mark
  }
}

public struct Provider: Sendable {
  public var name: String
  public var mark: SourceMark?
  public var type = ""
  /// Paid once, if anything moves over its lanes or a site that it operates is open.
  public var engagementCost = Rational.zero
  /// In units over all its links, each leg counted, while it is engaged.
  public var volumeMin = Rational.zero
  /// In units over all its links, each leg counted; nil: no limit.
  public var volumeMax: Rational?
  /// Most pairs of origin and destination on which it carries anything; nil: no limit.
  public var maxLanes: Int?
  /// Most sites that it carries from or to, or operates while they are open; nil: no limit.
  public var maxSites: Int?
  /// What is known of its quality, in percent or from 0 to 100.
  public var scores: [Score: Rational] = [:]
  /// All its links are an incumbent's.
  public var isIncumbent = false
  /// Paid for each pair of origin and destination where it is an incumbent and carries nothing while another does.
  public var switchCost = Rational.zero

  public init(name: String, mark: SourceMark? = nil) {
    self.name = name
    self.mark = mark
  }
}

/// A named offer: the rows of one provider that are taken or left together.
public struct Offer: Sendable, Equatable {
  public var name: String
  public var provider: ProviderID?

  public init(name: String, provider: ProviderID?) {
    self.name = name
    self.provider = provider
  }
}
