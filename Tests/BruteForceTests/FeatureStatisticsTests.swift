import BruteForce
import Foundation
import Testing

@Suite struct FeatureStatisticsTests {
  private static let scale = ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1

  @Test func everyFeatureIsCommonAndDecides() throws {
    let statistics: FeatureStatistics<Feature> = try statistics { .random(seed: $0) }
    guard Self.scale >= 1 else { return }
    let whole = statistics.instances
    #expect((whole / 10...whole * 4 / 10).contains(statistics.infeasible))
    check(statistics, Feature.allCases.filter { !Feature.ofTender.contains($0) })
  }

  @Test func everyFeatureOfTendersIsCommonAndDecides() throws {
    check(try statistics { .tender(seed: $0) }, Feature.ofTender)
  }

  @Test func everyFeatureOfAllocationIsCommonAndDecides() throws {
    check(try statistics { .randomAllocation(seed: $0) }, AllocationFeature.allCases)
  }

  @Test func everyFeatureOfSalesIsCommonAndDecides() throws {
    check(try statistics { .randomSales(seed: $0) }, SalesFeature.allCases)
  }

  @Test func everyTermOfPartnersIsCommonAndDecides() throws {
    check(try statistics { .randomPartnerTerms(seed: $0) }, PartnerTerm.allCases)
  }

  @Test func everyFeatureOfSitesIsCommonAndDecides() throws {
    check(try statistics { .randomSites(seed: $0) }, SiteFeature.allCases)
  }

  private func statistics<Kind: InstanceFeature>(_ draw: (UInt64) -> TinyInstance) throws -> FeatureStatistics<Kind> {
    var statistics = FeatureStatistics<Kind>()
    for seed in 0..<UInt64(200 * Self.scale) { try statistics.add(draw(seed)) }
    print(statistics)
    return statistics
  }

  private func check<Kind: InstanceFeature>(_ statistics: FeatureStatistics<Kind>, _ features: [Kind]) {
    guard Self.scale >= 1 else { return }
    let whole = statistics.instances
    let rare = features.filter { (statistics.counts[$0]?.present ?? 0) * 5 < whole }
    #expect(rare == [], "too rare")
    let idle = features.filter { (statistics.counts[$0]?.decides ?? 0) * 20 < whole }
    #expect(idle == [], "decide too seldom")
  }
}
