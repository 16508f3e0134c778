public import Logistics
public import Verification

/// What moves on one way in one plan and not, or not as much, in another.
public struct FlowChange: Sendable, Equatable {
  public let origin, destination, provider, mode, service, offer, product: String
  /// Units in the first plan and in the second.
  public let before, after: Rational

  public var difference: Rational { after - before }
}

/// What one plan does otherwise than another.
public struct PlanDifference: Sendable {
  /// By name.
  public let sitesOpened, sitesClosed: [String]
  public let providersGained, providersLost: [String]
  /// Largest difference first; equal ones by name.
  public let flows: [FlowChange]

  public var isEmpty: Bool {
    sitesOpened.isEmpty && sitesClosed.isEmpty && providersGained.isEmpty && providersLost.isEmpty && flows.isEmpty
  }

  public init(from before: VerifiedPlan, to after: VerifiedPlan) {
    let (wasOpen, isOpen) = (PlanDifference.openSites(before), PlanDifference.openSites(after))
    sitesOpened = isOpen.filter { !wasOpen.contains($0) }
    sitesClosed = wasOpen.filter { !isOpen.contains($0) }
    let (had, has) = (PlanDifference.providers(before), PlanDifference.providers(after))
    providersGained = has.filter { !had.contains($0) }
    providersLost = had.filter { !has.contains($0) }
    flows = PlanDifference.flowChanges(before, after)
  }

  private static func openSites(_ plan: VerifiedPlan) -> [String] {
    plan.instance.sites.indices.filter { site in plan.plan.openSites.contains { $0[site] } }
      .map { plan.instance.sites[$0].name }
  }

  private static func providers(_ plan: VerifiedPlan) -> [String] {
    plan.instance.providers.indices.filter { plan.evaluation.providersUsed[$0] }.map {
      plan.instance.providers[$0].name
    }
  }

  private struct Way: Hashable {
    let names: [String]
  }

  private static func flowChanges(_ before: VerifiedPlan, _ after: VerifiedPlan) -> [FlowChange] {
    let (first, second) = (totals(before), totals(after))
    var seen = Set<Way>()
    let ways = (first.order + second.order).filter { seen.insert($0).inserted }
    let changes = ways.compactMap { way -> FlowChange? in
      let (old, new) = (first.units[way] ?? .zero, second.units[way] ?? .zero)
      guard old != new else { return nil }
      let names = way.names
      return FlowChange(
        origin: names[0], destination: names[1], provider: names[2], mode: names[3], service: names[4], offer: names[5],
        product: names[6], before: old, after: new)
    }
    return changes.enumerated().sorted { a, b in
      let (left, right) = (a.element.difference.magnitude, b.element.difference.magnitude)
      return left == right ? a.offset < b.offset : right < left
    }.map(\.element)
  }

  /// Units by way and product over all orders and periods, in the order of the plan's flows.
  private static func totals(_ plan: VerifiedPlan) -> (units: [Way: Rational], order: [Way]) {
    let (instance, links) = (plan.instance, plan.instance.links)
    var units: [Way: Rational] = [:]
    var order: [Way] = []
    for flow in plan.plan.flows {
      let i = flow.key.link.index
      let way = Way(names: [
        instance[links.origin[i]].name, instance.name(of: links.destination[i]),
        links.provider[i].map { instance[$0].name } ?? "", links.mode[i].map { instance.modes[$0.index] } ?? "",
        links.service[i].map { instance.services[$0.index] } ?? "", links.offer[i].map { instance[$0].name } ?? "",
        instance[instance.product(of: flow.key.commodity)].name,
      ])
      if units[way] == nil { order.append(way) }
      units[way, default: .zero] += instance.settings.resolution.rational(flow.quantity)
    }
    return (units, order)
  }
}
