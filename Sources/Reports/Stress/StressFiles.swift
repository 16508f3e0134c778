public import Analyses
public import FileFormats
import Logistics
import Verification

/// What `lanewise stress` writes.
public struct StressFiles {
  private static let mostRows = 40

  private let stress: Stress
  private let words: StressWords

  public init(_ stress: Stress) {
    self.stress = stress
    words = StressWords(stress)
  }

  /// Without the manifest.
  public var files: [OutputFile] {
    var files = [
      OutputFile(name: "stress.json", bytes: document), OutputFile(name: "losses.csv", bytes: table),
      OutputFile(name: PlanFolder.reportName, bytes: page),
    ]
    if let backUps = stress.backUps { files.append(OutputFile(name: "back_ups.csv", bytes: table(backUps))) }
    return files
  }

  private func table(_ backUps: BackUps) -> [UInt8] {
    var table = SummaryTable([
      "origin", "destination", "provider", "mode", "service", "offer", "holding_cost", "used_after",
    ])
    let names = PlanNames(stress.instance)
    for award in backUps.awards {
      table.add([
        names.origin(award.link), names.destination(award.link), names.provider(award.link) ?? "",
        names.mode(award.link) ?? "", names.service(award.link) ?? "", names.offer(award.link) ?? "",
        award.holdingCost.description, award.usedAfter.map { words.name(stress.losses[$0]) }.joined(separator: "; "),
      ])
    }
    return table.bytes
  }

  private var table: [UInt8] {
    var table = SummaryTable([
      "rank", "kind", "subject", "second_subject", "lost_quantity", "lost_fill_rate", "added_cost", "failure",
    ])
    for losses in [stress.losses, stress.pairs] {
      for (index, loss) in losses.enumerated() {
        table.add([
          "\(index + 1)", loss.subjects.count > 1 ? "pair" : words.kind(loss.subjects[0]),
          words.name(loss.subjects[0]), loss.subjects.count > 1 ? words.name(loss.subjects[1]) : "",
          loss.lostUnits.map { ExactText.exact($0) } ?? "", loss.lostFill.map { ExactText.decimal($0) } ?? "",
          loss.addedCost?.description ?? "", loss.failure ?? "",
        ])
      }
    }
    return table.bytes
  }

  /// The losses for programs to read.
  public var document: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema_version", count: PlanDocument.schemaVersion)
      json.member("instance", stress.instance.name)
      json.member("total_cost", stress.base.evaluation.totalCost.description)
      json.member("fill_rate", ExactText.decimal(stress.base.evaluation.fillRate))
      json.list("losses", stress.losses, .lines, write)
      json.list("pairs", stress.pairs, .lines, write)
      if let backUps = stress.backUps { write(&json, backUps) }
    }
    return json.finished()
  }

  private func write(_ json: inout JSONWriter, _ loss: Stress.Loss) {
    json.object(.inline) { json in
      json.list("subjects", loss.subjects, .inline) { json, subject in
        json.object(.inline) { json in json.member(words.kind(subject), words.name(subject)) }
      }
      json.member("lost_quantity", loss.lostUnits.map { ExactText.exact($0) })
      json.member("lost_fill_rate", loss.lostFill.map { ExactText.decimal($0) })
      json.member("added_cost", loss.addedCost?.description)
      json.member("failure", loss.failure)
    }
  }

  private func write(_ json: inout JSONWriter, _ backUps: BackUps) {
    let names = PlanNames(stress.instance)
    json.member("back_ups_holding_cost", backUps.holdingCost.description)
    json.member("back_ups_cost_at_least", backUps.least?.holdingCost.description)
    if let least = backUps.least { json.member("back_ups_are_at_least", count: least.awards) }
    json.member("back_ups_are_cheapest", flag: backUps.isCheapest)
    json.list("back_ups", backUps.awards, .lines) { json, award in
      json.object(.inline) { json in
        json.member("award", names.words(award.link))
        json.member("holding_cost", award.holdingCost.description)
        json.list("used_after", award.usedAfter, .inline) { json, place in json.string(words.name(stress.losses[place])) }
      }
    }
    json.list("losses_with_back_ups", backUps.covered, .lines, write)
  }

  // MARK: Page

  private var page: [UInt8] {
    HTMLReport.page(stress.instance.name) { html in
      let isSafe = stress.losses.allSatisfy { $0.lostUnits.map(\.isZero) ?? false }
      HTMLReport.header(
        &html, stress.instance, eyebrow: "Stress test",
        chip: (isSafe ? "survives every single loss" : "demand at risk", isSafe ? "good" : "warn"),
        verdict: words.verdict)
      html.element("main") { html in
        write(&html, "Worst single losses", stress.losses)
        write(&html, "Worst pairs", stress.pairs)
        writeBackUps(&html)
      }
      html.element("footer") { html in
        html.element(
          "p", [:],
          "After each loss the rest was planned anew and checked: as much demand as can be served, then the "
            + "instance's own objectives. Fixed costs of what failed go on.")
      }
    }
  }

  private func writeBackUps(_ html: inout HTMLWriter) {
    guard let backUps = stress.backUps, let verdict = words.backUpVerdict else { return }
    let names = PlanNames(stress.instance)
    HTMLReport.section(&html, "Back-up awards", isLong: true) { html in
      html.element("p", [:], verdict.capitalizedFirst + ".")
      guard !backUps.awards.isEmpty else { return }
      var table = ReportTable([.text("Award"), .number("Held for"), .text("Carries after the loss of")])
      for award in backUps.awards.prefix(StressFiles.mostRows) {
        table.rows.append([
          .text(names.words(award.link)), .number(words.numbers.money(award.holdingCost)), .prose(words.uses(award, atMost: 12)),
        ])
      }
      table.write(&html)
    }
    write(&html, "After the losses that need them", backUps.covered)
  }

  private func write(_ html: inout HTMLWriter, _ title: String, _ losses: [Stress.Loss]) {
    guard !losses.isEmpty else { return }
    HTMLReport.section(&html, title, isLong: true) { html in
      let largest = losses.compactMap { $0.lostFill }.max() ?? .zero
      var table = ReportTable([
        .text(""), .text("What fails"), .number("Unserved"), .number("Fill rate lost"), .number("Added cost"),
        .text(""),
      ])
      for loss in words.felt(losses).prefix(StressFiles.mostRows) {
        let share = (loss.lostFill ?? largest).divided(by: largest)?.approximate ?? 0
        table.rows.append([
          .text(loss.subjects.count > 1 ? "pair" : words.kind(loss.subjects[0])), .text(words.name(loss)),
          .number(words.lost(loss)), .number(words.fill(loss)), .number(words.cost(loss)), .bar(share, .none),
        ])
      }
      table.write(&html)
    }
  }
}
