/// A rule that every legal plan keeps: the vocabulary in which formulations label their rows and certificates speak.
///
/// Each case says its row over `Decision`s, as the instance gives it; formulations and the check write it independently.
/// A whole last leg counts in a row as the flows that it moves. A decision that does not exist because it could only have
/// one value counts with that value (an include site is open: 1).
public enum Rule: Hashable, Sendable {
  /// What leaves − what arrives of a commodity at a site: = 0 where it does not originate there, ≥ 0 where it does. For a
  /// pooled product the last legs of its anonymous rows leave too.
  case balance(SiteID, PeriodID, Commodity)
  /// Over a supply row's sites and products, all commodities: what leaves − what arrives ≤ maximum.
  case supplyMaximum(SupplyID)
  /// The same ≥ minimum; a row of one site under consideration has minimum × open on the right, and a together row the
  /// minimum only where all its sites are always open.
  case supplyMinimum(SupplyID)
  /// Of a row of a divisible order: Σ last legs + unmet = quantity; without an `unmet` decision Σ last legs = mostServed.
  case demand(DemandID)
  /// Σ whole legs = 1, ≤ 1 where the order may be left out.
  case wholeOrder(OrderID)
  /// `dependent` ≤ (its upper bound) × `switching`; with `shipments` at most the `shipment_size`. Which pairs are linked:
  ///
  /// - a flow or whole leg with: `siteOpen` of its origin and its destination, `offerTaken` of its offer, `laneUsed(covered)`
  ///   of covering rows, `laneUsed(priced)` of the pricing row, `providerEngaged` of its provider, `partnerEngaged` of its seller's
  ///   partner (last legs), `customerSource` of its
  ///   customer and origin (last legs), `productSource` of its customer, product and origin (last legs), `linkAwarded` of its link where a single award covers its product, `orderAtSite` of its
  ///   order and origin, `constraintActive` and `orderInConstraint` of constraints that it counts in;
  /// - a flow with `pooledOnLane` (or `shipments`) or `orderOnLane` of rows that price (or, for `covered`, cover) it; an upstream flow of a
  ///   whole order with `orderOnLink`;
  /// - `siteOpen` with `providerEngaged` or `partnerEngaged` of its operator; `unmet` with `orderShort` of its order; `siteOpen`,
  ///   `providerEngaged` and `laneUsed(priced)` with `constraintActive` of conditional minimums that count them.
  case linking(dependent: Decision, switching: Decision)
  /// A switch that is counted from below is on only if something moves: (one step, in units) × switch ≤ Σ of the quantities
  /// that its linked movements move, plus, for `providerEngaged`, Σ `siteOpen` of the sites that it operates. Exists for
  /// `providerEngaged` under a least `provider_count`, `laneUsed(priced)` under a least `flow_count`, and the order counts
  /// `orderAtSite`, `orderOnLane(covered)`, `orderInConstraint` under a least number of orders.
  case usage(Decision)
  /// What leaves the site in the limit's measure ≤ maximum (× open). In orders: Σ `orderAtSite`, and whole last legs of orders
  /// without such a decision.
  case throughputMaximum(SiteID, PeriodID)
  /// The same ≥ minimum (× open).
  case throughputMinimum(SiteID, PeriodID)
  /// Over all that the row covers, in the limit's measure: ≤ capacity_max. In orders: Σ `orderOnLane(covered)` and whole legs.
  case capacityMaximum(LaneID)
  /// The same ≥ capacity_min (× offerTaken for a row of a named offer).
  case capacityMinimum(LaneID)
  /// Over all that the row covers, in the limit's measure: ≥ minimum × laneUsed(covered).
  case minimumIfUsed(LaneID)
  /// Top-up + linear charges + constant charges × on ≥ minimum × on, where on is `pooledOnLane` or `orderOnLane(priced)`.
  ///
  /// The pooled shipment's charges include its row's schedules, and its minimum is that of the break reached: the row has
  /// on its left what `reached`, `amount` and `charged` of the row's schedules come to without surcharges, and on its right
  /// what `reached` breaks have more than the flat charges' minimum. With a `shipment_size` on is `shipments`.
  case minimumCharge(LaneID, OrderID?)
  /// Σ `linkAwarded` of an origin and destination ≤ 1.
  case singleAward(SiteID, Node, PeriodID)
  /// Σ `customerSource` ≤ 1.
  case singleSource(CustomerID)
  /// Σ `orderOnLink` from the first site to the second ≤ 1.
  case oneOfferALeg(OrderID, SiteID, SiteID)
  /// amount + shortfall ≥ value; for a conditional minimum ≥ value × active. A share compares with its percent of what
  /// `within` matches; a conditional one with that less (its percent of the upper bounds of all that `within` matches) ×
  /// (1 − active). The average of a `score` or `transit` constraint is written as Σ quantity × (its rate − value) ≥ 0, and
  /// where `unit` is `each` as −Σ quantity of what is below ≥ 0; the shortfall of a soft average of scores counts 100 times there.
  case constraintLeast(ConstraintID)
  /// amount − excess ≤ value; averages as above, with Σ quantity of what is above ≤ 0 for `each`. Of a budget the amount is what
  /// decisions cost of its kinds; of a soft one without what soft budgets cost.
  case constraintMost(ConstraintID)
  /// Over a floor's demand rows: Σ served ≥ its least.
  case fillFloor(FloorID)
  /// Of a member of an equal share, by its number: served − span × `commonShare` ≥ base − tolerance, the tolerance being what
  /// a multiple of the resolution may be off: one step less 1 ÷ (2 × the largest span in steps) of a step, or one step where
  /// some span is no whole number of steps. So written the rows hold for some F exactly where every member is less than a
  /// step off.
  case shareLeast(ShareID, Int)
  /// The same ≤ base + tolerance; of a member with a floor ≤ base + tolerance + most × `atFloor`.
  case shareMost(ShareID, Int)
  /// Of a member with a floor: served + (most − floor) × `atFloor` ≤ most.
  case shareFloor(ShareID, Int)
  /// Σ `productSource` ≤ the split limit's most.
  case productSources(CustomerID, ProductID)
  /// Σ `productSource` − `furtherSources` ≤ 1.
  case furtherSources(CustomerID, ProductID)
  /// Of a rule's member, by its number: 100 × served ÷ weight + `rateShortfall` (for k ≥ 2) − `rankedRate(k)` ≥ 0.
  case rankedRate(AllocationID, Int, member: Int)
  /// Over last legs that the partner sells: Σ our revenue ≤ its credit limit.
  case creditLimit(PartnerID)
  /// Over last legs that the partner sells: Σ (what it keeps of a unit − `margin_min` percent of its unit price) − Σ the costs of
  /// its sites and lanes ≥ 0. It keeps the difference of unit price and `partner_price`, or without that its own commission and
  /// the price row's. Its sites are those that it operates (handling, operating, startup, closing); its lanes those that name
  /// it (linear charges of flows, whole legs' charges, and all other decisions' costs of those lane rows).
  case partnerMargin(PartnerID)
  /// Over last legs: Σ in the channel − `share_min` percent of Σ of all ≥ 0, in units or in our revenue; of what is asked for:
  /// Σ units in the channel ≥ `share_min` percent of it.
  case channelShareLeast(ChannelID)
  /// The same ≤, with `share_max`.
  case channelShareMost(ChannelID)
  /// Over last legs of the row's product to customers of its territory: Σ units that the partner sells − `share_min` percent of
  /// Σ of all ≥ 0.
  case territoryShareLeast(TerritoryID)
  /// The same ≤ 0, with `share_max`.
  case territoryShareMost(TerritoryID)
  /// The objective of an earlier level (from 0) keeps its value, or its tolerance, or the limit that it has instead: ≤ for
  /// minimised, ≥ for maximised ones.
  case objectiveKept(Int)
  /// What the terms of providers demand.
  case tender(TenderRule)
}

extension Rule {
  /// Whether it holds of some plan among those that differ by the names of twins alone, and not of every legal plan.
  public var isOfTwins: Bool { if case .tender(let rule) = self { rule.isOfTwins } else { false } }
}

