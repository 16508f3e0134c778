import Logistics

/// Fits a source's numbers to the format's limits, and remembers which had to be rounded.
struct RoundedNumbers {
  private(set) var count = 0
  /// The first few, each with its place.
  private(set) var examples: [String] = []

  private static let mostExamples = 3

  /// The text as the format takes it: at most 9 decimals, ties to even; nil where it is no plain decimal.
  mutating func fitted(_ text: String, _ place: String) -> String? {
    guard let (mantissa, decimals) = Self.parse(text) else { return nil }
    let excess = max(0, decimals - NumberText.mostDecimals)
    let exact = Rational(mantissa: mantissa, decimals: excess)
    guard let kept = exact.roundedHalfToEven.wholeValue else { return nil }
    let fitted = Rational.decimalString(kept, decimals: decimals - excess)
    if !exact.isWhole {
      count += 1
      if examples.count < Self.mostExamples { examples.append("\(place): `\(text)` became `\(fitted)`") }
    }
    return fitted
  }

  /// Digits with at most one point and a sign, at most 36 digits.
  private static func parse(_ text: String) -> (mantissa: Int128, decimals: Int)? {
    var mantissa: Int128 = 0
    var decimals = 0
    var (digits, sawPoint, negative) = (0, false, false)
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: negative = true
      case UInt8(ascii: ".") where !sawPoint: sawPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        guard digits <= 36 else { return nil }
        mantissa = mantissa * 10 + Int128(byte - UInt8(ascii: "0"))
        decimals += sawPoint ? 1 : 0
      default: return nil
      }
    }
    return digits == 0 ? nil : (negative ? -mantissa : mantissa, decimals)
  }
}
