import Logistics
import Verification

/// The CSV tables of a plan, for spreadsheets.
struct SummaryTables {
  let plan: VerifiedPlan
  let names: PlanNames

  init(_ plan: VerifiedPlan) {
    self.plan = plan
    names = PlanNames(plan.instance)
  }

  private var instance: Instance { plan.instance }
  private var facts: PlanEvaluation { plan.evaluation }

  var files: [OutputFile] {
    [flows, demand, sites, providers, InvoiceLines(plan).file, constraints, CostToServeTable(plan).file] + sales
  }

  /// Of instances with partners.
  private var sales: [OutputFile] { instance.sales.partners.isEmpty ? [] : [partners, conflicts] }

  private var flows: OutputFile {
    OutputFile(name: "flow_summary.csv", header: [
      "origin", "destination", "provider", "mode", "service", "offer", "channel", "partner", "product", "period", "due",
      "order", "customer", "quantity", "distance", "transit_time", "cost", "source",
    ]) { table in
      for (index, flow) in plan.plan.flows.enumerated() {
        let key = flow.key
        let row = facts.flows[index]
        let lane = row.pricedBy.index
        table.add([
          names.origin(key.link), names.destination(key.link), names.provider(key.link) ?? "", names.mode(key.link) ?? "",
          names.service(key.link) ?? "", names.offer(key.link) ?? "", channel(key), partner(key),
          names.product(key.commodity), names.period(key.period), names.due(key.commodity) ?? "",
          names.order(key.commodity) ?? "", names.customer(key.commodity) ?? "",
          instance.settings.resolution.text(flow.quantity), decimal(distance(key)),
          decimal(instance.lanes.transitTime[lane]), row.cost.description, instance.place(instance.lanes.marks[lane]),
        ])
      }
    }
  }

  /// Who sells what a last lane brings; before, whom the lane names.
  private func seller(_ key: FlowKey) -> Seller {
    guard case .customer(let customer) = instance.links.destination[key.link.index] else {
      return instance.links.seller(of: key.link)
    }
    return instance.seller(key.link, customer)
  }

  private func channel(_ key: FlowKey) -> String { seller(key).channel.map { instance[$0].name } ?? "" }
  private func partner(_ key: FlowKey) -> String { seller(key).partner.map { instance[$0].name } ?? "" }

  private func distance(_ key: FlowKey) -> Rational? {
    instance.distance(key.link, instance.product(of: key.commodity), key.period)
  }

  private var demand: OutputFile {
    OutputFile(name: "demand_summary.csv", header: [
      "customer", "product", "period", "order", "quantity", "served", "unmet", "fill_rate", "unit_price",
      "penalty_cost", "served_from", "reason", "source",
    ]) { table in
      let reasons = ShortfallReasons(plan)
      let sources = servedFrom
      for (index, row) in instance.demand.enumerated() {
        let served = instance.settings.resolution.rational(facts.served[index])
        let fill = (served * Rational(100)).divided(by: row.quantity) ?? Rational(100)
        table.add([
          instance[row.customer].name, instance[row.product].name, names.period(row.period),
          instance[row.order].name ?? "", ExactText.exact(row.quantity), ExactText.exact(served),
          ExactText.exact(facts.unmet[index]), ExactText.decimal(fill), decimal(row.unitPrice), decimal(row.penaltyCost),
          sources[index].map { instance[$0].name }.joined(separator: "; "), reasons.reason(DemandID(index)),
          instance.place(row.mark),
        ])
      }
    }
  }

  /// By demand row: the origins of its last legs, in order of the plan, once each.
  private var servedFrom: [[SiteID]] {
    var sources = [[SiteID]](repeating: [], count: instance.demand.count)
    for flow in plan.plan.flows {
      guard case .row(let row) = flow.key.commodity, case .customer = instance.links.destination[flow.key.link.index]
      else { continue }
      let origin = instance.links.origin[flow.key.link.index]
      if !sources[row.index].contains(origin) { sources[row.index].append(origin) }
    }
    return sources
  }

  private var sites: OutputFile {
    OutputFile(name: "site_summary.csv", header: [
      "site", "period", "type", "status", "open", "change", "outbound", "inbound", "orders", "throughput_min",
      "throughput_max", "throughput_unit", "supplied", "cost", "source",
    ]) { table in
      let summaries = SiteSummary.all(plan)
      for summary in summaries {
        let site = instance[summary.site]
        let limit = site.throughputMax ?? site.throughputMin
        table.add([
          site.name, names.period(summary.period), site.type, site.status.rawValue, summary.isOpen ? "yes" : "no",
          summary.change, ExactText.decimal(summary.outbound), ExactText.decimal(summary.inbound),
          summary.orders.map { String($0) } ?? "", decimal(site.throughputMin?.value), decimal(site.throughputMax?.value),
          limit?.measure.unit(instance.settings) ?? "", ExactText.decimal(summary.supplied), summary.cost.description,
          names.place(site.mark) ?? "",
        ])
      }
    }
  }

