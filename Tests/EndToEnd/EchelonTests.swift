import Foundation
import Logistics
import NativeEngines
import Planning
import Testing
import Verification

/// Networks of two echelons whose sites cost something to open: planned natively, proven by a branch tree that the check
/// walks, at the same cost as by branch and cut.
@Suite struct EchelonTests {
  @Test func twoEchelonsCostTheSameThroughBothEnginesAndAreCertified() throws {
    for seed in UInt64(1)...8 {
      let instance = try Planned.instance(tables(seed: seed, products: seed % 3 == 0 ? 2 : 1))
      let own = Planner(PlanOptions(), engines: [FixedChargeEngine()])
      guard case .plan(let plan) = try own.plan(instance) else { throw Planned.Missing.plan }
      #expect(plan.status == .optimal, "seed \(seed)")
      #expect((plan.levels[0].certifiedGap ?? 1) <= 1e-9, "seed \(seed)")
      #expect(plan.certificate.levels[0].blocks.isEmpty, "seed \(seed)")
      var options = PlanOptions()
      options.engine = .glpk
      guard case .plan(let other) = try Planner(options).plan(instance) else { throw Planned.Missing.plan }
      #expect(plan.evaluation.totalCost == other.evaluation.totalCost, "seed \(seed)")
    }
  }

  @Test func aBoundFromAShareOfTheWorkIsCertifiedToo() throws {
    var options = PlanOptions()
    options.workLimit = 3_000
    let instance = try Planned.instance(tables(seed: 21, products: 1, size: 3))
    guard case .plan(let plan) = try Planner(options, engines: [FixedChargeEngine()]).plan(instance) else {
      throw Planned.Missing.plan
    }
    #expect(plan.run.stoppedBy == .workLimit)
    let certified = try #require(plan.levels[0].certifiedBound)
    let claimed = try #require(plan.levels[0].bound)
    #expect(claimed - certified <= claimed * Rational(mantissa: 1, decimals: 6) && certified <= plan.levels[0].value)
  }

  @Test func whatIsLargeGoesToItByItself() throws {
    var options = PlanOptions()
    options.gap = 0.05
    let instance = try Planned.instance(tables(seed: 5, products: 1, size: 8))
    guard case .plan(let plan) = try Planner(options).plan(instance) else { throw Planned.Missing.plan }
    #expect(plan.run.attempts.contains { $0.engine == "native" && $0.method.hasPrefix("fixed charges") })
    #expect((plan.levels[0].certifiedGap ?? 1) <= 0.05 + 1e-9)
  }

  @Test func openSitesAreCountedThroughBothEngines() throws {
    var decisive = 0
    for seed in UInt64(1)...6 {
      var tables = tables(seed: seed, products: 1)
      let free = try Planned.instance(tables)
      tables["groups"] = "group,type,member\n" + (1...4).map { "depots,site,Depot \($0)\n" }.joined()
      tables["constraints"] =
        "constraint,type,site,sense,value\ndepots,site_count,{depots},\(seed % 2 == 0 ? "min,4" : "max,2")\n"
      let counted = try Planned.instance(tables)
      let own = Planner(PlanOptions(), engines: [FixedChargeEngine()])
      var options = PlanOptions()
      options.engine = .glpk
      switch (try own.plan(counted), try Planner(options).plan(counted)) {
      case (.plan(let plan), .plan(let other)):
        #expect(plan.status == .optimal && (plan.levels[0].certifiedGap ?? 1) <= 1e-9, "seed \(seed)")
        #expect(plan.evaluation.totalCost == other.evaluation.totalCost, "seed \(seed)")
        guard case .plan(let loose) = try own.plan(free) else { throw Planned.Missing.plan }
        if loose.evaluation.totalCost != plan.evaluation.totalCost { decisive += 1 }
      case (_, .plan): Issue.record("seed \(seed): no plan, where GLPK has one")
      default: continue
      }
    }
    #expect(decisive >= 3)
  }

  /// A share that crosses the network: the rest bounds the whole, and its plan is completed.
  @Test func aRuleThatIsNoNetworksIsLeftOutAndCompleted() throws {
    let plain = tables(seed: 7, products: 1, size: 7)
    var tables = plain
    tables["constraints"] = """
      constraint,type,origin,sense,value,unit,within
      all,flow,,max,1000000,,
      kept,flow,Plant 1,min,5,%,all

      """
    var options = PlanOptions()
    options.gap = 0.1
    guard case .plan(let plan) = try Planner(options).plan(try Planned.instance(tables)) else { throw Planned.Missing.plan }
    #expect(plan.run.attempts.contains { $0.method.hasPrefix("fixed charges without ") })
    #expect(plan.run.attempts.contains { $0.method.hasPrefix("completing: ") })
    #expect((plan.levels[0].certifiedGap ?? 1) <= 0.1)
    guard case .plan(let free) = try Planner(options).plan(try Planned.instance(plain)) else { throw Planned.Missing.plan }
    #expect(plan.levels[0].value > free.levels[0].value)
  }

  /// Plants and depots that may open, each with a throughput; every plant to every depot, every depot to every shop.
  private func tables(seed: UInt64, products: Int, size: Int = 1) -> [String: String] {
    var draw = TableDraw(seed: seed)
    var sites = "site,status,fixed_operating_cost,throughput_max\n"
    var supply = "site,product\n"
    var lanes = "origin,destination,product,unit_cost\n"
    var demand = "customer,product,quantity\n"
    let goods = (1...products).map { "Tea \($0)" }
    let (plants, depots, shops) = (3 * size, 4 * size, 8 * size)
    for shop in 1...shops { for tea in goods { demand += "Shop \(shop),\(tea),\(draw(5...35))\n" } }
    for plant in 1...plants {
      sites += "Plant \(plant),consider,\(draw(300...900)),\(draw(120...260) * products)\n"
      for tea in goods {
        supply += "Plant \(plant),\(tea)\n"
        for depot in 1...depots { lanes += "Plant \(plant),Depot \(depot),\(tea),\(draw(1...20)).5\n" }
      }
    }
    for depot in 1...depots {
      // Of two products together a capacity would be no network's.
      sites += "Depot \(depot),consider,\(draw(100...400)),\(products == 1 ? "\(draw(80...160))" : "")\n"
      for tea in goods {
        for shop in 1...shops { lanes += "Depot \(depot),Shop \(shop),\(tea),\(draw(1...40)).25\n" }
      }
    }
    return ["sites": sites, "supply": supply, "lanes": lanes, "demand": demand]
  }
}
