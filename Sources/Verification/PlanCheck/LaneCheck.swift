import Logistics

// The limits of lane rows, over all that each covers.
extension Inspection {
  mutating func checkLanes() {
    measureInbound()
    recordOffers()
    let covered = coveredFlows()
    for index in 0..<instance.lanes.count { checkLane(LaneID(index), covered[index]) }
  }

  private func coveredFlows() -> [[InspectedFlow]] {
    var covered = [[InspectedFlow]](repeating: [], count: instance.lanes.count)
    for flow in flows {
      for lane in instance.coveringLanes(flow.link, flow.product, flow.key.period) { covered[lane.index].append(flow) }
    }
    return covered
  }

  private mutating func recordOffers() {
    evaluation.offersTaken = Array(repeating: false, count: instance.offers.count)
    for flow in flows {
      if let offer = instance.links.offer[flow.link.index] { evaluation.offersTaken[offer.index] = true }
    }
  }

  private mutating func checkLane(_ lane: LaneID, _ flows: [InspectedFlow]) {
    if let limit = instance.lanes.capacityMax[lane.index], !flows.isEmpty || limit.value.isNegative {
      checkMost(flows, limit, .capacityMaximum(lane), .capacityMax, instance.words(lane))
    }
    let offer = instance.lanes.offer[lane.index]
    if let limit = instance.lanes.capacityMin[lane.index], offer.map({ evaluation.offersTaken[$0.index] }) ?? true {
      checkLeast(flows, limit, .capacityMinimum(lane), .capacityMin, instance.words(lane))
    }
    if let limit = instance.lanes.minimumIfUsed[lane.index], !flows.isEmpty {
      checkLeast(flows, limit, .minimumIfUsed(lane), .minimumIfUsed, instance.words(lane))
    }
  }
}
