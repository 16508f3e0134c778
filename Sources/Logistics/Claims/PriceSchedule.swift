/// A price whose breaks count what moves, and so are reached by a plan rather than known before: one charge, over all that
/// its breaks count together.
public enum PriceSchedule: Hashable, Sendable {
  /// A charge of a lane row's rate, over what the row prices. The number is the charge's place in the rate.
  case lane(LaneID, charge: Int)
  /// A charge of a rate, over what the rate prices on one provider's links.
  case provider(RateID, charge: Int, ProviderID)
  /// A charge of a rate, over all that the rate prices.
  case contract(RateID, charge: Int)
  /// The tiers of a rebate, over the volume that it matches.
  case rebate(RebateID)
}

extension Instance {
  /// The charge whose breaks a schedule is; nil for a rebate.
  public func charge(of schedule: PriceSchedule) -> Charge? {
    switch schedule {
    case .lane(let lane, let place): lanes.rate[lane.index].map { self[$0].charges[place] }
    case .provider(let rate, let place, _), .contract(let rate, let place): self[rate].charges[place]
    case .rebate: nil
    }
  }

  /// The schedules that what moves on a link, priced by a lane row, counts in; rebates aside.
  ///
  /// - Parameter lane: The row whose rate counts (`Lanes.pricedBy`).
  public func schedules(pricing lane: LaneID, on link: LinkID) -> [PriceSchedule] {
    guard let rate = lanes.rate[lane.index] else { return [] }
    return self[rate].charges.enumerated().compactMap { place, charge in
      guard charge.countsFlow else { return nil }
      switch charge.breakScope {
      case .lane: return .lane(lane, charge: place)
      case .contract: return .contract(rate, charge: place)
      // Validation refuses such a rate where nobody is named.
      case .provider: return links.provider[link.index].map { .provider(rate, charge: place, $0) }
      }
    }
  }
}
