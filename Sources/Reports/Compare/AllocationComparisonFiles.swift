public import Analyses
public import FileFormats
public import Logistics
import Verification

/// The rules of sharing side by side: what `lanewise compare --allocation` writes and says.
public struct AllocationComparisonFiles {
  private let comparison: AllocationComparison
  private let instance: Instance
  private let scenario: String?
  private let numbers: ReportNumbers

  /// - Parameter scenario: under which the rules are compared; nil: the instance as it stands.
  public init(_ comparison: AllocationComparison, of instance: Instance, scenario: String? = nil) {
    self.scenario = scenario
    self.comparison = comparison
    self.instance = instance
    numbers = ReportNumbers(instance)
  }

  /// Without the manifest.
  public var files: [OutputFile] {
    [
      OutputFile(name: "allocation_comparison.json", bytes: document),
      OutputFile(name: "allocation_comparison.csv", bytes: table),
      OutputFile(
        name: "report.html",
        bytes: AllocationComparisonReport.bytes(comparison, of: instance, scenario: scenario, rows: rows)),
    ]
  }

  /// One row a rule; a column for each member's fill rate.
  private var table: [UInt8] {
    var table = SummaryTable(
      [
        "allocation_rule", "status", "served", "fill_rate", "least_fill_rate", "price_of_fairness", "total_cost",
        "profit",
      ] + comparison.members.map { "fill_rate of \($0.name)" })
    for variant in comparison.variants {
      let facts = variant.plan?.evaluation
      table.add(
        [
          variant.name ?? "", ComparisonRows.word(variant), facts.map { ExactText.decimal($0.servedTotal) } ?? "",
          facts.map { ExactText.decimal($0.fillRate) } ?? "", text(comparison.leastFillRate(under: variant)),
          text(comparison.priceOfFairness(variant)), facts?.totalCost.description ?? "",
          facts?.profit?.description ?? "",
        ] + comparison.members.map { text(comparison.fillRate($0, under: variant)) })
    }
    return table.bytes
  }

  private func text(_ value: Rational?) -> String { value.map { ExactText.decimal($0) } ?? "" }

  /// The comparison for programs to read.
  public var document: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema_version", count: PlanDocument.schemaVersion)
      json.member("instance", instance.name)
      json.member("scenario", scenario)
      json.member("currency", instance.settings.currency)
      json.list("rules", comparison.variants, .lines, write)
    }
    return json.finished()
  }

  private func write(_ json: inout JSONWriter, _ variant: ScenarioPlan) {
    json.object { json in
      json.member("allocation_rule", variant.name)
      json.member("status", ComparisonRows.word(variant))
      json.member("failure", variant.failure)
      guard let facts = variant.plan?.evaluation else { return }
      json.member("served", ExactText.decimal(facts.servedTotal))
      json.member("fill_rate", ExactText.decimal(facts.fillRate))
      json.member("least_fill_rate", text(comparison.leastFillRate(under: variant)))
      json.member("price_of_fairness", text(comparison.priceOfFairness(variant)))
      json.member("total_cost", facts.totalCost.description)
      json.member("profit", facts.profit?.description)
      json.list("members", comparison.members) { json, member in
        json.object(.inline) { json in
          json.member("name", member.name)
          json.member("fill_rate", text(comparison.fillRate(member, under: variant)))
        }
      }
    }
  }

  /// The comparison for a terminal: a column a rule.
  public func text(width: Int, color: Bool) -> String {
    var out = TerminalText(width: width, color: color)
    out.paragraph(
      "who gets what under each rule of sharing", first: "\(TerminalText.printable(instance.name + (scenario.map { ", \($0)" } ?? ""))): ", style: .bold,
      indent: 2)
    out.line()
    out.table(rows, numbers: Set(1...max(1, comparison.variants.count)))
    return out.text
  }

  private var rows: [[String]] {
    func row(_ label: String, _ cell: (ScenarioPlan) -> String) -> [String] {
      [label] + comparison.variants.map(cell)
    }
    func percent(_ value: Rational?) -> String { value.map { numbers.percent($0) } ?? "" }
    var rows = [
      row("") { $0.name ?? "" },
      row("answer", ComparisonRows.word),
      row("fill rate") { percent($0.plan?.evaluation.fillRate) },
      row("least fill rate") { percent(comparison.leastFillRate(under: $0)) },
      row("price of fairness") { percent(comparison.priceOfFairness($0)) },
      row("costs more than `optimize`") { variant in
        guard let own = variant.plan?.evaluation.totalCost,
          let free = comparison.variants.first(where: { $0.name == "optimize" })?.plan?.evaluation.totalCost
        else { return "" }
        return numbers.change(Money(grains: own.grains &- free.grains))
      },
      row("total cost") { $0.plan.map { numbers.money($0.evaluation.totalCost) } ?? "" },
    ]
    if comparison.variants.contains(where: { $0.plan?.evaluation.profit != nil }) {
      rows.append(row("profit") { $0.plan?.evaluation.profit.map { numbers.money($0) } ?? "" })
    }
    return rows
      + comparison.members.map { member in
        row(TerminalText.printable(member.name)) { percent(comparison.fillRate(member, under: $0)) }
      }
  }
}
