/// The rules that the terms of a freight tender write over `Decision`s, besides the links and usages of `Rule` itself.
///
/// `Rule.linking` also links a movement with `carries`, `touches` (both ends), `changed` and `originCounted` of what it is
/// part of, and `siteOpen` with `touches` of its operator. `Rule.usage` also exists for `carries` of lanes with a `left`
/// decision, and for `changed` and `originCounted` where a constraint asks for at least so many.
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
}
