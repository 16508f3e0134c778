import Analyses
import Logistics
import Planning
import Testing
import Verification

/// Scenarios side by side, and bridges that add up.
@Suite struct ComparisonTests {
  /// Two plants, two customers; the second plant is dearer.
  private static let tables = [
    "sites": "site\nNorth\nSouth\n",
    "supply": "site,product,supply_max,unit_cost\nNorth,Goods,30,1\nSouth,Goods,30,2\n",
    "demand": "customer,product,quantity\nAda,Goods,10\nBob,Goods,10\n",
    "lanes":
      "origin,destination,unit_cost,fixed_cost\nNorth,Ada,1,5\nNorth,Bob,1,5\nSouth,Ada,1,5\nSouth,Bob,1,5\n",
    "scenarios": """
    scenario,item,table,where,column,action,value,based_on
    growth,1,demand,customer = Ada,quantity,scale,1.5,
    growth,2,supply,site = North,unit_cost,add,0.25,
    lost,1,sites,site = North,,exclude,,growth
    too-much,1,demand,,quantity,scale,10,
    detour,1,demand,customer = Ada,quantity,scale,10,
    detour,2,supply,,supply_max,set,200,

    """,
  ]

  private static func compare(
    _ names: [String], _ method: CostBridge.Method = .order, jobs: Int = 1
  ) throws -> Comparison {
    var question = Comparison.Question(scenarios: names)
    question.bridge = method
    question.jobs = jobs
    return try Comparison(Tables.session(tables), question)
  }

  @Test func plansStandSideBySideAndTheirBridgesAddUp() throws {
    let comparison = try Self.compare(["growth", "lost"])
    // 20 units at 1 + 1 and two fixed costs; 25 at 1.25 + 1; 25 at 2 + 1 from the other plant.
    #expect(comparison.base.plan?.evaluation.totalCost.description == "50")
    #expect(comparison.scenarios.map { $0.plan?.evaluation.totalCost.description } == ["66.25", "85"])
    let growth = try #require(comparison.bridges[0])
    #expect(growth.steps.map(\.total.description) == ["10", "6.25"])
    let lost = try #require(comparison.bridges[1])
    #expect(lost.steps.map(\.total.description) == ["10", "6.25", "18.75"])
    #expect(lost.steps[2].changes.map(\.description) == ["sites: exclude the rows where site = North"])
  }

  @Test func averagedPartsAddUpToTheLastGrain() throws {
    let comparison = try Self.compare(["lost"], .shapley)
    let bridge = try #require(comparison.bridges[0])
    #expect(bridge.method == .shapley)
    #expect(bridge.steps.count == 3)
    Self.expectToAddUp(bridge)
  }

  @Test func changesBetweenWhichThereIsNoPlanAreOneStep() throws {
    let comparison = try Self.compare(["detour", "too-much"])
    let bridge = try #require(comparison.bridges[0])
    #expect(bridge.steps.map(\.changes.count) == [2])
    Self.expectToAddUp(bridge)
    #expect(comparison.bridges[1] == nil)
    guard case .noPlan? = comparison.scenarios[1].answer else {
      Issue.record("a plan for more than can be supplied")
      return
    }
  }

  @Test func ofEquallyGoodPlansTheNearestToTheBaseIsTaken() throws {
    // Both lanes cost the same, so that only the base says which one carries.
    let tables = [
      "sites": "site\nPlant\n", "supply": "site,product,supply_max\nPlant,Goods,100\n",
      "demand": "customer,product,quantity\nAda,Goods,10\n",
      "lanes": "origin,destination,provider,unit_cost\nPlant,Ada,First,1\nPlant,Ada,Second,2\n",
      "scenarios": """
      scenario,item,table,where,column,action,value
      same,1,lanes,,unit_cost,set,3
      other,1,lanes,provider = First,unit_cost,set,3

      """,
    ]
    let comparison = try Comparison(
      Tables.session(tables), Comparison.Question(scenarios: ["same", "other"]))
    #expect(comparison.differences[0]?.isEmpty == true)
    #expect(comparison.scenarios[0].isTied)
    #expect(comparison.differences[1]?.providersGained == ["Second"])
    #expect(!comparison.scenarios[1].isTied)
  }

