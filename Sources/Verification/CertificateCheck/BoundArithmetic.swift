import Logistics

/// Numbers in which a bound is computed: every result is the exact one or below it. nil where it cannot be held.
protocol BoundArithmetic {
  associatedtype Number: Comparable
  /// A number that products are taken with, made ready once.
  associatedtype Factor
  static var zero: Number { get }
  static func below(_ value: Rational) -> Number?
  /// The same number or one nearer to 0.
  static func multiplier(_ value: Rational) -> Number?
  static func add(_ a: Number, _ b: Number) -> Number?
  static func subtract(_ a: Number, _ b: Number) -> Number?
  static func factor(_ value: Rational) -> Factor?
  /// Not above number × factor.
  static func product(_ number: Number, _ factor: Factor) -> Number?
  /// A number near a value above 0; nil where it is 0 or cannot be held.
  static func near(_ value: Double) -> Number?
  static func rational(_ number: Number) -> Rational
  /// Not above the number, in 10^−18; nil where it cannot be held.
  static func fixedPoint(_ number: Number) -> Int128?
  /// So many 10^−18; nil where they cannot be held.
  static func number(fixedPoint: Int128) -> Number?
  /// To a double's accuracy or so.
  static func approximate(_ number: Number) -> Double
}

extension BoundArithmetic {
  /// Not above number × value.
  static func product(_ number: Number, by value: Rational) -> Number? {
    factor(value).flatMap { product(number, $0) }
  }
}

/// Without any rounding, and slow.
enum ExactArithmetic: BoundArithmetic {
  static var zero: Rational { .zero }
  static func below(_ value: Rational) -> Rational? { value }
  static func multiplier(_ value: Rational) -> Rational? { value }
  static func add(_ a: Rational, _ b: Rational) -> Rational? { a + b }
  static func subtract(_ a: Rational, _ b: Rational) -> Rational? { a - b }
  static func factor(_ value: Rational) -> Rational? { value }
  static func product(_ number: Rational, _ factor: Rational) -> Rational? { number * factor }
  static func near(_ value: Double) -> Rational? {
    let scaled = (value * 1e12).rounded()
    guard scaled > 0, scaled < 1e30, let mantissa = Int128(exactly: scaled) else { return nil }
    return Rational(mantissa: mantissa, decimals: 12)
  }
  static func rational(_ number: Rational) -> Rational { number }
  static func fixedPoint(_ number: Rational) -> Int128? { FixedArithmetic.below(number) }
  static func number(fixedPoint: Int128) -> Rational? { Rational(mantissa: fixedPoint, decimals: 18) }
  static func approximate(_ number: Rational) -> Double { number.approximate }
}

/// Fixed point of 10^−18 in 128 bits, rounded down: exact for decimals of that many places.
enum FixedArithmetic: BoundArithmetic {
  private static let scale: Int128 = 1_000_000_000_000_000_000

  static var zero: Int128 { 0 }

  /// A fraction whose parts fit 64 bits, or are a little larger.
  struct Factor {
    let numerator: Int128
    let denominator: Int128
    /// Whether it is a whole number of no more than 31 bits.
    let isShort: Bool

    init(_ top: Int128, _ bottom: Int128) {
      (numerator, denominator) = (top, bottom)
      isShort = bottom == 1 && Int32(exactly: top) != nil && top != Int128(Int32.min)
    }
  }

  static func factor(_ value: Rational) -> Factor? {
    value.parts.map { Factor($0.numerator, $0.denominator) }
  }

  static func below(_ value: Rational) -> Int128? { product(scale, by: value) }

  static func multiplier(_ value: Rational) -> Int128? {
    value.isNegative ? below(-value).map { 0 - $0 } : below(value)
  }

  static func add(_ a: Int128, _ b: Int128) -> Int128? {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : sum
  }

  static func subtract(_ a: Int128, _ b: Int128) -> Int128? {
    let (difference, overflow) = a.subtractingReportingOverflow(b)
    return overflow ? nil : difference
  }

  @inline(__always)
  static func product(_ number: Int128, _ factor: Factor) -> Int128? {
    if factor.isShort {
      // Below 2^94 and 2^31, as nearly always, nothing overflows.
      let top = number >> 94
      if top == 0 || top == -1 { return number &* factor.numerator }
    }
    return longProduct(number, factor)
  }

  private static func longProduct(_ number: Int128, _ factor: Factor) -> Int128? {
    let (product, overflow) = number.multipliedReportingOverflow(by: factor.numerator)
    guard !overflow, product != .min else { return nil }
    if factor.denominator == 1 { return product }
    let (quotient, rest) = product.quotientAndRemainder(dividingBy: factor.denominator)
    return rest < 0 ? quotient - 1 : quotient
  }

  static func near(_ value: Double) -> Int128? {
    let scaled = (value * 1e12).rounded()
    guard scaled > 0 else { return nil }
    if scaled < 9e18 { return Int128(Int64(scaled)) * 1_000_000 }
    return scaled < 1e30 ? Int128(exactly: scaled).map { $0 * 1_000_000 } : nil
  }

  static func rational(_ number: Int128) -> Rational { Rational(mantissa: number, decimals: 18) }
  static func fixedPoint(_ number: Int128) -> Int128? { number }
  static func number(fixedPoint: Int128) -> Int128? { fixedPoint }

  static func approximate(_ number: Int128) -> Double {
    let high = Double(Int64(truncatingIfNeeded: number >> 64)) * 18_446_744_073_709_551_616
    return (high + Double(UInt64(truncatingIfNeeded: number))) * 1e-18
  }
}
