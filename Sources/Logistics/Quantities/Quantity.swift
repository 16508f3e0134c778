/// A planned quantity: a whole number of steps of the instance's resolution.
///
/// With `quantity_decimals = 3` a step is 0.001 of the quantity unit. 10^12 units of at most 6 decimals fit 64 bits.
public struct Quantity: Sendable, Hashable, Comparable {
  public static let zero = Quantity(steps: 0)

  public var steps: Int64

  public init(steps: Int64) { self.steps = steps }

  public static func < (a: Quantity, b: Quantity) -> Bool { a.steps < b.steps }
}

/// The size of a step, as decimals of the quantity unit (0 … 6).
public struct Resolution: Sendable, Hashable {
  public static let mostDecimals = 6

  public let decimals: Int

  public init(decimals: Int) { self.decimals = decimals }

  /// Steps a unit.
  public var stepsPerUnit: Int64 { Int64(truncatingIfNeeded: Rational.powerOfTen(decimals)) }

  /// The quantity in units.
  public func rational(_ quantity: Quantity) -> Rational {
    Rational(mantissa: Int128(quantity.steps), decimals: decimals)
  }

  /// The largest whole number of steps that is not above `amount`; nil beyond 64 bits.
  public func floor(_ amount: Rational) -> Quantity? {
    (amount * Rational(whole: Int128(stepsPerUnit))).floor.int64.map(Quantity.init(steps:))
  }

  /// The least whole number of steps that is not below `amount`; nil beyond 64 bits.
  public func ceiling(_ amount: Rational) -> Quantity? {
    (amount * Rational(whole: Int128(stepsPerUnit))).ceiling.int64.map(Quantity.init(steps:))
  }

  public func text(_ quantity: Quantity) -> String {
    Rational.decimalString(Int128(quantity.steps), decimals: decimals)
  }
}
