public import Logistics

/// Every fact of a plan that follows from it and the instance, in exact numbers.
public struct PlanEvaluation: Sendable {
  /// Sum of `costs`, penalties included.
  public var totalCost = Money.zero
  /// In `CostKind`'s order, only kinds above or below 0.
  public var costs: [CostItem] = []
  /// Of what is served at its prices; nil where a served row has no price.
  public var revenue: Money?
  /// Revenue − total cost.
  public var profit: Money?
  /// One for each of the plan's flows, in the plan's order.
  public var flows: [FlowEvaluation] = []
  /// By `DemandID`, in steps.
  public var served: [Quantity] = []
  /// By `DemandID`, in units: quantity − served.
  public var unmet: [Rational] = []
  /// Orders of which nothing is unmet; a row without an order counts as one.
  public var ordersServed = 0
  public var ordersAsked = 0
  /// Over all rows, in units.
  public var servedTotal = Rational.zero
  public var demandedTotal = Rational.zero
  /// Percent; 100 if nothing is demanded.
  public var fillRate = Rational(100)
  /// What originates, above 0, sorted by site, product, period.
  public var supplied: [SuppliedQuantity] = []
  /// By `ProviderID`.
  public var providersUsed: [Bool] = []
  /// By `OfferID`.
  public var offersTaken: [Bool] = []
  /// `[period][site]`: what leaves.
  public var throughput: [[SiteThroughput]] = []
  /// Every charge line, in a fixed order: what the costs are the sum of.
  public var chargeLines: [ChargeLine] = []
  /// Where the plan stands in each price schedule that it touches, in the order of the flows; rebates last.
  public var schedules: [ScheduleEvaluation] = []
  /// By `ConstraintID`.
  public var constraints: [ConstraintEvaluation] = []
  /// By `PartnerID`.
  public var partnersUsed: [Bool] = []
  /// By `ChannelID` and `PartnerID`; empty where nobody sells by terms of their own.
  public var channelSales: [SalesTotals] = []
  public var partnerSales: [SalesTotals] = []
  /// By allocation rule and member: 100 × served ÷ weight.
  public var memberRates: [[Rational]] = []
  /// By allocation rule and class: what is served, in units.
  public var classesServed: [[Rational]] = []
  /// Rules that no multiple of the resolution can keep, missed by less than one step.
  public var missedByLessThanAStep: [Violation] = []

  public init() {}
}

public struct CostItem: Sendable, Equatable {
  public var kind: CostKind
  public var amount: Money
  public init(kind: CostKind, amount: Money) {
    self.kind = kind
    self.amount = amount
  }
}

public struct FlowEvaluation: Sendable, Equatable {
  public var pricedBy: LaneID
  /// The linear charges of this flow, and its part by quantity of its shipment's constant charges, minimum,
  /// surcharges and duty: the flows' costs add up to those kinds but for what rounding leaves.
  public var cost: Money
  public init(pricedBy: LaneID, cost: Money) {
    self.pricedBy = pricedBy
    self.cost = cost
  }
}

public struct SuppliedQuantity: Sendable, Equatable {
  public var key: SiteProduct
  public var quantity: Quantity
  public var cost: Money
  public init(key: SiteProduct, quantity: Quantity, cost: Money) {
    self.key = key
    self.quantity = quantity
    self.cost = cost
  }
}

public struct SiteThroughput: Sendable, Equatable {
  /// Units that leave and that arrive.
  public var outbound: Rational
  public var inbound: Rational
  /// Different orders with anything leaving; nil where pooled goods that feed other sites keep it from being counted.
  public var orders: Int?
  public init(outbound: Rational, inbound: Rational, orders: Int?) {
    self.outbound = outbound
    self.inbound = inbound
    self.orders = orders
  }
}

/// One charge of one rate on one lane row, order or provider and period; or one other cost. Exact, rounded once to a
/// grain.
public struct ChargeLine: Sendable, Equatable {
  public var kind: CostKind
  /// The charge's name: `unit_cost`, a charge of `rates`, `minimum`, ….
  public var charge: String
  public var provider: ProviderID?
  public var lane: LaneID?
  public var order: OrderID?
  public var site: SiteID?
  /// What is charged, in the basis's unit, and the cost per that; the amount may differ only by rounding.
  public var quantity: Rational
  public var unitCost: Rational
  public var amount: Money
  public var bearers: ChargeBearers
  public init(
    kind: CostKind, charge: String, provider: ProviderID? = nil, lane: LaneID? = nil, order: OrderID? = nil,
    site: SiteID? = nil, quantity: Rational, unitCost: Rational, amount: Money, bearers: ChargeBearers
  ) {
    self.kind = kind
    self.charge = charge
    self.provider = provider
    self.lane = lane
    self.order = order
    self.site = site
    self.quantity = quantity
    self.unitCost = unitCost
    self.amount = amount
    self.bearers = bearers
  }
}

/// Where a plan stands in a price schedule.
public struct ScheduleEvaluation: Sendable, Equatable {
  public var schedule: PriceSchedule
  public var provider: ProviderID?
  /// What the breaks count, in the measure of the charge; of a rebate units.
  public var amount: Rational
  /// The number of the break reached, of those of the charge or of the rebate's tiers; nil: none.
  public var reached: Int?
  /// What is charged, surcharges in percent included; of a rebate what is given back, below 0.
  public var cost: Rational
  public var advice: TierAdvice?

  public init(
    schedule: PriceSchedule, provider: ProviderID?, amount: Rational, reached: Int?, cost: Rational, advice: TierAdvice?
  ) {
    self.schedule = schedule
    self.provider = provider
    self.amount = amount
    self.reached = reached
    self.cost = cost
    self.advice = advice
  }
}

/// A break that costs less in all than what the plan reaches, though more would move: goods of the same mix taken for it.
public struct TierAdvice: Sendable, Equatable {
  /// By how much the amount falls short of the break.
  public var more: Rational
  /// By how much the schedule's charge would be lower there.
  public var saving: Rational

  public init(more: Rational, saving: Rational) {
    self.more = more
    self.saving = saving
  }
}

public struct ConstraintEvaluation: Sendable, Equatable {
  /// In the constraint's measure, or in percent for a share.
  public var amount: Rational
  /// What it is missed by, in the measure in which a soft one is paid for.
  public var violation: Rational
  public init(amount: Rational, violation: Rational) {
    self.amount = amount
    self.violation = violation
  }
}
