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
    var state = seed
    func draw(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int((state >> 33) % UInt64(range.count))
    }
    var sites = "site,status,fixed_operating_cost,throughput_max\n"
    var supply = "site,product\n"
    var lanes = "origin,destination,unit_cost\n"
    var demand = "customer,product,quantity\n"
    for shop in 1...8 { demand += "Shop \(shop),Tea,\(draw(5...35))\n" }
    for site in 1...5 {
      sites += "House \(site),consider,\(draw(100...400)),\(draw(60...120))\n"
      supply += "House \(site),Tea\n"
      for shop in 1...8 { lanes += "House \(site),Shop \(shop),\(draw(1...40)).5\n" }
    }
    return ["sites": sites, "supply": supply, "lanes": lanes, "demand": demand]
  }
}
