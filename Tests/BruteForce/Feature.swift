/// One thing of the format that an instance may use; taking it out of the tables shows whether it matters.
public enum Feature: String, CaseIterable, Sendable {
  // MARK: Sites and supply
  case siteConsidered, siteExcluded, startupCost, closingCost, operatingCost, initialState
  case throughputMin, throughputMax, handlingCost, siteOperator
  case supplyMin, supplyMax, supplyCost
  // MARK: Lanes
  case multiLeg, alternativeRow, offerTakenTogether, laneFixedCost, capacityMin, capacityMax, minimumIfUsed
  case awardSingle, togetherRow, groupRow, overridingRow
  case limitByWeight, limitByVolume, limitByPallet, limitByOrder
  // MARK: Prices
  case unitCostMeasure, band, minimumCharge, severalCharges
  case byUnit, byWeight, byVolume, byPallet, byShipment, byOrder
  case byDistance, byUnitDistance, byTonneDistance, byValue, byPeriod
  case engagementCost
  // MARK: Demand
  case penaltyCost, defaultPenalty, minFillRate, demandPrice, demandConsidered, demandExcluded
  case namedOrder, shipComplete, orderWeight, service, fromSite, singleSource
  // MARK: Constraints
  case flowConstraint, flowCount, providerCount, siteCount, senseMin, senseMax, senseFixed, senseConditional
  case softConstraint, shareWithin
  // MARK: Objectives
  case totalCost, profit, unmetDemand, unmetOrders, fillRate, co2, providersUsed, sitesOpen, leadTime
  case severalLevels, objectiveWeight, tolerance
  // MARK: Freight tenders
  case surchargePercent, surchargeAmount, dutyRate
  case volumeMin, volumeMax, maxLanes, maxSites, switchCost
  case changesLimit, sourceCount, scoreLimit, transitLimit, co2Limit, budgetLimit, softBudget, budgetKinds, softAverage
  case allUnit, incremental, stepwise, providerScope, contractScope
  case breakByMeasure, breakByShipments, breakKnownBefore, shipmentSize, treatAsFull
  case commitmentMin, contractVolumeMax, takeOrPay, shareMin, shareMax, rebate, exclusive, onTimeMin
  case softOnTime

  /// Features of freight tenders, which instances of their own theme are about.
  public static let ofTender: [Feature] = [
    .surchargePercent, .surchargeAmount, .dutyRate, .volumeMin, .volumeMax, .maxLanes, .maxSites, .switchCost,
    .changesLimit, .sourceCount, .scoreLimit, .transitLimit, .co2Limit, .budgetLimit, .softBudget, .budgetKinds,
    .softAverage, .softOnTime,
    .allUnit, .incremental, .stepwise, .providerScope, .contractScope,
    .breakByMeasure, .breakByShipments, .breakKnownBefore, .shipmentSize, .treatAsFull,
    .commitmentMin, .contractVolumeMax, .takeOrPay, .shareMin, .shareMax, .rebate, .exclusive, .onTimeMin,
  ]

  /// The term of a contract that the feature is.
  var term: String? {
    switch self {
    case .commitmentMin: "commitment_min"
    case .contractVolumeMax: "volume_max"
    case .takeOrPay: "take_or_pay"
    case .shareMin: "share_min"
    case .shareMax: "share_max"
    case .rebate: "rebate"
    case .exclusive: "exclusive"
    case .onTimeMin: "on_time_min"
    default: nil
    }
  }

  /// The structure of charges that the feature is.
  var structure: String? {
    switch self {
    case .allUnit: "all_unit"
    case .incremental: "incremental"
    case .stepwise: "stepwise"
    default: nil
    }
  }

  /// Whether taking the feature out changes what is asked, not only what is allowed or paid.
  ///
  /// Values of different objectives cannot be compared; the sets of optimal plans can.
  public var isAboutObjectives: Bool { objective != nil || Self.ofLevels.contains(self) }

  private static let ofLevels: Set<Feature> = [.severalLevels, .objectiveWeight, .tolerance]

  /// The objective that the feature is.
  var objective: String? {
    switch self {
    case .totalCost: "total_cost"
    case .profit: "profit"
    case .unmetDemand: "unmet_demand"
    case .unmetOrders: "unmet_orders"
    case .fillRate: "fill_rate"
    case .co2: "co2"
    case .providersUsed: "providers_used"
    case .sitesOpen: "sites_open"
    case .leadTime: "lead_time"
    default: nil
    }
  }

  /// The basis of a charge that the feature is.
  var basis: String? {
    switch self {
    case .byUnit: "unit"
    case .byWeight: "kg"
    case .byVolume: "m3"
    case .byPallet: "pallet"
    case .byShipment: "shipment"
    case .byOrder: "order"
    case .byDistance: "km"
    case .byUnitDistance: "unit_km"
    case .byTonneDistance: "tonne_km"
    case .byValue: "value"
    case .byPeriod: "period"
    default: nil
    }
  }

  /// The measure of limits that the feature is, as headers and constraints write it.
  var measure: String? {
    switch self {
    case .limitByWeight: "kg"
    case .limitByVolume: "m3"
    case .limitByPallet: "pallet"
    case .limitByOrder: "order"
    default: nil
    }
  }

  /// The type of constraint that the feature is.
  var constraintType: String? {
    switch self {
    case .flowConstraint: "flow"
    case .flowCount: "flow_count"
    case .providerCount: "provider_count"
    case .siteCount: "site_count"
    case .changesLimit: "changes"
    case .sourceCount: "source_count"
    case .scoreLimit: "score"
    case .transitLimit: "transit"
    case .co2Limit: "co2"
    case .budgetLimit: "budget"
    default: nil
    }
  }

  /// The sense of constraints that the feature is.
  var sense: String? {
    switch self {
    case .senseMin: "min"
    case .senseMax: "max"
    case .senseFixed: "fixed"
    case .senseConditional: "conditional_min"
    default: nil
    }
  }
}
