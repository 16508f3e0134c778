import Analyses
import Logistics
import Planning
import Testing
import Verification

/// Today's operation by the same tariffs.
@Suite struct BaselineTests {
  private static let tables = [
    "sites": "site,throughput_max\nNorth,8\nSouth,\n",
    "supply": "site,product,supply_max\nNorth,Goods,100\nSouth,Goods,100\n",
    "demand": "customer,product,quantity\nAda,Goods,10\n",
    "lanes": "origin,destination,provider,unit_cost\nNorth,Ada,First,2\nSouth,Ada,Second,3\n",
    "baseline": """
    origin,destination,provider,product,quantity,actual_cost
    North,Ada,First,Goods,9,20
    South,Ada,Second,Goods,1,2.50

    """,
  ]

  @Test func todayIsPricedByTheTariffsAndCheckedByTheRules() throws {
    let review = try BaselineReview(Tables.session(Self.tables))
    #expect(review.evaluation.totalCost.description == "21")
    #expect(review.lanes.map { $0.priced.description } == ["18", "3"])
    #expect(review.lanes.map { $0.variance?.description } == ["2", "-0.5"])
    // Nine leave a site through which eight may.
    #expect(review.broken.map(\.violation.kind) == [.throughputMax])
    // Without the limit all ten go at 2.
    #expect(review.broken.map { $0.costWithout?.description } == ["20"])
    #expect(review.broken.map { $0.worth?.description } == ["2"])
    // The plan may send eight at 2 and two at 3, which is dearer than what breaks the rule.
    #expect(review.best?.evaluation.totalCost.description == "22")
    #expect(review.saving?.description == "-1")
  }

  @Test func aLaneThatNobodyOffersIsNamed() throws {
    var tables = Self.tables
    tables["baseline"] = "origin,destination,provider,product,quantity\nNorth,Ada,Third,Goods,10\n"
    let review = try BaselineReview(Tables.session(tables))
    #expect(review.baseline.unmatched.map(\.reason) == ["no lane is offered of `North`, `Ada`, `Third`"])
    #expect(review.saving == nil)
  }

  /// Three customers that Old serves; New would do each for less, by 8, 5 and 1, and asks 3 to be engaged.
  private static let threeLanes = [
    "sites": "site\nPlant\n", "supply": "site,product,supply_max\nPlant,Goods,100\n",
    "demand": "customer,product,quantity\nAda,Goods,1\nBob,Goods,1\nCyd,Goods,1\n",
    "providers": "provider,engagement_cost\nOld,\nNew,3\n",
    "lanes": """
    origin,destination,provider,unit_cost
    Plant,Ada,Old,10
    Plant,Bob,Old,10
    Plant,Cyd,Old,10
    Plant,Ada,New,2
    Plant,Bob,New,5
    Plant,Cyd,New,9

    """,
    "baseline": """
    origin,destination,provider,product,quantity
    Plant,Ada,Old,Goods,1
    Plant,Bob,Old,Goods,1
    Plant,Cyd,Old,Goods,1

    """,
  ]

  @Test func eachFurtherSwitchSavesTheMostThatIsLeft() throws {
    let review = try BaselineReview(Tables.session(Self.threeLanes))
    #expect(review.steps.map(\.changes) == [0, 1, 2, 3])
    #expect(review.steps.map(\.cost.description) == ["30", "25", "20", "19"])
    #expect(review.steps.allSatisfy { $0.isProven })
    #expect(review.saving?.description == "11")
    let few = try BaselineReview(Tables.session(Self.threeLanes), mostChanges: 1)
    #expect(few.steps.map(\.cost.description) == ["30", "25"])
  }

  /// Every kind of limit that today can break by itself is worth what the plan saves without it.
  @Test(arguments: [
    ("lanes", "Plant,Ada,Old,10,", "Plant,Ada,Old,10,0", Violation.Kind.capacityMax),
    ("supply", "Plant,Goods,100", "Plant,Goods,1", .supplyMax),
    ("providers", "Old,,", "Old,,2", .providerVolumeMax),
    ("constraints", "", "few,flow,Old,max,2\n", .constraintMax),
    ("customers", "Ada,no", "Ada,yes", .singleSource),
  ])
  func aBrokenRuleIsWorthWhatThePlanSavesWithoutIt(
    table: String, before: String, after: String, kind: Violation.Kind
  ) throws {
    var tables = [
      "settings": "key,value\ndefault_penalty_cost,50\n",
      "sites": "site\nPlant\nDepot\n", "supply": "site,product,supply_max\nPlant,Goods,100\nDepot,Goods,100\n",
      "customers": "customer,single_source\nAda,no\nBob,no\n",
      "demand": "customer,product,quantity\nAda,Goods,2\nBob,Goods,1\n",
      "providers": "provider,engagement_cost,volume_max\nOld,,\n",
      "constraints": "constraint,type,provider,sense,value\n",
      "lanes": "origin,destination,provider,unit_cost,capacity_max\nPlant,Ada,Old,10,\nDepot,Ada,Old,9,1\nPlant,Bob,Old,10,\n",
      "baseline":
        "origin,destination,provider,product,quantity\nPlant,Ada,Old,Goods,1\nDepot,Ada,Old,Goods,1\nPlant,Bob,Old,Goods,1\n",
    ]
    let free = try #require(try BaselineReview(Tables.session(tables)).best)
    tables[table] = before.isEmpty ? tables[table]! + after : tables[table]!.replacing(before, with: after)
    let review = try BaselineReview(Tables.session(tables))
    #expect(review.broken.map(\.violation.kind) == [kind])
    let rule = try #require(review.broken.first)
    #expect(rule.costWithout == free.evaluation.totalCost)
    let best = try #require(review.best)
    #expect(rule.worth?.grains == best.evaluation.totalCost.grains - free.evaluation.totalCost.grains)
    #expect(rule.worth.map { $0.grains > 0 } == true)
  }

  @Test func withoutATableThereIsNothingToReview() throws {
    var tables = Self.tables
    tables["baseline"] = nil
    #expect(throws: BaselineReview.Failure.self) { try BaselineReview(Tables.session(tables)) }
  }
}
