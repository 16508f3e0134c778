/// A table of a report: a header, rows of cells, perhaps a last row of sums.
struct ReportTable {
  enum Cell {
    case text(String)
    /// Set to the right, in digits of one width.
    case number(String)
    /// `lanes.csv:14`.
    case place(String)
    /// Text in which pieces between backticks are code.
    case prose(String)
    /// 0 … 1, with what it means.
    case bar(Double, BarKind)
  }

  enum BarKind: String {
    case plain = "bar"
    case full = "bar full"
    case short = "bar short"
    case none = "bar none"
  }

  struct Column {
    var title: String
    var isNumber = false

    static func text(_ title: String) -> Column { Column(title: title) }
    static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
  }

  var columns: [Column]
  var rows: [[Cell]] = []
  var footer: [Cell]?

  init(_ columns: [Column]) { self.columns = columns }

  func write(_ html: inout HTMLWriter) {
    html.element("div", ["class": "wide"]) { html in
      html.element("table") { html in
        html.element("thead") { html in
          html.element("tr") { html in
            for column in columns { html.element("th", column.isNumber ? ["class": "n"] : [:], column.title) }
          }
        }
        html.element("tbody") { html in
          for row in rows { write(&html, row) }
        }
        if let footer { html.element("tfoot") { html in write(&html, footer) } }
      }
    }
  }

  private func write(_ html: inout HTMLWriter, _ row: [Cell]) {
    html.element("tr") { html in
      for cell in row { write(&html, cell) }
    }
  }

  private func write(_ html: inout HTMLWriter, _ cell: Cell) {
    switch cell {
    case .text(let text): html.element("td", ["class": "name"], text)
    case .number(let text): html.element("td", ["class": "n"], text)
    case .place(let text): html.element("td", ["class": "place"], text)
    case .prose(let text): html.element("td") { $0.prose(text) }
    case .bar(let share, let kind):
      html.element("td", ["class": "w40"]) { html in
        html.element("div", ["class": kind.rawValue]) { html in
          html.element("i", ["style": "width:\(ReportTable.width(share))"], "")
        }
      }
    }
  }

  /// A percentage with one decimal, the same on every machine.
  private static func width(_ share: Double) -> String {
    let tenths = share.isFinite ? Int((min(max(share, 0), 1) * 1000).rounded()) : 0
    return "\(tenths / 10).\(tenths % 10)%"
  }
}
