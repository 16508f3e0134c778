public import Logistics

/// Numbers as text: exact where the text is read back, rounded to a side where it is only a bound.
public enum ExactText {
  /// Decimals of money in grains, and of everything that is rounded for reading.
  public static let decimals = 9
  /// Of the chunks in which numbers beyond 128 bits are written, so that no text grows without end.
  private static let chunkDigits = 30
  private static let mostChunks = 16

  public enum Rounding: Sendable { case nearest, down, up }

  /// At most nine decimals, rounded to the side that is asked for.
  public static func decimal(_ value: Rational, _ rounding: Rounding = .nearest) -> String {
    let scaled = value * Rational(whole: Rational.powerOfTen(decimals))
    let whole =
      switch rounding {
      case .nearest: scaled.roundedHalfToEven
      case .down: scaled.floor
      case .up: scaled.ceiling
      }
    guard let mantissa = whole.wholeValue else { return exact(whole * Rational(mantissa: 1, decimals: decimals)) }
    return Rational.decimalString(mantissa, decimals: decimals)
  }

  /// A text that `read` turns into the same number: a plain decimal or a fraction of two whole numbers; only fractions
  /// beyond 128 bits that no decimal of 480 digits equals are cut there.
  public static func exact(_ value: Rational) -> String {
    guard let parts = value.parts else { return long(value) }
    if parts.denominator == 1 { return String(parts.numerator) }
    var (scale, decimals) = (Int128(1), 0)
    while decimals < 30 && scale % parts.denominator != 0 { (scale, decimals) = (scale * 10, decimals + 1) }
    let (mantissa, overflow) = parts.numerator.multipliedReportingOverflow(by: scale / parts.denominator)
    guard scale % parts.denominator == 0, !overflow else { return "\(parts.numerator)/\(parts.denominator)" }
    return Rational.decimalString(mantissa, decimals: decimals)
  }

  /// Digits by chunks: the whole part from its end, the fraction from its start.
  private static func long(_ value: Rational) -> String {
    let chunk = Rational(whole: Rational.powerOfTen(chunkDigits))
    let shrink = Rational(mantissa: 1, decimals: chunkDigits)
    var (digits, whole) = ("", value.magnitude.floor)
    var fraction = value.magnitude - whole
    for _ in 0..<mostChunks where !whole.isZero {
      let rest = (whole * shrink).floor
      digits = padded(whole - rest * chunk) + digits
      whole = rest
    }
    digits = String(digits.drop { $0 == "0" })
    if digits.isEmpty { digits = "0" }
    if !fraction.isZero { digits += "." }
    for _ in 0..<mostChunks where !fraction.isZero {
      let scaled = fraction * chunk
      digits += padded(scaled.floor)
      fraction = scaled - scaled.floor
    }
    if digits.contains(".") { while digits.last == "0" { digits.removeLast() } }
    return value.isNegative ? "-" + digits : digits
  }

  private static func padded(_ chunk: Rational) -> String {
    let digits = String(chunk.wholeValue ?? 0)
    return String(repeating: "0", count: max(0, chunkDigits - digits.count)) + digits
  }

  /// The number that `exact` or `decimal` wrote; nil where the text is none, or is longer than they write.
  public static func read(_ text: String) -> Rational? {
    guard text.utf8.count <= 2 * chunkDigits * (mostChunks + 1) else { return nil }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let numerator = readDecimal(parts[0]) else { return nil }
    guard parts.count == 2 else { return numerator }
    guard let denominator = readDecimal(parts[1]) else { return nil }
    return numerator.divided(by: denominator)
  }

  private static func readDecimal(_ text: Substring) -> Rational? {
    let isNegative = text.first == "-"
    let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else { return nil }
    var value = Rational.zero
    var scale = Rational.one
    for digits in parts.joined().chunks(of: 18) {
      guard let chunk = Int128(digits) else { return nil }
      value = value * Rational(whole: Rational.powerOfTen(digits.utf8.count)) + Rational(whole: chunk)
    }
    for digits in (parts.count == 2 ? String(parts[1]) : "").chunks(of: 18) {
      scale = scale * Rational(mantissa: 1, decimals: digits.utf8.count)
    }
    return isNegative ? -(value * scale) : value * scale
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

extension StringProtocol {
  /// Pieces of at most `size` characters, in order.
  fileprivate func chunks(of size: Int) -> [String] {
    var pieces: [String] = []
    var rest = self[...]
    while !rest.isEmpty {
      pieces.append(String(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    return pieces
  }
}
