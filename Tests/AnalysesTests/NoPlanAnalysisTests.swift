import Analyses
import FileFormats
import Foundation
import Logistics
import Planning
import Testing
import Verification

/// Conflicts are named by their rows, and repairs repair.
@Suite struct NoPlanAnalysisTests {
  private static let short = [
    "sites": "site\nPlant\n",
    "supply": "site,product,supply_max,relax_cost\nPlant,Goods,7,2\n",
    "demand": "customer,product,quantity,relax_cost\nShop,Goods,10,5\nKiosk,Goods,0,\n",
    "lanes": "origin,destination,unit_cost\nPlant,Shop,1\nPlant,Kiosk,1\n",
  ]

  private static func analysis(_ tables: [String: String]) throws -> (NoPlanAnalysis, PlanningSession) {
    let session = try Tables.session(tables)
    return (try #require(try NoPlanAnalysis(session)), session)
  }

  /// A window that no lane keeps: the term is named beside the demand, and lengthening it is a repair without a price.
  @Test func aWindowThatIsTooShortIsNamedAndLengthened() throws {
    let (analysis, session) = try Self.analysis([
      "sites": "site\nPlant\n", "supply": "site,product,supply_max\nPlant,Goods,20\n",
      "demand": "customer,product,quantity,max_transit_time\nShop,Goods,10,1.5\n",
      "lanes": "origin,destination,provider,unit_cost,transit_time\nPlant,Shop,Slow,1,3\nPlant,Shop,Fast,4,2\n",
    ])
    #expect(Self.places(analysis, session.draft) == ["demand.csv:2:12", "demand.csv:2:15"])
    let last = try #require(analysis.repairs.last)
    #expect(last.breaksUnpricedRules)
    #expect(last.changes.map(\.description) == ["demand: set max_transit_time to 2 where customer = Shop and product = Goods"])
    #expect(last.plan.evaluation.totalCost.description == "40")
    #expect(analysis.repairs.count == 2)
  }

  private static func places(_ analysis: NoPlanAnalysis, _ draft: Draft) -> [String] {
    analysis.conflict.compactMap { FaultPlace($0.mark, in: draft.files) }.map { "\($0.file):\($0.line):\($0.column)" }
  }

  @Test func theStoryNamesTheCellsThatCannotBeKeptTogether() throws {
    let (analysis, session) = try Self.analysis(Self.short)
    #expect(Self.places(analysis, session.draft) == ["supply.csv:2:13", "demand.csv:2:12"])
  }

  @Test func repairsCostWhatRelaxingCosts() throws {
    let (analysis, _) = try Self.analysis(Self.short)
    // Three more units of supply at 2, or three fewer of demand at 5.
    #expect(analysis.repairs.map(\.price.description) == ["6", "15"])
    #expect(
      analysis.repairs[0].changes.map(\.description) == [
        "supply: set supply_max to 10 where site = Plant and product = Goods"
      ])
    #expect(analysis.repairs.map { $0.plan.evaluation.fillRate.description } == ["100", "100"])
  }

  @Test func anInstanceWithAPlanHasNoStory() throws {
    var tables = Self.short
    tables["supply"] = "site,product,supply_max\nPlant,Goods,10\n"
    #expect(try NoPlanAnalysis(Tables.session(tables)) == nil)
  }

  @Test func aConstraintWithoutAPriceNeverGivesWayWhileSomethingElseHelps() throws {
    var tables = Self.short
    tables["supply"] = "site,product,supply_max\nPlant,Goods,20\n"
    tables["constraints"] = "constraint,type,origin,sense,value\ncap,flow,Plant,max,7\n"
    let (analysis, _) = try Self.analysis(tables)
    let input = try #require(analysis.repairs.first?.items.first?.input)
    #expect(input.table == "demand")
    #expect(analysis.repairs.first?.breaksUnpricedRules == false)
  }

  @Test func repairsAreScenariosThatCanBePlanned() throws {
    let (analysis, session) = try Self.analysis(Self.short)
    let repairs = analysis.repairs.enumerated().map { ("repair-\($0 + 1)", nil as String?, $1.changes, "found") }
    let bytes = try ScenarioText(repairs).appended(to: session.draft)
    var tables = Self.short
    tables["scenarios"] = String(decoding: bytes, as: UTF8.self)
    let repaired = try Tables.draft(tables)
    for name in ["repair-1", "repair-2"] {
      let (changes, _) = repaired.changes(ofScenario: name)
      let answer = try PlanningSession(repaired).replan(with: #require(changes))
      guard case .plan = answer else {
        Issue.record("\(name) has no plan")
        continue
      }
    }
  }

  /// A hundred of the causes that every planner meets, and as many of all kinds: counts, awards, whole orders, least amounts.
  @Test(arguments: [(UInt64(7_001), PlantedConflict.Cause.common), (UInt64(7_002), PlantedConflict.Cause.allCases)])
  func oneHundredPlantedCausesAreNamedAndRepaired(seed: UInt64, causes: [PlantedConflict.Cause]) throws {
    print("seed \(seed)")
    var dice = Dice(seed)
    let size = Tables.size(100)
    var named = 0
    for number in 0..<size {
      let planted = PlantedConflict(causes[number % causes.count], &dice)
      let label = "\(planted.cause), number \(number)"
      let session = try Tables.session(planted.tables)
      guard let analysis = try NoPlanAnalysis(session) else {
        Issue.record("\(label) has a plan")
        continue
      }
      let told = analysis.conflict.compactMap { FaultPlace($0.mark, in: session.draft.files) }
      let isNamed = told.contains { place in planted.planted.contains { $0 == place.file && $1 == place.line } }
      if isNamed { named += 1 } else { print("not named: \(label)") }
      // Nothing in the story can be left out of it.
      let fault = try DroppedInputs(session).fault(ofStory: analysis.conflict.map(\.mark))
      #expect(fault == nil, "\(label): \(fault ?? "")")
      let first = try #require(analysis.repairs.first, "\(label)")
      let answer = try session.replan(with: first.changes)
      guard case .plan = answer else {
        Issue.record("\(label): the first repair gives no plan")
        continue
      }
    }
    #expect(Double(named) >= 0.95 * Double(size), "\(named) of \(size)")
    print("\(named) of \(size) planted causes named")
  }
}
