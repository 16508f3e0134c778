public import Logistics
public import Verification

/// What can be asked about.
public enum ExplainedSubject: Sendable, Hashable {
  case customer(CustomerID)
  case site(SiteID)
  case provider(ProviderID)
  /// All ways from a site to a place.
  case lane(SiteID, Node)
  /// All lines of `contracts` under one name.
  case contract(String)
}

/// One thing that explains a plan, in figures: each comes from a plan that was checked.
public enum Finding: Sendable {
  /// What a demand row gets over each of its last legs.
  case served(DemandID, ways: [(link: LinkID, units: Rational, cost: Money)], unmet: Rational)
  /// What the whole plan costs more if the row asks for one more unit, and less if for one less; nil where there is
  /// no plan.
  case marginalDemand(DemandID, oneMore: Money?, oneLess: Money?)
  /// Each further unit costs the same up to this quantity; nil: as far as was looked.
  case demandRange(DemandID, each: Money, upTo: Rational?)
  /// Each unit less saves the same down to this quantity.
  case demandFall(DemandID, each: Money, downTo: Rational)
  /// What moves through a site, and what one more unit of its throughput, in the limit's measure, saves.
  case throughput(SiteID, outbound: Rational, inbound: Rational, used: Rational?, limit: Limit?, oneMoreSaves: Money?)
  /// Whether a considered site is open, and what the other decision would cost; nil where it leaves no plan.
  case openness(SiteID, isOpen: Bool, otherCosts: Money?)
  /// What a provider carries, on how many lanes, and what it is paid.
  case carried(ProviderID, units: Rational, lanes: Int, paid: Money)
  /// What goes on a link, in its lane row's prices.
  case used(LinkID, units: Rational, cost: Money)
  /// What doing without the subject costs, and how much less is then served; nil where no plan is left.
  case without(ExplainedSubject, addedCost: Money?, lostUnits: Rational?)
  /// Of a lane row in use: how much its price a unit may fall and rise while this plan stays the best; nil: without
  /// end.
  case rateRange(LaneID, price: Rational, basis: Basis, fall: Rational?, rise: Rational?)
  /// Of a lane row that carries nothing: by how much its price a unit must fall for it to win, and what it then
  /// carries; nil: it does not win even for nothing.
  case breakEven(LaneID, price: Rational, basis: Basis, fall: Rational?, units: Rational?)
  /// A line of a contract: what moves of what it is about where that is a quantity, and what the plan would cost less without
  /// the line; nil where planning without it gave no plan.
  case line(ConstraintID, moved: Rational?, saving: Money?)
  /// What a provider gives back under a contract.
  case givenBack(RebateID, Money)
  /// What one unit on a lane row that carries nothing would cost more; nil where it cannot be had.
  case forced(LaneID, units: Rational, addedCost: Money?)
}

/// Findings about one subject.
public struct Explanation: Sendable {
  public let plan: VerifiedPlan
  public let subject: ExplainedSubject
  public let findings: [Finding]
}
