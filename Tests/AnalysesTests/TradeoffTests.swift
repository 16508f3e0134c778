import Analyses
import Logistics
import Planning
import Testing
import Verification

/// Frontiers by hand, and proofs of what lies between their points.
@Suite struct TradeoffTests {
  /// Three ways of one lane: cheap and dirty, in between, dear and clean; 10 units, at most 6 by each.
  private static let ways = [
    "settings": "key,value\nquantity_decimals,3\n",
    "products": "product,unit_weight\nGoods,1000\n",
    "sites": "site\nPlant\n", "supply": "site,product,supply_max\nPlant,Goods,100\n",
    "demand": "customer,product,quantity\nShop,Goods,10\n",
    "lanes": """
    origin,destination,provider,distance,unit_cost,co2_rate,capacity_max
    Plant,Shop,Road,10,1,0.9,6
    Plant,Shop,Rail,10,2,0.4,6
    Plant,Shop,Canal,10,5,0.1,6

    """,
  ]

  @Test func everyBreakpointOfALinearInstanceIsFoundAndProved() throws {
    let frontier = try Tradeoff.frontier(Tables.session(Self.ways), Tradeoff.Question(.totalCost, .co2))
    #expect(frontier.method == .breakpoints)
    // Road 6 + rail 4; road 4 + rail 6; rail 6 + canal 4; rail 4 + canal 6.
    #expect(
      frontier.points.map { $0.values.map(\.description) } == [
        ["14", "70"], ["16", "60"], ["32", "28"], ["38", "22"],
      ])
    #expect(frontier.edges.allSatisfy { $0.isProven })
    #expect(frontier.edges.allSatisfy { $0.certifiedBound != nil })
  }

  @Test func oneJobOrManyGiveOneFrontier() throws {
    var question = Tradeoff.Question(.totalCost, .co2)
    let one = try Tradeoff.frontier(Tables.session(Self.ways), question)
    question.jobs = 4
    let many = try Tradeoff.frontier(Tables.session(Self.ways), question)
    #expect(one.points.map(\.values) == many.points.map(\.values))
  }

  @Test func whatOneObjectiveAloneDecidesIsOnePoint() throws {
    var tables = Self.ways
    tables["lanes"] = "origin,destination,distance,unit_cost,co2_rate\nPlant,Shop,10,1,0.9\n"
    let frontier = try Tradeoff.frontier(Tables.session(tables), Tradeoff.Question(.totalCost, .co2))
    #expect(frontier.points.count == 1)
    #expect(frontier.edges.isEmpty)
  }

  @Test func oneObjectiveTwiceIsRefused() throws {
    #expect(throws: Tradeoff.Failure.self) {
      try Tradeoff.frontier(Tables.session(Self.ways), Tradeoff.Question(.co2, .co2))
    }
  }

  @Test func theExampleTradesCostAgainstEmissions() throws {
    let frontier = try Tradeoff.frontier(Tables.example("air-sea-road"), Tradeoff.Question(.totalCost, .co2))
    #expect(frontier.method == .breakpoints)
    #expect(frontier.points.count > 10)
    #expect(frontier.edges.allSatisfy { $0.isProven })
  }
}
