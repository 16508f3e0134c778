import FileFormats
import Logistics
import Verification

/// The tables of a plan's page: customers, sites, providers, lanes, constraints.
extension PlanReport {
  static let mostRows = 30
  private static let mostReasons = 12

  // MARK: Customers

  private struct CustomerService {
    var customer: CustomerID
    var asked = Rational.zero
    var served = Rational.zero

    var unmet: Rational { asked - served }
    var share: Rational { served.divided(by: asked) ?? .one }
  }

  private var customers: [CustomerService] {
    var all = instance.customers.indices.map { CustomerService(customer: CustomerID($0)) }
    for (index, row) in instance.demand.enumerated() {
      all[row.customer.index].asked += row.quantity
      all[row.customer.index].served += instance.settings.resolution.rational(facts.served[index])
    }
    // Worst served first; among equals the largest.
    return all.filter { $0.asked.isPositive }.sorted { a, b in
      if a.share != b.share { return a.share < b.share }
      return a.asked == b.asked ? a.customer < b.customer : b.asked < a.asked
    }
  }

  func writeService(_ html: inout HTMLWriter) {
    let all = customers
    HTMLReport.section(&html, "Who is served", isLong: true) { html in
      html.element("p", [:], words.service + ".")
      var table = ReportTable([
        .text("Customer"), .number("Asked"), .number("Served"), .number("Unmet"), .number("Fill rate"), .text(""),
      ])
      for item in all.prefix(PlanReport.mostRows) { table.rows.append(serviceRow(instance[item.customer].name, item)) }
      let rest = all.dropFirst(PlanReport.mostRows)
      if !rest.isEmpty {
        var sum = CustomerService(customer: CustomerID(0))
        for item in rest {
          sum.asked += item.asked
          sum.served += item.served
        }
        table.footer = serviceRow("\(numbers.count(rest.count)) more customers", sum)
      }
      table.write(&html)
      writeReasons(&html)
    }
  }

  private func serviceRow(_ name: String, _ item: CustomerService) -> [ReportTable.Cell] {
    let kind: ReportTable.BarKind = !item.unmet.isPositive ? .full : item.served.isPositive ? .short : .none
    return [
      .text(name), .number(numbers.quantity(item.asked)), .number(numbers.quantity(item.served)),
      .number(item.unmet.isPositive ? numbers.quantity(item.unmet) : "–"),
      .number(numbers.percent(item.share * Rational(100))), .bar(item.share.approximate, kind),
    ]
  }

  private func writeReasons(_ html: inout HTMLWriter) {
    let unmet = UnmetDemand.byReason(plan)
    guard !unmet.isEmpty else { return }
    html.element("h3", [:], "What is unmet, and why")
    var table = ReportTable([.text("Demand"), .number("Unmet"), .text("Reason"), .text("Row")])
    for group in unmet.prefix(PlanReport.mostReasons) {
      let first = group.rows.first.map { instance.place(instance[$0].mark) } ?? ""
      table.rows.append([
        .text(group.words(instance, numbers)), .number(numbers.quantity(group.units)), .prose(group.reason),
        .place(group.rows.count > 1 ? "\(first) …" : first),
      ])
    }
    table.write(&html)
    let more = unmet.dropFirst(PlanReport.mostReasons).reduce(0) { $0 + $1.rows.count }
    if more > 0 {
      html.element("p", ["class": "soft"]) { html in
        html.prose("\(numbers.count(more, "more row")) stand in `demand_summary.csv`, with their reasons.")
      }
    }
  }

  // MARK: Sites

  func writeSites(_ html: inout HTMLWriter) {
    HTMLReport.section(&html, "Sites", isLong: true) { html in
      var table = ReportTable([
        .text("Site"), .text("Type"), .text("State"), .number("Supplied"), .number("Arrives"), .number("Leaves"),
        .number("Limit"), .number("Cost"), .text("Row"),
      ])
      for summary in sites.prefix(4 * PlanReport.mostRows) {
        let site = instance[summary.site]
        let limit = site.throughputMax.map { "\(numbers.plain($0.value)) \($0.measure.unit(instance.settings))" }
        table.rows.append([
          .text(site.name), .text(site.type.split(separator: "_").joined(separator: " ")), .text(state(summary)),
          .number(numbers.quantity(summary.supplied)), .number(numbers.quantity(summary.inbound)),
          .number(numbers.quantity(summary.outbound)), .number(limit ?? "–"), .number(numbers.money(summary.cost)),
          .place(names.place(site.mark) ?? ""),
        ])
      }
      table.write(&html)
      let more = sites.count - table.rows.count
      if more > 0 {
        html.element("p", ["class": "soft"]) { $0.prose("\(numbers.count(more)) more stand in `site_summary.csv`.") }
      }
    }
  }

  private func state(_ summary: SiteSummary) -> String {
    switch (summary.isOpen, summary.change) {
    case (true, "opened"): "opened"
    case (true, _): "open"
    case (false, "closed"): "closed by the plan"
    case (false, _): "not opened"
    }
  }

  // MARK: Providers and lanes

