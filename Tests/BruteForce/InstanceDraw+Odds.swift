extension InstanceDraw {
  /// In how many of a hundred draws a feature is wanted, where it is not 35.
  ///
  /// They were tuned until every feature was present in a fifth of the instances and decided a twentieth of them.
  static let odds: [Feature: Int] = [
    .siteConsidered: 40, .closingCost: 40, .throughputMin: 40, .throughputMax: 42, .siteOperator: 40,
    .supplyMin: 42, .supplyMax: 60, .demandExcluded: 28,
    .multiLeg: 75, .alternativeRow: 60, .groupRow: 45, .offerTakenTogether: 55, .awardSingle: 70, .overridingRow: 40,
    .capacityMin: 40, .capacityMax: 45, .minimumIfUsed: 42,
    .limitByWeight: 55, .limitByVolume: 65, .limitByPallet: 60, .limitByOrder: 55,
    .byUnit: 50, .byWeight: 52, .byVolume: 48, .byPallet: 45, .byShipment: 48, .byOrder: 52, .byDistance: 50,
    .byUnitDistance: 48, .byTonneDistance: 46, .byValue: 46, .byPeriod: 50, .severalCharges: 60, .band: 42,
    .minimumCharge: 42,
    .namedOrder: 40, .minFillRate: 42, .demandConsidered: 50, .shipComplete: 45, .service: 42, .fromSite: 50,
    .singleSource: 50,
    .flowConstraint: 35, .senseMin: 45, .senseMax: 50, .senseFixed: 55, .senseConditional: 42, .shareWithin: 42,
    .providerCount: 42,
    .totalCost: 60, .providersUsed: 40, .sitesOpen: 42, .leadTime: 40, .fillRate: 38, .objectiveWeight: 50,
    .tolerance: 52,
  ]

  /// Features that decide few of the instances that have them: seeds are about one of these, in turn.
  static let seldomDecisive: [Feature] = [
    .singleSource, .objectiveWeight, .awardSingle, .shipComplete, .sitesOpen, .limitByOrder, .supplyMax, .closingCost,
    .throughputMin, .throughputMax, .siteOperator, .offerTakenTogether, .minimumIfUsed, .limitByWeight,
    .limitByVolume, .limitByPallet, .demandPrice, .service, .fromSite, .flowCount,
    .singleSource, .objectiveWeight, .awardSingle, .shipComplete, .sitesOpen, .providerCount, .siteCount,
    .senseConditional, .shareWithin, .unmetDemand, .unmetOrders, .co2, .providersUsed, .leadTime, .tolerance,
    .siteExcluded, .profit, .minimumCharge, .supplyMin, .singleSource, .providersUsed, .demandConsidered,
    .shareWithin, .supplyMax, .unmetOrders, .co2, .siteCount,
  ]
}
