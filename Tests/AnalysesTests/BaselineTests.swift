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
    #expect(review.broken.map(\.kind) == [.throughputMax])
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

  @Test func withoutATableThereIsNothingToReview() throws {
    var tables = Self.tables
    tables["baseline"] = nil
    #expect(throws: BaselineReview.Failure.self) { try BaselineReview(Tables.session(tables)) }
  }
}
