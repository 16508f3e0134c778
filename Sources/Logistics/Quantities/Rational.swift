/// An exact fraction of whole numbers, always in lowest terms, the denominator positive.
///
/// Numbers that fit 128 bits are handled inline; what outgrows them moves to `BigInteger` by itself, so no operation on
/// input can overflow or trap. Division by zero is the caller's error to exclude: `divided(by:)` returns nil for it.
public struct Rational: Sendable {
  @usableFromInline var top: Int128
  @usableFromInline var bottom: Int128
  /// Present exactly where `top` and `bottom` do not fit.
  @usableFromInline var big: BigPair?

  @usableFromInline final class BigPair: Sendable {
    let top: BigInteger
    let bottom: BigInteger
    init(_ top: BigInteger, _ bottom: BigInteger) {
      self.top = top
      self.bottom = bottom
    }
  }

  @inlinable public static var zero: Rational { Rational(reduced: 0, over: 1) }
  @inlinable public static var one: Rational { Rational(reduced: 1, over: 1) }

  public init(_ value: Int) { self.init(whole: Int128(value)) }

  public init(whole value: Int128) {
    // The one value whose negative does not fit is kept out of the inline form, so that negation cannot overflow.
    if value == .min {
      self.init(BigInteger(value), BigInteger(1))
    } else {
      self.init(reducedTop: value, reducedBottom: 1, big: nil)
    }
  }

  @inlinable init(reducedTop: Int128, reducedBottom: Int128, big: BigPair?) {
    top = reducedTop
    bottom = reducedBottom
    self.big = big
  }

  /// Parts in lowest terms, the lower one above 0.
  @inlinable init(reduced numerator: Int128, over denominator: Int128) {
    self.init(reducedTop: numerator, reducedBottom: denominator, big: nil)
  }

