public import Analyses
public import FileFormats
import Logistics
import Verification

/// A negotiation sheet for a terminal and as files: what each loser would have to offer, and what each rule costs.
public struct WhyNotSummary {
  private static let mostLosers = 25
  private static let mostRules = 15

  private let whyNot: WhyNot
  private let numbers: ReportNumbers
  private let rules: RuleWords

  public init(_ whyNot: WhyNot) {
    self.whyNot = whyNot
    numbers = ReportNumbers(whyNot.plan.instance)
    rules = RuleWords(whyNot.plan.instance)
  }

  private var instance: Instance { whyNot.plan.instance }

  /// - Parameter width: columns of the terminal; 0 in a pipe.
  public func text(width: Int, color: Bool) -> String {
    var out = TerminalText(width: width, color: color)
    let count = numbers.count(whyNot.losers.count, "lane row")
    out.paragraph(
      "\(count) that carry nothing, those nearest to winning first",
      first: "\(TerminalText.printable(instance.name)): ", style: .bold, indent: 2)
    out.line()
    var rows = [["", "price now", "wins at", "would carry", "forced"]]
    rows += whyNot.losers.prefix(WhyNotSummary.mostLosers).map(cells)
    out.table(rows, numbers: [1, 2, 3, 4])
    let more = whyNot.losers.count - WhyNotSummary.mostLosers
    if more > 0 { out.line("  and \(numbers.count(more)) more, in `why_not.csv`") }
    if let unproven { out.paragraph(unproven, indent: 2) }
    writeRules(&out)
    return out.text
  }

  /// How much less forcing may cost than shown, at most; nil where everything shown is the least to the cent.
  private var unproven: String? {
    let open = whyNot.losers.compactMap { loser in
      loser.forcedAtLeast.flatMap { least in loser.forcedCost.map { $0.rational - least } }
    }.max()
    guard let open, open >= Rational(mantissa: 5, decimals: 3) else { return nil }
    return "Forcing costs at most \(numbers.moneyWithCurrency(open)) less than shown, by the certificates; each row's own bound is in `why_not.csv`."
  }

  private func writeRules(_ out: inout TerminalText) {
    let dear = priced
    guard !dear.isEmpty else { return }
    out.heading("What constraints and contract lines cost: the plan without each is so much cheaper")
    let rows = dear.prefix(WhyNotSummary.mostRules).map { rule in
      [rule.name, saving(rule), instance.place(rule.mark)]
    }
    out.table(Array(rows), numbers: [1])
  }

  /// Those that cost something, the dearest first.
  private var priced: [WhyNot.RulePrice] {
    whyNot.rules.filter { $0.saving.map { $0 != .zero } ?? false }.sorted { a, b in
      (b.saving ?? .zero, a.name) < (a.saving ?? .zero, b.name)
    }
  }

  private func saving(_ rule: WhyNot.RulePrice) -> String { rule.saving.map(numbers.money) ?? "unknown" }

  private func price(_ price: Rational) -> String {
    ReportNumbers.grouped(ReportNumbers.rounded(price, decimals: 4), keepZeros: false)
  }

  private func cells(_ loser: WhyNot.Loser) -> [String] {
    [
      called(loser.lane), price(loser.price), loser.fall.map { price(loser.price - $0) } ?? "never",
      loser.units.map(numbers.quantityWithUnit) ?? "", loser.forcedCost.map(numbers.change) ?? "cannot",
    ]
  }

  /// Without the word `lane`.
  private func called(_ lane: LaneID) -> String {
    let text = rules.called(lane)
    return text.hasPrefix("lane ") ? String(text.dropFirst("lane ".count)) : text
  }

  // MARK: Files

  /// Without the manifest.
  public var files: [OutputFile] {
    [
      OutputFile(name: "why_not.json", bytes: document), OutputFile(name: "why_not.csv", bytes: losers),
      OutputFile(name: "constraint_prices.csv", bytes: prices), OutputFile(name: PlanFolder.reportName, bytes: page),
    ]
  }

  private var losers: [UInt8] {
    var table = SummaryTable([
      "lane", "price", "basis", "wins_at", "must_fall_by", "must_fall_by_at_least", "would_carry", "forced_quantity",
      "forced_cost", "forced_cost_at_least", "source",
    ])
    for loser in whyNot.losers {
      table.add([
        called(loser.lane), ExactText.decimal(loser.price), loser.basis.rawValue,
        loser.fall.map { ExactText.decimal(loser.price - $0) } ?? "",
        loser.fall.map { ExactText.decimal($0) } ?? "", loser.fallAtLeast.map { ExactText.decimal($0) } ?? "",
        loser.units.map { ExactText.exact($0) } ?? "", ExactText.exact(loser.forcedUnits),
        loser.forcedCost?.description ?? "", loser.forcedAtLeast.map { ExactText.decimal($0) } ?? "",
        instance.place(instance.lanes.marks[loser.lane.index]),
      ])
    }
    return table.bytes
  }

  private var prices: [UInt8] {
    var table = SummaryTable(["constraint", "is_contract_line", "saving_without", "source"])
    for rule in whyNot.rules {
      table.add([
        rule.name, rule.isContractLine ? "yes" : "no", rule.saving?.description ?? "", instance.place(rule.mark),
      ])
    }
    return table.bytes
  }

  /// The sheet for programs to read.
  public var document: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema_version", count: PlanDocument.schemaVersion)
      json.member("instance", instance.name)
      json.member("total_cost", whyNot.plan.evaluation.totalCost.description)
      json.list("losers", whyNot.losers) { json, loser in
        json.object(.inline) { json in
          json.member("lane", called(loser.lane))
          json.member("price", ExactText.decimal(loser.price))
          json.member("wins_at", loser.fall.map { ExactText.decimal(loser.price - $0) })
          json.member("would_carry", loser.units.map { ExactText.exact($0) })
          json.member("forced_cost", loser.forcedCost?.description)
          json.member("forced_cost_at_least", loser.forcedAtLeast.map { ExactText.decimal($0) })
        }
      }
      json.list("constraints", whyNot.rules) { json, rule in
        json.object(.inline) { json in
          json.member("constraint", rule.name)
          json.member("is_contract_line", flag: rule.isContractLine)
          json.member("saving_without", rule.saving?.description)
        }
      }
    }
    return json.finished()
  }

  private var page: [UInt8] {
    HTMLReport.page(instance.name) { html in
      HTMLReport.header(
        &html, instance, eyebrow: "Why not: a negotiation sheet",
        chip: (numbers.count(whyNot.losers.count, "row"), "good"),
        verdict: "rows that carry nothing, and the price at which a plan that uses them is as good as this one")
      html.element("main") { html in
        HTMLReport.section(&html, "What each would have to offer", isLong: true) { html in
          var table = ReportTable([
            .text("Lane"), .number("Price now"), .number("Wins at"), .number("Would carry"), .number("Forced"),
            .text("Row"),
          ])
          for loser in whyNot.losers {
            let cells = cells(loser)
            table.rows.append(
              [.text(cells[0])] + cells.dropFirst().map { .number($0) } + [
                .place(instance.place(instance.lanes.marks[loser.lane.index]))
              ])
          }
          table.write(&html)
        }
        guard !priced.isEmpty else { return }
        HTMLReport.section(&html, "What constraints and contract lines cost") { html in
          var table = ReportTable([.text("Constraint"), .number("Cheaper without"), .text("Row")])
          for rule in priced {
            table.rows.append([
              .text(rule.name), .number(saving(rule)), .place(instance.place(rule.mark)),
            ])
          }
          table.write(&html)
        }
      }
    }
  }
}
