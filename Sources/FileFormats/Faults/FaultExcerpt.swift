import Logistics

/// A line of a table with a caret under the place of a fault, as a terminal shows it.
struct FaultExcerpt {
  /// The line, cut to fit, tabs and control characters made visible.
  let text: String
  /// Blanks up to the place, a caret, and tildes as far as the place goes.
  let pointer: String

  private static let widthBefore = 60
  private static let widthBehind = 50

  init(_ place: FaultPlace) {
    let (bytes, range, cutBefore, cutBehind) = place.window
    let before = FaultExcerpt.last(Array(FaultExcerpt.scalars(bytes[..<range.lowerBound])), cutBefore)
    let inside = FaultExcerpt.first(Array(FaultExcerpt.scalars(bytes[range])), false, FaultExcerpt.widthBehind)
    let rest = FaultExcerpt.widthBehind - inside.width
    let behind = FaultExcerpt.first(Array(FaultExcerpt.scalars(bytes[range.upperBound...])), cutBehind, max(rest, 8))
    let isCut = inside.isCut
    text = before.text + inside.text + (isCut ? "" : behind.text)
    pointer =
      String(repeating: " ", count: before.width) + "^" + String(repeating: "~", count: max(0, inside.width - 1))
  }

  private static func scalars(_ bytes: ArraySlice<UInt8>) -> String.UnicodeScalarView {
    String(decoding: bytes, as: UTF8.self).unicodeScalars
  }

  /// As much of the end as there is room for, `…` where something was cut.
  private static func last(_ scalars: [Unicode.Scalar], _ cut: Bool) -> (text: String, width: Int) {
    var shown: [Unicode.Scalar] = []
    var width = 0
    for scalar in scalars.reversed() {
      let visible = Fault.visible(scalar)
      if width + TerminalWidth.of(visible) > widthBefore { return ("…" + string(shown.reversed()), width + 1) }
      shown.append(visible)
      width += TerminalWidth.of(visible)
    }
    return ((cut ? "…" : "") + string(shown.reversed()), width + (cut ? 1 : 0))
  }

  /// As much of the start as there is room for, `…` where something was cut.
  private static func first(
    _ scalars: [Unicode.Scalar], _ cut: Bool, _ most: Int
  ) -> (text: String, width: Int, isCut: Bool) {
    var shown: [Unicode.Scalar] = []
    var width = 0
    for scalar in scalars {
      let visible = Fault.visible(scalar)
      if width + TerminalWidth.of(visible) > most { return (string(shown) + "…", width + 1, true) }
      shown.append(visible)
      width += TerminalWidth.of(visible)
    }
    return (string(shown) + (cut ? "…" : ""), width, cut)
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}

/// How many columns of a terminal a character takes.
enum TerminalWidth {
  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return scalar.value == 0xad ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide(scalar.value) ? 2 : 1
    }
  }

  /// The wide ranges of Unicode's East Asian Width, blocks taken whole.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff, 0xa000...0xa4cf,
      0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f,
      0x1f680...0x1f6ff, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
      true
    default: false
    }
  }
}
