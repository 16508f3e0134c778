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
  ///   of covering rows, `laneUsed(priced)` of the pricing row, `providerEngaged` of its provider, `customerSource` of its
  ///   customer and origin (last legs), `linkAwarded` of its link where a single award covers its product, `orderAtSite` of its
  ///   order and origin, `constraintActive` and `orderInConstraint` of constraints that it counts in;
  /// - a flow with `pooledOnLane` (or `shipments`) or `orderOnLane` of rows that price (or, for `covered`, cover) it; an upstream flow of a
  ///   whole order with `orderOnLink`;
  /// - `siteOpen` with `providerEngaged` of its operator; `unmet` with `orderShort` of its order; `siteOpen`,
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
  /// where `unit` is `each` as −Σ quantity of what is below ≥ 0.
  case constraintLeast(ConstraintID)
  /// amount − excess ≤ value; averages as above, with Σ quantity of what is above ≤ 0 for `each`.
  case constraintMost(ConstraintID)
  /// The objective of an earlier level (from 0) keeps its value, or its tolerance: ≤ for minimised, ≥ for maximised ones.
  case objectiveKept(Int)
  /// What the terms of providers demand.
  case tender(TenderRule)
}

