import Logistics

/// One of every decision and rule, over the things of `PlanFixture`.
enum PlanVocabulary {
  private static let period = PeriodID(0)
  private static let order = OrderID(1)

  static let decisions: [Decision] = [
    .flow(FlowKey(LinkID(1), period, .row(DemandID(1)))), .flow(FlowKey(LinkID(3), period, .pooled(ProductID(0)))),
    .wholeLeg(order, LinkID(1)), .orderOnLink(order, LinkID(3)), .unmet(DemandID(0)), .orderShort(order),
    .siteOpen(SiteID(1), period), .offerTaken(OfferID(0)), .laneUsed(LaneID(0), .covered),
    .laneUsed(LaneID(1), .priced),
    .pooledOnLane(LaneID(2)), .orderOnLane(LaneID(3), order, .priced), .minimumTopUp(LaneID(3), order),
    .minimumTopUp(LaneID(3), nil), .linkAwarded(LinkID(2)), .providerEngaged(ProviderID(1)),
    .customerSource(CustomerID(2), SiteID(0)), .orderAtSite(order, SiteID(0)),
    .productSource(CustomerID(1), ProductID(0), SiteID(2)), .furtherSources(CustomerID(1), ProductID(0)),
    .partnerEngaged(PartnerID(0)), .commonShare(ShareID(0)), .atFloor(ShareID(0), 0), .rankedRate(AllocationID(0), 1),
    .rateShortfall(AllocationID(0), 2, member: 0),
    .orderInConstraint(order, ConstraintID(0)), .constraintExcess(ConstraintID(0)),
    .constraintShortfall(ConstraintID(0)), .constraintActive(ConstraintID(0)),
  ] + tenderDecisions.map { .tender($0) }

  private static let tenderDecisions: [TenderDecision] = [
    .carries(ProviderID(1), SiteID(0), .customer(CustomerID(0))), .touches(ProviderID(1), SiteID(2)),
    .changed(SiteID(0), .site(SiteID(1)), ProductID(1)), .left(ProviderID(0), SiteID(0), .customer(CustomerID(1))),
    .originCounted(ConstraintID(0), SiteID(1)), .reached(.lane(LaneID(1), charge: 0), 2),
    .amount(.provider(RateID(0), charge: 0, ProviderID(1)), 0), .charged(.contract(RateID(0), charge: 0), 1),
    .shipments(LaneID(2)),
  ]

  private static let tenderRules: [TenderRule] = [
    .volumeLeast(ProviderID(0)), .volumeMost(ProviderID(1)), .laneCount(ProviderID(0)), .siteCount(ProviderID(1)),
    .kept(.flow(FlowKey(LinkID(1), period, .row(DemandID(1)))), ProviderID(1)),
    .counted(.lane(LaneID(1), charge: 0)), .basis(.contract(RateID(0), charge: 0)),
    .oneBreak(.provider(RateID(0), charge: 0, ProviderID(0))), .breakFrom(.lane(LaneID(1), charge: 0), 1),
    .breakTo(.lane(LaneID(1), charge: 0), 1), .chargedMost(.lane(LaneID(1), charge: 0), 0),
    .chargedLeast(.lane(LaneID(1), charge: 0), 0), .ratioMost(.lane(LaneID(1), charge: 0), 0),
    .ratioLeast(.lane(LaneID(1), charge: 0), 0), .shipmentsLeast(LaneID(2)), .shipmentsMost(LaneID(2)),
    .twinVolumes(ProviderID(0), ProviderID(1)), .twinsEngaged(ProviderID(0), ProviderID(1)),
  ]

  static let rules: [Rule] =
    [
      .balance(SiteID(0), period, .pooled(ProductID(1))), .balance(SiteID(0), period, .row(DemandID(1))),
      .supplyMaximum(SupplyID(0)), .supplyMinimum(SupplyID(1)), .demand(DemandID(0)), .wholeOrder(order),
      .throughputMaximum(SiteID(0), period), .throughputMinimum(SiteID(1), period), .capacityMaximum(LaneID(0)),
      .capacityMinimum(LaneID(1)), .minimumIfUsed(LaneID(2)), .minimumCharge(LaneID(3), order),
      .minimumCharge(LaneID(3), nil), .singleAward(SiteID(0), .customer(CustomerID(0)), period),
      .singleAward(SiteID(2), .site(SiteID(0)), period), .singleSource(CustomerID(0)),
      .oneOfferALeg(order, SiteID(2), SiteID(0)), .constraintLeast(ConstraintID(0)), .constraintMost(ConstraintID(0)),
      .fillFloor(FloorID(0)), .shareLeast(ShareID(0), 0), .shareMost(ShareID(0), 0), .shareFloor(ShareID(0), 0),
      .productSources(CustomerID(1), ProductID(0)), .furtherSources(CustomerID(1), ProductID(0)),
      .rankedRate(AllocationID(0), 2, member: 0), .creditLimit(PartnerID(0)), .partnerMargin(PartnerID(0)),
      .channelShareLeast(ChannelID(0)), .channelShareMost(ChannelID(0)), .territoryShareLeast(TerritoryID(0)),
      .territoryShareMost(TerritoryID(0)), .objectiveKept(0)
    ] + decisions.map { .linking(dependent: $0, switching: .siteOpen(SiteID(1), period)) }
    + decisions.map { .linking(dependent: .siteOpen(SiteID(1), period), switching: $0) } + decisions.map { .usage($0) }
    + tenderRules.map { .tender($0) }
}
