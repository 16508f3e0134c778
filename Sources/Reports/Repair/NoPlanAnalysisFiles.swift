import Analyses
public import FileFormats
import Logistics
import Verification

/// What `lanewise explain` writes where no plan exists: the story, the repairs as scenarios, and the page.
public struct NoPlanAnalysisFiles {
  private let words: RepairWords

  public init(_ words: RepairWords) { self.words = words }

  /// Without the manifest.
  public var files: [OutputFile] {
    [
      OutputFile(name: "explanation.json", bytes: document), OutputFile(name: "conflict.csv", bytes: conflict),
      OutputFile(name: "repairs.csv", bytes: words.scenarios.table),
      OutputFile(name: PlanFolder.reportName, bytes: page),
    ]
  }

  private var conflict: [UInt8] {
    var table = SummaryTable(["rule", "source"])
    for line in words.conflict { table.add([line.text, line.place]) }
    return table.bytes
  }

  /// The analysis for programs to read.
  public var document: [UInt8] {
    let answer = words.analysis.answer
    var json = JSONWriter()
    json.object { json in
      json.member("schema_version", count: PlanDocument.schemaVersion)
      json.member("instance", answer.instance.name)
      json.member("status", "infeasible")
      json.member("certified", flag: answer.isCertified)
      json.list("conflict", words.conflict) { json, line in write(&json, line) }
      json.list("repairs", zip(words.names, words.analysis.repairs)) { json, pair in
        let (name, repair) = pair
        json.object { json in
          json.member("scenario", name)
          json.member("price", ExactText.decimal(repair.price))
          json.member("breaks_unpriced_rules", flag: repair.breaksUnpricedRules)
          json.member("total_cost", repair.plan.evaluation.totalCost.description)
          json.member("fill_rate", ExactText.decimal(repair.plan.evaluation.fillRate))
          json.member("verified", flag: true)
          json.list("changes", words.items(repair)) { json, line in write(&json, line) }
        }
      }
    }
    return json.finished()
  }

  private func write(_ json: inout JSONWriter, _ line: RepairWords.Line) {
    json.object(.inline) { json in
      json.member("words", line.text)
      json.member("source", line.place)
    }
  }

  private var page: [UInt8] {
    let answer = words.analysis.answer
    return HTMLReport.page(answer.instance.name) { html in
      HTMLReport.header(
        &html, answer.instance, eyebrow: "Why there is no plan", chip: ("no plan exists", "bad"),
        verdict: NoPlanWords(answer).verdict)
      html.element("main") { html in
        writeConflict(&html)
        writeRepairs(&html)
      }
    }
  }

  private func writeConflict(_ html: inout HTMLWriter) {
    guard !words.conflict.isEmpty else { return }
    HTMLReport.section(&html, "These cannot be kept together", isLong: true) { html in
      var table = ReportTable([.text("Rule"), .text("Cell")])
      for line in words.conflict { table.rows.append([.prose(line.text.capitalizedFirst), .place(line.place)]) }
      table.write(&html)
      html.element(
        "p", ["class": "soft"], "Every one of them is needed for the conflict: without it the others can be kept.")
    }
  }

  private func writeRepairs(_ html: inout HTMLWriter) {
    for (name, repair) in zip(words.names, words.analysis.repairs) {
      HTMLReport.section(&html, name, isLong: true) { html in
        let total = words.numbers.moneyWithCurrency(repair.plan.evaluation.totalCost.rational)
        html.element(
          "p", [:],
          "Relaxing costs \(words.price(repair)). The plan, which was checked, then costs \(total) and fills "
            + "\(words.numbers.percent(repair.plan.evaluation.fillRate)) of the demand.")
        var table = ReportTable([.text("Change"), .text("Cell")])
        for line in words.items(repair) { table.rows.append([.prose(line.text), .place(line.place)]) }
        table.write(&html)
      }
    }
  }
}