  func writeProviders(_ html: inout HTMLWriter) {
    guard !providers.isEmpty else { return }
    HTMLReport.section(&html, "Providers", isLong: true) { html in
      var table = ReportTable([
        .text("Provider"), .number("Lanes"), .number("Quantity"), .number("Freight"), .number("Engagement"),
        .number("Share of freight"), .text(""),
      ])
      let freight = providers.reduce(Rational.zero) { $0 + $1.cost.rational }
      let sorted = providers.sorted { $0.cost == $1.cost ? bytewise($0.name, $1.name) : $1.cost < $0.cost }
      for item in sorted.filter(\.isUsed) {
        let share = item.cost.rational.divided(by: freight) ?? .zero
        table.rows.append([
          .text(item.name.isEmpty ? "(no provider named)" : item.name), .number(numbers.count(item.links)),
          .number(numbers.quantity(item.quantity)), .number(numbers.money(item.cost)),
          .number(numbers.money(item.engagement)), .number(numbers.percent(share * Rational(100))),
          .bar(share.approximate, .plain),
        ])
      }
      table.write(&html)
      let unused = sorted.filter { !$0.isUsed }.map(\.name)
      if !unused.isEmpty {
        let shown = unused.prefix(PlanReport.mostRows).joined(separator: ", ")
        let more = unused.count > PlanReport.mostRows ? " and \(unused.count - PlanReport.mostRows) more" : ""
        html.element("p", ["class": "soft"], "Not used: \(shown)\(more).")
      }
    }
  }

  private func bytewise(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

  private struct LaneFlow {
    var link: LinkID
    var quantity = Rational.zero
    var cost = Money.zero
    var pricedBy: [LaneID] = []
  }

  private var laneFlows: [LaneFlow] {
    var all: [LaneFlow] = []
    var places: [LinkID: Int] = [:]
    for (index, flow) in plan.plan.flows.enumerated() {
      let place = places[flow.key.link] ?? all.count
      if place == all.count {
        all.append(LaneFlow(link: flow.key.link))
        places[flow.key.link] = place
      }
      all[place].quantity += instance.settings.resolution.rational(flow.quantity)
      all[place].cost = all[place].cost.adding(facts.flows[index].cost) ?? all[place].cost
      let lane = facts.flows[index].pricedBy
      if !all[place].pricedBy.contains(lane) { all[place].pricedBy.append(lane) }
    }
    return all.sorted { $0.cost == $1.cost ? $0.link < $1.link : $1.cost < $0.cost }
  }

  func writeLanes(_ html: inout HTMLWriter) {
    let flows = laneFlows
    guard !flows.isEmpty else { return }
    HTMLReport.section(&html, "Lanes by cost", isLong: true) { html in
      var table = ReportTable([
        .text("From"), .text("To"), .text("Provider"), .text("Mode, service, offer"), .number("Quantity"),
        .number("Cost"), .number("A \(instance.settings.quantityUnit)"), .text("Priced by"),
      ])
      for flow in flows.prefix(PlanReport.mostRows) { table.rows.append(laneRow(flow)) }
      let rest = flows.dropFirst(PlanReport.mostRows)
      if !rest.isEmpty {
        let quantity = rest.reduce(Rational.zero) { $0 + $1.quantity }
        let cost = rest.reduce(Rational.zero) { $0 + $1.cost.rational }
        table.footer = [
          .text("\(numbers.count(rest.count)) more lanes"), .text(""), .text(""), .text(""),
          .number(numbers.quantity(quantity)), .number(numbers.money(cost)), .number(each(cost, quantity)), .text(""),
        ]
      }
      table.write(&html)
    }
  }

  private func laneRow(_ flow: LaneFlow) -> [ReportTable.Cell] {
    let details = [names.mode(flow.link), names.service(flow.link), names.offer(flow.link)].compactMap { $0 }
    let first = flow.pricedBy.first.map { instance.place(instance.lanes.marks[$0.index]) } ?? ""
    return [
      .text(names.origin(flow.link)), .text(names.destination(flow.link)), .text(names.provider(flow.link) ?? ""),
      .text(details.joined(separator: ", ")), .number(numbers.quantity(flow.quantity)),
      .number(numbers.money(flow.cost)), .number(each(flow.cost.rational, flow.quantity)),
      .place(flow.pricedBy.count > 1 ? "\(first) and \(flow.pricedBy.count - 1) more" : first),
    ]
  }

  private func each(_ cost: Rational, _ quantity: Rational) -> String {
    cost.divided(by: quantity).map { numbers.money($0) } ?? ""
  }

  // MARK: Constraints

  func writeConstraints(_ html: inout HTMLWriter) {
    guard !facts.constraints.isEmpty, facts.constraints.count == instance.constraints.count else { return }
    HTMLReport.section(&html, "Constraints", isLong: true) { html in
      let rules = RuleWords(instance)
      var table = ReportTable([.text("Constraint"), .number("In the plan"), .number("Missed by"), .text("Row")])
      for index in facts.constraints.indices.prefix(4 * PlanReport.mostRows) {
        let found = facts.constraints[index]
        table.rows.append([
          .prose(rules.say(.constraintMost(ConstraintID(index))).text.capitalizedFirst),
          .number(numbers.plain(found.amount)),
          .number(found.violation.isPositive ? numbers.plain(found.violation) : "–"),
          .place(instance.place(instance.constraints[index].mark)),
        ])
      }
      table.write(&html)
    }
  }
}
