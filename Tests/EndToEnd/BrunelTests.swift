import FileFormats
import Formulations
import Foundation
import Logistics
import Planning
import Testing
import Verification

/// 9,215 real orders of one day: which plant, port, carrier and service for each.
@Suite(.enabled(if: Campaign.data("brunel-supply-chain") != nil)) struct BrunelTests {
  private static func imported() throws -> ImportedInstance {
    try BrunelImport.read(folder: try #require(Campaign.data("brunel-supply-chain")))
  }

  private static func instance(scenario: String? = nil) throws -> Instance {
    let files = try imported().files.map { (name: $0.name, bytes: $0.bytes) }
    return try #require(LoadedInstance.load(name: "brunel", files: files, scenario: scenario).instance)
  }

  private static func plan(scenario: String? = nil) throws -> VerifiedPlan {
    guard case .plan(let plan) = try Planner().plan(instance(scenario: scenario)) else { throw Planned.Missing.plan }
    return plan
  }

  @Test func everyRowAndCarrierIsKept() throws {
    let instance = try Self.instance()
    #expect(instance.demand.count == 9215)
    #expect(instance.rates.reduce(0) { $0 + $1.charges.reduce(0) { $0 + $1.breaks.count } } == 1540)
    #expect(instance.providers.count == 9)
  }

  @Test func oneDayServes2444OrdersAtAProvenLeastCost() throws {
    let plan = try Self.plan()
    #expect(plan.evaluation.ordersServed == 2444)
    #expect(plan.levels[0].certifiedBound == Rational(9215 - 2444))
    #expect(plan.evaluation.totalCost.description == "1245725.264288747")
    #expect((plan.levels[1].certifiedGap ?? 1) <= 1e-9)
  }

  @Test func theDayIsATransportationProblemAndCostsTheSameThroughBothEngines() throws {
    let instance = try Self.instance()
    var plans: [VerifiedPlan] = []
    for engine in [PlanOptions.EngineChoice.native, .glpk] {
      var options = PlanOptions()
      options.engine = engine
      let clock = ContinuousClock()
      let start = clock.now
      guard case .plan(let plan) = try Planner(options).plan(instance) else { throw Planned.Missing.plan }
      print("Brunel's day through \(engine.rawValue): \(clock.now - start)")
      #expect(plan.run.engine == engine.rawValue)
      plans.append(plan)
    }
    #expect(plans[0].levels.map(\.value) == plans[1].levels.map(\.value))
    #expect(plans[0].levels.allSatisfy { ($0.certifiedGap ?? 1) <= 1e-9 })
    #expect(plans[0].evaluation.ordersServed == 2444)
  }

  @Test func sevenDaysOfCapacityServeEveryOrder() throws {
    let plan = try Self.plan(scenario: "capacity_x7")
    #expect(plan.evaluation.ordersServed == 9215)
    #expect(plan.levels[0].certifiedBound == .zero)
    #expect(plan.evaluation.totalCost.description.hasPrefix("15578496.16922"))
    #expect((plan.levels[1].certifiedGap ?? 1) <= 1e-9)
  }

  @Test func theReportNamesEveryTrap() throws {
    let report = try Self.imported().report.joined(separator: "\n")
    let traps = [
      "9215 orders", "9,216", "1447296446.7", "1540 freight rows of 9 carriers on 76 tariffs", "capacity counts orders",
      "PLANT02, PLANT06, PLANT10, PLANT11", "2 customers of vendor-managed plants place no order", "PORT01 of PLANT01",
      "PORT01 of PLANT07", "PORT01 of PLANT10", "CND9", "CRF", "share a weight", "99.995", "wider holes",
      "V444_1 PORT04", "V44_3", "parcel tariffs", "weigh nothing", "padded with blanks", "own port too", "rounded", "historical",
    ]
    for trap in traps { #expect(report.contains(trap), "\(trap)") }
  }
}
