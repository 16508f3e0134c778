import Analyses
import FileFormats
import Logistics
import Verification

/// The page of a comparison of sharing rules: what each serves and costs, what fairness costs, and who gets what.
struct AllocationComparisonReport {
  let comparison: AllocationComparison
  let instance: Instance
  let scenario: String?
  /// The same rows as on a terminal: a label, then a cell for each rule.
  let rows: [[String]]

  static func bytes(
    _ comparison: AllocationComparison, of instance: Instance, scenario: String?, rows: [[String]]
  ) -> [UInt8] {
    let report = AllocationComparisonReport(
      comparison: comparison, instance: instance, scenario: scenario, rows: rows)
    return HTMLReport.page(instance.name) { report.write(&$0) }
  }

  private var numbers: ReportNumbers { ReportNumbers(instance) }

  private func write(_ html: inout HTMLWriter) {
    let missing = comparison.variants.filter { $0.plan == nil }.count
    HTMLReport.header(
      &html, instance, eyebrow: "Rules of sharing" + (scenario.map { ", scenario \($0)" } ?? ""),
      chip: (numbers.count(comparison.variants.count, "rule"), missing == 0 ? "good" : "warn"),
      verdict: "the same instance under every rule of sharing; every plan was checked against its tables")
    html.element("main") { html in
      writeStory(&html)
      writeTable(&html)
    }
    html.element("footer") { html in
      html.element("p") { $0.prose("The same figures, exact, stand in `allocation_comparison.csv`.") }
    }
  }

  private func writeStory(_ html: inout HTMLWriter) {
    HTMLReport.section(&html, "What fairness costs") { html in
      html.element("ul") { html in
        for sentence in sentences { html.element("li") { $0.prose(sentence) } }
      }
      html.element("p", ["class": "soft"]) {
        $0.prose(
          "The price of fairness is what a rule serves less than the rule that serves most, in percent of that. `optimize` shares "
            + "as the objectives alone would.")
      }
    }
  }

  private var sentences: [String] {
    guard let free = comparison.variants.first(where: { $0.name == "optimize" }), let plan = free.plan else { return [] }
    let facts = plan.evaluation
    let least = comparison.leastFillRate(under: free).map { numbers.percent($0) } ?? "–"
    var sentences = [
      "Left to the objectives (`optimize`), \(numbers.quantityWithUnit(facts.servedTotal)) of "
        + "\(numbers.quantity(facts.demandedTotal)) are served at a cost of \(money(facts.totalCost)), and whoever gets least has "
        + "\(least) of what it asks for\(names(at: comparison.leastFillRate(under: free), free))."
    ]
    for variant in comparison.variants where variant.name != "optimize" {
      guard let other = variant.plan?.evaluation else {
        sentences.append("`\(variant.name ?? "")` has no plan.")
        continue
      }
      let cost = Money(grains: other.totalCost.grains &- facts.totalCost.grains)
      let dearer = cost == .zero ? "costs the same" : cost > .zero ? "costs \(money(cost)) more" : "costs \(money(Money(grains: -cost.grains))) less"
      let price = comparison.priceOfFairness(variant).map { numbers.percent($0) } ?? "–"
      let ownLeast = comparison.leastFillRate(under: variant)
      sentences.append(
        "`\(variant.name ?? "")` \(dearer), serves \(numbers.quantity(other.servedTotal)) (price of fairness \(price)), and "
          + "whoever gets least has \(ownLeast.map { numbers.percent($0) } ?? "–")\(names(at: ownLeast, variant)).")
    }
    return sentences
  }

  /// Who it is, where not everybody has the same.
  private func names(at least: Rational?, _ variant: ScenarioPlan) -> String {
    let poorest = comparison.members.filter { comparison.fillRate($0, under: variant) == least }
    guard poorest.count < comparison.members.count, let first = poorest.first else { return "" }
    return poorest.count == 1 ? ", `\(first.name)`" : ", `\(first.name)` and \(numbers.count(poorest.count - 1)) more"
  }

  private func money(_ amount: Money) -> String { numbers.moneyWithCurrency(amount.rational) }

  private func writeTable(_ html: inout HTMLWriter) {
    HTMLReport.section(&html, "Who gets what under each rule") { html in
      var table = ReportTable((rows.first ?? []).enumerated().map { $0.offset == 0 ? .text("") : .number($0.element) })
      for row in rows.dropFirst() {
        table.rows.append(row.enumerated().map { $0.offset == 0 ? .text($0.element.capitalizedFirst) : .number($0.element) })
      }
      table.write(&html)
    }
  }
}
