public import Logistics
public import Verification

/// What a plan has a provider carry, and what it is paid.
public struct ProviderSummary: Sendable {
  /// Blank for lanes that name no provider.
  public var name: String
  public var type: String
  public var isUsed: Bool
  public var flows = 0
  /// Links with anything on them.
  public var links = 0
  /// Units over all its links, each leg counted.
  public var quantity = Rational.zero
  /// Transport, minimum charges, surcharges, duty and the fixed costs of its lanes.
  public var cost = Money.zero
  public var engagement = Money.zero
  public var mark: SourceMark?

  /// In the providers' order; last the lanes without a provider, where anything moves on them.
  public static func all(_ plan: VerifiedPlan) -> [ProviderSummary] {
    let instance = plan.instance
    var summaries = instance.providers.indices.map { index in
      let provider = instance.providers[index]
      let used = plan.evaluation.providersUsed
      return ProviderSummary(
        name: provider.name, type: provider.type, isUsed: used.indices.contains(index) && used[index],
        mark: provider.mark)
    }
    summaries.append(ProviderSummary(name: "", type: "", isUsed: false))
    var lastLinks = [LinkID?](repeating: nil, count: summaries.count)
    for flow in plan.plan.flows {
      let link = flow.key.link
      let index = instance.links.provider[link.index]?.index ?? summaries.count - 1
      summaries[index].flows += 1
      summaries[index].quantity += instance.settings.resolution.rational(flow.quantity)
      // Flows are sorted by link within a period, so a link's flows stand together.
      if lastLinks[index] != link { summaries[index].links += 1 }
      lastLinks[index] = link
    }
    addCosts(plan, &summaries)
    if let last = summaries.last, last.flows == 0 { summaries.removeLast() }
    return summaries
  }

  private static func addCosts(_ plan: VerifiedPlan, _ summaries: inout [ProviderSummary]) {
    for line in plan.evaluation.chargeLines {
      let index = line.provider?.index ?? summaries.count - 1
      switch line.kind {
      case .transport, .laneFixed, .minimumCharge, .surcharge, .duty:
        summaries[index].cost = summaries[index].cost.adding(line.amount) ?? summaries[index].cost
      case .engagement:
        summaries[index].engagement = summaries[index].engagement.adding(line.amount) ?? summaries[index].engagement
      default: break
      }
    }
    summaries[summaries.count - 1].isUsed = summaries[summaries.count - 1].flows > 0
  }
}
