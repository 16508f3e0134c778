/// A fraction in lowest terms over 128-bit integers; an overflow stops the test run instead of giving a wrong answer.
public struct Rational: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let numerator: Int128
  /// Always positive.
  public let denominator: Int128

  public static let zero = Rational(0)
  public static let one = Rational(1)

  public init(_ value: Int) {
    numerator = Int128(value)
    denominator = 1
  }

  public init(_ numerator: Int128, over denominator: Int128) {
    precondition(denominator != 0, "a fraction over zero")
    let divisor = greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * (numerator / Int128(divisor))
    self.denominator = sign * (denominator / Int128(divisor))
  }

  public static func + (a: Rational, b: Rational) -> Rational {
    Rational(a.numerator * b.denominator + b.numerator * a.denominator, over: a.denominator * b.denominator)
  }

  public static func - (a: Rational, b: Rational) -> Rational { a + -b }

  public static prefix func - (a: Rational) -> Rational { Rational(-a.numerator, over: a.denominator) }

  public static func * (a: Rational, b: Rational) -> Rational {
    let left = Rational(a.numerator, over: b.denominator)
    let right = Rational(b.numerator, over: a.denominator)
    return Rational(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  public static func / (a: Rational, b: Rational) -> Rational { a * Rational(b.denominator, over: b.numerator) }

  public static func += (a: inout Rational, b: Rational) { a = a + b }

  public static func < (a: Rational, b: Rational) -> Bool {
    a.numerator * b.denominator < b.numerator * a.denominator
  }

  public var magnitude: Rational { numerator < 0 ? -self : self }

  /// The greatest integer that is not above this number.
  public var floor: Int128 {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The least integer that is not below this number.
  public var ceiling: Int128 { -(-self).floor }

  /// The nearest integer; a half goes to the even one.
  public var roundedHalfEven: Int128 {
    let below = floor
    let rest = self - Rational(below, over: 1)
    let half = Rational(1, over: 2)
    if rest == half { return below % 2 == 0 ? below : below + 1 }
    return rest < half ? below : below + 1
  }
}

/// The greatest common divisor of two numbers; of zero and zero it is one.
func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
  var (large, small) = (a, b)
  while small != 0 { (large, small) = (small, large % small) }
  return max(large, 1)
}

extension Rational {
  /// Reads a decimal (`12.5`, `1e-3`) or a fraction of two decimals (`6739.725/146`).
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let top = Rational(decimal: parts[0]) else { return nil }
    guard parts.count == 2 else {
      self = top
      return
    }
    guard let bottom = Rational(decimal: parts[1]), bottom != .zero else { return nil }
    self = top / bottom
  }

  private init?(decimal text: some StringProtocol) {
    let halves = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    guard let mantissa = halves.first, halves.count <= 2 else { return nil }
    var exponent = 0
    if halves.count == 2 {
      guard let written = Int(halves[1]), abs(written) <= 18 else { return nil }
      exponent = written
    }
    let negative = mantissa.hasPrefix("-")
    let digits = negative ? mantissa.dropFirst() : mantissa
    let point = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(point.count), !point[0].isEmpty, point.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) })
    else { return nil }
    let decimals = point.count == 2 ? String(point[1]) : ""
    guard let whole = Int128(String(point[0]) + decimals) else { return nil }
    let value = Rational(negative ? -whole : whole, over: 1) * .power(ofTen: exponent - decimals.count)
    self = value
  }

  /// Ten to the given power, which may be negative.
  public static func power(ofTen exponent: Int) -> Rational {
    var power: Int128 = 1
    for _ in 0..<abs(exponent) { power *= 10 }
    return exponent < 0 ? Rational(1, over: power) : Rational(power, over: 1)
  }

  /// The exact decimal, or `n/d` where there is none.
  public var description: String {
    var (rest, twos, fives) = (denominator, 0, 0)
    while rest % 2 == 0 { (rest, twos) = (rest / 2, twos + 1) }
    while rest % 5 == 0 { (rest, fives) = (rest / 5, fives + 1) }
    guard rest == 1 else { return "\(numerator)/\(denominator)" }
    let decimals = max(twos, fives)
    guard decimals > 0 else { return "\(numerator)" }
    let scaled = (self * .power(ofTen: decimals)).numerator
    let digits = String(scaled.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return (scaled < 0 ? "-" : "") + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
