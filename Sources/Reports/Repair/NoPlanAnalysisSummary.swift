import Analyses
import FileFormats
import Logistics
import Verification

/// Why there is no plan and what would give one, for a terminal.
public struct NoPlanAnalysisSummary {
  private static let mostInputs = 12
  private static let mostItems = 6

  /// - Parameter width: columns of the terminal; 0 in a pipe.
  public static func text(_ words: RepairWords, width: Int, color: Bool) -> String {
    var out = TerminalText(width: width, color: color)
    let answer = words.analysis.answer
    let name = TerminalText.printable(answer.instance.name)
    out.paragraph(
      "no plan exists: \(NoPlanWords(answer).verdict)", first: "\(name): ", style: .bad, indent: 2)
    writeConflict(&out, words)
    writeRepairs(&out, words)
    return out.text
  }

  private static func writeConflict(_ out: inout TerminalText, _ words: RepairWords) {
    let lines = words.conflict
    guard !lines.isEmpty else { return }
    out.heading("These cannot be kept together")
    for line in lines.prefix(mostInputs) { out.paragraph("\(line.text) (\(line.place))", first: "  ", indent: 4) }
    if lines.count > mostInputs { out.line("  and \(words.numbers.count(lines.count - mostInputs, "more row"))") }
  }

  private static func writeRepairs(_ out: inout TerminalText, _ words: RepairWords) {
    let repairs = words.analysis.repairs
    guard !repairs.isEmpty else {
      out.heading("No repair was found")
      return out.paragraph(
        "give rules that may give way a `relax_cost`, or settings a `default_relax_cost`", first: "  ", indent: 2)
    }
    out.heading("Repairs, the cheapest first; each was planned and checked")
    for (name, repair) in zip(words.names, repairs) {
      let total = words.numbers.moneyWithCurrency(repair.plan.evaluation.totalCost.rational)
      out.paragraph(
        "relaxing costs \(words.price(repair)); the plan then costs \(total), fill rate "
          + words.numbers.percent(repair.plan.evaluation.fillRate), first: "  \(name): ", indent: 4)
      let items = words.items(repair)
      for line in items.prefix(mostItems) { out.paragraph("\(line.text) (\(line.place))", first: "    ", indent: 6) }
      if items.count > mostItems { out.line("    and \(words.numbers.count(items.count - mostItems, "more change"))") }
      if repair.breaksUnpricedRules {
        out.paragraph(
          "it lets go what has no `relax_cost`, which counts 1 a unit", first: "    ", indent: 6)
      }
    }
  }
}
