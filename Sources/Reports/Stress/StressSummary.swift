public import Analyses
import FileFormats
import Logistics
import Verification

/// A stress run for a terminal: the worst losses first.
public struct StressSummary {
  private static let mostLosses = 20

  /// - Parameter width: columns of the terminal; 0 in a pipe.
  public static func text(_ stress: Stress, width: Int, color: Bool) -> String {
    let words = StressWords(stress)
    var out = TerminalText(width: width, color: color)
    let isSafe = stress.losses.allSatisfy { $0.lostUnits.map(\.isZero) ?? false }
    out.paragraph(
      words.verdict, first: "\(TerminalText.printable(stress.instance.name)): ", style: isSafe ? .good : .warning,
      indent: 2)
    write(&out, "Worst single losses", stress.losses, words)
    write(&out, "Worst pairs", stress.pairs, words)
    writeBackUps(&out, stress, words)
    out.line()
    out.paragraph(
      "after each loss the rest is planned anew: as much demand as can be served, then the instance's objectives; "
        + "fixed costs of what failed go on", first: "", style: .dim, indent: 0)
    return out.text
  }

  private static func writeBackUps(_ out: inout TerminalText, _ stress: Stress, _ words: StressWords) {
    guard let backUps = stress.backUps, let verdict = words.backUpVerdict else { return }
    out.heading("Back-up awards")
    out.paragraph(verdict, first: "  ", indent: 2)
    guard !backUps.awards.isEmpty else { return }
    let names = PlanNames(stress.instance)
    out.table(
      [["", "held for", "carries after the loss of"]]
        + backUps.awards.prefix(mostLosses).map {
          [names.words($0.link), words.numbers.money($0.holdingCost), words.uses($0, atMost: 2)]
        }, numbers: [1])
    let more = backUps.awards.count - mostLosses
    if more > 0 { out.line("  and \(words.numbers.count(more)) more, in `back_ups.csv`") }
    write(&out, "Losses that need them, re-planned with the plan's lanes and these alone", backUps.covered, words)
  }

  private static func write(
    _ out: inout TerminalText, _ title: String, _ losses: [Stress.Loss], _ words: StressWords
  ) {
    guard !losses.isEmpty else { return }
    out.heading(title)
    let felt = words.felt(losses)
    guard !felt.isEmpty else { return out.line("  none costs anything") }
    var rows = [["", "", "unserved", "fill rate lost", "added cost"]]
    rows += felt.prefix(mostLosses).map { loss in
      [
        loss.subjects.count == 1 ? words.kind(loss.subjects[0]) : "pair", words.name(loss), words.lost(loss),
        words.fill(loss), words.cost(loss),
      ]
    }
    out.table(rows, numbers: [2, 3, 4])
    let more = felt.count - min(felt.count, mostLosses)
    if more > 0 { out.line("  and \(words.numbers.count(more)) more, in `losses.csv`") }
    let unfelt = losses.count - felt.count
    if unfelt > 0 { out.line("  \(words.numbers.count(unfelt)) more have no effect") }
  }
}
