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
  /// Transport, minimum charges, surcharges, duty, rebates and the fixed costs of its lanes.
  public var cost = Money.zero
  public var engagement = Money.zero
  /// All that it is paid: besides those its switching costs and what its contracts' shortfalls cost.
  public var spend = Money.zero
  /// Percent of all that moves, each leg counted.
  public var share = Rational.zero
  /// Units by which soft lines of its contracts are missed.
  public var shortfall = Rational.zero
  /// nil for the lanes that name no provider.
  public var provider: ProviderID?
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
    for index in instance.providers.indices { summaries[index].provider = ProviderID(index) }
    addCosts(plan, &summaries)
    addShares(plan, &summaries)
    if let last = summaries.last, last.flows == 0 { summaries.removeLast() }
    return summaries
  }

  private static func addShares(_ plan: VerifiedPlan, _ summaries: inout [ProviderSummary]) {
    let total = summaries.reduce(Rational.zero) { $0 + $1.quantity }
    for index in summaries.indices {
      summaries[index].share = (summaries[index].quantity * Rational(100)).divided(by: total) ?? .zero
    }
    for (index, found) in plan.evaluation.constraints.enumerated() {
      guard let party = plan.instance.constraints[index].contractWith?.provider else { continue }
      summaries[party.index].shortfall += found.violation
    }
  }

  private static func addCosts(_ plan: VerifiedPlan, _ summaries: inout [ProviderSummary]) {
    for line in plan.evaluation.chargeLines {
      let index = line.provider?.index ?? summaries.count - 1
      switch line.kind {
      case .transport, .laneFixed, .minimumCharge, .surcharge, .duty, .rebate:
        summaries[index].cost = summaries[index].cost.adding(line.amount) ?? summaries[index].cost
      case .engagement:
        summaries[index].engagement = summaries[index].engagement.adding(line.amount) ?? summaries[index].engagement
      case .switching where line.provider != nil, .constraintPenalty where line.provider != nil: break
      default: continue
      }
      summaries[index].spend = summaries[index].spend.adding(line.amount) ?? summaries[index].spend
    }
    summaries[summaries.count - 1].isUsed = summaries[summaries.count - 1].flows > 0
  }
}
