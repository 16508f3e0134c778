import Analyses
import FileFormats
import Logistics
import Verification

/// The page of a comparison.
struct ComparisonReport {
  private static let mostFlows = 12

  let comparison: Comparison
  let instance: Instance
  let table: ComparisonRows

  static func bytes(_ comparison: Comparison, of instance: Instance) -> [UInt8] {
    let report = ComparisonReport(
      comparison: comparison, instance: instance, table: ComparisonRows(comparison, instance))
    return HTMLReport.page(instance.name) { report.write(&$0) }
  }

  private var numbers: ReportNumbers { table.numbers }

  private func write(_ html: inout HTMLWriter) {
    let missing = comparison.scenarios.filter { $0.plan == nil }.count
    HTMLReport.header(
      &html, instance, eyebrow: "Comparison of scenarios",
      chip: (numbers.count(comparison.scenarios.count, "scenario"), missing == 0 ? "good" : "warn"),
      verdict: "every plan was checked against its tables; of equally good plans the one nearest to the base is "
        + "shown, so that what differs had to differ")
    html.element("main") { html in
      writeTable(&html)
      for index in comparison.scenarios.indices { writeScenario(&html, index) }
    }
    html.element("footer") { html in
      html.element("p") { html in
        html.prose(
          "The same figures, exact, stand in `comparison.csv`, `cost_bridge.csv` and `flow_changes.csv`; places such as "
            + "`scenarios.csv:4` are rows of the instance.")
      }
    }
  }

  private func writeTable(_ html: inout HTMLWriter) {
    HTMLReport.section(&html, "Side by side") { html in
      let currency = instance.settings.currency
      var page = ReportTable([.text(currency.isEmpty ? "" : currency)] + table.names.map { .number($0) })
      for row in table.rows {
        page.rows.append([.text(row.label.capitalizedFirst)] + row.cells.map { .number($0) })
      }
      page.write(&html)
    }
  }

  private func writeScenario(_ html: inout HTMLWriter, _ index: Int) {
    let scenario = comparison.scenarios[index]
    HTMLReport.section(&html, scenario.name ?? "", isLong: true) { html in
      guard scenario.plan != nil else { return writeMissing(&html, scenario) }
      if let bridge = comparison.bridges[index] { write(&html, bridge) }
      if let difference = comparison.differences[index] { write(&html, difference, isTied: scenario.isTied) }
    }
  }

  private func writeMissing(_ html: inout HTMLWriter, _ scenario: ScenarioPlan) {
    guard case .noPlan(let noPlan)? = scenario.answer else {
      return html.element("p") { $0.prose((scenario.failure ?? "no answer").capitalizedFirst + ".") }
    }
    let cause = NoPlanWords(noPlan)
    html.element("p") { $0.prose("No plan exists: \(cause.verdict).") }
    html.element("ul") { html in
      for line in (cause.shortfalls + cause.violations + cause.binding).prefix(ComparisonReport.mostFlows) {
        html.element("li") { $0.prose(line.place.isEmpty ? line.text : "\(line.text) (`\(line.place)`)") }
      }
    }
  }

  /// The bridge as bars: what each item adds or takes, on one scale.
  private func write(_ html: inout HTMLWriter, _ bridge: CostBridge) {
    let words = BridgeWords(bridge, instance, numbers)
    html.element("p") { $0.prose((words.title + ".").capitalizedFirst) }
    let largest = bridge.steps.map(\.total.rational.magnitude).max() ?? .zero
    var page = ReportTable([.text(""), .number("Cost"), .text(""), .text("Row")])
    page.rows.append([.text("Base"), .number(numbers.money(bridge.from)), .text(""), .place("")])
    for line in words.steps {
      let share = line.step.total.rational.magnitude.divided(by: largest) ?? .zero
      page.rows.append([
        .text(line.text), .number(numbers.change(line.step.total)),
        .bar(share.approximate, line.step.total.grains > 0 ? .short : .full), .place(line.places),
      ])
    }
    page.footer = [.text("Scenario"), .number(numbers.money(bridge.to)), .text(""), .place("")]
    page.write(&html)
  }

  private func write(_ html: inout HTMLWriter, _ difference: PlanDifference, isTied: Bool) {
    let words = DifferenceWords(difference: difference, numbers: numbers)
    html.element("h3", [:], "What the plan does otherwise")
    if difference.isEmpty { html.element("p", [:], "Nothing: the plan stays as it is.") }
    let decisions = words.decisions
    if !decisions.isEmpty {
      html.element("p", [:], decisions.map(\.capitalizedFirst).joined(separator: ". ") + ".")
    }
    if !difference.flows.isEmpty {
      var page = ReportTable([.text("Flow"), .number("Base"), .number("Scenario")])
      for flow in difference.flows.prefix(ComparisonReport.mostFlows) {
        page.rows.append([
          .text(words.words(flow)), .number(numbers.quantity(flow.before)), .number(numbers.quantity(flow.after)),
        ])
      }
      page.write(&html)
      let more = difference.flows.count - ComparisonReport.mostFlows
      if more > 0 { html.element("p", ["class": "soft"], "And \(numbers.count(more, "more flow")).") }
    }
    if isTied {
      html.element(
        "p", ["class": "soft"], "Tied: another plan is as good in every objective; this is the one nearest to the base."
      )
    }
  }
}
