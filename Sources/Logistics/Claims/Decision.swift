/// What moves: goods pooled by product, or one demand row's own goods.
///
/// Last legs carry demand rows, always. On the legs before, a row of a named order is still itself; the rows of anonymous
/// orders are pooled by product.
public enum Commodity: Hashable, Sendable {
  case pooled(ProductID)
  case row(DemandID)
}

/// One flow of a plan: a commodity on a link in a period.
public struct FlowKey: Hashable, Sendable {
  public var link: LinkID
  public var period: PeriodID
  public var commodity: Commodity

  public init(_ link: LinkID, _ period: PeriodID, _ commodity: Commodity) {
    self.link = link
    self.period = period
    self.commodity = commodity
  }
}

/// Which flows of a lane row are meant.
public enum Coverage: String, Hashable, Sendable {
  /// All that its key matches: its limits, fixed cost and minimums hold over these.
  case covered
  /// Those that no more specific row prices: its rate counts these.
  case priced
}

/// A fact of a plan: the vocabulary in which formulations label their columns and certificates speak. Names only; the
/// values follow from a plan, the boxes from the instance.
///
/// Boxes and costs (of `total_cost`) that the instance gives each decision are said here, because formulations and the
/// check write them independently of each other. Quantities are in units, not in steps. A decision exists only where it
/// is said to.
public enum Decision: Hashable, Sendable {
  /// Units that move. Exists for every link and commodity that some lane row prices and the commodity may use, and whose
  /// origin originates the product or ends a link from another site that carries it; but not for the last leg of whole
  /// orders (`wholeLeg`).
  ///
  /// A last leg may carry what its seller (`Instance.seller`) may sell to its customer: the link names no channel but the
  /// customer's, if it has one; the seller offers the product; no other partner is exclusive for it there.
  ///
  /// Box: 0 up to the least of: what the commodity's demand rows can be served at most (of a pooled product the sum over all
  /// its anonymous rows), and each covering row's `capacity_max` (except in orders) as a quantity, rounded down to a step;
  /// nothing on a withdrawn link.
  /// Cost a unit: the linear charges of the pricing row (bases unit, weight, volume, pallet, unitDistance, weightDistance,
  /// value) with the row's surcharges in percent, its surcharges per unit and weight, duty, outbound handling at the
  /// origin, inbound handling at a destination site, plus the origin's and minus the destination's supply cost (0 where a
  /// site does not originate the product); on a last leg also the commissions of its channel, partner and row of `prices`
  /// (percent of the unit price) and the channel's selling cost.
  case flow(FlowKey)
  /// 1 if the last leg of a whole order, all its rows, is this link. Exists for every link to its customer that may carry all
  /// its rows (each as for `flow`). It moves each row's `mostServed`. On a withdrawn link it is 0.
  ///
  /// Cost: what such flows would cost, the shipment's constant charges, minimum, surcharges and duty included, less the penalties of its rows
  /// (which are paid as a constant where the order may be left out).
  case wholeLeg(OrderID, LinkID)
  /// 1 if a whole order moves on this link before its last leg. Exists where two or more links of one origin and one
  /// destination site could carry it.
  case orderOnLink(OrderID, LinkID)
  /// Units that a row of a divisible order falls short. Exists where `leastServed < quantity`.
  /// Box: quantity − mostServed up to quantity − leastServed. Cost: the penalty, else 0.
  case unmet(DemandID)
  /// 1 if anything of the order is unmet. Exists for orders that are not whole, where an objective counts unmet orders.
  case orderShort(OrderID)
  /// 1 if the site is open. Exists for sites under consideration. Cost: operating, plus startup where it starts closed, less
  /// closing where it starts open (closing is then a constant).
  case siteOpen(SiteID, PeriodID)
  /// 1 if the named offer is taken. Exists where one of its rows has a fixed cost or a `capacity_min` above 0. Cost: the
  /// fixed costs of all its rows.
  case offerTaken(OfferID)
  /// 1 if anything moves that the row covers or prices. `covered` exists for rows without a named offer that have a fixed
  /// cost, and for rows with `minimum_if_used`; `priced` for rows with a charge per period, and where a `flow_count` counts
  /// the row. Cost: covered, the fixed cost of a row without an offer; priced, the charges per period with
  /// the row's surcharges in percent.
  case laneUsed(LaneID, Coverage)
  /// 1 if anything moves that the row prices and that is no named order's and no whole order's last leg. Exists where the row
  /// has charges or surcharges per shipment or distance, or a minimum charge. Cost: the charges per shipment and distance
  /// with the row's surcharges in percent, and its surcharges per shipment and distance.
  case pooledOnLane(LaneID)
  /// 1 if the order moves (not as the last leg of a whole order) on the row. `priced` exists where the row has charges per
  /// order, or for named orders charges or surcharges per shipment or distance or a minimum charge; `covered` where the row's
  /// capacity counts orders. Cost of `priced`: the charges per order, and for named orders per shipment and distance, with
  /// the row's surcharges in percent, and for named orders its surcharges per shipment and distance.
  case orderOnLane(LaneID, OrderID, Coverage)
  /// Money that the minimum charge adds to a shipment: the order's, or with nil the pooled one. Exists with
  /// `orderOnLane(…, priced)` of named orders and `pooledOnLane`, where the row has a minimum charge. Cost: 1 with the row's
  /// surcharges in percent.
  case minimumTopUp(LaneID, OrderID?)
  /// 1 if the link is the one that takes the whole lane. Exists for links of lanes with a single award.
  case linkAwarded(LinkID)
  /// 1 if the provider is engaged. Exists where it has an engagement cost or a `volume_min`, or something counts providers. Fixed at 1 where it
  /// operates a site that is always open. Cost: engagement.
  case providerEngaged(ProviderID)
  /// 1 if the partner sells anything or a site that it operates is open. Exists where it has an engagement cost. Fixed at 1
  /// where it operates a site that is always open. Cost: engagement.
  case partnerEngaged(PartnerID)
  /// 1 if the site is the one source of a single-source customer. Exists for each origin of last legs to it.
  case customerSource(CustomerID, SiteID)
  /// 1 if anything of the order leaves the site. Exists where something counts orders at the site and the order could leave
  /// it in another way than by whole last legs alone.
  case orderAtSite(OrderID, SiteID)
  /// 1 if anything of the order moves that the constraint matches. Exists where a flow constraint counts orders and matches
  /// movements of the order other than whole last legs.
  case orderInConstraint(OrderID, ConstraintID)
  /// 1 if anything of the product that the customer gets comes from the site last. Exists for each origin of last legs that
  /// may bring the product, where the customer and product have a split limit.
  case productSource(CustomerID, ProductID, SiteID)
  /// Sources of the product beyond the first. Exists where the split limit has a cost above 0. Box: 0 up to the number of
  /// its `productSource` − 1. Cost: the split limit's.
  case furtherSources(CustomerID, ProductID)
  /// The proportion F that the members of an equal share have in common. Box: 0 to 1.
  case commonShare(ShareID)
  /// 1 if the member, by its number, is served no more than its floor. Exists where the floor is above 0.
  case atFloor(ShareID, Int)
  /// The k-th least rate among a rule's members, k counted from 1: for every k that a stage adds up to, and for k = 1 where
  /// the objective `max_min_fill` asks. Box: 0 to the largest `mostRate`. The objective `max_min_fill` is that of k = 1.
  case rankedRate(AllocationID, Int)
  /// By how much the rate of a member, by its number, is below the k-th least one. Exists for k ≥ 2, for every member. Box:
  /// 0 to the largest `mostRate`. A stage of `count` least rates is worth
  /// count × `rankedRate(count)` − Σ `rateShortfall(count)`.
  case rateShortfall(AllocationID, Int, member: Int)
  /// Units by which a soft constraint is exceeded or missed; of an average those that `Constraint.penaltyCost` counts, of a
  /// budget money by what decisions cost. Cost: its penalty.
  case constraintExcess(ConstraintID)
  case constraintShortfall(ConstraintID)
  /// 1 if a `conditional_min` constraint's amount is not zero. Fixed at 1 where it counts a site that is always open, or a
  /// provider that is always engaged.
  case constraintActive(ConstraintID)
  /// What the terms of providers decide.
  case tender(TenderDecision)
}
