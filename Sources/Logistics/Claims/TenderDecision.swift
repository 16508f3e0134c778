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
  /// 1 if the schedule's amount lies in its break of that number.
  ///
  /// Exists for each schedule that a movement counts in and each break with room: from `break_from`, and above 0, up to
  /// `break_to`, below the next `break_from` where that is blank or the same, and to what all movements count at their upper
  /// bounds; where all counts are multiples of one number both ends are such multiples. Cost, with the surcharges in percent
  /// of the rows that it prices: of a stepwise charge its cost; of an incremental one what all below the break costs, less
  /// the price × `break_from`.
  case reached(PriceSchedule, Int)
  /// The schedule's amount where it lies in that break, else 0. Exists with `reached`. Box: 0 up to the break's end. Cost,
  /// with the surcharges in percent: the price where the charge is incremental, or all-unit on the measure that its breaks
  /// count (quantity and unit, weight, volume, shipments); an incremental charge on another measure has products of one
  /// kind, and its price goes by the break's measure.
  case amount(PriceSchedule, Int)
  /// What an all-unit charge on another measure is paid on, where the amount lies in that break, else 0; of a rebate, what
  /// the matching flow is charged: bases of rates, minimums and schedules, without fixed costs, surcharges and duty. Exists
  /// with `reached`. Box: 0 (below it where something counts less than 0) up to what all movements count. Cost, with the
  /// surcharges in percent: the price; of a rebate, its percent taken off.
  case charged(PriceSchedule, Int)
  /// Shipments of `shipment_size` that the row's pooled flow goes in, a whole number. Stands in the place of
  /// `pooledOnLane` in every row and cost. Exists where the row has a `shipment_size` and charges or surcharges per
  /// shipment or distance, a minimum charge, a charge that treats shipments as full, or breaks that count shipments.
  case shipments(LaneID)
}
