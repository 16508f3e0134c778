import Logistics
import Planning
import Reports
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

  /// How many sites may open, or must, is priced like all else: it sends nothing to branch and cut.
  @Test(arguments: [false, true], ["max,1", "min,4"])
  func limitsOnSitesAreProvedFromTheInstanceAlone(shipsComplete: Bool, limit: String) throws {
    var (decided, empty) = (0, 0)
    for seed in UInt64(1)...8 {
      let free = WarehouseTables(shops: 8, houses: 5, throughput: 90...190, shipsComplete: shipsComplete, priceEnding: ".5")
        .drawn(seed: seed)
      var tables = free
      tables["constraints"] = "constraint,type,sense,value\nfew,site_count,\(limit)\n"
      let instance = try Planned.instance(tables)
      var options = PlanOptions()
      options.engine = .glpk
      switch (try Planner().plan(instance), try Planner(options).plan(instance)) {
      case (.plan(let plan), .plan(let other)):
        #expect(plan.run.engine == "native" && plan.status == .optimal, "seed \(seed)")
        #expect((plan.levels[0].certifiedGap ?? 1) <= 1e-6, "seed \(seed)")
        #expect(plan.evaluation.totalCost == other.evaluation.totalCost, "seed \(seed)")
        guard case .plan(let unlimited) = try Planner().plan(try Planned.instance(free)) else { throw Planned.Missing.plan }
        if unlimited.evaluation.totalCost != plan.evaluation.totalCost { decided += 1 }
      case (.noPlan(let native), .noPlan):
        #expect(native.isCertified, "seed \(seed)")
        empty += 1
      default: Issue.record("seed \(seed): one engine has a plan and the other has none")
      }
    }
    #expect(decided > 0 && (empty > 0 || limit == "min,4"), "\(decided) decided, \(empty) without a plan")
  }

  /// A share that no network of sites has is paid for: what is proved at the price is proved of the whole, and its sites are completed.
  @Test(arguments: [false, true])
  func aRuleThatIsNoNetworksIsPaidFor(isCoarse: Bool) throws {
    let free = WarehouseTables(shops: 80, houses: 24, throughput: 150...320, priceEnding: ".5").drawn(seed: 5)
    var tables = free
    tables["constraints"] = """
      constraint,type,origin,sense,value,unit,within
      all,flow,,max,1000000,,
      kept,flow,House 1,min,7.3,%,all
      few,site_count,,max,12,,

      """
    if isCoarse { tables["settings"] = "key,value\nquantity_decimals,0\n" }
    var options = PlanOptions()
    options.gap = 0.02
    guard case .plan(let plan) = try Planner(options).plan(try Planned.instance(tables)) else { throw Planned.Missing.plan }
    #expect(plan.run.engine == "native")
    #expect(plan.run.attempts.contains { $0.method.hasSuffix("constraint `kept` paid for") }, "\(plan.run.attempts)")
    #expect(!plan.certificate.levels[0].blocks.isEmpty)
    #expect((plan.levels[0].certifiedGap ?? 1) <= 0.02)
    options.gap = 0
    guard case .plan(let unbound) = try Planner(options).plan(try Planned.instance(free)) else { throw Planned.Missing.plan }
    let proved = try #require(plan.levels[0].certifiedBound)
    #expect(proved > unbound.levels[0].value, "the rule's price counts in the bound")
  }

  /// What many sites share comes before each of them.
  @Test func tooFewSitesAreTheFirstCauseThatIsTold() throws {
    var tables = tables(seed: 1)
    tables["constraints"] = "constraint,type,sense,value\nfew,site_count,max,1\n"
    guard case .noPlan(let none) = try Planner().plan(try Planned.instance(tables)) else { throw Planned.Missing.plan }
    #expect(none.isCertified)
    let lines = PlanSummary.text(.noPlan(none), width: 100, color: false).split(separator: "\n")
    let heading = try #require(lines.firstIndex { $0.hasPrefix("Because") })
    #expect(lines[heading + 1].contains("`few` asks for at most 1 site"), "\(lines)")
    #expect(none.cause.binding.count > 1)
  }

  @Test func whatIsNoNetworkOfSitesIsRefusedByName() throws {
    var sites = tables(seed: 3)
    sites["constraints"] = "constraint,type,sense,value,unit,origin,within\nall,flow,max,1000000,,,\n"
      + "fair,flow,min,10,%,House 1,all\n"
    guard case .plan(let plan) = try Planner().plan(try Planned.instance(sites)) else { throw Planned.Missing.plan }
    #expect(plan.run.engine == "glpk")
    #expect(plan.run.attempts.contains { $0.engine == "native" && $0.result.hasPrefix("refused: ") })
  }

  /// Eight shops, five warehouses that may open, each with a lane to every shop.
  private func tables(seed: UInt64) -> [String: String] {
    WarehouseTables(shops: 8, houses: 5, throughput: 60...120, priceEnding: ".5").drawn(seed: seed)
  }
}
