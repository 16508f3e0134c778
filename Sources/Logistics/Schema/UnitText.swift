/// The grammar of units: `unit := name ['/' den]`, `den := name | '(' name ' ' name ')'`.
public struct UnitText: Sendable, Equatable {
  public let numerator: String
  public let denominators: [String]

  public init(numerator: String, denominators: [String]) {
    self.numerator = numerator
    self.denominators = denominators
  }

  /// Reads `pallet/week` or `EUR/(kg km)`; nil where the text is not of that form.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let top = parts.first, UnitText.isName(top) else { return nil }
    numerator = String(top)
    guard parts.count == 2 else {
      denominators = []
      return
    }
    var bottom = parts[1]
    guard bottom.first == "(" else {
      guard UnitText.isName(bottom) else { return nil }
      denominators = [String(bottom)]
      return
    }
    guard bottom.last == ")" else { return nil }
    bottom = bottom.dropFirst().dropLast()
    let names = bottom.split(separator: " ", omittingEmptySubsequences: false)
    guard names.count == 2, names.allSatisfy(UnitText.isName) else { return nil }
    denominators = names.map { String($0) }
  }

  /// A unit's name is anything without blanks and brackets: `kg`, `m3`, `%`, `€`.
  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        !$0.properties.isWhitespace && $0.properties.generalCategory != .control && !"()[]/".unicodeScalars.contains($0)
      }
  }
}
