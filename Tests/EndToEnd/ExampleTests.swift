import FileFormats
import Foundation
import Logistics
import Planning
import Reports
import Testing
import Verification

/// The instances that users start from plan as their texts say.
@Suite struct ExampleTests {
  @Test func theQuickstartIsPlannedToItsProvenOptimum() throws {
    let plan = try Planned.plan(Campaign.instance("quickstart"))
    #expect(plan.status == .optimal)
    #expect(plan.evaluation.totalCost == Money(grains: 55_223_000_000_000))
    #expect(plan.evaluation.fillRate == Rational(100))
    #expect(plan.evaluation.ordersServed == 8)
  }

  @Test func theStarterInstancePlansAsItStands() throws {
    let files = StarterInstance.files.map { (name: $0.name, bytes: $0.bytes) }
    let instance = try #require(LoadedInstance.load(name: "starter", files: files).instance)
    guard case .plan(let plan) = try Planner().plan(instance) else { throw Planned.Missing.plan }
    #expect(plan.status == .optimal)
  }

  /// Every folder of `Instances/classic`, with the answers that are derived in `ANSWERS.tsv`'s own notes.
  @Test func theClassicInstancesHaveTheirAnswers() throws {
    let folder = Campaign.instance("classic")
    let lines = try String(contentsOfFile: folder + "/ANSWERS.tsv", encoding: .utf8).split(separator: "\n").dropFirst()
    let answers = lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    let folders = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "ANSWERS.tsv" }
    #expect(Set(answers.map { $0[0] }) == Set(folders))
    for answer in answers {
      switch try Planned.answer(folder + "/" + answer[0]) {
      case .noPlan(let noPlan): #expect(answer[1] == "infeasible" && noPlan.isCertified, "\(answer[0])")
      case .plan(let plan):
        #expect(plan.status.rawValue == answer[1], "\(answer[0])")
        let values = plan.levels.map { ExactText.decimal($0.value) }
        #expect(values == answer[2].components(separatedBy: " ; "), "\(answer[0])")
        #expect(plan.levels.allSatisfy { ($0.certifiedGap ?? 1) <= VerifiedPlan.closedGap }, "\(answer[0])")
      }
    }
  }

  /// Two dozen sites, some hundred rows of demand; each scenario is an instance of its own.
  @Test func theTechnologyDistributorIsPlannedInEveryScenario() throws {
    let folder = Campaign.instance("technology-distribution")
    let scenarios = try String(contentsOfFile: folder + "/scenarios.csv", encoding: .utf8).split(separator: "\n").dropFirst()
      .compactMap { $0.split(separator: ",").first.map(String.init) }
    #expect(!scenarios.isEmpty)
    var options = PlanOptions()
    options.workLimit = 6_000
    var costs: Set<String> = []
    // The shortage has a test of its own.
    for scenario in [nil] + Set(scenarios).subtracting(["chip-shortage"]).sorted().map({ Optional($0) }) {
      let plan = try Planned.plan(folder, scenario: scenario, options)
      #expect((plan.levels.last?.gap ?? 1) <= 0.1, "\(scenario ?? "base"): \(plan.levels)")
      costs.insert(plan.evaluation.totalCost.description)
    }
    #expect(costs.count > 1, "no scenario changes anything")
  }

  /// Enterprises get the switches that they were promised; of the rest everybody in `segment:smb` gets the same part, and the
  /// tables and the report say by which rule.
  @Test func theShortageOfSwitchesIsSharedInEqualParts() throws {
    var options = PlanOptions()
    options.workLimit = 25_000
    let plan = try Planned.plan(Campaign.instance("technology-distribution"), scenario: "chip-shortage", options)
    #expect((plan.levels.last?.gap ?? 1) <= 0.1, "\(plan.levels)")
    let instance = plan.instance
    let resolution = instance.settings.resolution
    let switches = instance.demand.indices.filter { instance[instance.demand[$0].product].name == "switch" }
    let promised = switches.filter { instance[instance.demand[$0].order].name != nil }
    #expect(!promised.isEmpty && promised.allSatisfy { plan.evaluation.unmet[$0].isZero })
    let share = try #require(instance.allocation.shares.first { $0.kind == .proportional })
    let rows = share.members.flatMap(\.rows).map(\.index)
    #expect(rows.count == 18)
    let rates = rows.map { resolution.rational(plan.evaluation.served[$0]).approximate / instance.demand[$0].quantity.approximate }
    #expect(try #require(rates.max()) < 0.9)
    #expect(try #require(rates.max()) - #require(rates.min()) < 0.0002)
    let reasons = ShortfallReasons(plan)
    for row in rows {
      #expect(reasons.reason(DemandID(row)).hasPrefix("all 18 of `segment:smb`, `switch` share by `proportional` (policies.csv:2); `Timisoara` supplies at most"), "\(reasons.reason(DemandID(row)))")
    }
    let page = String(decoding: HTMLReport.bytes(.plan(plan), scenario: "chip-shortage"), as: UTF8.self)
    #expect(page.contains("The same part of what each asks for"))
  }

  @Test func theSameInputGivesTheSameBytes() throws {
    func bytes() throws -> [UInt8] {
      PlanDocument(try Planned.answer(Campaign.instance("quickstart")), PlanContext()).bytes
    }
    #expect(try bytes() == bytes())
  }

  /// A fixed cost of 1,000 behind a capacity of a million and more: a careless integer tolerance buys the lane for 0.005.
  @Test(arguments: ["1000000", "100000000", "1000000000000"])
  func aTrickleCannotPassAClosedLane(capacity: String) throws {
    let answer = try Planned.answer([
      "settings": "key,value\nquantity_decimals,3\n",
      "sites": "site\nPlant\n",
      "supply": "site,product\nPlant,Goods\n",
      "demand": "customer,product,quantity\nShop,Goods,5\n",
      "lanes": "origin,destination,unit_cost,fixed_cost,capacity_max\nPlant,Shop,0.001,1000,\(capacity)\n",
    ])
    guard case .plan(let plan) = answer else { throw Planned.Missing.plan }
    #expect(plan.status == .optimal)
    #expect(plan.evaluation.totalCost.description == "1000.005")
  }

  @Test func demandWithoutALaneIsNamedWithItsShortfall() throws {
    let answer = try Planned.answer([
      "sites": "site\nPlant\n",
      "supply": "site,product,supply_max\nPlant,Goods,7\n",
      "demand": "customer,product,quantity\nShop,Goods,10\n",
      "lanes": "origin,destination,unit_cost\nPlant,Shop,1\n",
    ])
    guard case .noPlan(let noPlan) = answer else { throw Planned.Missing.plan }
    #expect(noPlan.isCertified)
    #expect(noPlan.cause.shortfalls == [.init(row: DemandID(0), units: Rational(3))])
    #expect(noPlan.cause.binding == [.supplyMaximum(SupplyID(0))])
  }
}
