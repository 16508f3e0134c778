import Logistics

/// Numbers in which a bound is computed: every result is the exact one or below it. nil where it cannot be held.
protocol BoundArithmetic {
  associatedtype Number: Comparable
  static var zero: Number { get }
  static func below(_ value: Rational) -> Number?
  /// The same number or one nearer to 0.
  static func multiplier(_ value: Rational) -> Number?
  static func add(_ a: Number, _ b: Number) -> Number?
  static func subtract(_ a: Number, _ b: Number) -> Number?
  /// Not above number × factor.
  static func product(_ number: Number, _ factor: Rational) -> Number?
  static func rational(_ number: Number) -> Rational
  /// To a double's accuracy or so.
  static func approximate(_ number: Number) -> Double
}

/// Without any rounding, and slow.
enum ExactArithmetic: BoundArithmetic {
  static var zero: Rational { .zero }
  static func below(_ value: Rational) -> Rational? { value }
  static func multiplier(_ value: Rational) -> Rational? { value }
  static func add(_ a: Rational, _ b: Rational) -> Rational? { a + b }
  static func subtract(_ a: Rational, _ b: Rational) -> Rational? { a - b }
  static func product(_ number: Rational, _ factor: Rational) -> Rational? { number * factor }
  static func rational(_ number: Rational) -> Rational { number }
  static func approximate(_ number: Rational) -> Double { number.approximate }
}

/// Fixed point of 10^−18 in 128 bits, rounded down: exact for decimals of that many places.
enum FixedArithmetic: BoundArithmetic {
  private static let scale: Int128 = 1_000_000_000_000_000_000

  static var zero: Int128 { 0 }

  static func below(_ value: Rational) -> Int128? { product(scale, value) }

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

  static func product(_ number: Int128, _ factor: Rational) -> Int128? {
    guard number != 0, let (numerator, denominator) = factor.parts else { return number == 0 ? 0 : nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: numerator)
    guard !overflow, product != .min else { return nil }
    if denominator == 1 { return product }
    let (quotient, rest) = product.quotientAndRemainder(dividingBy: denominator)
    return rest < 0 ? quotient - 1 : quotient
  }

  static func rational(_ number: Int128) -> Rational { Rational(mantissa: number, decimals: 18) }

  static func approximate(_ number: Int128) -> Double {
    let high = Double(Int64(truncatingIfNeeded: number >> 64)) * 18_446_744_073_709_551_616
    return (high + Double(UInt64(truncatingIfNeeded: number))) * 1e-18
  }
}
