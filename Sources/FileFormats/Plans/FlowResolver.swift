import Logistics

/// From the names of a flow back to its link and commodity.
struct FlowResolver {
  private struct LinkNames: Hashable {
    var origin: String
    var destination: String
    var provider: String?
    var mode: String?
    var service: String?
    var offer: String?
    var channel: String?
    var partner: String?
  }

  private struct RowNames: Hashable {
    var customer: CustomerID
    var product: ProductID
    var period: PeriodID
    var order: String?
  }

  private let names: NameIndex
  private let links: [LinkNames: LinkID]
  private let rows: [RowNames: [DemandID]]

  private var instance: Instance { names.instance }

  init(_ names: NameIndex) {
    self.names = names
    let written = PlanNames(names.instance)
    var links: [LinkNames: LinkID] = [:]
    for link in (0..<names.instance.links.count).map({ LinkID($0) }) {
      let key = LinkNames(
        origin: written.origin(link), destination: written.destination(link), provider: written.provider(link),
        mode: written.mode(link), service: written.service(link), offer: written.offer(link),
        channel: written.channel(link), partner: written.partner(link))
      if links[key] == nil { links[key] = link }
    }
    self.links = links
    var rows: [RowNames: [DemandID]] = [:]
    for (index, row) in names.instance.demand.enumerated() {
      let order = names.instance[row.order].name
      let key = RowNames(customer: row.customer, product: row.product, period: row.period, order: order)
      rows[key, default: []].append(DemandID(index))
    }
    self.rows = rows
  }

  func resolve(_ flow: PlanFile.Flow) throws(Fault) -> PlannedFlow {
    let link = try self.link(flow)
    let period = try names.period(flow.period)
    let product = try names.product(flow.product)
    let commodity = try self.commodity(flow, product, try flow.due.map(names.period) ?? period)
    return PlannedFlow(FlowKey(link, period, commodity), try quantity(flow.quantity))
  }

  private func link(_ flow: PlanFile.Flow) throws(Fault) -> LinkID {
    let key = LinkNames(
      origin: flow.origin, destination: flow.destination, provider: flow.provider, mode: flow.mode,
      service: flow.service, offer: flow.offer, channel: flow.channel, partner: flow.partner)
    if let link = links[key] { return link }
    _ = try names.site(flow.origin)
    if let provider = flow.provider { _ = try names.provider(provider) }
    try known(flow.mode, instance.modes, "mode")
    try known(flow.service, instance.services, "service")
    try known(flow.offer, instance.offers.map(\.name), "offer")
    try known(flow.channel, instance.sales.channels.map(\.name), "channel")
    try known(flow.partner, instance.sales.partners.map(\.name), "partner")
    let details = [
      flow.provider.map { "provider `\($0)`" }, flow.mode.map { "mode `\($0)`" },
      flow.service.map { "service `\($0)`" },
      flow.offer.map { "offer `\($0)`" }, flow.channel.map { "channel `\($0)`" },
      flow.partner.map { "partner `\($0)`" },
    ].compactMap { $0 }
    let with = details.isEmpty ? "" : " with \(details.joined(separator: ", "))"
    throw Fault(
      at: nil, rule: "unknown-name",
      "the instance has no lane from `\(flow.origin)` to `\(flow.destination)`\(with)", text: flow.destination)
  }

  private func known(_ name: String?, _ all: [String], _ kind: String) throws(Fault) {
    guard let name, !all.contains(name) else { return }
    throw Fault(at: nil, rule: "unknown-name", "the instance has no \(kind) `\(name)`", text: name)
  }

  private func commodity(_ flow: PlanFile.Flow, _ product: ProductID, _ due: PeriodID) throws(Fault) -> Commodity {
    guard let name = flow.customer else {
      guard let order = flow.order else { return .pooled(product) }
      throw Fault(at: nil, rule: "flow-form", "order `\(order)` has no customer")
    }
    let customer = try names.customer(name)
    let key = RowNames(customer: customer, product: product, period: due, order: flow.order)
    let matching = rows[key] ?? []
    if matching.count > 1, let place = flow.demand {
      let there = matching.filter { instance.place(instance[$0].mark) == place }
      if there.count == 1 { return .row(there[0]) }
    }
    guard matching.count == 1 else {
      let order = flow.order.map { " in order `\($0)`" } ?? ""
      throw Fault(
        at: nil, rule: "unknown-name",
        "the instance has \(matching.isEmpty ? "no" : "more than one") demand of `\(name)` for "
          + "`\(flow.product)`\(order)",
        text: name)
    }
    return .row(matching[0])
  }

  private func quantity(_ text: String) throws(Fault) -> Quantity {
    let resolution = instance.settings.resolution
    guard let units = ExactText.read(text) else {
      throw Fault(at: nil, rule: "number-form", "`\(text)` is not a quantity", text: text)
    }
    guard units.isPositive, let quantity = resolution.floor(units), resolution.rational(quantity) == units else {
      let step = resolution.text(Quantity(steps: 1))
      throw Fault(
        at: nil, rule: "quantity-step",
        "`\(text)` is not a positive multiple of \(step) \(instance.settings.quantityUnit)",
        text: text)
    }
    return quantity
  }
}
