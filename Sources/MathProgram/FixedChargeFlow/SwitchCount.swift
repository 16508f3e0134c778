/// A row over 0-1 decisions alone, that open sites or switch capacity on: how many of them are on, or what has to be on beside
/// another. Σ weight × (1 where it is on) is no less than `lower` and no more than `upper`, each of which may be infinite.
public struct SwitchCount: Sendable, Equatable {
  public struct Term: Sendable, Equatable {
    /// The decision's number in what the row belongs to.
    public var index: Int
    public var weight: Double

    public init(index place: Int, weight factor: Double) {
      index = place
      weight = factor
    }
  }

  public var terms: [Term]
  public var lower: Double
  public var upper: Double

  public init(terms all: [Term], lower least: Double, upper most: Double) {
    terms = all
    lower = least
    upper = most
  }

  /// Whether no decisions can break it.
  public var holdsAlways: Bool {
    let (least, most) = terms.reduce((0.0, 0.0)) { ($0.0 + min(0, $1.weight), $0.1 + max(0, $1.weight)) }
    return lower <= least && most <= upper
  }

  /// By how much the sum misses its limits, rounding aside: above 0 where it comes to too little, below 0 where to too much.
  public func missed(_ isOn: [Bool]) -> Double { missed(terms.reduce(0) { isOn[$1.index] ? $0 + $1.weight : $0 }) }

  /// The same of a sum.
  public func missed(_ sum: Double) -> Double {
    let slack = 1e-9 * (1 + abs(sum))
    if sum < lower - slack { return lower - sum }
    return sum > upper + slack ? upper - sum : 0
  }
}
