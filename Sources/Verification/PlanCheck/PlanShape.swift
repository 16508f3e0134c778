import Logistics

/// Whether a plan is made of things of its instance at all.
enum PlanShape {
  static func faults(_ plan: Plan, _ instance: Instance) -> [Violation] {
    var faults: [Violation] = []
    if instance.periods.count != 1 {
      faults.append(fault(.periods, "only plans of one period can be checked"))
    }
    let periods = plan.openSites.count
    if periods != instance.periods.count || plan.openSites.contains(where: { $0.count != instance.sites.count }) {
      faults.append(fault(.unknownSite, "the plan does not say of each site and period whether it is open"))
    }
    var seen: Set<FlowKey> = []
    for (index, flow) in plan.flows.enumerated() {
      guard exists(flow.key, instance) else {
        faults.append(fault(.unknownFlow, "flow \(index) is on a link, in a period or of goods that do not exist"))
        continue
      }
      if flow.quantity.steps <= 0 {
        let amount = instance.settings.resolution.text(flow.quantity)
        let kind: Violation.Kind = flow.quantity.steps < 0 ? .negativeFlow : .emptyFlow
        faults.append(fault(kind, "\(instance.words(flow.key.link)) carries \(amount), not more than 0"))
      }
      if !seen.insert(flow.key).inserted {
        faults.append(fault(.duplicateFlow, "\(instance.words(flow.key.link)) carries the same goods twice"))
      }
    }
    return faults
  }

  private static func exists(_ key: FlowKey, _ instance: Instance) -> Bool {
    let goods =
      switch key.commodity {
      case .pooled(let product): instance.products.indices.contains(product.index)
      case .row(let row): instance.demand.indices.contains(row.index)
      }
    return goods && (0..<instance.links.count).contains(key.link.index)
      && instance.periods.indices.contains(key.period.index)
  }

  private static func fault(_ kind: Violation.Kind, _ message: String) -> Violation {
    Violation(rule: nil, kind: kind, message: message, mark: nil)
  }
}
