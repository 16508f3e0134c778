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
}

extension TenderRule {
  /// Whether a user wrote it as a limit, rather than that it says what other decisions mean.
  public var isLimit: Bool {
    switch self {
    case .volumeLeast, .volumeMost, .laneCount, .siteCount: true
    default: false
    }
  }
}
