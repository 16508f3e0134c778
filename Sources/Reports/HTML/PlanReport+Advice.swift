import FileFormats
import Verification

/// Breaks of tariffs that the plan misses though they would cost less in all.
extension PlanReport {
  func writeAdvice(_ html: inout HTMLWriter) {
    let advice = TierWords(plan).advice
    guard !advice.isEmpty else { return }
    HTMLReport.section(&html, "Worth asking for") { html in
      var table = ReportTable([
        .text("Provider"), .text("Charge"), .number("More"), .text("Unit"), .number("Saves"), .text("Row"),
      ])
      for item in advice {
        table.rows.append([
          .text(item.provider ?? ""), .text(item.charge), .number(numbers.quantity(item.more)), .text(item.unit),
          .number(numbers.money(item.saving)), .place(names.place(item.mark) ?? ""),
        ])
      }
      table.write(&html)
      html.element("p") { html in
        html.text(
          "If so much more of the same goods moved by the charge, it would reach its next break, and all of it together would cost "
            + "less than what is paid now.")
      }
    }
  }
}
