public import Analyses
public import FileFormats
import Logistics
import Verification

/// Explanations for a terminal and for programs.
public struct ExplanationSummary {
  /// - Parameter width: columns of the terminal; 0 in a pipe.
  public static func text(_ explanations: [Explanation], width: Int, color: Bool) -> String {
    var out = TerminalText(width: width, color: color)
    for (index, explanation) in explanations.enumerated() {
      let words = ExplanationWords(explanation)
      if index > 0 { out.line() }
      out.line(out.styled(TerminalText.printable(words.title), .bold))
      for sentence in words.sentences { out.paragraph(sentence, first: "  ", indent: 4) }
    }
    return out.text
  }

  /// Without the manifest.
  public static func files(_ explanations: [Explanation]) -> [OutputFile] {
    [
      OutputFile(name: "explanation.json", bytes: document(explanations)),
      OutputFile(name: PlanFolder.reportName, bytes: page(explanations)),
    ]
  }

  public static func document(_ explanations: [Explanation]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema_version", count: PlanDocument.schemaVersion)
      json.member("instance", explanations.first?.plan.instance.name)
      json.list("explanations", explanations) { json, explanation in
        let words = ExplanationWords(explanation)
        json.object { json in
          json.member("subject", words.title)
          json.list("findings", words.sentences) { $0.string($1) }
        }
      }
    }
    return json.finished()
  }

  private static func page(_ explanations: [Explanation]) -> [UInt8] {
    let name = explanations.first?.plan.instance.name ?? ""
    return HTMLReport.page(name) { html in
      if let plan = explanations.first?.plan {
        HTMLReport.header(
          &html, plan.instance, eyebrow: "Why the plan is as it is",
          chip: (plan.status == .optimal ? "optimal plan" : "valid plan", plan.status == .optimal ? "good" : "warn"),
          verdict: "every figure is the difference of two plans that were checked")
      }
      html.element("main") { html in
        for explanation in explanations {
          let words = ExplanationWords(explanation)
          HTMLReport.section(&html, words.title, isLong: true) { html in
            html.element("ul") { html in
              for sentence in words.sentences { html.element("li") { $0.prose(sentence.capitalizedFirst + ".") } }
            }
          }
        }
      }
    }
  }
}
