import Logistics

/// The step in which an imported instance plans quantities: as fine as the source's own.
struct Resolution {
  /// Decimals of planned quantities, at most what the format allows.
  let decimals: Int
  private let isTooCoarse: Bool

  private static let mostDecimals = 6

  init(of quantities: [Rational]) {
    var decimals = 0
    while decimals < Self.mostDecimals && !Self.areMultiples(quantities, decimals) { decimals += 1 }
    self.decimals = decimals
    isTooCoarse = !Self.areMultiples(quantities, decimals)
  }

  /// What the report says where the source is finer than the format.
  var notes: [String] {
    guard isTooCoarse else { return [] }
    return ["some quantities have more decimals than planned quantities may have (\(Self.mostDecimals))"]
  }

  private static func areMultiples(_ quantities: [Rational], _ decimals: Int) -> Bool {
    let scale = Rational(whole: Rational.powerOfTen(decimals))
    return quantities.allSatisfy { ($0 * scale).isWhole }
  }
}
