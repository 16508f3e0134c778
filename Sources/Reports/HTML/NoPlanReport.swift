import FileFormats
import Logistics
import Verification

/// The page where no plan exists: what cannot be met, and the limits that stop it.
struct NoPlanReport {
  let answer: VerifiedNoPlan
  let scenario: String?
  let words: NoPlanWords

  init(_ answer: VerifiedNoPlan, scenario: String?) {
    self.answer = answer
    self.scenario = scenario
    words = NoPlanWords(answer)
  }

  func write(_ html: inout HTMLWriter) {
    HTMLReport.header(
      &html, answer.instance, scenario: scenario, chip: ("no plan exists", "bad"),
      verdict: "no plan keeps every rule of this instance: \(words.verdict)")
    html.element("main") { html in
      list(&html, "What cannot be met", words.shortfalls)
      list(&html, "What would have to give way", words.violations)
      list(&html, "Because", words.binding)
      HTMLReport.section(&html, "What this means") { html in
        html.element(
          "p", [:],
          """
          The demand and the limits above cannot all be kept together. The amounts belong to the compromise that gives \
          way least; another choice of who goes short may be possible. Raise a limit, lower a demand, or give the demand a \
          penalty cost, and plan again.
          """)
        html.element("p") { html in
          html.prose(
            answer.isCertified
              ? "That no plan exists follows from the multipliers in `certificate.json` and the tables alone, in exact "
                + "arithmetic." : "There is no certificate: that no plan exists is the word of `\(answer.run.engine)`.")
        }
      }
    }
  }

  private func list(_ html: inout HTMLWriter, _ title: String, _ lines: [NoPlanWords.Line]) {
    guard !lines.isEmpty else { return }
    HTMLReport.section(&html, title, isLong: true) { html in
      var table = ReportTable([.text(""), .text("Row")])
      for line in lines { table.rows.append([.prose(line.text.capitalizedFirst), .place(line.place)]) }
      table.write(&html)
    }
  }
}
