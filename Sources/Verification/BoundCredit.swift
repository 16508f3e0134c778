import Logistics

/// What a claimed bound is worth beside the value of a plan that was checked.
struct BoundCredit {
  let value: Rational
  let isMaximized: Bool
  /// The plan keeps every rule; one that misses a rule by less than a step may well be better than a bound.
  let isExact: Bool

  /// The bound; the plan's own value where it is past that by no more than a double's rounding; nil where the plan
  /// proves it wrong.
  func credited(_ bound: Rational) -> Rational? {
    let excess = isMaximized ? value - bound : bound - value
    guard excess.isPositive, isExact else { return bound }
    return excess <= rounding ? value : nil
  }

  /// 10^−9 of the value, and no less than 10^−9.
  private var rounding: Rational { max(.one, value.magnitude) * Rational(mantissa: 1, decimals: 9) }
}
