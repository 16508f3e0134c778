/// Multipliers with no more digits than a bound has use for.
struct PriceRounding {
  /// By item, its least weight; 1 where that is 0.
  private let weights: [Double]
  /// Of an item's multiplier a unit of weight; nil: more than are written.
  private let decimals: Int?

  /// A bound's slope in a multiplier is mostly less than 1, and errors of many items make up for each other.
  ///
  /// - Parameter loss: what rounding may cost of the bound.
  init(_ table: SiteTable, loss: Double) {
    var least = [Double](repeating: .infinity, count: table.itemCount)
    for slot in 0..<table.arcCount {
      least[Int(table.item[slot])] = min(least[Int(table.item[slot])], table.weight[slot])
    }
    weights = least.map { $0 > 0 && $0.isFinite ? $0 : 1 }
    let deviation = 0.3 * weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
    var (places, unit) = (0, 1.0)
    while places <= 12, unit * deviation > loss { (places, unit) = (places + 1, unit / 10) }
    decimals = places <= 12 ? places : nil
  }

  /// One multiplier an item, then one a row over sites, whose slope may be larger.
  ///
  /// - Parameter more: digits, where those that are mostly enough are not.
  func rounded(_ prices: [Double], more: Int) -> [Double] {
    guard let decimals else { return prices }
    let scale = PriceRounding.powerOfTen(decimals + more)
    var rounded = prices
    for item in weights.indices { rounded[item] = (prices[item] / weights[item] * scale).rounded() / scale * weights[item] }
    for row in prices.indices.dropFirst(weights.count) { rounded[row] = cover(prices[row]) }
    return rounded
  }

  /// That of the covering row is of the weight of all items, and takes more digits.
  func cover(_ multiplier: Double) -> Double {
    guard let decimals else { return multiplier }
    let scale = PriceRounding.powerOfTen(decimals + 2)
    return (multiplier * scale).rounded() / scale
  }

  private static func powerOfTen(_ exponent: Int) -> Double { (0..<exponent).reduce(1.0) { power, _ in power * 10 } }
}
