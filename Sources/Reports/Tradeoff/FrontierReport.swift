import Analyses
import FileFormats
import Logistics
import Verification

/// The page of a frontier: the picture, and a row a point.
struct FrontierReport {
  private static let width = 1000.0
  private static let height = 460.0
  /// Labels of amounts with their unit, such as `4,887,127.18 EUR`, stand left of the axis and around its right end.
  private static let margin = (left: 176.0, right: 84.0, top: 48.0, bottom: 56.0)

  private let frontier: Frontier
  private let instance: Instance
  private let words: FrontierWords

  init(_ frontier: Frontier, _ instance: Instance) {
    self.frontier = frontier
    self.instance = instance
    words = FrontierWords(frontier, instance)
  }

  var bytes: [UInt8] { HTMLReport.page(instance.name, write) }

  private func write(_ html: inout HTMLWriter) {
    let isProven = frontier.edges.allSatisfy(\.isProven)
    HTMLReport.header(
      &html, instance, eyebrow: "Trade-off between \(words.names[0]) and \(words.names[1])",
      chip: (words.numbers.count(frontier.points.count, "point"), isProven ? "good" : "warn"), verdict: words.verdict)
    html.element("main") { html in
      writePicture(&html)
      writePoints(&html)
    }
    html.element("footer") { html in
      html.element("p") { html in
        html.prose(
          "Every point is a plan that was checked against the tables. Exact figures stand in `frontier.csv`, the "
            + "proofs between neighbours in `frontier_edges.csv`.")
      }
    }
  }

  private func writePoints(_ html: inout HTMLWriter) {
    HTMLReport.section(&html, "Points", isLong: true) { html in
      var table = ReportTable([
        .number(""), .number(words.names[0]), .number(words.names[1]), .number("Fill rate"), .number("Sites"),
        .number("Providers"), .number("\(words.names[0]) a unit"), .text("To the next"),
      ])
      for (index, point) in frontier.points.enumerated() {
        table.rows.append([
          .number("\(index + 1)"), .number(words.value(point, 0)), .number(words.value(point, 1)),
          .number(words.numbers.percent(point.plan.evaluation.fillRate)), .number("\(words.open(point))"),
          .number("\(words.providers(point))"), .number(words.rateText(index)), .text(words.proofText(index)),
        ])
      }
      table.write(&html)
      html.element(
        "p", ["class": "soft"],
        "What a unit of \(words.names[1]) costs in \(words.names[0]) on the way to the next point; and what proves "
          + "that nothing better lies between.")
    }
  }

  // MARK: Picture

  private func writePicture(_ html: inout HTMLWriter) {
    guard let scale = Scale(frontier) else { return }
    HTMLReport.section(&html, "\(words.names[0]) against \(words.names[1])") { html in
      html.element("figure") { html in
        html.element(
          "svg",
          [
            "class": "chart", "viewBox": "0 0 \(Int(FrontierReport.width)) \(Int(FrontierReport.height))",
            "xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-label": "The frontier",
          ]
        ) { html in
          writeAxes(&html, scale)
          writeLine(&html, scale)
          for (index, point) in frontier.points.enumerated() { write(&html, point, index, scale) }
        }
      }
    }
  }

  private struct Scale {
    let across: ClosedRange<Double>
    let up: ClosedRange<Double>

    init?(_ frontier: Frontier) {
      let xs = frontier.points.map { $0.values[1].approximate }
      let ys = frontier.points.map { $0.values[0].approximate }
      guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max(), left < right, low < high
      else { return nil }
      across = left...right
      up = low...high
    }

    func x(_ value: Double) -> Double {
      let room = FrontierReport.width - margin.left - margin.right
      return margin.left + (value - across.lowerBound) / (across.upperBound - across.lowerBound) * room
    }

    func y(_ value: Double) -> Double {
      let room = FrontierReport.height - margin.top - margin.bottom
      return margin.top + (up.upperBound - value) / (up.upperBound - up.lowerBound) * room
    }
  }

  private func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

  private func writeAxes(_ html: inout HTMLWriter, _ scale: Scale) {
    let (left, bottom) = (FrontierReport.margin.left - 12, FrontierReport.height - FrontierReport.margin.bottom + 12)
    let (right, top) = (FrontierReport.width - FrontierReport.margin.right, FrontierReport.margin.top)
    html.void("path", ["class": "axis", "d": "M\(text(left)),\(text(top))V\(text(bottom))H\(text(right))"])
    guard let first = frontier.points.first, let last = frontier.points.last else { return }
    for point in [first, last] {
      html.element(
        "text",
        [
          "class": "tick", "x": text(left - 8), "y": text(scale.y(point.values[0].approximate) + 4),
          "text-anchor": "end",
        ],
        words.value(point, 0))
      html.element(
        "text",
        [
          "class": "tick", "x": text(scale.x(point.values[1].approximate)), "y": text(bottom + 20),
          "text-anchor": "middle",
        ], words.value(point, 1))
    }
    html.element(
      "text", ["class": "tick", "x": text((left + right) / 2), "y": text(bottom + 36), "text-anchor": "middle"],
      words.names[1])
    html.element(
      "text", ["class": "tick", "x": text(left - 8), "y": text(top - 24), "text-anchor": "end"], words.names[0])
  }

  private func writeLine(_ html: inout HTMLWriter, _ scale: Scale) {
    var path = ""
    for (index, point) in frontier.points.enumerated() {
      let (x, y) = (scale.x(point.values[1].approximate), scale.y(point.values[0].approximate))
      if index == 0 {
        path += "M\(text(x)),\(text(y))"
      } else if frontier.method == .breakpoints {
        path += "L\(text(x)),\(text(y))"
      } else {
        // Between points of a program with integers the best is a step: as dear as the later, until it is there.
        path += "V\(text(y))H\(text(x))"
      }
    }
    html.void("path", ["class": "frontier", "d": path])
  }

  private func write(_ html: inout HTMLWriter, _ point: Frontier.Point, _ index: Int, _ scale: Scale) {
    let (x, y) = (text(scale.x(point.values[1].approximate)), text(scale.y(point.values[0].approximate)))
    html.element("circle", ["class": "point", "cx": x, "cy": y, "r": "5"]) { html in
      html.element(
        "title", [:],
        "point \(index + 1): \(words.names[0]) \(words.value(point, 0)), \(words.names[1]) \(words.value(point, 1))")
    }
  }
}
