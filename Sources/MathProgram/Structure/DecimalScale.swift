/// A power of ten that makes numbers whole.
///
/// A `Double` stands for the decimal that it was read from: 0.1 is 1 ÷ 10, although the binary number differs from it
/// by 5.6e-18. A number d ÷ 10^k is taken as such where that division, correctly rounded, gives the very same `Double`.
struct DecimalScale {
  /// 10^places makes all numbers so far whole.
  private(set) var places = 0

  static let mostPlaces = 9
  /// Whole numbers up to here are exact in a `Double`.
  private static let largest = 9_007_199_254_740_992.0
  private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

  var factor: Double { DecimalScale.powers[places] }

  /// Widens the scale until it fits `number`; false where no scale does.
  mutating func admit(_ number: Double) -> Bool {
    for candidate in places...DecimalScale.mostPlaces where DecimalScale.whole(number, candidate) != nil {
      places = candidate
      return true
    }
    return false
  }

  /// `number` · 10^places, where that is whole and within 2^53.
  func whole(_ number: Double) -> Int64? { DecimalScale.whole(number, places) }

  private static func whole(_ number: Double, _ places: Int) -> Int64? {
    let rounded = (number * powers[places]).rounded()
    guard abs(rounded) <= largest, rounded / powers[places] == number else { return nil }
    return Int64(rounded)
  }
}
