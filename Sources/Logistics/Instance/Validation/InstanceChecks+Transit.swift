// Longest transit times: what a row that has one needs to know.

extension InstanceChecks {
  /// The last lane's time must be known; of an order the time of the whole path counts, and of that only the last lane
  /// is supported.
  func checkLongestTransits() {
    var reported: Set<LaneID> = []
    for row in instance.demand where row.longestTransit != nil {
      for link in reach.links(to: row.customer) where reach.allowsLast(row, link) {
        guard let lane = reach.pricingLane(link, row.product), instance.lanes.transitTime[lane.index] == nil,
          reported.insert(lane).inserted
        else { continue }
        log.error(
          freezer.cellMark("lanes", instance.lanes.marks[lane.index], "transit_time"), .unknownMeasure,
          "the `transit_time` from \(way(link)) is unknown, and a `max_transit_time` needs it",
          hint: "give a `transit_time`")
      }
      guard instance[row.order].isTracked, movesBefore(row) else { continue }
      log.error(
        freezer.cellMark("demand", row.mark, "max_transit_time"), .notSupported,
        "`max_transit_time` of an order counts its whole path, which is not supported where it may move between sites",
        hint: "leave the order unnamed: then its last lane counts")
    }
  }

  private func movesBefore(_ row: DemandRow) -> Bool {
    reach.siteLinks.contains { reach.allows(row, $0) && reach.pricingLane($0, row.product) != nil }
  }
}
