import FileFormats
import Logistics
import Verification

/// Why no plan exists, as short as it can be said: the demand, the amount, the limits and where they stand.
enum NoPlanSummary {
  private static let most = 8

  static func text(_ answer: VerifiedNoPlan, width: Int, color: Bool) -> String {
    var out = TerminalText(width: width, color: color)
    let cause = NoPlanWords(answer)
    let name = TerminalText.printable(answer.instance.name)
    out.paragraph("no plan exists: \(cause.verdict)", first: "\(name): ", style: .bad, indent: 2)
    list(&out, "What cannot be met", cause.shortfalls)
    list(&out, "What would have to give way", cause.violations)
    list(&out, "Because", cause.binding)
    return out.text
  }

  private static func list(_ out: inout TerminalText, _ heading: String, _ lines: [NoPlanWords.Line]) {
    guard !lines.isEmpty else { return }
    out.heading(heading)
    for line in lines.prefix(most) {
      out.paragraph(line.place.isEmpty ? line.text : "\(line.text) (\(line.place))", first: "  ", indent: 4)
    }
    if lines.count > most { out.line("  and \(lines.count - most) more, in `plan.json`") }
  }
}
