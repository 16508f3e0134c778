public import Analyses
public import FileFormats
public import Logistics
import Verification

/// What `lanewise compare` writes: the tables, the JSON document and the report of a comparison.
public struct ComparisonFiles {
  public static let documentName = "comparison.json"

  private let comparison: Comparison
  private let instance: Instance
  private let plans: [ScenarioPlan]

  public init(_ comparison: Comparison, of instance: Instance) {
    self.comparison = comparison
    self.instance = instance
    plans = [comparison.base] + comparison.scenarios
  }

  /// Without the manifest.
  public var files: [OutputFile] {
    [
      OutputFile(name: ComparisonFiles.documentName, bytes: document),
      OutputFile(name: "comparison.csv", bytes: comparisonTable),
      OutputFile(name: "cost_bridge.csv", bytes: bridgeTable),
      OutputFile(name: "flow_changes.csv", bytes: flowTable),
      OutputFile(name: PlanFolder.reportName, bytes: ComparisonReport.bytes(comparison, of: instance)),
    ]
  }

  private func name(_ plan: ScenarioPlan) -> String { plan.name ?? "base" }

  private func status(_ plan: ScenarioPlan) -> String {
    switch plan.answer {
    case .plan(let verified): verified.status.rawValue
    case .noPlan: "infeasible"
    case nil: "unknown"
    }
  }

  // MARK: Tables

  /// One row a plan, costs by kind in columns.
  private var comparisonTable: [UInt8] {
    var table = SummaryTable(
      ["scenario", "status", "tied", "total_cost"] + CostKind.allCases.map(\.rawValue) + [
        "revenue", "profit", "fill_rate", "orders_served", "sites_open", "providers_used", "co2",
      ])
    for plan in plans {
      let facts = plan.plan?.evaluation
      let costs = CostKind.allCases.map { kind in
        facts.map { facts in facts.costs.first { $0.kind == kind }?.amount.description ?? "0" } ?? ""
      }
      let open = plan.plan.map { "\(SiteSummary.all($0).filter(\.isOpen).count)" } ?? ""
      table.add(
        [
          name(plan), status(plan), plan.plan == nil ? "" : plan.isTied ? "yes" : "no",
          facts?.totalCost.description ?? "",
        ]
          + costs + [
            facts?.revenue?.description ?? "", facts?.profit?.description ?? "",
            facts.map { ExactText.decimal($0.fillRate) } ?? "", facts.map { "\($0.ordersServed)" } ?? "", open,
            facts.map { "\($0.providersUsed.filter { $0 }.count)" } ?? "",
            plan.emission.map { ExactText.decimal($0) } ?? "",
          ])
    }
    return table.bytes
  }

  /// One row a step; the totals of a scenario add up to the difference of its cost.
  private var bridgeTable: [UInt8] {
    var table = SummaryTable(
      ["scenario", "method", "step", "change", "source", "total"] + CostKind.allCases.map(\.rawValue))
    for (scenario, bridge) in zip(comparison.scenarios, comparison.bridges) {
      guard let bridge else { continue }
      for (index, step) in bridge.steps.enumerated() {
        let costs = CostKind.allCases.map { kind in
          step.costs.first { $0.kind == kind }?.amount.description ?? "0"
        }
        table.add(
          [
            name(scenario), bridge.method.rawValue, "\(index + 1)",
            step.changes.map(\.description).joined(separator: "; and "),
            step.changes.map { instance.place($0.mark) }.joined(separator: " "), step.total.description,
          ] + costs)
      }
    }
    return table.bytes
  }

  private var flowTable: [UInt8] {
    var table = SummaryTable([
      "scenario", "origin", "destination", "provider", "mode", "service", "offer", "product", "base",
      "scenario_quantity",
      "difference",
    ])
    for (scenario, difference) in zip(comparison.scenarios, comparison.differences) {
      for flow in difference?.flows ?? [] {
        table.add([
          name(scenario), flow.origin, flow.destination, flow.provider, flow.mode, flow.service, flow.offer,
          flow.product, ExactText.exact(flow.before), ExactText.exact(flow.after), ExactText.exact(flow.difference),
        ])
      }
    }
    return table.bytes
  }

  // MARK: Document

  /// The comparison for programs to read.
  public var document: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema_version", count: PlanDocument.schemaVersion)
      json.member("instance", instance.name)
      json.member("currency", instance.settings.currency)
      json.list("plans", plans, .lines, writePlan)
      json.list("bridges", zip(comparison.scenarios, comparison.bridges).filter { $1 != nil }) { json, pair in
        if let bridge = pair.1 { writeBridge(&json, pair.0, bridge) }
      }
      json.list("changes", zip(comparison.scenarios, comparison.differences).filter { $1 != nil }) { json, pair in
        if let difference = pair.1 { writeDifference(&json, pair.0, difference) }
      }
    }
    return json.finished()
  }

  private func writePlan(_ json: inout JSONWriter, _ plan: ScenarioPlan) {
    json.object { json in
      json.member("scenario", plan.name)
      json.member("status", status(plan))
      json.member("failure", plan.failure)
      guard let verified = plan.plan else { return }
      let facts = verified.evaluation
      json.member("tied", flag: plan.isTied)
      json.member("total_cost", facts.totalCost.description)
      json.key("costs")
      json.object(.inline) { json in
        for item in facts.costs { json.member(item.kind.rawValue, item.amount.description) }
      }
      json.member("profit", facts.profit?.description)
      json.member("fill_rate", ExactText.decimal(facts.fillRate))
      json.member("orders_served", count: facts.ordersServed)
      json.member("sites_open", count: SiteSummary.all(verified).filter(\.isOpen).count)
      json.member("providers_used", count: facts.providersUsed.filter { $0 }.count)
      json.member("co2", plan.emission.map { ExactText.decimal($0) })
      json.list("objectives", LevelSummary.all(verified)) { json, level in
        json.object(.inline) { json in
          json.member("name", level.name)
          json.member("value", ExactText.decimal(level.level.value))
          json.member("certified_bound", level.certifiedText)
          json.member("gap", measured: level.level.gap)
        }
      }
    }
  }

  private func writeBridge(_ json: inout JSONWriter, _ scenario: ScenarioPlan, _ bridge: CostBridge) {
    json.object { json in
      json.member("scenario", scenario.name)
      json.member("method", bridge.method.rawValue)
      json.member("from", bridge.from.description)
      json.member("to", bridge.to.description)
      json.list("steps", bridge.steps) { json, step in
        json.object(.inline) { json in
          json.list("changes", step.changes.map(\.description), .inline) { $0.string($1) }
          json.list("sources", step.changes.map { instance.place($0.mark) }, .inline) { $0.string($1) }
          json.member("total", step.total.description)
          json.key("costs")
          json.object(.inline) { json in
            for item in step.costs { json.member(item.kind.rawValue, item.amount.description) }
          }
        }
      }
    }
  }

  private func writeDifference(_ json: inout JSONWriter, _ scenario: ScenarioPlan, _ difference: PlanDifference) {
    json.object { json in
      json.member("scenario", scenario.name)
      json.list("sites_opened", difference.sitesOpened, .inline) { $0.string($1) }
      json.list("sites_closed", difference.sitesClosed, .inline) { $0.string($1) }
      json.list("providers_gained", difference.providersGained, .inline) { $0.string($1) }
      json.list("providers_lost", difference.providersLost, .inline) { $0.string($1) }
      json.member("flows", count: difference.flows.count)
    }
  }
}
