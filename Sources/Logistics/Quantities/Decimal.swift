/// A decimal number as it stands in a table: at most 18 significant digits and 9 decimals, so that it fits 64 bits.
public struct Decimal: Sendable, Hashable {
  /// The value is `mantissa` × 10^−`decimals`.
  public let mantissa: Int64
  public let decimals: Int8

  public init(mantissa: Int64, decimals: Int8) {
    self.mantissa = mantissa
    self.decimals = decimals
  }

  public var rational: Rational { Rational(mantissa: Int128(mantissa), decimals: Int(decimals)) }
}

/// Why the text of a number is refused.
public enum NumberFault: Error, Sendable, Equatable {
  case notANumber
  /// More than 18 significant digits, 9 decimals, or 10^12 in size.
  case outOfRange
  case divisionByZero
}

/// The numbers of the instance format: decimals with exponents, and fractions of two of them.
public enum NumberText {
  public static let mostDigits = 18
  public static let mostDecimals = 9
  /// Nothing in a table is larger in size.
  public static let largest = Rational(1_000_000_000_000)

  /// Reads a decimal such as `12`, `-0.50`, `1e-3`. The bytes hold nothing else, no blanks.
  public static func decimal(_ bytes: some Collection<UInt8>) throws(NumberFault) -> Decimal {
    var reader = DecimalReader()
    for byte in bytes { try reader.take(byte) }
    return try reader.finish()
  }

  /// Reads a decimal or a fraction of two decimals such as `6739.725/146`.
  public static func rational(_ bytes: some Collection<UInt8>) throws(NumberFault) -> Rational {
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return try decimal(bytes).rational }
    let numerator = try decimal(bytes[..<slash])
    let denominator = try decimal(bytes[bytes.index(after: slash)...])
    guard let quotient = numerator.rational.divided(by: denominator.rational) else { throw .divisionByZero }
    guard quotient.magnitude <= largest else { throw .outOfRange }
    return quotient
  }
}

/// Reads one decimal byte by byte. Leading zeros and trailing zeros of the fraction are not counted as digits.
private struct DecimalReader {
  private var negative = false
  private var started = false
  private var sawDigit = false
  private var sawPoint = false
  private var mantissa: Int64 = 0
  /// Digits after the point that are part of `mantissa`.
  private var fractionDigits = 0
  /// Zeros seen after the last digit in `mantissa`: they count only if a nonzero digit follows.
  private var pendingZeros = 0
  private var pendingFractionZeros = 0
  private var significant = 0
  private var inExponent = false
  private var exponent = 0
  private var exponentNegative = false
  private var exponentStarted = false
  private var sawExponentDigit = false

  mutating func take(_ byte: UInt8) throws(NumberFault) {
    if inExponent { return try takeExponent(byte) }
    switch byte {
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard !started else { throw .notANumber }
      negative = byte == UInt8(ascii: "-")
    case UInt8(ascii: "."):
      guard !sawPoint else { throw .notANumber }
      sawPoint = true
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      sawDigit = true
      try takeDigit(Int64(byte - UInt8(ascii: "0")))
    case UInt8(ascii: "e"), UInt8(ascii: "E"):
      guard sawDigit else { throw .notANumber }
      inExponent = true
    default: throw .notANumber
    }
    started = true
  }

  private mutating func takeDigit(_ digit: Int64) throws(NumberFault) {
    if digit == 0 {
      pendingZeros += mantissa == 0 ? 0 : 1
      pendingFractionZeros += sawPoint ? 1 : 0
      return
    }
    significant += pendingZeros + 1
    guard significant <= NumberText.mostDigits else { throw .outOfRange }
    for _ in 0..<pendingZeros { mantissa *= 10 }
    mantissa = mantissa * 10 + digit
    if sawPoint { fractionDigits += pendingFractionZeros + 1 }
    // Zeros before the point that came before the first fraction digit are part of the mantissa now.
    pendingZeros = 0
    pendingFractionZeros = 0
  }

  private mutating func takeExponent(_ byte: UInt8) throws(NumberFault) {
    switch byte {
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard !exponentStarted else { throw .notANumber }
      exponentNegative = byte == UInt8(ascii: "-")
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      sawExponentDigit = true
      exponent = min(exponent * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000)
    default: throw .notANumber
    }
    exponentStarted = true
  }

  /// Integer zeros that never became part of the mantissa stand for a factor of ten each.
  private var integerZeros: Int { fractionDigits > 0 ? 0 : pendingZeros - min(pendingZeros, pendingFractionZeros) }

  func finish() throws(NumberFault) -> Decimal {
    guard sawDigit, !inExponent || sawExponentDigit else { throw .notANumber }
    guard mantissa != 0 else { return Decimal(mantissa: 0, decimals: 0) }
    let power = integerZeros - fractionDigits + (exponentNegative ? -exponent : exponent)
    guard power >= -NumberText.mostDecimals, power <= 12 else { throw .outOfRange }
    var value = mantissa
    if power > 0 {
      for _ in 0..<power {
        let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
        guard !overflow else { throw .outOfRange }
        value = scaled
      }
    }
    let decimals = Int8(max(0, -power))
    let signed = Decimal(mantissa: negative ? -value : value, decimals: decimals)
    guard signed.rational.magnitude <= NumberText.largest else { throw .outOfRange }
    return signed
  }
}
