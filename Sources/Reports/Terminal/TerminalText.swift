/// Lines for a terminal or a pipe: wrapped to a width, coloured only where that is asked for.
struct TerminalText {
  enum Style: String {
    case bold = "1"
    case dim = "2"
    case good = "32"
    case warning = "33"
    case bad = "31"
  }

  private let width: Int
  private let color: Bool
  private(set) var text = ""

  /// - Parameter width: columns; 0 or less never wraps.
  init(width: Int, color: Bool) {
    self.width = width > 0 ? max(width, 40) : Int.max
    self.color = color
  }

  mutating func line(_ line: String = "") { text += line + "\n" }

  func styled(_ text: String, _ style: Style) -> String {
    color ? "\u{1b}[\(style.rawValue)m\(text)\u{1b}[0m" : text
  }

  mutating func heading(_ words: String) {
    line()
    line(styled(words, .bold))
  }

  /// Words on as many lines as they need, later lines indented by `indent`.
  mutating func paragraph(_ words: String, first: String = "", style: Style? = nil, indent: Int) {
    var current = style.map { styled(first, $0) } ?? first
    var length = first.count
    let margin = String(repeating: " ", count: indent)
    var isEmpty = true
    for word in TerminalText.printable(words).split(separator: " ", omittingEmptySubsequences: true) {
      if !isEmpty && length + 1 + word.count > width {
        line(current)
        (current, length, isEmpty) = (margin, indent, true)
      }
      current += isEmpty ? String(word) : " \(word)"
      length += word.count + (isEmpty ? 0 : 1)
      isEmpty = false
    }
    line(current)
  }

  /// Columns padded to their widest cell; `numbers` are set to the right.
  mutating func table(_ rows: [[String]], numbers: Set<Int>, indent: Int = 2) {
    let cells = rows.map { $0.map(TerminalText.printable) }
    let count = cells.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in cells.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    for row in cells {
      var line = String(repeating: " ", count: indent)
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
        line += (column > 0 ? "  " : "") + (numbers.contains(column) ? padding + cell : cell + padding)
      }
      while line.last == " " { line.removeLast() }
      self.line(line)
    }
  }

  /// A name may hold anything; a terminal must not obey it.
  static func printable(_ text: String) -> String {
    let isSafe = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) }
    if isSafe { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
      safe.append(isControl ? "\u{fffd}" : scalar)
    }
    return String(safe)
  }
}
