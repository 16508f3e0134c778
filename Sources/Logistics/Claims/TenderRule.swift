/// The rules that the terms of a freight tender write over `Decision`s, besides the links and usages of `Rule` itself.
///
/// `Rule.linking` also links a movement with `carries`, `touches` (both ends), `changed` and `originCounted` of what it is
/// part of, and `siteOpen` with `touches` of its operator. `Rule.usage` also exists for `carries` of lanes with a `left`
/// decision, and for `changed` and `originCounted` where a constraint asks for at least so many,
/// and for `pooledOnLane` and `orderOnLane(priced)` of rows whose rate counts shipments.
public enum TenderRule: Hashable, Sendable {
  /// Σ of the quantities on the provider's links ≥ `volume_min` × engaged.
  case volumeLeast(ProviderID)
  /// Σ of the quantities on the provider's links ≤ `volume_max`.
  case volumeMost(ProviderID)
  /// Σ `carries` of the provider ≤ `max_lanes`.
  case laneCount(ProviderID)
  /// Σ `touches` of the provider ≤ `max_sites`.
  case siteCount(ProviderID)
  /// A movement on a lane that the provider may leave, by anyone else: movement ≤ (its upper bound) × (`left` + `carries`).
  case kept(Decision, ProviderID)
  /// Σ `amount` over the breaks − what the movements count = 0. Breaks that count shipments count `shipments`, or
  /// `pooledOnLane` for rows without a size, and orders in their own shipments: `orderOnLane(priced)` and whole last legs.
  case counted(PriceSchedule)
  /// Σ `charged` over the breaks − what the movements are paid on = 0; of a rebate ≤ 0.
  case basis(PriceSchedule)
  /// Σ `reached` ≤ 1.
  case oneBreak(PriceSchedule)
  /// `amount` − (the break's begin) × `reached` ≥ 0.
  case breakFrom(PriceSchedule, Int)
  /// `amount` − (the break's end) × `reached` ≤ 0.
  case breakTo(PriceSchedule, Int)
  /// `charged` − (its upper bound) × `reached` ≤ 0, and at least (its lower bound) × `reached` as `chargedLeast`.
  case chargedMost(PriceSchedule, Int)
  case chargedLeast(PriceSchedule, Int)
  /// `charged` ≤ (the largest ratio of what a movement is paid on to what it counts) × `amount`, and at least the least
  /// ratio as `ratioLeast`. Exist where everything that is paid on counts.
  case ratioMost(PriceSchedule, Int)
  case ratioLeast(PriceSchedule, Int)
  /// `shipment_size` × `shipments` − the row's pooled flow ≥ 0.
  case shipmentsLeast(LaneID)
  /// `shipment_size` × `shipments` − the row's pooled flow ≤ `shipment_size` − (the largest number of which it and a step are
  /// multiples).
  case shipmentsMost(LaneID)
  /// Of twins, who can change names in any plan: Σ of the quantities on the first one's links ≥ Σ of those on the second's. Not
  /// every legal plan keeps it, but of those that differ by the names of twins alone one does, so that a bound over plans that do is
  /// one over all.
  ///
  /// Two providers are twins where no table tells them apart but by name: they have a `providerEngaged` decision, equal terms and scores,
  /// operate no site and have no named offer; every constraint means both or neither, and no rebate either; no rate of theirs counts over a
  /// contract; and their lane rows, each for one provider alone, are in pairs, in the order of the instance, equal in every
  /// cell but the provider, their rates in all but the name. Exists for two neighbours, in the order of the instance, among providers that
  /// are twins of each other, where no link is withdrawn.
  case twinVolumes(ProviderID, ProviderID)
  /// The same providers: `providerEngaged` of the first ≥ that of the second.
  case twinsEngaged(ProviderID, ProviderID)
}

extension TenderRule {
  /// Whether it holds of some plan among those that differ by names alone, and not of every legal plan.
  public var isOfTwins: Bool {
    switch self {
    case .twinVolumes, .twinsEngaged: true
    default: false
    }
  }

  /// Whether a user wrote it as a limit, rather than that it says what other decisions mean.
  public var isLimit: Bool {
    switch self {
    case .volumeLeast, .volumeMost, .laneCount, .siteCount: true
    default: false
    }
  }
}