  private var providers: OutputFile {
    OutputFile(name: "provider_summary.csv", header: [
      "provider", "type", "used", "flows", "lanes", "quantity", "share", "cost", "engagement_cost", "spend", "tiers",
      "shortfall", "advice", "source",
    ]) { table in
      let words = TierWords(plan)
      for summary in ProviderSummary.all(plan) {
        table.add([
          summary.name, summary.type, summary.isUsed ? "yes" : "no", String(summary.flows), String(summary.links),
          ExactText.decimal(summary.quantity), ExactText.decimal(summary.share), summary.cost.description,
          summary.engagement.description, summary.spend.description,
          words.tiers(of: summary.provider).joined(separator: "; "), ExactText.decimal(summary.shortfall),
          words.advice(for: summary.provider).map(\.text).joined(separator: "; "), names.place(summary.mark) ?? "",
        ])
      }
    }
  }

  private var partners: OutputFile {
    OutputFile(name: "partner_summary.csv", header: [
      "partner", "type", "channel", "used", "customers", "demanded", "served", "fill_rate", "sold", "share", "sales",
      "revenue", "commission", "fees", "kept", "own_costs", "margin", "margin_min", "margin_met", "credit_limit",
      "credit_met", "growth", "growth_target", "growth_met", "inventory_turns", "missed_lines", "engagement_cost", "coverage", "reputation", "financial_stability", "satisfaction", "source",
    ]) { table in
      for (index, summary) in SellerSummary.partners(plan).enumerated() {
        let partner = instance.sales.partners[index]
        let isUsed = facts.partnersUsed[index]
        table.add([
          partner.name, partner.type, partner.channel.map { instance[$0].name } ?? "", isUsed ? "yes" : "no",
          String(summary.customers), ExactText.decimal(summary.demanded), ExactText.decimal(summary.served),
          ExactText.decimal(summary.fillRate), ExactText.decimal(summary.sales.units), ExactText.decimal(summary.share),
          ExactText.decimal(summary.sales.value), ExactText.decimal(summary.sales.revenue),
          ExactText.decimal(summary.sales.commission), ExactText.decimal(summary.sales.fees),
          ExactText.decimal(summary.sales.kept),
          ExactText.decimal(summary.sales.ownCosts), decimal(summary.sales.margin), decimal(partner.marginMin),
          summary.met("margin_min"), decimal(partner.creditLimit), summary.met("credit_limit"), decimal(summary.growth),
          decimal(partner.growthTarget), summary.met("growth_target"), decimal(summary.turns), summary.missedLines.joined(separator: "; "),
          isUsed ? ExactText.decimal(partner.engagementCost) : "0", decimal(partner.coverage),
          decimal(partner.reputation), decimal(partner.financialStability), decimal(partner.satisfaction),
          names.place(partner.mark) ?? "",
        ])
      }
    }
  }

  private var conflicts: OutputFile {
    OutputFile(name: "channel_conflicts.csv", header: [
      "customer", "product", "period", "order", "channel", "partner", "sold", "would_lose", "cost_of_terms", "cheapest",
      "source",
    ]) { table in
      for conflict in SaleConflict.all(plan) {
        let row = instance[conflict.row]
        for (index, claim) in conflict.claims.enumerated() {
          table.add([
            instance[row.customer].name, instance[row.product].name, names.period(row.period),
            instance[row.order].name ?? "", claim.seller.channel.map { instance[$0].name } ?? "",
            claim.seller.partner.map { instance[$0].name } ?? "", ExactText.decimal(claim.sold),
            ExactText.decimal(claim.stake), ExactText.decimal(claim.terms), index == conflict.cheapest ? "yes" : "no",
            instance.place(row.mark),
          ])
        }
      }
    }
  }

  private var constraints: OutputFile {
    OutputFile(name: "constraint_summary.csv", header: [
      "constraint", "type", "sense", "value", "unit", "amount", "violation", "penalty_cost", "binding", "source",
    ]) { table in
      for (index, row) in instance.constraints.enumerated() where facts.constraints.indices.contains(index) {
        let found = facts.constraints[index]
        let unit = row.kind == .flow ? (row.within == nil ? row.measure.unit(instance.settings) : "%") : ""
        table.add([
          row.name, row.kind.rawValue, row.sense.rawValue, ExactText.exact(row.value), unit,
          ExactText.decimal(found.amount), ExactText.decimal(found.violation), decimal(row.penaltyCost),
          found.amount == row.value ? "yes" : "no", instance.place(row.mark),
        ])
      }
    }
  }

  private func decimal(_ value: Rational?) -> String { value.map { ExactText.decimal($0) } ?? "" }
}