  /// numerator ÷ denominator; nil for a zero denominator.
  public init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0 else { return nil }
    guard numerator != .min, denominator != .min else {
      self.init(BigInteger(numerator), BigInteger(denominator))
      return
    }
    let divisor = Rational.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    if divisor == 1 && denominator > 0 {
      self.init(reducedTop: numerator, reducedBottom: denominator, big: nil)
      return
    }
    if let shortTop = Int64(exactly: numerator), let shortBottom = Int64(exactly: denominator),
      let shortDivisor = Int64(exactly: divisor), shortBottom > 0
    {
      self.init(
        reducedTop: Int128(shortTop / shortDivisor), reducedBottom: Int128(shortBottom / shortDivisor), big: nil)
      return
    }
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.init(
      reducedTop: sign * (numerator / Int128(divisor)), reducedBottom: sign * (denominator / Int128(divisor)), big: nil)
  }

  /// mantissa × 10^−decimals, for 0 ≤ decimals ≤ 38.
  public init(mantissa: Int128, decimals: Int) {
    if let short = Int64(exactly: mantissa), short != 0, (1...18).contains(decimals) {
      self.init(short: short, decimals: decimals)
      return
    }
    self = Rational(mantissa, over: Rational.powerOfTen(decimals)) ?? .zero
  }

  /// Of a power of ten nothing but twos and fives can be taken out.
  private init(short mantissa: Int64, decimals: Int) {
    let twos = Swift.min(mantissa.trailingZeroBitCount, decimals)
    var (top, fives) = (mantissa >> Int64(twos), 0)
    while fives < decimals, top % 5 == 0 { (top, fives) = (top / 5, fives + 1) }
    var bottom: Int64 = 1
    for _ in fives..<decimals { bottom *= 5 }
    self.init(reducedTop: Int128(top), reducedBottom: Int128(bottom << Int64(decimals - twos)), big: nil)
  }

  private init(_ numerator: BigInteger, _ denominator: BigInteger) {
    let divisor = BigInteger.greatestCommonDivisor(numerator, denominator)
    var (reducedTop, reducedBottom) = (numerator, denominator)
    if divisor.limbs != [1] && !divisor.isZero {
      reducedTop = numerator.quotientAndRemainder(dividingBy: divisor).quotient
      reducedBottom = denominator.quotientAndRemainder(dividingBy: divisor).quotient
    }
    if reducedBottom.isNegative { (reducedTop, reducedBottom) = (reducedTop.negated, reducedBottom.negated) }
    if let smallTop = reducedTop.int128, let smallBottom = reducedBottom.int128, smallTop != .min {
      self.init(reducedTop: smallTop, reducedBottom: smallBottom, big: nil)
    } else {
      self.init(reducedTop: 0, reducedBottom: 1, big: BigPair(reducedTop, reducedBottom))
    }
  }

  /// 10^exponent for 0 ≤ exponent ≤ 38; the range is cut to that.
  public static func powerOfTen(_ exponent: Int) -> Int128 {
    var power: Int128 = 1
    for _ in 0..<Swift.min(Swift.max(exponent, 0), 38) { power *= 10 }
    return power
  }

  private var bigTop: BigInteger { big?.top ?? BigInteger(top) }
  private var bigBottom: BigInteger { big?.bottom ?? BigInteger(bottom) }

  @inlinable public var isZero: Bool { big == nil && top == 0 }
  public var isNegative: Bool { big?.top.isNegative ?? (top < 0) }
  public var isPositive: Bool { !isNegative && !isZero }
  public var isWhole: Bool { big == nil ? bottom == 1 : bigBottom == BigInteger(1) }

  /// Numerator and denominator, where both fit 128 bits.
  @inlinable public var parts: (numerator: Int128, denominator: Int128)? { big == nil ? (top, bottom) : nil }

  /// The nearest double, up to a unit or two in the last place.
  public var approximate: Double {
    if let big { return Rational.approximate(big.top, big.bottom) }
    return Rational.double(top) / Rational.double(bottom)
  }

  /// The nearest double; most numbers fit 64 bits, where a machine converts in one step.
  private static func double(_ value: Int128) -> Double {
    let fits = value >= Int128(Int64.min) && value <= Int128(Int64.max)
    return fits ? Double(Int64(truncatingIfNeeded: value)) : Double(value)
  }

  /// A quotient of numbers that may each be beyond a double's range: of both the 128 leading bits or so.
  private static func approximate(_ top: BigInteger, _ bottom: BigInteger) -> Double {
    func leading(_ value: BigInteger) -> (Double, dropped: Int) {
      let dropped = Swift.max(0, value.limbs.count - 5)
      let kept = BigInteger(isNegative: value.isNegative, limbs: Array(value.limbs.dropFirst(dropped)))
      return (kept.approximate, dropped)
    }
    let (upper, upperDropped) = leading(top)
    let (lower, lowerDropped) = leading(bottom)
    // Beyond ±4,000 binary places the result is zero or infinite anyway.
    let exponent = Swift.max(-4_000, Swift.min(4_000, 32 * (upperDropped - lowerDropped)))
    return Double(sign: .plus, exponent: exponent, significand: upper / lower)
  }

  private static func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
    var (larger, smaller) = (a, b)
    if smaller == 1 { return 1 }
    while smaller != 0 {
      if larger >> 64 == 0 && smaller >> 64 == 0 {
        var (x, y) = (UInt64(truncatingIfNeeded: larger), UInt64(truncatingIfNeeded: smaller))
        while y != 0 { (x, y) = (y, x % y) }
        return UInt128(x)
      }
      (larger, smaller) = (smaller, larger % smaller)
    }
    return Swift.max(larger, 1)
  }
}

// MARK: Arithmetic

extension Rational {
  public static func + (a: Rational, b: Rational) -> Rational {
    if a.big == nil && b.big == nil {
      if a.top == 0 { return b }
      if b.top == 0 { return a }
      if a.bottom == 1 && b.bottom == 1 {
        let (sum, overflow) = a.top.addingReportingOverflow(b.top)
        if !overflow { return Rational(whole: sum) }
      }
      let (left, overflowLeft) = a.top.multipliedReportingOverflow(by: b.bottom)
      let (right, overflowRight) = b.top.multipliedReportingOverflow(by: a.bottom)
      let (sum, overflowSum) = left.addingReportingOverflow(right)
      let (product, overflowProduct) = a.bottom.multipliedReportingOverflow(by: b.bottom)
      if !overflowLeft && !overflowRight && !overflowSum && !overflowProduct {
        return Rational(sum, over: product) ?? .zero
      }
    }
    return Rational(a.bigTop * b.bigBottom + b.bigTop * a.bigBottom, a.bigBottom * b.bigBottom)
  }

  public static prefix func - (a: Rational) -> Rational {
    if let big = a.big { return Rational(big.top.negated, big.bottom) }
    var negated = a
    negated.top = -a.top
    return negated
  }

  public static func - (a: Rational, b: Rational) -> Rational { a + -b }

  public static func * (a: Rational, b: Rational) -> Rational {
    if a.big == nil && b.big == nil {
      if a.top == 0 || b.top == 0 { return .zero }
      if a.top == 1 && a.bottom == 1 { return b }
      if b.top == 1 && b.bottom == 1 { return a }
      let (numerator, overflowTop) = a.top.multipliedReportingOverflow(by: b.top)
      let (denominator, overflowBottom) = a.bottom.multipliedReportingOverflow(by: b.bottom)
      if !overflowTop && !overflowBottom {
        if denominator == 1 { return Rational(whole: numerator) }
        return Rational(numerator, over: denominator) ?? .zero
      }
    }
    return Rational(a.bigTop * b.bigTop, a.bigBottom * b.bigBottom)
  }

