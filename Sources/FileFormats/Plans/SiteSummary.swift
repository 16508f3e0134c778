public import Logistics
public import Verification

/// What a plan has a site do in a period.
public struct SiteSummary: Sendable {
  public var site: SiteID
  public var period: PeriodID
  public var isOpen: Bool
  /// `opened`, `closed`, or blank where it stays as it was.
  public var change: String
  /// Units that leave and that arrive.
  public var outbound: Rational
  public var inbound: Rational
  public var orders: Int?
  /// Units that originate.
  public var supplied: Rational
  /// Every cost that is the site's: startup, closing, operating, handling, supply.
  public var cost: Money

  /// By period, then in the sites' order. Costs that are not by period stand in the first.
  public static func all(_ plan: VerifiedPlan) -> [SiteSummary] {
    let instance = plan.instance
    let costs = siteCosts(plan)
    let supplies = suppliedUnits(plan)
    return plan.plan.openSites.indices.flatMap { period in
      instance.sites.indices.map { index in
        let site = instance.sites[index]
        let open = plan.plan.openSites[period]
        let isOpen = open.indices.contains(index) && open[index]
        let wasOpen = period == 0 ? site.startsOpen : plan.plan.openSites[period - 1][index]
        let through = throughput(plan, period, index)
        return SiteSummary(
          site: SiteID(index), period: PeriodID(period), isOpen: isOpen,
          change: isOpen == wasOpen ? "" : isOpen ? "opened" : "closed", outbound: through?.outbound ?? .zero,
          inbound: through?.inbound ?? .zero, orders: through?.orders, supplied: supplies[period][index],
          cost: period == 0 ? costs[index] : .zero)
      }
    }
  }

  private static func throughput(_ plan: VerifiedPlan, _ period: Int, _ site: Int) -> SiteThroughput? {
    let all = plan.evaluation.throughput
    return all.indices.contains(period) && all[period].indices.contains(site) ? all[period][site] : nil
  }

  /// `[period][site]`
  private static func suppliedUnits(_ plan: VerifiedPlan) -> [[Rational]] {
    let none = [Rational](repeating: .zero, count: plan.instance.sites.count)
    var units = [[Rational]](repeating: none, count: plan.plan.openSites.count)
    for item in plan.evaluation.supplied where units.indices.contains(item.key.period.index) {
      units[item.key.period.index][item.key.site.index] += plan.instance.settings.resolution.rational(item.quantity)
    }
    return units
  }

  private static func siteCosts(_ plan: VerifiedPlan) -> [Money] {
    var costs = [Money](repeating: .zero, count: plan.instance.sites.count)
    for line in plan.evaluation.chargeLines {
      guard let site = line.site, kinds.contains(line.kind) else { continue }
      costs[site.index] = costs[site.index].adding(line.amount) ?? costs[site.index]
    }
    return costs
  }

  private static let kinds: [CostKind] = [
    .supply, .inboundHandling, .outboundHandling, .siteStartup, .siteClosing, .siteOperating,
  ]
}
