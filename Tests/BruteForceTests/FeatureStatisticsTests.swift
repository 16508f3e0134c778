import BruteForce
import Foundation
import Testing

@Suite struct FeatureStatisticsTests {
  @Test func everyFeatureIsCommonAndDecides() throws {
    let scale = ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1
    var statistics = FeatureStatistics<Feature>()
    for seed in 0..<UInt64(200 * scale) { try statistics.add(.random(seed: seed)) }
    check(statistics, scale)
  }

  @Test func everyFeatureOfAllocationIsCommonAndDecides() throws {
    let scale = ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1
    var statistics = FeatureStatistics<AllocationFeature>()
    for seed in 0..<UInt64(200 * scale) { try statistics.add(.randomAllocation(seed: seed)) }
    check(statistics, scale)
  }

  @Test func everyFeatureOfSalesIsCommonAndDecides() throws {
    let scale = ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1
    var statistics = FeatureStatistics<SalesFeature>()
    for seed in 0..<UInt64(200 * scale) { try statistics.add(.randomSales(seed: seed)) }
    check(statistics, scale)
  }

  private func check<Kind: InstanceFeature>(_ statistics: FeatureStatistics<Kind>, _ scale: Double) {
    print(statistics)
    guard scale >= 1 else { return }
    let whole = statistics.instances
    if Kind.self == Feature.self {
      #expect((whole / 10...whole * 4 / 10).contains(statistics.infeasible))
    }
    let rare = Kind.allCases.filter { (statistics.counts[$0]?.present ?? 0) * 5 < whole }
    #expect(rare == [], "too rare")
    let idle = Kind.allCases.filter { (statistics.counts[$0]?.decides ?? 0) * 20 < whole }
    #expect(idle == [], "decide too seldom")
  }
}
