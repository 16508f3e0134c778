import BruteForce
import Logistics

/// The enumerator's plans in the instance's own ids, found by names.
struct TinyPlans {
  private let instance: Instance
  private var links: [[String]: LinkID] = [:]
  private var rows: [[String]: DemandID] = [:]
  private let products: [String: ProductID]
  private let customers: Set<String>

  init(_ instance: Instance) {
    self.instance = instance
    products = Dictionary(uniqueKeysWithValues: instance.products.enumerated().map { ($1.name, ProductID($0)) })
    customers = Set(instance.customers.map(\.name))
    for link in 0..<instance.links.count {
      let key = [
        instance[instance.links.origin[link]].name, instance.name(of: instance.links.destination[link]),
        instance.links.provider[link].map { instance[$0].name } ?? "",
        instance.links.mode[link].map { instance.modes[$0.index] } ?? "",
        instance.links.service[link].map { instance.services[$0.index] } ?? "",
        instance.links.offer[link].map { instance[$0].name } ?? "",
        instance.links.seller(of: LinkID(link)).channel.map { instance[$0].name } ?? "",
        instance.links.seller(of: LinkID(link)).partner.map { instance[$0].name } ?? "",
      ]
      links[key] = LinkID(link)
    }
    for (index, row) in instance.demand.enumerated() {
      let order = instance[row.order].name ?? ""
      rows[[instance[row.customer].name, instance[row.product].name, order]] = DemandID(index)
    }
  }

  /// nil where the plan names something that the instance does not have.
  func plan(_ tiny: TinyPlan) -> Plan? {
    var flows: [PlannedFlow] = []
    for flow in tiny.flows {
      let key = [
        flow.origin, flow.destination, flow.provider ?? "", flow.mode ?? "", flow.service ?? "", flow.offer ?? "",
        flow.channel ?? "", flow.partner ?? "",
      ]
      guard let link = links[key], let commodity = commodity(flow), let steps = steps(flow.quantity.numerator, over: flow.quantity.denominator) else { return nil }
      flows.append(PlannedFlow(FlowKey(link, PeriodID(0), commodity), Quantity(steps: steps)))
    }
    let open = Set(tiny.openSites)
    return Plan(flows: flows, openSites: [instance.sites.map { open.contains($0.name) }])
  }

  private func commodity(_ flow: TinyPlan.Flow) -> Commodity? {
    if let order = flow.order, let customer = flow.customer {
      return rows[[customer, flow.product, order]].map { .row($0) }
    }
    if customers.contains(flow.destination) { return rows[[flow.destination, flow.product, ""]].map { .row($0) } }
    return products[flow.product].map { .pooled($0) }
  }

  private func steps(_ numerator: Int128, over denominator: Int128) -> Int64? {
    let scaled = numerator * Int128(instance.settings.resolution.stepsPerUnit)
    return scaled % denominator == 0 ? Int64(exactly: scaled / denominator) : nil
  }
}
