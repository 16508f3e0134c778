@testable import BruteForce
import Foundation
import Testing

@Suite struct Scratch {
  @Test func reasons() throws {
    var reasons: [String: Int] = [:]
    let start = Date()
    for seed in 0..<UInt64(1000) {
      var draw = InstanceDraw(seed: seed)
      let instance = draw.instance()
      do {
        let a = try BruteForce(instance, leafLimit: 6000).answer()
        reasons[a.isFeasible ? "ok" : "infeasible", default: 0] += 1
      } catch { reasons["\(error)", default: 0] += 1 }
    }
    let s2 = Date()
    for seed in 0..<UInt64(200) { _ = TinyInstance.random(seed: seed) }
    print("drawing 200", Date().timeIntervalSince(s2))
    print("time", Date().timeIntervalSince(start))
    for (k, v) in reasons.sorted(by: { $0.value > $1.value }).prefix(8) { print(v, k.prefix(60)) }
  }
}
