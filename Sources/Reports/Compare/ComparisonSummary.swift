public import Analyses
import FileFormats
public import Logistics
import Verification

/// A comparison for a terminal: the plans side by side, what each scenario does otherwise, and the bridge to its
/// cost.
public struct ComparisonSummary {
  private static let mostFlows = 5

  private let comparison: Comparison
  private let instance: Instance
  private let table: ComparisonRows
  private let width: Int
  private var out: TerminalText

  /// - Parameters:
  ///   - instance: the base, for units and places.
  ///   - width: columns of the terminal; 0 in a pipe.
  public static func text(_ comparison: Comparison, of instance: Instance, width: Int, color: Bool) -> String {
    var summary = ComparisonSummary(comparison, instance, width: width, color: color)
    summary.write()
    return summary.out.text
  }

  private init(_ comparison: Comparison, _ instance: Instance, width: Int, color: Bool) {
    self.comparison = comparison
    self.instance = instance
    self.width = width
    table = ComparisonRows(comparison, instance)
    out = TerminalText(width: width, color: color)
  }

  private mutating func write() {
    let currency = instance.settings.currency.isEmpty ? "" : ", money in \(instance.settings.currency)"
    let count = table.numbers.count(comparison.scenarios.count, "scenario")
    out.paragraph(
      "\(count) against the base\(currency)", first: "\(TerminalText.printable(instance.name)): ", style: .bold,
      indent: 2)
    writeTable()
    for (index, scenario) in comparison.scenarios.enumerated() { write(scenario, index) }
  }

  /// As many plans side by side as the terminal is wide, the base always first.
  private mutating func writeTable() {
    let rows = table.rows
    let labels = rows.map(\.label.count).max() ?? 0
    let widths = table.names.indices.map { plan in
      (rows.map { $0.cells[plan].count } + [table.names[plan].count]).max() ?? 0
    }
    var next = 1
    repeat {
      var shown = [0]
      var used = 4 + labels + widths[0]
      while next < widths.count, shown.count == 1 || width <= 0 || used + 2 + widths[next] <= width {
        used += 2 + widths[next]
        shown.append(next)
        next += 1
      }
      out.line()
      out.table(
        [[""] + shown.map { table.names[$0] }] + rows.map { row in [row.label] + shown.map { row.cells[$0] } },
        numbers: Set(1...shown.count))
    } while next < widths.count
  }

  private mutating func write(_ scenario: ScenarioPlan, _ index: Int) {
    out.heading(TerminalText.printable(scenario.name ?? ""))
    guard scenario.plan != nil else { return writeMissing(scenario) }
    if let difference = comparison.differences[index] { write(difference, isTied: scenario.isTied) }
    if let bridge = comparison.bridges[index] { write(bridge) }
  }

  private mutating func writeMissing(_ scenario: ScenarioPlan) {
    guard case .noPlan(let noPlan)? = scenario.answer else {
      return out.paragraph(scenario.failure ?? "no answer", first: "  ", indent: 4)
    }
    let cause = NoPlanWords(noPlan)
    out.paragraph("no plan exists: \(cause.verdict)", first: "  ", indent: 4)
    for line in (cause.shortfalls + cause.violations).prefix(3) {
      out.paragraph(line.place.isEmpty ? line.text : "\(line.text) (\(line.place))", first: "    ", indent: 6)
    }
  }

  private mutating func write(_ difference: PlanDifference, isTied: Bool) {
    let words = DifferenceWords(difference: difference, numbers: table.numbers)
    if difference.isEmpty { out.line("  the plan stays as it is") }
    for line in words.decisions { out.paragraph(line, first: "  ", indent: 4) }
    let rows = difference.flows.prefix(ComparisonSummary.mostFlows).map { [words.words($0), words.amounts($0)] }
    out.table(rows, numbers: [1])
    let more = difference.flows.count - rows.count
    if more > 0 { out.line("  and \(table.numbers.count(more, "more flow"))") }
    if isTied {
      out.paragraph(
        "tied: another plan is as good; this is the one that is nearest to the base", first: "  ", indent: 4)
    }
  }

  private mutating func write(_ bridge: CostBridge) {
    let words = BridgeWords(bridge, instance, table.numbers)
    out.line()
    out.paragraph(words.title, first: "  ", indent: 4)
    var rows = [["base", table.numbers.money(bridge.from), ""]]
    rows += words.steps.map { ["  \($0.text)", table.numbers.change($0.step.total), $0.places] }
    rows.append(["scenario", table.numbers.money(bridge.to), ""])
    out.table(rows, numbers: [1])
  }
}

/// A bridge in words.
struct BridgeWords {
  struct Line {
    let step: CostBridge.Step
    let text: String
    let places: String
  }

  let title: String
  let steps: [Line]

  init(_ bridge: CostBridge, _ instance: Instance, _ numbers: ReportNumbers) {
    title =
      switch bridge.method {
      case .order: "from the base to the scenario, its items applied in order"
      case .shapley: "from the base to the scenario, each item averaged over every order (Shapley)"
      }
    steps = bridge.steps.map { step in
      Line(
        step: step, text: step.changes.map(\.description).joined(separator: "; and "),
        places: step.changes.map { instance.place($0.mark) }.joined(separator: ", "))
    }
  }
}
