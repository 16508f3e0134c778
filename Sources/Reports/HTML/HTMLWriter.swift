/// Writes HTML that is also well-formed XML: every text and attribute escaped, every element closed.
struct HTMLWriter {
  typealias Attributes = KeyValuePairs<String, String>

  private(set) var html = ""

  mutating func element(_ name: String, _ attributes: Attributes = [:], _ body: (inout HTMLWriter) -> Void) {
    open(name, attributes)
    html += ">"
    body(&self)
    html += "</\(name)>"
    if HTMLWriter.blocks.contains(name) { html += "\n" }
  }

  mutating func element(_ name: String, _ attributes: Attributes = [:], _ text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// An element without content.
  mutating func void(_ name: String, _ attributes: Attributes = [:]) {
    open(name, attributes)
    html += "/>"
  }

  mutating func text(_ text: String) { html += HTMLWriter.escaped(text) }

  /// Text in which pieces between backticks are set as code.
  mutating func prose(_ text: String) {
    for (index, piece) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 { element("code", [:], String(piece)) } else { self.text(String(piece)) }
    }
  }

  /// What is ours and trusted: the style sheet, the document's first line.
  mutating func verbatim(_ text: StaticString) { html += text.description }

  private mutating func open(_ name: String, _ attributes: Attributes) {
    html += "<\(name)"
    for (key, value) in attributes { html += " \(key)=\"\(HTMLWriter.escaped(value))\"" }
  }

  private static let blocks: Set<String> = [
    "head", "style", "title", "body", "header", "main", "section", "footer", "div", "h1", "h2", "h3", "p", "table",
    "thead",
    "tbody", "tfoot", "tr", "ul", "li", "svg", "g", "dl", "figure", "figcaption", "details", "summary"
  ]

  /// Control characters, which neither HTML nor XML may hold, become the replacement character.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      case "\t", "\n", "\r": escaped.append(" ")
      case "\u{0}"..<"\u{20}", "\u{7f}"..<"\u{a0}", "\u{fffe}", "\u{ffff}": escaped.append("\u{fffd}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
