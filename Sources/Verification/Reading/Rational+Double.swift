import Logistics

extension Rational {
  /// The double's exact value; nil where it is not finite, or too large or too fine to be of use.
  init?(exactly value: Double) {
    guard value.isFinite else { return nil }
    guard value != 0 else {
      self = .zero
      return
    }
    let mantissa = Int128(Int64(value.significand * 4_503_599_627_370_496))
    let power = Int(value.exponent) - 52
    guard power <= 60, power >= -200 else { return nil }
    var result = Rational(whole: value < 0 ? -mantissa : mantissa)
    let scale = Rational(whole: Int128(1) << Int128(min(abs(power), 100)))
    let rest = Rational(whole: Int128(1) << Int128(max(abs(power) - 100, 0)))
    if power < 0 {
      result = result.divided(by: scale * rest) ?? .zero
    } else {
      result = result * scale
    }
    self = result
  }
}
