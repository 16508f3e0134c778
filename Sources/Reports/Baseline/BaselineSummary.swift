public import Analyses
public import FileFormats
import Logistics
import Verification

/// A review of today's operation for a terminal, and as files.
public struct BaselineSummary {
  private static let mostLanes = 15
  private static let mostRules = 10

  private let review: BaselineReview
  private let numbers: ReportNumbers
  private let names: PlanNames

  public init(_ review: BaselineReview) {
    self.review = review
    numbers = ReportNumbers(review.instance)
    names = PlanNames(review.instance)
  }

  private var instance: Instance { review.instance }

  /// One sentence on the whole.
  private var verdict: String {
    guard !review.evaluation.flows.isEmpty else {
      return "today's flows cannot be priced: some are on no lane that is offered"
    }
    let today = numbers.moneyWithCurrency(review.evaluation.totalCost.rational)
    let broken =
      review.broken.isEmpty
      ? "keeps every rule" : "breaks \(numbers.count(review.broken.count, "rule"))"
    guard let saving = review.saving else { return "today costs \(today) by the tariffs and \(broken); no plan exists" }
    let amount = numbers.moneyWithCurrency(saving.rational.magnitude)
    return saving.grains >= 0
      ? "today costs \(today) by the tariffs and \(broken); the plan costs \(amount) less"
      : "today costs \(today) by the tariffs and \(broken); the plan, which keeps all, costs \(amount) more"
  }

  /// - Parameter width: columns of the terminal; 0 in a pipe.
  public func text(width: Int, color: Bool) -> String {
    var out = TerminalText(width: width, color: color)
    out.paragraph(
      verdict, first: "\(TerminalText.printable(instance.name)): ", style: review.broken.isEmpty ? .good : .warning,
      indent: 2)
    writeLanes(&out)
    writeSteps(&out)
    list(
      &out, "Rules that today breaks, and what each is worth",
      review.broken.map { ("\($0.violation.message); \(worth($0))", $0.violation.mark.map(instance.place)) })
    list(
      &out, "Rows that no lane offers", review.baseline.unmatched.map { ($0.reason, instance.place($0.mark)) })
    return out.text
  }

  private func writeLanes(_ out: inout TerminalText) {
    guard !review.lanes.isEmpty else { return }
    out.heading("Lanes, the largest variance first")
    var rows = [["", "quantity", "by the tariffs", "paid", "variance"]]
    rows += ordered.prefix(BaselineSummary.mostLanes).map(cells)
    out.table(rows, numbers: [1, 2, 3, 4])
    let more = review.lanes.count - BaselineSummary.mostLanes
    if more > 0 { out.line("  and \(numbers.count(more)) more, in `variance.csv`") }
  }

  private func writeSteps(_ out: inout TerminalText) {
    guard !review.steps.isEmpty else { return }
    out.heading("What changes of carriers save, at most so many")
    out.table([["changes", "plan costs", "against today", ""]] + review.steps.map(cells), numbers: [0, 1, 2])
    if let first = review.steps.first, first.changes > 0 {
      out.line("  with fewer than \(numbers.count(first.changes, "change")) no plan keeps every rule")
    }
  }

  /// What the plan saves if the rule is given up.
  private func worth(_ rule: BaselineReview.BrokenRule) -> String {
    guard let cost = rule.costWithout else { return "it is no limit that could be given up" }
    let without = numbers.moneyWithCurrency(cost.rational)
    guard let worth = rule.worth else { return "without it a plan costs \(without)" }
    guard worth != .zero else { return "keeping it costs the plan nothing" }
    let amount = numbers.moneyWithCurrency(worth.rational.magnitude)
    return worth.grains > 0
      ? "keeping it costs the plan \(amount)" : "without it the plan serves more and costs \(amount) more"
  }

  private func cells(_ step: BaselineReview.Step) -> [String] {
    let today = review.evaluation.totalCost
    return [
      numbers.count(step.changes), numbers.money(step.cost),
      numbers.change(Money(grains: step.cost.grains &- today.grains)),
      step.isProven ? "proven" : "not proven",
    ]
  }

  private var ordered: [BaselineReview.Lane] {
    review.lanes.enumerated().sorted { a, b in
      let left = a.element.variance?.rational.magnitude ?? Rational(-1)
      let right = b.element.variance?.rational.magnitude ?? Rational(-1)
      return left == right ? a.offset < b.offset : right < left
    }.map(\.element)
  }

  private func cells(_ lane: BaselineReview.Lane) -> [String] {
    [
      names.words(lane.link), numbers.quantityWithUnit(lane.units), numbers.money(lane.priced),
      lane.actual.map(numbers.money) ?? "unknown", lane.variance.map(numbers.change) ?? "",
    ]
  }

