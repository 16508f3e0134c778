import Analyses
import FileFormats
import Logistics
import Verification

/// A comparison as rows of text, one column a plan: what the terminal and the page show alike.
struct ComparisonRows {
  struct Row {
    var label: String
    /// One a plan.
    var cells: [String]
    /// Figures are set to the right.
    var isNumber = true
    var isTotal = false
  }

  let plans: [ScenarioPlan]
  let names: [String]
  let numbers: ReportNumbers

  init(_ comparison: Comparison, _ instance: Instance) {
    plans = [comparison.base] + comparison.scenarios
    names = plans.map { $0.name ?? "base" }
    numbers = ReportNumbers(instance)
  }

  var rows: [Row] {
    [verdict, kinds, totals, service].flatMap { $0 }
  }

  private func row(
    _ label: String, isNumber: Bool = true, isTotal: Bool = false, _ cell: (VerifiedPlan) -> String
  ) -> Row {
    Row(label: label, cells: plans.map { $0.plan.map(cell) ?? "" }, isNumber: isNumber, isTotal: isTotal)
  }

  private var verdict: [Row] {
    [Row(label: "answer", cells: plans.map(ComparisonRows.word), isNumber: false)]
  }

  /// One or two words on what came of a plan.
  static func word(_ plan: ScenarioPlan) -> String {
    switch plan.answer {
    case .plan(let verified): verified.status.rawValue + (plan.isTied ? ", tied" : "")
    case .noPlan: "no plan exists"
    case nil: "no answer"
    }
  }

  private var kinds: [Row] {
    CostKind.allCases.compactMap { kind in
      let isThere = plans.contains { $0.plan?.evaluation.costs.contains { $0.kind == kind } ?? false }
      guard isThere else { return nil }
      return row(kind.words) { plan in
        plan.evaluation.costs.first { $0.kind == kind }.map { numbers.money($0.amount) } ?? "–"
      }
    }
  }

  private var totals: [Row] {
    var rows = [row("total cost", isTotal: true) { numbers.money($0.evaluation.totalCost) }]
    if let base = plans[0].plan?.evaluation.totalCost {
      rows.append(
        row("against base") { plan in
          numbers.change(Money(grains: plan.evaluation.totalCost.grains &- base.grains))
        })
      if let first = rows.indices.last { rows[first].cells[0] = "" }
    }
    if plans.contains(where: { $0.plan?.evaluation.profit != nil }) {
      rows.append(row("profit", isTotal: true) { $0.evaluation.profit.map(numbers.money) ?? "unknown" })
    }
    return rows
  }

  private var service: [Row] {
    var rows = [
      row("fill rate") { numbers.percent($0.evaluation.fillRate) },
      row("orders in full") { plan in
        "\(numbers.count(plan.evaluation.ordersServed)) of \(numbers.count(plan.evaluation.ordersAsked))"
      },
      row("sites open") { plan in numbers.count(SiteSummary.all(plan).filter(\.isOpen).count) },
      row("providers used") { plan in numbers.count(plan.evaluation.providersUsed.filter { $0 }.count) },
    ]
    let emissions = plans.map { $0.emission }
    if emissions.contains(where: { $0 != nil }) {
      let cells = emissions.map { $0.map { numbers.level($0, .co2) } ?? "unknown" }
      rows.append(Row(label: "CO2", cells: zip(plans, cells).map { $0.plan == nil ? "" : $1 }))
    }
    return rows
  }
}

/// What a scenario does otherwise than the base, in words.
struct DifferenceWords {
  static let mostFlows = 5

  let difference: PlanDifference
  let numbers: ReportNumbers

  /// `Milano opens`, `Iberia Cargo is dropped`; without the flows.
  var decisions: [String] {
    [
      list(difference.sitesOpened, "opens", "open"), list(difference.sitesClosed, "closes", "close"),
      list(difference.providersGained, "is taken on", "are taken on"),
      list(difference.providersLost, "is dropped", "are dropped"),
    ].compactMap { $0 }
  }

  private func list(_ names: [String], _ one: String, _ many: String) -> String? {
    names.isEmpty ? nil : "\(names.joined(separator: ", ")) \(names.count == 1 ? one : many)"
  }

  func words(_ flow: FlowChange) -> String {
    let details = [
      flow.provider.isEmpty ? "" : "by \(flow.provider)", flow.mode, flow.service,
      flow.offer.isEmpty ? "" : "offer \(flow.offer)",
    ].filter { !$0.isEmpty }
    let way = "\(flow.origin) → \(flow.destination)" + (details.isEmpty ? "" : " \(details.joined(separator: ", "))")
    return "\(way), \(flow.product)"
  }

  func amounts(_ flow: FlowChange) -> String {
    "\(numbers.quantity(flow.before)) → \(numbers.quantity(flow.after))"
  }
}