  public static func += (a: inout Rational, b: Rational) { a = a + b }
  public static func -= (a: inout Rational, b: Rational) { a = a - b }

  /// nil for a zero divisor.
  public func divided(by divisor: Rational) -> Rational? {
    guard !divisor.isZero else { return nil }
    if divisor.big == nil {
      // Neither part is the one value whose negative does not fit.
      let isNegative = divisor.top < 0
      return self
        * Rational(reduced: isNegative ? -divisor.bottom : divisor.bottom, over: isNegative ? -divisor.top : divisor.top)
    }
    return self * Rational(divisor.bigBottom, divisor.bigTop)
  }

  public var magnitude: Rational { isNegative ? -self : self }

  /// The largest whole number that is not above.
  public var floor: Rational {
    if big == nil {
      let quotient = top / bottom
      return Rational(whole: top < 0 && quotient * bottom != top ? quotient - 1 : quotient)
    }
    let (quotient, remainder) = bigTop.quotientAndRemainder(dividingBy: bigBottom)
    let down = remainder.isNegative ? quotient - BigInteger(1) : quotient
    return Rational(down, BigInteger(1))
  }

  /// The least whole number that is not below.
  public var ceiling: Rational { -((-self).floor) }

  /// The nearest whole number, ties to the even one.
  public var roundedHalfToEven: Rational {
    let below = floor
    let rest = self - below
    let half = Rational(1, over: 2) ?? .zero
    if rest < half { return below }
    if half < rest { return below + .one }
    let isEven = (below * half).isWhole
    return isEven ? below : below + .one
  }

  /// The whole number itself, where it is one and fits.
  public var wholeValue: Int128? { big == nil && bottom == 1 ? top : nil }

  /// The whole number itself, where it is one and fits 64 bits.
  public var int64: Int64? { wholeValue.flatMap { Int64(exactly: $0) } }
}

extension Rational: Comparable, Hashable {
  public static func == (a: Rational, b: Rational) -> Bool {
    if a.big == nil && b.big == nil { return a.top == b.top && a.bottom == b.bottom }
    return a.bigTop == b.bigTop && a.bigBottom == b.bigBottom
  }

  public static func < (a: Rational, b: Rational) -> Bool {
    if a.big == nil && b.big == nil {
      if a.bottom == b.bottom { return a.top < b.top }
      let (left, overflowLeft) = a.top.multipliedReportingOverflow(by: b.bottom)
      let (right, overflowRight) = b.top.multipliedReportingOverflow(by: a.bottom)
      if !overflowLeft && !overflowRight { return left < right }
      let (first, second) = (a.top.multipliedFullWidth(by: b.bottom), b.top.multipliedFullWidth(by: a.bottom))
      return (first.high, first.low) < (second.high, second.low)
    }
    return (a - b).isNegative
  }

  public func hash(into hasher: inout Hasher) {
    // Equal values are in the same form: what fits 128 bits is never kept as big integers.
    if let big {
      hasher.combine(big.top)
      hasher.combine(big.bottom)
    } else {
      hasher.combine(top)
      hasher.combine(bottom)
    }
  }
}

extension Rational: CustomStringConvertible {
  /// A plain decimal where one is exact with at most 18 decimals, else `numerator/denominator`.
  public var description: String {
    if let big { return big.bottom == BigInteger(1) ? "\(big.top)" : "\(big.top)/\(big.bottom)" }
    if bottom == 1 { return "\(top)" }
    for decimals in 1...18 {
      let scaled = self * Rational(whole: Rational.powerOfTen(decimals))
      if let whole = scaled.wholeValue { return Rational.decimalString(whole, decimals: decimals) }
    }
    return "\(top)/\(bottom)"
  }

  /// mantissa × 10^−decimals in plain digits, trailing zeros cut.
  public static func decimalString(_ mantissa: Int128, decimals: Int) -> String {
    var digits = String(mantissa.magnitude)
    if decimals > 0 {
      if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
      let split = digits.index(digits.endIndex, offsetBy: -decimals)
      var fraction = digits[split...]
      while fraction.last == "0" { fraction = fraction.dropLast() }
      digits = fraction.isEmpty ? String(digits[..<split]) : "\(digits[..<split]).\(fraction)"
    }
    return mantissa < 0 && digits != "0" ? "-\(digits)" : digits
  }
}
