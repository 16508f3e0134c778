import BruteForce
import Foundation
import Testing

@Suite struct FeatureStatisticsTests {
  @Test func everyFeatureIsCommonAndDecides() throws {
    let scale = ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1
    var statistics = FeatureStatistics()
    for seed in 0..<UInt64(200 * scale) { try statistics.add(.random(seed: seed)) }
    print(statistics)
    guard scale >= 1 else { return }
    let whole = statistics.instances
    #expect((whole / 10...whole * 4 / 10).contains(statistics.infeasible))
    for feature in Feature.allCases {
      let count = statistics.counts[feature] ?? FeatureStatistics.Count()
      #expect(count.present * 5 >= whole, "\(feature) is too rare")
      #expect(count.decides * 20 >= whole, "\(feature) decides too seldom")
    }
  }
}
