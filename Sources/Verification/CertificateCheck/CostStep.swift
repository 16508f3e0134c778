import Logistics

/// What every plan's value in an objective level is a multiple of, its constant left out: a bound that lies between two multiples
/// proves the higher one.
enum CostStep {
  /// A step below this is worth nothing.
  private static let least = Rational(mantissa: 1, decimals: Money.grainsPerUnit)

  /// nil where some decision with a cost may take any value, or the multiples lie too close together.
  static func of(_ costs: [Rational], _ book: RuleBook) -> Rational? {
    guard costs.indices.allSatisfy({ costs[$0].isZero || book.step(ofDecision: $0) != nil }) else { return nil }
    var common: Rational?
    for (index, cost) in costs.enumerated() where !cost.isZero {
      let multiple = (cost * (book.step(ofDecision: index) ?? .one)).magnitude
      guard let next = common.map({ greatestCommonDivisor($0, multiple) }) ?? multiple, least <= next else { return nil }
      common = next
    }
    return common
  }

  /// The largest number that both are multiples of; nil where its parts do not fit.
  private static func greatestCommonDivisor(_ a: Rational, _ b: Rational) -> Rational? {
    guard let (top, bottom) = a.parts, let (otherTop, otherBottom) = b.parts else { return nil }
    let (raised, first) = (otherBottom / divisor(bottom, otherBottom)).multipliedReportingOverflow(by: bottom)
    guard !first else { return nil }
    let (one, second) = top.multipliedReportingOverflow(by: raised / bottom)
    let (other, third) = otherTop.multipliedReportingOverflow(by: raised / otherBottom)
    guard !second, !third else { return nil }
    return Rational(divisor(one, other), over: raised)
  }

  /// Euclid's, of numbers above 0.
  private static func divisor(_ a: Int128, _ b: Int128) -> Int128 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
