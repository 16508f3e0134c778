/// An exact amount of money in grains of 10^−9 currency.
///
/// A charge line is an exact fraction, rounded once, half to even, to a grain; everything above it is a sum of grains.
public struct Money: Sendable, Hashable, Comparable {
  public static let grainsPerUnit = 9
  public static let zero = Money(grains: 0)

  public let grains: Int128

  public init(grains: Int128) { self.grains = grains }

  /// Rounds half to even to a grain; nil beyond 128 bits.
  public init?(rounding amount: Rational) {
    let scaled = amount * Rational(whole: Rational.powerOfTen(Money.grainsPerUnit))
    guard let grains = scaled.roundedHalfToEven.wholeValue else { return nil }
    self.grains = grains
  }

  public var rational: Rational { Rational(mantissa: grains, decimals: Money.grainsPerUnit) }

  /// nil beyond 128 bits.
  public func adding(_ other: Money) -> Money? {
    let (sum, overflow) = grains.addingReportingOverflow(other.grains)
    return overflow ? nil : Money(grains: sum)
  }

  public static func < (a: Money, b: Money) -> Bool { a.grains < b.grains }
}

extension Money: CustomStringConvertible {
  public var description: String { Rational.decimalString(grains, decimals: Money.grainsPerUnit) }
}
