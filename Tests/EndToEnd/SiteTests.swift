import Logistics
import Planning
import Testing
import Verification

/// Sites under consideration with capacities: they go to the decomposition by themselves, and its bound is a
/// certified one.
@Suite struct SiteTests {
  @Test func sitesAndSourcingAreProvedFromTheInstanceAlone() throws {
    for seed in UInt64(1)...6 {
      let instance = try Planned.instance(tables(seed: seed))
      guard case .plan(let plan) = try Planner().plan(instance) else { throw Planned.Missing.plan }
      #expect(plan.run.engine == "native", "seed \(seed)")
      #expect(plan.status == .optimal, "seed \(seed)")
      #expect((plan.levels[0].certifiedGap ?? 1) <= 1e-6, "seed \(seed)")
      #expect(!plan.certificate.levels[0].blocks.isEmpty, "seed \(seed)")
      var options = PlanOptions()
      options.engine = .glpk
      guard case .plan(let other) = try Planner(options).plan(instance) else { throw Planned.Missing.plan }
      #expect(plan.evaluation.totalCost == other.evaluation.totalCost, "seed \(seed)")
    }
  }

  @Test func whatIsNoNetworkOfSitesIsRefusedByName() throws {
    var sites = tables(seed: 3)
    sites["constraints"] = "constraint,type,sense,value\nfew,site_count,max,3\n"
    guard case .plan(let plan) = try Planner().plan(try Planned.instance(sites)) else { throw Planned.Missing.plan }
    #expect(plan.run.engine == "glpk")
    #expect(plan.run.attempts.contains { $0.engine == "native" && $0.result.hasPrefix("refused: ") })
  }

  /// Eight shops, five warehouses that may open, each with a lane to every shop.
  private func tables(seed: UInt64) -> [String: String] {
    WarehouseTables(shops: 8, houses: 5, throughput: 60...120, priceEnding: ".5").drawn(seed: seed)
  }
}
