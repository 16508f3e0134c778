extension Violation {
  /// The kinds of rules that a plan can break, each with the short stable name that the commands write.
  public enum Kind: String, Sendable, CaseIterable {
    // MARK: What a plan is made of.
    case periods
    case unknownSite = "unknown_site"
    case unknownFlow = "unknown_flow"
    case negativeFlow = "negative_flow"
    case emptyFlow = "empty_flow"
    case duplicateFlow = "duplicate_flow"
    case tooLarge = "too_large"
    case unknownMeasure = "unknown_measure"

    // MARK: What may move where.
    case wrongCommodity = "wrong_commodity"
    case wrongPeriod = "wrong_period"
    case notCarried = "not_carried"
    case withdrawn
    case service
    case fromSite = "from_site"
    case channel
    case offering
    case exclusiveTerritory = "exclusive_territory"
    case maxTransitTime = "max_transit_time"
    case band

    // MARK: Sites, supply and lanes.
    case balance
    case supplyMax = "supply_max"
    case supplyMin = "supply_min"
    case siteOpen = "site_open"
    case siteClosed = "site_closed"
    case throughputMax = "throughput_max"
    case throughputMin = "throughput_min"
    case capacityMax = "capacity_max"
    case capacityMin = "capacity_min"
    case minimumIfUsed = "minimum_if_used"
    case singleAward = "single_award"
    case noBreak = "no_break"

    // MARK: Demand and orders.
    case demandMax = "demand_max"
    case demandMin = "demand_min"
    case moreThanDemanded = "more_than_demanded"
    case singleSource = "single_source"
    case maxSources = "max_sources"
    case wholeOrder = "whole_order"
    case oneOfferALeg = "one_offer_a_leg"

    // MARK: Allocation and sales.
    case fillFloor = "fill_floor"
    case inRatio = "in_ratio"
    case proportional
    case equalFill = "equal_fill"
    case creditLimit = "credit_limit"
    case partnerMargin = "partner_margin"
    case channelShareMax = "channel_share_max"
    case channelShareMin = "channel_share_min"
    case territoryShareMax = "territory_share_max"
    case territoryShareMin = "territory_share_min"

    // MARK: Providers, constraints and objectives.
    case providerVolumeMax = "provider_volume_max"
    case providerVolumeMin = "provider_volume_min"
    case providerMaxLanes = "provider_max_lanes"
    case providerMaxSites = "provider_max_sites"
    case constraintMax = "constraint_max"
    case constraintMin = "constraint_min"
    case objectiveLimit = "objective_limit"
  }
}
