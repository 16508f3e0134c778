/// A row of `constraints`.
public struct Constraint: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Quantity leaving on matching links.
    case flow
    /// Lane rows that price some flow.
    case flowCount = "flow_count"
    /// Providers engaged.
    case providerCount = "provider_count"
    /// Sites open.
    case siteCount = "site_count"
    /// Origins that send what is matched.
    case sourceCount = "source_count"
    /// Quantity-weighted average of the transit times of matching flows.
    case transit
    /// Quantity-weighted average of a score of matching flows.
    case score
    /// Kilograms that matching flows emit.
    case co2
    /// Lanes and products on which another than an incumbent carries.
    case changes
    /// What the plan costs, penalties included: in all, or of some kinds. A soft one does not count what soft budgets are missed
    /// by.
    case budget
  }

  public enum Sense: String, Sendable {
    case min, max, fixed
    /// Zero, or at least the value.
    case conditionalMin = "conditional_min"
  }

  public var name: String
  public var kind: Kind
  public var filter: FlowFilter
  /// For `siteCount`: the sites counted; nil: all.
  public var sites: [SiteID]?
  public var sense: Sense
  /// In `measure`; for a share, a percent of the flow that `within` matches.
  public var value: Rational
  /// For `flow`.
  public var measure: Measure
  /// A share: the value is a percent of the flow that this filter matches.
  public var within: FlowFilter?
  /// Per unit of violation; nil: hard. Of an average the unit is one of goods: of a `score`, for each 100 points that it is
  /// off, so that of an `on_time_rate` goods that are late are counted; of a `transit`, for each unit of time; where every flow
  /// is to keep the value, whatever does not.
  public var penaltyCost: Rational?
  /// For `score`: which.
  public var score: Score?
  /// For `score` and `transit`: every flow is to keep the value, not their average.
  public var isEach = false
  /// For `budget`: what it counts.
  public var costKinds = CostKinds.all
  /// Whose contract the row is a line of; nil for a row of `constraints`.
  public var contractWith: ContractParty?
  public var mark: SourceMark

  public init(
    name: String, kind: Kind, filter: FlowFilter, sites: [SiteID]?, sense: Sense, value: Rational, measure: Measure,
    within: FlowFilter?, penaltyCost: Rational?, mark: SourceMark
  ) {
    self.name = name
    self.kind = kind
    self.filter = filter
    self.sites = sites
    self.sense = sense
    self.value = value
    self.measure = measure
    self.within = within
    self.penaltyCost = penaltyCost
    self.mark = mark
  }

  /// Whether it keeps what it counts of flows, other than whole orders, to an amount above 0 whatever that costs.
  public var isHardAmount: Bool {
    kind == .flow && (sense == .max || sense == .fixed) && measure != .order && within == nil && penaltyCost == nil
      && value.isPositive
  }
}

/// With whom a contract is.
public enum ContractParty: Hashable, Sendable {
  case provider(ProviderID)
  case partner(PartnerID)

  public var provider: ProviderID? { if case .provider(let id) = self { id } else { nil } }
  public var partner: PartnerID? { if case .partner(let id) = self { id } else { nil } }
}

/// Which flows a constraint means; nil anywhere: all, together. Members are sorted.
public struct FlowFilter: Sendable, Equatable {
  public var origins: [SiteID]?
  public var destinations: [Node]?
  public var providers: [ProviderID]?
  public var modes: [ModeID]?
  public var services: [ServiceID]?
  public var offers: [OfferID]?
  public var products: [ProductID]?
  /// Flows whose final customer is known to be one of these: last legs to them, and every leg of their named orders.
  public var customers: [CustomerID]?
  /// Only what is sold, on its last lane, and by whom; nil: any flow.
  public var sale: SaleFilter?

  public init() {}

  /// The same for every customer.
  var withoutCustomers: FlowFilter {
    var filter = self
    filter.customers = nil
    return filter
  }
}

/// Which sales a constraint means; nil anywhere: all, together. Members are sorted.
public struct SaleFilter: Sendable, Equatable {
  public var channels: [ChannelID]?
  public var partners: [PartnerID]?
  /// What anybody but this partner sells, direct sales among it.
  public var notBy: PartnerID?

  public init(channels: [ChannelID]? = nil, partners: [PartnerID]? = nil, notBy: PartnerID? = nil) {
    self.channels = channels
    self.partners = partners
    self.notBy = notBy
  }

  /// Whether a sale is meant.
  public func contains(_ seller: Seller) -> Bool {
    if let channels, !(seller.channel.map(channels.contains) ?? false) { return false }
    if let partners, !(seller.partner.map(partners.contains) ?? false) { return false }
    return notBy == nil || seller.partner != notBy
  }
}

extension Instance {
  /// Whether the filter means what moves on `link`, whoever it is for.
  public func matches(_ filter: FlowFilter, _ link: LinkID, _ product: ProductID, customer: CustomerID?) -> Bool {
    let i = link.index
    func allows<T: Equatable>(_ members: [T]?, _ value: T?) -> Bool {
      guard let members else { return true }
      guard let value else { return false }
      return members.contains(value)
    }
    return allows(filter.origins, links.origin[i]) && allows(filter.destinations, links.destination[i])
      && allows(filter.providers, links.provider[i]) && allows(filter.modes, links.mode[i])
      && allows(filter.services, links.service[i]) && allows(filter.offers, links.offer[i])
      && allows(filter.products, product) && allows(filter.customers, customer)
      && (filter.sale.map { isSale($0, link) } ?? true)
  }

  private func isSale(_ filter: SaleFilter, _ link: LinkID) -> Bool {
    guard case .customer(let customer) = links.destination[link.index] else { return false }
    return filter.contains(seller(link, customer))
  }
}

/// Objectives of one priority, added with their weights, and how far later ones may let them slip.
public struct ObjectiveLevel: Sendable {
  public var terms: [ObjectiveTerm]
  /// Percent of the value; absolute where the value is 0.
  public var tolerance: Rational
  /// The level is this stage of an allocation rule, and has no terms.
  public var stage: AllocationStage?
  /// Not optimised, but kept at this value or better, in the level's own direction; nil: optimised. No table says
  /// this; it is how analyses look at the plans on one side of a value.
  public var limit: Rational?

  public init(terms: [ObjectiveTerm], tolerance: Rational) {
    self.terms = terms
    self.tolerance = tolerance
  }

  public init(stage: AllocationStage) {
    self.init(terms: [], tolerance: .zero)
    self.stage = stage
  }

  /// Whether more is better: where all of its objectives are maximised. In a level that mixes directions the maximised
  /// ones are taken off.
  public var isMaximized: Bool { terms.allSatisfy { $0.objective.isMaximized } }
}

public struct ObjectiveTerm: Sendable {
  public var objective: Objective
  public var weight: Rational

  public init(objective: Objective, weight: Rational) {
    self.objective = objective
    self.weight = weight
  }
}

public enum Objective: String, Sendable, CaseIterable {
  case totalCost = "total_cost"
  case profit
  case unmetDemand = "unmet_demand"
  case unmetOrders = "unmet_orders"
  case fillRate = "fill_rate"
  /// The least fill rate among the scopes of `policies`, else among the customers.
  case maxMinFill = "max_min_fill"
  case co2
  case providersUsed = "providers_used"
  case sitesOpen = "sites_open"
  case leadTime = "lead_time"
  /// Lanes and products on which another than an incumbent carries.
  case changes

  /// Whether more is better.
  public var isMaximized: Bool { self == .profit || self == .fillRate || self == .maxMinFill }
}
