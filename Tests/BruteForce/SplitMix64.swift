/// The SplitMix64 generator of Steele, Lea and Flood: the same seed gives the same draws everywhere.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number of the range, each equally likely but for a bias below 2^-50.
  mutating func pick(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() >> 1) % (range.upperBound - range.lowerBound + 1)
  }

  /// One of the values.
  mutating func pick<Value>(_ values: [Value]) -> Value { values[pick(0...values.count - 1)] }

  /// True in `percent` of a hundred draws.
  mutating func chance(_ percent: Int) -> Bool { pick(0...99) < percent }
}
