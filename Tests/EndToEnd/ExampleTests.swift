import FileFormats
import Logistics
import Planning
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
