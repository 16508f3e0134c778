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
    check(statistics, Feature.allCases.filter { !Feature.ofTender.contains($0) })
  }

  @Test func everyFeatureOfTendersIsCommonAndDecides() throws {
    let scale = ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1
    var statistics = FeatureStatistics()
    for seed in 0..<UInt64(200 * scale) { try statistics.add(.tender(seed: seed)) }
    print(statistics)
    guard scale >= 1 else { return }
    check(statistics, Feature.ofTender)
  }

  private func check(_ statistics: FeatureStatistics, _ features: [Feature]) {
    let whole = statistics.instances
    let rare = features.filter { (statistics.counts[$0]?.present ?? 0) * 5 < whole }
    #expect(rare == [], "too rare")
    let idle = features.filter { (statistics.counts[$0]?.decides ?? 0) * 20 < whole }
    #expect(idle == [], "decide too seldom")
  }
}
