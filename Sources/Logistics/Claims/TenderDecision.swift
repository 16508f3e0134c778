/// What the terms of a freight tender decide: which lanes a provider holds, which lanes change hands, which breaks are
/// reached. As with every `Decision`, the values follow from a plan, and the boxes and costs said here are written by
/// formulations and the check independently.
///
/// A lane, in these words, is an origin and a destination, whatever moves there.
public enum TenderDecision: Hashable, Sendable {
  /// 1 if the provider carries anything on the lane. Exists for each lane that its links join where it has `max_lanes`, and
  /// for each lane of `left`.
  case carries(ProviderID, SiteID, Node)
  /// 1 if the provider carries anything from or to the site, or operates it while it is open. Exists where it has
  /// `max_sites`, for each end of its links and each site that it operates; fixed at 1 where it operates one that is always
  /// open.
  case touches(ProviderID, SiteID)
  /// 1 if anything of the product moves on the lane on a link that is not an incumbent's, though some link there is
  /// (`Instance.isIncumbent`). Exists for each such lane and product where an objective or a constraint counts changes.
  case changed(SiteID, Node, ProductID)
  /// 1 if others carry something on the lane and the provider, an incumbent there, nothing. Exists for each lane with a link
  /// of another where one of its own is an incumbent's and it has a `switch_cost`. Cost: that.
  case left(ProviderID, SiteID, Node)
  /// 1 if anything that a `source_count` matches leaves the site. Exists for each origin of what it matches.
  case originCounted(ConstraintID, SiteID)
}