  private func list(_ out: inout TerminalText, _ title: String, _ lines: [(text: String, place: String?)]) {
    guard !lines.isEmpty else { return }
    out.heading(title)
    for line in lines.prefix(BaselineSummary.mostRules) {
      out.paragraph(line.place.map { "\(line.text) (\($0))" } ?? line.text, first: "  ", indent: 4)
    }
    let more = lines.count - BaselineSummary.mostRules
    if more > 0 { out.line("  and \(numbers.count(more)) more, in `baseline.json`") }
  }

  // MARK: Files

  /// Without the manifest.
  public var files: [OutputFile] {
    [
      OutputFile(name: "baseline.json", bytes: document), OutputFile(name: "variance.csv", bytes: variance),
      OutputFile(name: "savings.csv", bytes: savings), OutputFile(name: "broken_rules.csv", bytes: brokenRules),
      OutputFile(name: PlanFolder.reportName, bytes: page),
    ]
  }

  private var variance: [UInt8] {
    var table = SummaryTable([
      "origin", "destination", "provider", "mode", "service", "offer", "quantity", "priced_cost", "actual_cost",
      "variance",
    ])
    for lane in review.lanes {
      table.add([
        names.origin(lane.link), names.destination(lane.link), names.provider(lane.link) ?? "",
        names.mode(lane.link) ?? "", names.service(lane.link) ?? "", names.offer(lane.link) ?? "",
        ExactText.exact(lane.units), lane.priced.description, lane.actual?.description ?? "",
        lane.variance?.description ?? "",
      ])
    }
    return table.bytes
  }

  private var savings: [UInt8] {
    var table = SummaryTable(["most_changes", "plan_cost", "against_today", "proven"])
    for step in review.steps {
      let against = Money(grains: step.cost.grains &- review.evaluation.totalCost.grains)
      table.add(["\(step.changes)", step.cost.description, against.description, step.isProven ? "yes" : "no"])
    }
    return table.bytes
  }

  private var brokenRules: [UInt8] {
    var table = SummaryTable(["rule", "message", "cost_without", "worth", "source"])
    for rule in review.broken {
      table.add([
        rule.violation.kind.rawValue, rule.violation.message, rule.costWithout?.description ?? "",
        rule.worth?.description ?? "", names.place(rule.violation.mark) ?? "",
      ])
    }
    return table.bytes
  }

  /// The review for programs to read.
  public var document: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema_version", count: PlanDocument.schemaVersion)
      json.member("instance", instance.name)
      json.member("baseline_cost", review.evaluation.flows.isEmpty ? nil : review.evaluation.totalCost.description)
      json.member("plan_cost", review.best?.evaluation.totalCost.description)
      json.member("saving", review.saving?.description)
      json.list("by_changes", review.steps) { json, step in
        json.object(.inline) { json in
          json.member("changes", count: step.changes)
          json.member("total_cost", step.cost.description)
          json.member("proven", flag: step.isProven)
        }
      }
      json.list("broken_rules", review.broken) { json, rule in
        json.object(.inline) { json in
          json.member("rule", rule.violation.kind.rawValue)
          json.member("message", rule.violation.message)
          json.member("cost_without", rule.costWithout?.description)
          json.member("worth", rule.worth?.description)
          json.member("source", names.place(rule.violation.mark))
        }
      }
      json.list("unmatched", review.baseline.unmatched) { json, row in
        json.object(.inline) { json in
          json.member("reason", row.reason)
          json.member("source", instance.place(row.mark))
        }
      }
    }
    return json.finished()
  }

  private var page: [UInt8] {
    HTMLReport.page(instance.name) { html in
      HTMLReport.header(
        &html, instance, eyebrow: "Today's operation",
        chip: review.broken.isEmpty ? ("keeps every rule", "good") : ("breaks rules", "warn"), verdict: verdict)
      html.element("main") { html in
        HTMLReport.section(&html, "Lanes", isLong: true) { html in
          var table = ReportTable([
            .text("Lane"), .number("Quantity"), .number("By the tariffs"), .number("Paid"), .number("Variance"),
          ])
          for lane in ordered {
            let cells = cells(lane)
            table.rows.append([.text(cells[0])] + cells.dropFirst().map { .number($0) })
          }
          table.write(&html)
        }
        if !review.steps.isEmpty {
          HTMLReport.section(&html, "What changes of carriers save") { html in
            var table = ReportTable([
              .number("At most"), .number("Plan costs"), .number("Against today"), .text(""),
            ])
            for step in review.steps {
              let cells = cells(step)
              table.rows.append(cells.dropLast().map { .number($0) } + [.text(cells[3])])
            }
            table.write(&html)
          }
        }
        guard !review.broken.isEmpty else { return }
        HTMLReport.section(&html, "Rules that today breaks", isLong: true) { html in
          var table = ReportTable([.text("Rule"), .text("What it is worth"), .text("Row")])
          for rule in review.broken {
            table.rows.append([
              .prose(rule.violation.message.capitalizedFirst), .prose(worth(rule).capitalizedFirst),
              .place(rule.violation.mark.map(instance.place) ?? ""),
            ])
          }
          table.write(&html)
        }
      }
    }
  }
}
