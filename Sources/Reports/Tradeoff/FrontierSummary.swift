public import Analyses
import FileFormats
public import Logistics
import Verification

/// A frontier for a terminal: the picture, and a line a point.
public struct FrontierSummary {
  private static let mostPoints = 40

  /// - Parameter width: columns of the terminal; 0 in a pipe.
  public static func text(_ frontier: Frontier, of instance: Instance, width: Int, color: Bool) -> String {
    let words = FrontierWords(frontier, instance)
    var out = TerminalText(width: width, color: color)
    let count = words.numbers.count(frontier.points.count, "point")
    out.paragraph(
      "\(count) between `\(words.names[0])` and `\(words.names[1])`: \(words.verdict)",
      first: "\(TerminalText.printable(instance.name)): ", style: .good, indent: 2)
    picture(&out, frontier, words, width: width)
    points(&out, frontier, words)
    return out.text
  }

  private static func picture(_ out: inout TerminalText, _ frontier: Frontier, _ words: FrontierWords, width: Int) {
    let indices = frontier.points.indices
    guard
      let top = indices.max(by: { frontier.points[$0].values[0] < frontier.points[$1].values[0] }),
      let bottom = indices.min(by: { frontier.points[$0].values[0] < frontier.points[$1].values[0] }),
      let left = indices.min(by: { frontier.points[$0].values[1] < frontier.points[$1].values[1] }),
      let right = indices.max(by: { frontier.points[$0].values[1] < frontier.points[$1].values[1] })
    else { return }
    let labels = [words.value(frontier.points[top], 0), words.value(frontier.points[bottom], 0)]
    let margin = labels.map(\.count).max() ?? 0
    let room = (width > 0 ? min(width, 100) : 80) - margin - 5
    guard let lines = FrontierPicture(frontier).lines(width: room) else { return }
    out.line()
    out.line("  \(words.names[0])")
    for (index, line) in lines.enumerated() {
      let label = index == 0 ? labels[0] : index == lines.count - 1 ? labels[1] : ""
      out.line("  \(String(repeating: " ", count: margin - label.count))\(label) │\(trimmed(line))")
    }
    out.line("  \(String(repeating: " ", count: margin)) └\(String(repeating: "─", count: room))")
    let (low, high) = (words.value(frontier.points[left], 1), words.value(frontier.points[right], 1))
    let gap = max(1, room - low.count - high.count)
    out.line("  \(String(repeating: " ", count: margin))  \(low)\(String(repeating: " ", count: gap))\(high)")
    let name = words.names[1]
    out.line("  \(String(repeating: " ", count: margin + max(2, room + 2 - name.count)))\(name)")
  }

  private static func trimmed(_ line: String) -> String {
    var line = line[...]
    while line.last == " " { line = line.dropLast() }
    return String(line)
  }

  private static func points(_ out: inout TerminalText, _ frontier: Frontier, _ words: FrontierWords) {
    out.line()
    var rows = [
      [
        "", words.names[0], words.names[1], "fill rate", "sites", "providers", "\(words.names[0]) a unit",
        "to the next",
      ]
    ]
    for (index, point) in frontier.points.prefix(mostPoints).enumerated() {
      rows.append([
        "\(index + 1)", words.value(point, 0), words.value(point, 1),
        words.numbers.percent(point.plan.evaluation.fillRate), "\(words.open(point))", "\(words.providers(point))",
        words.rateText(index), words.proofText(index),
      ])
    }
    out.table(rows, numbers: [0, 1, 2, 3, 4, 5, 6])
    let more = frontier.points.count - mostPoints
    if more > 0 { out.line("  and \(words.numbers.count(more, "more point")), in `frontier.csv`") }
  }
}
