import FileFormats
import Logistics
import Verification

/// The page of a plan, from the verdict down to the rows of the tables.
struct PlanReport {
  let plan: VerifiedPlan
  let scenario: String?
  let words: AnswerWords
  let sites: [SiteSummary]
  let providers: [ProviderSummary]

  init(_ plan: VerifiedPlan, scenario: String?) {
    self.plan = plan
    self.scenario = scenario
    words = AnswerWords(plan)
    sites = SiteSummary.all(plan)
    providers = ProviderSummary.all(plan)
  }

  var instance: Instance { plan.instance }
  var facts: PlanEvaluation { plan.evaluation }
  var numbers: ReportNumbers { words.numbers }
  var names: PlanNames { PlanNames(plan.instance) }

  func write(_ html: inout HTMLWriter) {
    HTMLReport.header(&html, instance, scenario: scenario, chip: chip, verdict: words.verdict)
    html.element("main") { html in
      writeTiles(&html)
      writeCosts(&html)
      NetworkMap(plan)?.write(&html)
      writeService(&html)
      writeSharing(&html)
      writeSites(&html)
      writeProviders(&html)
      writeAdvice(&html)
      writeSales(&html)
      writeLanes(&html)
      writeConstraints(&html)
      writeObjectives(&html)
      writeCheck(&html)
    }
    html.element("footer") { html in
      html.element("p") { html in
        html.prose(
          "The whole plan stands in `plan.json` and the CSV tables beside this page; places such as "
            + "`lanes.csv:14` are rows of the instance.")
      }
    }
  }

  private var chip: (text: String, kind: String) {
    switch words.grade {
    case .proven: ("proven optimal", "good")
    case .bestByWord: ("optimal", "good")
    case .open: ("valid, not proven best", "warn")
    }
  }

  // MARK: Headline

  private func writeTiles(_ html: inout HTMLWriter) {
    html.element("div", ["class": "tiles"]) { html in
      if let profit = facts.profit {
        tile(&html, "Profit", numbers.headline(profit), unit: instance.settings.currency, "")
      }
      tile(&html, "Total cost", numbers.headline(facts.totalCost), unit: instance.settings.currency, costNote)
      tile(
        &html, "Fill rate", numbers.percent(facts.fillRate),
        "\(numbers.quantity(facts.servedTotal)) of \(numbers.quantityWithUnit(facts.demandedTotal))")
      tile(
        &html, "Orders in full", numbers.count(facts.ordersServed), "of \(numbers.count(facts.ordersAsked))")
      tile(&html, "Sites open", numbers.count(sites.filter(\.isOpen).count), "of \(numbers.count(sites.count))")
      let used = providers.filter { $0.isUsed && !$0.name.isEmpty }.count
      if !instance.providers.isEmpty {
        tile(&html, "Providers used", numbers.count(used), "of \(numbers.count(instance.providers.count))")
      }
      if let level = words.levels.last, let gap = level.level.gap {
        tile(&html, "Gap", numbers.gap(gap), level.boundIsCertified ? "certified" : words.boundWords(level))
      }
    }
  }

  private var costNote: String {
    guard facts.servedTotal.isPositive,
      let each = facts.totalCost.rational.divided(by: facts.servedTotal)
    else { return "" }
    return "\(numbers.money(each)) a \(instance.settings.quantityUnit) served"
  }

  private func tile(_ html: inout HTMLWriter, _ name: String, _ value: String, unit: String = "", _ note: String) {
    html.element("div", ["class": "tile"]) { html in
      html.element("div", ["class": "name"], name)
      html.element("div", ["class": "value"]) { html in
        html.text(value)
        if !unit.isEmpty { html.element("small", [:], " \(unit)") }
      }
      html.element("div", ["class": "note"], note)
    }
  }

  // MARK: Costs

  private func writeCosts(_ html: inout HTMLWriter) {
    HTMLReport.section(&html, "What it costs") { html in
      let currency = instance.settings.currency
      var table = ReportTable([
        .text("Kind"), .number(currency.isEmpty ? "Amount" : currency), .number("Share"), .text("")
      ])
      let largest = facts.costs.map(\.amount.rational.magnitude).max() ?? .zero
      for item in facts.costs.sorted(by: { $1.amount < $0.amount }) {
        table.rows.append([
          .text(item.kind.words.capitalizedFirst), .number(numbers.money(item.amount)),
          .number(numbers.share(item.amount.rational, of: facts.totalCost.rational)),
          .bar((item.amount.rational.magnitude.divided(by: largest) ?? .zero).approximate, .plain)
        ])
      }
      table.footer = [.text("Total"), .number(numbers.money(facts.totalCost)), .number(""), .text("")]
      table.write(&html)
      if let revenue = facts.revenue, let profit = facts.profit {
        html.element(
          "p", ["class": "soft"],
          "Revenue \(numbers.moneyWithCurrency(revenue.rational)), "
            + "profit \(numbers.moneyWithCurrency(profit.rational))."
        )
      }
    }
  }

  // MARK: Proof

  private func writeObjectives(_ html: inout HTMLWriter) {
    HTMLReport.section(&html, words.levels.count > 1 ? "Objectives and bounds" : "Objective and bound") { html in
      var table = ReportTable([
        .text("Objective"), .text("Sense"), .number("Value"), .number("Bound"), .number("Certified bound"),
        .number("Gap"), .text("Bound by")
      ])
      for (index, level) in words.levels.enumerated() {
        let objective = words.objective(index)
        table.rows.append([
          .text(level.name), .text(level.sense), .number(numbers.level(level.level.value, objective)),
          .number(level.bound.map { numbers.level($0, objective) } ?? "–"),
          .number(level.level.certifiedBound.map { numbers.level($0, objective) } ?? "–"),
          .number(level.level.gap.map { numbers.gap($0) } ?? "–"), .text(words.boundWords(level))
        ])
      }
      table.write(&html)
      html.element("p") { html in
        html.text(
          "A bound is a value that no plan can beat; objectives are taken in order, each under the condition that the "
            + "earlier ones keep theirs. A plan is proven optimal where value and bound meet. A certified bound was "
            + "computed again, in exact arithmetic, from the tables and the multipliers in ")
        html.element("code", [:], CertificateDocument.fileName)
        html.text(" alone; any other bound is the engine's word.")
      }
    }
  }

  private func writeCheck(_ html: inout HTMLWriter) {
    HTMLReport.section(&html, "How this was checked") { html in
      html.element("p") { html in
        html.text(
          "Every flow was tested against every rule of the instance and every charge was priced again from the tables, "
            + "in exact numbers, by code that shares nothing with the solver. To repeat it: ")
        html.element("code", [:], "lanewise verify INSTANCE PLAN")
        html.text(".")
      }
      html.element("dl") { html in
        entry(&html, "Answer by", plan.run.engine)
        entry(&html, "Stopped by", words.stop)
        for attempt in plan.run.attempts {
          entry(&html, "Tried", "\(attempt.engine), \(attempt.method): \(attempt.result)")
        }
        entry(&html, "Read from", instance.files.joined(separator: ", "))
      }
      if !facts.missedByLessThanAStep.isEmpty {
        html.element("h3", [:], "Missed by less than one step of the resolution")
        html.element("ul") { html in
          for missed in facts.missedByLessThanAStep { html.element("li") { $0.prose(missed.message) } }
        }
      }
    }
  }

  private func entry(_ html: inout HTMLWriter, _ name: String, _ value: String) {
    html.element("dt", [:], name)
    html.element("dd", [:], value)
  }
}
