import FileFormats
import Logistics
public import Verification

/// `report.html`: an answer on one page that needs no other file, no script and no network.
public struct HTMLReport {
  /// The page's bytes, the same for the same answer.
  public static func bytes(_ answer: VerifiedAnswer, scenario: String?) -> [UInt8] {
    switch answer {
    case .plan(let plan):
      page(plan.instance.name) { PlanReport(plan, scenario: scenario).write(&$0) }
    case .noPlan(let noPlan):
      page(noPlan.instance.name) { NoPlanReport(noPlan, scenario: scenario).write(&$0) }
    }
  }

  static func page(_ title: String, _ body: (inout HTMLWriter) -> Void) -> [UInt8] {
    var html = HTMLWriter()
    html.verbatim("<!DOCTYPE html>\n")
    html.element("html", ["lang": "en"]) { html in
      html.element("head") { html in
        html.void("meta", ["charset": "utf-8"])
        html.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        html.void("meta", ["name": "generator", "content": "lanewise"])
        html.element("title", [:], title.isEmpty ? "Plan" : title)
        html.element("style") { $0.verbatim(ReportStyle.sheet) }
      }
      html.element("body", [:], body)
    }
    return Array((html.html + "\n").utf8)
  }

  static func header(
    _ html: inout HTMLWriter, _ instance: Instance, scenario: String?, chip: (text: String, kind: String),
    verdict: String
  ) {
    let eyebrow = scenario.map { "Distribution plan, scenario \($0)" } ?? "Distribution plan"
    header(&html, instance, eyebrow: eyebrow, chip: chip, verdict: verdict)
  }

  static func header(
    _ html: inout HTMLWriter, _ instance: Instance, eyebrow: String, chip: (text: String, kind: String), verdict: String
  ) {
    html.element("header") { html in
      html.element("p", ["class": "eyebrow"], eyebrow)
      html.element("h1") { html in
        html.text(instance.settings.modelName.isEmpty ? instance.name : instance.settings.modelName)
        html.element("span", ["class": "chip \(chip.kind)"], chip.text)
      }
      html.element("p", ["class": "verdict"]) { $0.prose(verdict.capitalizedFirst + ".") }
    }
  }

  static func section(
    _ html: inout HTMLWriter, _ title: String, isLong: Bool = false, _ body: (inout HTMLWriter) -> Void
  ) {
    html.element("section", isLong ? ["class": "long"] : [:]) { html in
      html.element("h2", [:], title)
      body(&html)
    }
  }
}

extension String {
  /// Messages are lower case; sentences on a page are not.
  var capitalizedFirst: String {
    guard let first, first.isLetter else { return self }
    return first.uppercased() + dropFirst()
  }
}
