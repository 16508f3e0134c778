import Logistics
import Verification

extension Instance {
  /// The instance without the rule that a plan breaks, everything else as it is; nil where what is broken is no limit
  /// that could be given up: that goods do not appear from nowhere, or go where no lane is offered.
  func lifting(_ violation: Violation) -> Instance? {
    guard let rule = violation.rule else { return liftingTerms(violation) }
    var changed = self
    switch rule {
    case .demand(let row): changed.demand[row.index].leastServed = .zero
    case .wholeOrder(let order): changed.orders[order.index].mayBeUnserved = true
    case .supplyMaximum(let row): changed.supplies.rows[row.index].maximum = nil
    case .supplyMinimum(let row): changed.supplies.rows[row.index].minimum = .zero
    case .throughputMaximum(let site, _): changed.sites[site.index].throughputMax = nil
    case .throughputMinimum(let site, _): changed.sites[site.index].throughputMin = nil
    case .capacityMaximum(let lane): changed.lanes.capacityMax[lane.index] = nil
    case .capacityMinimum(let lane): changed.lanes.capacityMin[lane.index] = nil
    case .minimumIfUsed(let lane): changed.lanes.minimumIfUsed[lane.index] = nil
    case .singleAward(let origin, let end, _):
      for lane in Set(links(from: origin, to: end).flatMap { links.lanes(of: $0) }) {
        changed.lanes.awardIsSingle[lane.index] = false
      }
    case .singleSource(let customer): changed.customers[customer.index].singleSource = false
    case .constraintLeast(let id), .constraintMost(let id): changed.constraints.remove(at: id.index)
    case .fillFloor(let floor): changed.allocation.floors.remove(at: floor.index)
    case .creditLimit(let partner): changed.sales.partners[partner.index].creditLimit = nil
    case .partnerMargin(let partner): changed.sales.partners[partner.index].marginMin = nil
    case .channelShareLeast(let channel): changed.sales.channels[channel.index].shareMin = nil
    case .channelShareMost(let channel): changed.sales.channels[channel.index].shareMax = nil
    case .territoryShareLeast(let row): changed.sales.territories[row.index].shareMin = nil
    case .territoryShareMost(let row): changed.sales.territories[row.index].shareMax = nil
    case .tender(.volumeLeast(let provider)): changed.providers[provider.index].volumeMin = .zero
    case .tender(.volumeMost(let provider)): changed.providers[provider.index].volumeMax = nil
    case .tender(.laneCount(let provider)): changed.providers[provider.index].maxLanes = nil
    case .tender(.siteCount(let provider)): changed.providers[provider.index].maxSites = nil
    default: return nil
    }
    return changed
  }

  /// What a demand row asks of its last leg stands in no row of a program, so that its place alone says which it is.
  private func liftingTerms(_ violation: Violation) -> Instance? {
    guard let row = demand.firstIndex(where: { $0.mark == violation.mark }) else { return nil }
    var changed = self
    switch violation.kind {
    case .service: changed.demand[row].service = nil
    case .fromSite: changed.demand[row].fromSites = nil
    case .maxTransitTime: changed.demand[row].longestTransit = nil
    case .exclusiveTerritory:
      let territory = self[demand[row].customer].territory
      for index in sales.territories.indices
      where sales.territories[index].territory == territory && sales.territories[index].product == demand[row].product {
        changed.sales.territories[index].isExclusive = false
      }
    default: return nil
    }
    return changed
  }
}
