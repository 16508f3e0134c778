import Foundation

/// Steele, Lea and Flood's SplitMix64: the same numbers on every machine.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
  mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }
}

/// How many rounds a test of `standard` rounds runs, by `LANEWISE_TEST_SCALE`.
func rounds(_ standard: Int) -> Int {
  let scale = ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1
  return max(1, Int(Double(standard) * scale))
}
