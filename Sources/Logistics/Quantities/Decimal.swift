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
  /// More than 10^12 in size.
  case outOfRange
  /// More than 18 significant digits or 9 decimals.
  case tooPrecise
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

  /// Reads what most numbers are: an optional minus, at most 15 digits, perhaps a point among them; nil for the rest.
  ///
  /// The short way for readers: what it reads, `decimal` reads to the same value.
  public static func plainDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Decimal? {
    guard bytes.count > 0, bytes.count <= 15 else { return nil }
    var index = bytes[0] == UInt8(ascii: "-") ? 1 : 0
    let negative = index == 1
    var mantissa: Int64 = 0
    var decimals = 0
    var sawPoint = false
    var sawDigit = false
    while index < bytes.count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit < 10 {
        sawDigit = true
        // At most 15 digits: below 10^15.
        mantissa = mantissa &* 10 &+ Int64(digit)
        decimals += sawPoint ? 1 : 0
      } else if bytes[index] == UInt8(ascii: "."), !sawPoint {
        sawPoint = true
      } else {
        return nil
      }
      index += 1
    }
    while decimals > 0 && mantissa % 10 == 0 {
      mantissa /= 10
      decimals -= 1
    }
    guard sawDigit, decimals <= mostDecimals, decimals > 3 || mantissa <= 1_000_000_000_000 else { return nil }
    return Decimal(mantissa: negative ? -mantissa : mantissa, decimals: Int8(truncatingIfNeeded: decimals))
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
  /// The digits up to the last nonzero one, as long as there are at most 18 of them.
  private var mantissa: Int64 = 0
  /// Digits from the first nonzero one on.
  private var digits = 0
  /// Of those, zeros behind the last nonzero one: they count only if another follows.
  private var trailingZeros = 0
  /// Digits behind the point, leading zeros too.
  private var fractionDigits = 0
  private var isTooPrecise = false
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
      takeDigit(Int64(byte &- UInt8(ascii: "0")))
    case UInt8(ascii: "e"), UInt8(ascii: "E"):
      guard sawDigit else { throw .notANumber }
      inExponent = true
    default: throw .notANumber
    }
    started = true
  }

  private mutating func takeDigit(_ digit: Int64) {
    if sawPoint { fractionDigits += 1 }
    if digits == 0 && digit == 0 { return }
    digits += 1
    if digit == 0 {
      trailingZeros += 1
      return
    }
    if digits > NumberText.mostDigits {
      isTooPrecise = true
    } else {
      for _ in 0...trailingZeros { mantissa *= 10 }
      mantissa += digit
    }
    trailingZeros = 0
  }

  private mutating func takeExponent(_ byte: UInt8) throws(NumberFault) {
    switch byte {
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard !exponentStarted else { throw .notANumber }
      exponentNegative = byte == UInt8(ascii: "-")
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      sawExponentDigit = true
      // Beyond any number of digits that memory holds, so that the cut cannot change what is in range.
      exponent = min(exponent * 10 + Int(byte &- UInt8(ascii: "0")), 1_000_000_000_000)
    default: throw .notANumber
    }
    exponentStarted = true
  }

  func finish() throws(NumberFault) -> Decimal {
    guard sawDigit, !inExponent || sawExponentDigit else { throw .notANumber }
    guard digits > 0 else { return Decimal(mantissa: 0, decimals: 0) }
    let shift = (exponentNegative ? -exponent : exponent) - fractionDigits
    // The value is at least 10^(digits + shift − 1) and below ten times that.
    if digits + shift > 13 { throw .outOfRange }
    if isTooPrecise { throw digits + shift == 13 ? .outOfRange : .tooPrecise }
    let power = trailingZeros + shift
    guard power >= -NumberText.mostDecimals else { throw .tooPrecise }
    // At most 13 digits before the point, so the product is below 10^13.
    let whole = power > 0 ? mantissa * Int64(truncatingIfNeeded: Rational.powerOfTen(power)) : mantissa
    let signed = Decimal(mantissa: negative ? -whole : whole, decimals: Int8(max(0, -power)))
    guard digits + shift < 13 || signed.rational.magnitude <= NumberText.largest else { throw .outOfRange }
    return signed
  }
}
