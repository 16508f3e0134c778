import Logistics

/// A number of a source that the format's limits could not hold as it was.
public struct RoundedNumber: Sendable, Equatable {
  /// Where it stands, as file:line or file:line:column.
  public var place: String
  /// As the source has it.
  public var text: String
  /// As the instance has it.
  public var fitted: String
}

/// Fits a source's numbers to the format's limits, and remembers every one that had to be rounded.
struct RoundedNumbers {
  private(set) var all: [RoundedNumber] = []

  private static let mostExamples = 3

  /// The text as the format takes it: at most 9 decimals and 18 digits, ties to even; nil where it is no plain decimal
  /// or above 10^12 in size.
  mutating func fitted(_ text: String, _ place: @autoclosure () -> String) -> String? {
    value(text, place()).map { Rational.decimalString($0.mantissa, decimals: $0.decimals) }
  }

  /// The same as a value.
  mutating func number(_ text: String, _ place: @autoclosure () -> String) -> Rational? {
    value(text, place()).map { Rational(mantissa: $0.mantissa, decimals: $0.decimals) }
  }

  /// What the report says of them: how many, and the first few.
  var lines: [String] {
    guard !all.isEmpty else { return [] }
    let examples = all.prefix(Self.mostExamples).map { "\($0.place): `\($0.text)` became `\($0.fitted)`" }
    let numbers = all.count == 1 ? "1 number has" : "\(all.count) numbers have"
    return [
      "\(numbers) more digits than the format holds and \(all.count == 1 ? "was" : "were") rounded, half to even "
        + "(all in `_rounded.csv`): " + examples.joined(separator: "; ")
    ]
  }

  private mutating func value(_ text: String, _ place: @autoclosure () -> String) -> (mantissa: Int128, decimals: Int)?
  {
    guard let (mantissa, decimals) = Self.parse(text) else { return nil }
    guard Rational(mantissa: mantissa, decimals: decimals).magnitude <= NumberText.largest else { return nil }
    var kept = min(decimals, NumberText.mostDecimals)
    var rounded = Self.rounded(mantissa, dropping: decimals - kept)
    while rounded.magnitude >= Self.tooManyDigits && kept > 0 {
      kept -= 1
      rounded = Self.rounded(mantissa, dropping: decimals - kept)
    }
    if rounded * Rational.powerOfTen(decimals - kept) != mantissa {
      let fitted = Rational.decimalString(rounded, decimals: kept)
      all.append(RoundedNumber(place: place(), text: text, fitted: fitted))
    }
    return (rounded, kept)
  }

  private static let tooManyDigits = Rational.powerOfTen(NumberText.mostDigits).magnitude

  /// Half to even.
  private static func rounded(_ mantissa: Int128, dropping digits: Int) -> Int128 {
    Rational(mantissa: mantissa, decimals: digits).roundedHalfToEven.wholeValue ?? 0
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