  @Test func jobsDoNotChangeAnything() throws {
    let (one, many) = (try Self.compare(["growth", "lost"]), try Self.compare(["growth", "lost"], jobs: 4))
    #expect(one.scenarios.map { $0.plan?.plan } == many.scenarios.map { $0.plan?.plan })
  }

  @Test func anUnknownScenarioIsAFault() throws {
    #expect(throws: Comparison.Failure.self) { try Self.compare(["growht"]) }
  }

  static func expectToAddUp(_ bridge: CostBridge, _ comment: Comment? = nil) {
    let sum = bridge.steps.reduce(Int128(0)) { $0 + $1.total.grains }
    #expect(sum == bridge.to.grains - bridge.from.grains, comment)
    for step in bridge.steps {
      #expect(step.costs.reduce(Int128(0)) { $0 + $1.amount.grains } == step.total.grains, comment)
    }
  }
}

/// Random pairs of scenarios: every bridge adds up exactly, whatever the method.
@Suite struct BridgeCampaign {
  private static let seed: UInt64 = 20_261_125

  @Test func bridgesOfRandomScenariosAddUpExactly() throws {
    print("seed \(Self.seed)")
    var dice = Dice(Self.seed)
    var checked = 0
    while checked < Tables.size(100) {
      var question = Comparison.Question(scenarios: ["first", "second"])
      question.bridge = dice.pick([.order, .shapley])
      let comparison = try Comparison(Tables.session(Self.tables(&dice)), question)
      for (bridge, scenario) in zip(comparison.bridges, comparison.scenarios) {
        guard let bridge else { continue }
        ComparisonTests.expectToAddUp(bridge)
        #expect(bridge.from == comparison.base.plan?.evaluation.totalCost)
        #expect(bridge.to == scenario.plan?.evaluation.totalCost)
        checked += 1
      }
    }
    print("\(checked) bridges add up to the last grain")
  }

  private static func tables(_ dice: inout Dice) -> [String: String] {
    var tables = [
      "settings": "key,value\ndefault_penalty_cost,\(dice.roll(15...40))\n",
      "sites": "site,status,fixed_operating_cost\nA,include,\nB,consider,\(dice.roll(5...60))\n",
      "supply":
        "site,product,supply_max,unit_cost\nA,Goods,\(dice.roll(20...60)),1/3\nB,Goods,\(dice.roll(20...60)),0.7\n",
      "demand": "customer,product,quantity\n",
      "lanes": "origin,destination,unit_cost,fixed_cost\n",
      "scenarios": "scenario,item,table,where,column,action,value\n",
    ]
    for customer in 1...4 {
      tables["demand"]! += "C\(customer),Goods,\(dice.roll(3...25))\n"
      for site in ["A", "B"] {
        tables["lanes"]! += "\(site),C\(customer),\(dice.roll(1...90))/7,\(dice.roll(0...20))\n"
      }
    }
    for scenario in ["first", "second"] {
      for item in 1...dice.roll(1...3) { tables["scenarios"]! += "\(scenario),\(item),\(change(&dice))\n" }
    }
    return tables
  }

  private static func change(_ dice: inout Dice) -> String {
    switch dice.roll(0...5) {
    case 0: "demand,customer = C\(dice.roll(1...4)),quantity,scale,\(dice.pick(["0.5", "1.2", "3", "4/3"]))"
    case 1: "lanes,origin = \(dice.pick(["A", "B"])),unit_cost,scale,\(dice.pick(["0.9", "1.1", "5/3"]))"
    case 2: "supply,site = \(dice.pick(["A", "B"])),supply_max,scale,\(dice.pick(["0.5", "1.5"]))"
    case 3: "sites,site = B,fixed_operating_cost,set,\(dice.roll(0...90))"
    case 4: "lanes,destination = C\(dice.roll(1...4)),fixed_cost,set,\(dice.roll(0...30))"
    default: "lanes,origin = A and destination = C\(dice.roll(1...4)),,exclude,"
    }
  }
}
