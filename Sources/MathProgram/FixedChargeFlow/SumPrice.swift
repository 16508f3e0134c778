/// The search for what is paid for a sum at which it comes to what its limits ask for: doubled until it is between two, then
/// halved.
public struct SumPrice: Sendable {
  private let limits: SumLimits
  /// Above 0 it is paid for the least, below 0 for the most that the sum may come to.
  public private(set) var price: Double
  private var size: Double
  private var (low, high) = (-Double.infinity, Double.infinity)

  /// How far from a limit is as good as at it.
  private static let tolerance = 0.02

  /// - Parameter first: by how much the price is changed at first.
  public init(_ limits: SumLimits, from start: Double, size first: Double) {
    self.limits = limits
    price = start
    size = first
  }

  /// - Parameter use: at the last price.
  /// - Returns: whether another price may be better.
  public mutating func step(use: Double) -> Bool {
    let isShort = use < limits.least - Self.tolerance || price < 0 && use < limits.most - Self.tolerance
    let isOver = use > limits.most + Self.tolerance || price > 0 && use > limits.least + Self.tolerance
    guard isShort != isOver else { return false }
    if isShort { low = max(low, price) } else { high = min(high, price) }
    let last = price
    if low.isFinite && high.isFinite {
      price = (low + high) / 2
    } else {
      price += isShort ? size : -size
      size *= 2
    }
    // A price changes its sign only where the other limit asks for it.
    if last * price < 0 { price = 0 }
    return abs(price - last) > 1e-3 * size && price.isFinite
  }
}

/// What a sum may come to.
public struct SumLimits: Sendable {
  public var least: Double
  public var most: Double

  public init(least low: Double = -.infinity, most high: Double = .infinity) {
    least = low
    most = high
  }

  public var isFinite: Bool { least.isFinite || most.isFinite }

  public mutating func tighten(_ limit: Double, isLeast: Bool) {
    if isLeast { least = max(least, limit) } else { most = min(most, limit) }
  }

  /// What a sum's price is paid for: the limit on the side that its sign asks for.
  public func limit(_ price: Double) -> Double { price > 0 ? least : most }
}
