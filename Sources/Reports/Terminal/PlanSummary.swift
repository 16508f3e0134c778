import FileFormats
import Logistics
public import Verification

/// What a planner reads in ten seconds: the verdict, what it costs, who is not served and why, sites, providers.
public struct PlanSummary {
  private static let mostUnmet = 5
  private static let mostSites = 8
  private static let mostProviders = 10
  private static let mostAdvice = 5

  /// The summary as lines of text, the last one ended too.
  ///
  /// - Parameters:
  ///   - width: columns of the terminal; 0 in a pipe: lines are as long as they need.
  ///   - color: whether escape sequences may be used.
  public static func text(_ answer: VerifiedAnswer, width: Int, color: Bool) -> String {
    switch answer {
    case .plan(let plan):
      var summary = PlanSummary(plan, width: width, color: color)
      return summary.write()
    case .noPlan(let noPlan):
      return NoPlanSummary.text(noPlan, width: width, color: color)
    }
  }

  private let plan: VerifiedPlan
  private let words: AnswerWords
  private var out: TerminalText

  private init(_ plan: VerifiedPlan, width: Int, color: Bool) {
    self.plan = plan
    words = AnswerWords(plan)
    out = TerminalText(width: width, color: color)
  }

  private var instance: Instance { plan.instance }
  private var facts: PlanEvaluation { plan.evaluation }
  private var numbers: ReportNumbers { words.numbers }

  private mutating func write() -> String {
    let style: TerminalText.Style = words.grade == .open ? .warning : .good
    let name = TerminalText.printable(instance.name)
    out.paragraph("\(words.title): \(words.verdict)", first: "\(name): ", style: style, indent: 2)
    writeObjectives()
    writeCosts()
    writeService()
    writeSites()
    writeProviders()
    writeAdvice()
    return out.text
  }

  private mutating func writeObjectives() {
    out.heading(instance.objectivesAreDefault ? "Objective (the tables name none)" : "Objectives, in order")
    let rows = words.levels.enumerated().map { index, level -> [String] in
      let objective = words.objective(index)
      let bound = level.bound.map { numbers.level($0, objective) }
      return [
        level.name, level.sense, numbers.level(level.level.value, objective),
        bound.map { "\(level.level.isMaximized ? "at most" : "at least") \($0)" } ?? "no bound",
        level.level.gap.map { "gap \(numbers.gap($0))" } ?? "", words.boundWords(level)
      ]
    }
    out.table(rows, numbers: [2])
  }

  private mutating func writeCosts() {
    let currency = instance.settings.currency
    out.heading(currency.isEmpty ? "Costs" : "Costs in \(TerminalText.printable(currency))")
    var rows = facts.costs.map { item in
      [item.kind.words, numbers.money(item.amount), numbers.share(item.amount.rational, of: facts.totalCost.rational)]
    }
    rows.append(["total", numbers.money(facts.totalCost), ""])
    if let revenue = facts.revenue { rows.append(["revenue", numbers.money(revenue), ""]) }
    if let profit = facts.profit { rows.append(["profit", numbers.money(profit), ""]) }
    out.table(rows, numbers: [1, 2])
  }

  private mutating func writeService() {
    out.heading("Service")
    out.line("  \(TerminalText.printable(words.service))")
    let unmet = UnmetDemand.byReason(plan)
    for group in unmet.prefix(PlanSummary.mostUnmet) {
      let who = group.words(instance, numbers)
      out.paragraph(
        "\(who): \(numbers.quantity(group.units)) unmet: \(group.reason)", first: "  ", indent: 4)
    }
    let more = unmet.dropFirst(PlanSummary.mostUnmet).reduce(0) { $0 + $1.rows.count }
    if more > 0 { out.line("  and \(numbers.count(more, "more row")), in `demand_summary.csv`") }
  }

  private mutating func writeSites() {
    let summaries = SiteSummary.all(plan)
    let open = summaries.filter(\.isOpen).count
    out.heading("Sites: \(numbers.count(open)) of \(numbers.count(summaries.count)) open")
    list("opened", summaries.filter { $0.change == "opened" })
    list("closed", summaries.filter { $0.change == "closed" })
    list("not opened", summaries.filter { !$0.isOpen && $0.change.isEmpty })
  }

  private mutating func list(_ label: String, _ sites: [SiteSummary]) {
    guard !sites.isEmpty else { return }
    let names = sites.prefix(PlanSummary.mostSites).map { instance[$0.site].name }
    let more = sites.count - names.count
    out.paragraph(
      names.joined(separator: ", ") + (more > 0 ? " and \(numbers.count(more)) more" : ""), first: "  \(label): ",
      indent: 4)
  }

  private mutating func writeProviders() {
    let all = ProviderSummary.all(plan)
    guard !all.isEmpty else { return }
    let used = all.filter(\.isUsed).sorted { a, b in
      a.cost == b.cost ? Array(a.name.utf8).lexicographicallyPrecedes(Array(b.name.utf8)) : b.cost < a.cost
    }
    let named = instance.providers.isEmpty ? "" : " of \(numbers.count(instance.providers.count))"
    out.heading("Providers: \(numbers.count(used.filter { !$0.name.isEmpty }.count))\(named) used")
    let rows = used.prefix(PlanSummary.mostProviders).map { item in
      [
        item.name.isEmpty ? "(no provider named)" : item.name, numbers.quantityWithUnit(item.quantity),
        numbers.count(item.links, "lane"), numbers.money(item.cost.adding(item.engagement) ?? item.cost)
      ]
    }
    out.table(rows, numbers: [1, 2, 3])
    let more = used.count - rows.count
    if more > 0 { out.line("  and \(numbers.count(more)) more, in `provider_summary.csv`") }
  }

  /// Breaks just above what moves that would cost less in all, what saves most first.
  private mutating func writeAdvice() {
    let advice = TierWords(plan).advice.enumerated().sorted { a, b in
      a.element.saving == b.element.saving ? a.offset < b.offset : b.element.saving < a.element.saving
    }
    guard !advice.isEmpty else { return }
    out.heading("Worth asking for")
    for (_, item) in advice.prefix(PlanSummary.mostAdvice) {
      out.paragraph(TerminalText.printable(item.text), first: "  ", indent: 4)
    }
    let more = advice.count - PlanSummary.mostAdvice
    if more > 0 { out.line("  and \(numbers.count(more)) more, in `plan.json`") }
  }
}
