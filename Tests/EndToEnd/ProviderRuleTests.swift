import Logistics
import Planning
import Testing
import Verification

/// Rules over providers, sources and scores, by hand: which plan wins and what it costs, and what the check refuses.
@Suite struct ProviderRuleTests {
  /// Two plants and two shops that ask for 4 each. `Near` carries from North at 1, `Far` from South at 2, `Both` on every lane at 3.
  private static func tables(_ constraints: String, _ others: [String: String] = [:]) -> [String: String] {
    [
      "settings": "key,value\nquantity_decimals,0\n", "sites": "site\nNorth\nSouth\n",
      "supply": "site,product,supply_max\nNorth,tea,6\nSouth,tea,8\n",
      "demand": "customer,product,quantity\nAda,tea,4\nBob,tea,4\n",
      "providers": """
      provider,on_time_rate,damage_rate,coverage,reputation,financial_stability
      Near,80,6,50,60,90
      Far,90,2,70,80,70
      Both,95,1,90,85,40

      """,
      "lanes": """
      origin,destination,provider,unit_cost,transit_time
      North,CUSTOMERS,Near,1,5
      South,CUSTOMERS,Far,2,3
      North,CUSTOMERS,Both,3,1
      South,CUSTOMERS,Both,3,1

      """,
      "groups": "group,type,member\nprompt,provider,Far\nprompt,provider,Both\n",
      "constraints": "constraint,type,sense,value,measure,unit,provider,destination,penalty_cost\n" + constraints,
    ].merging(others) { $1 }
  }

  private func cost(_ constraints: String) throws -> String {
    guard case .plan(let plan) = try Planned.answer(Self.tables(constraints)) else { return "none" }
    #expect(plan.levels.allSatisfy { ($0.certifiedGap ?? 1) <= VerifiedPlan.closedGap }, "\(constraints)")
    return plan.evaluation.totalCost.description
  }

  /// Six by Near and two by Far cost 10.
  @Test func providersAreCounted() throws {
    #expect(try cost("") == "10")
    // One alone: Near has six; Far 16.
    #expect(try cost("few,provider_count,max,1,,,,,\n") == "16")
    // All three: one of Near's or Far's goods by Both: Far's, 1 more.
    #expect(try cost("many,provider_count,min,3,,,,,\n") == "11")
    #expect(try cost("few,provider_count,fixed,1,,,,,\n") == "16")
    // Of Far and Both one is used anyway; both of them are 1 more, none of them is not enough.
    #expect(try cost("some,provider_count,min,1,,,{prompt},,\n") == "10")
    #expect(try cost("some,provider_count,min,2,,,{prompt},,\n") == "11")
    #expect(try cost("some,provider_count,max,0,,,{prompt},,\n") == "none")
    #expect(try cost("soft,provider_count,max,1,,,,,4\n") == "14")
    #expect(try cost("soft,provider_count,max,1,,,,,7\n") == "16")
  }

  @Test func sourcesAreCounted() throws {
    // Each shop from one plant: Near brings four, Far four: 4 + 8.
    #expect(try cost("one,source_count,max,1,,,,CUSTOMERS,\n") == "12")
    // Both from one plant together: South, 16.
    #expect(try cost("one,source_count,max,1,,,,{CUSTOMERS},\n") == "16")
    // Bob from two, which costs nothing: the two of Far go to him.
    #expect(try cost("two,source_count,min,2,,,,Bob,\n") == "10")
    // Each from two: one by Far each, and both are Far's two.
    #expect(try cost("two,source_count,min,2,,,,CUSTOMERS,\n") == "10")
    // A source too many costs 1.5: Bob's second one is worth it, as it saves 2.
    #expect(try cost("one,source_count,max,1,,,,CUSTOMERS,1.5\n") == "11.5")
  }

  /// The cheapest plan has six by Near and two by Far: on time 82.5, damage 5, coverage 55, reputation 65, stability 85.
  @Test(arguments: [
    // Four by Far: (4 × 80 + 4 × 90) ÷ 8 = 85.
    ("on_time_rate", "min", "82.5", "10"), ("on_time_rate", "min", "85", "12"),
    // Four by each: (4 × 6 + 4 × 2) ÷ 8 = 4.
    ("damage_rate", "max", "5", "10"), ("damage_rate", "max", "4", "12"),
    // Four by each: 60; one of Near's by Both instead of two by Far would be 5 × 50 + 2 × 70 + 90 = 480 = 60, and cost 12 too.
    ("coverage", "min", "55", "10"), ("coverage", "min", "60", "12"),
    // Four by each: 70.
    ("reputation", "min", "65", "10"), ("reputation", "min", "70", "12"),
    // One of Far's by Both: (6 × 90 + 70 + 40) ÷ 8 = 81.25.
    ("financial_stability", "max", "85", "10"), ("financial_stability", "max", "81.25", "11"),
    ("financial_stability", "min", "85", "10"),
  ]) func everyScoreIsAveragedOverWhatMoves(_ score: String, _ sense: String, _ value: String, _ cost: String) throws {
    #expect(try self.cost("rule,score,\(sense),\(value),\(score),,,,\n") == cost, "\(score) \(sense) \(value)")
  }

  @Test func everyFlowMayHaveToKeepAScoreOrATime() throws {
    // At least 85 each: nobody but Far and Both; 16. At least 92: Both, 24. At most 3 days: Far; 1 day: Both.
    #expect(try cost("rule,score,min,85,on_time_rate,each,,,\n") == "16")
    #expect(try cost("rule,score,min,92,on_time_rate,each,,,\n") == "24")
    #expect(try cost("rule,transit,max,3,,each,,,\n") == "16")
    #expect(try cost("rule,transit,max,1,,each,,,\n") == "24")
    // On average 4 days: four by each.
    #expect(try cost("rule,transit,max,4,,,,,\n") == "12")
  }

  /// Soft averages: a score is missed by a unit for each 100 points, a time by a unit for each day.
  @Test func aSoftAverageIsPaidForByTheGoodsThatMissIt() throws {
    // 2.5 points below 85 over 8 units: 20 points are 0.2 units, at 5 = 1; keeping it would cost 2.
    #expect(try cost("rule,score,min,85,on_time_rate,,,,5\n") == "11")
    // At 20 a unit it is 4: two by Far instead save all of it for 2.
    #expect(try cost("rule,score,min,85,on_time_rate,,,,20\n") == "12")
    // 0.5 days above 4 over 8 units: 4, at 0.25 = 1.
    #expect(try cost("rule,transit,max,4,,,,,0.25\n") == "11")
    // Six units that take longer than 3 days, at 0.5: 3; by Far each would cost 1 more.
    #expect(try cost("rule,transit,max,3,,each,,,0.5\n") == "13")
    #expect(try cost("rule,transit,max,3,,each,,,1.5\n") == "16")
  }

  /// Of a contract: what Near brings is on time in 80 %, 85 are agreed: of each unit a twentieth is late beyond that.
  @Test func aSoftLineOnPunctualityCostsTheGoodsThatAreLate() throws {
    func plan(_ cost: String) throws -> VerifiedPlan {
      let contracts = ["contracts": "contract,line,party,term,value,shortfall_cost\nK,1,Near,on_time_min,85,\(cost)\n"]
      guard case .plan(let plan) = try Planned.answer(Self.tables("", contracts)) else { throw Planned.Missing.plan }
      #expect(plan.levels.allSatisfy { ($0.certifiedGap ?? 1) <= VerifiedPlan.closedGap })
      return plan
    }
    // 6 × 5 ÷ 100 = 0.3 units at 10 are 3: Near is still the cheaper by 1 a unit less 0.5.
    let cheap = try plan("10")
    #expect(cheap.evaluation.totalCost.description == "13")
    #expect(cheap.evaluation.constraints.map(\.violation) == [Rational(mantissa: 3, decimals: 1)])
    #expect(cheap.evaluation.constraints.map(\.amount) == [Rational(80)])
    // At 30 a unit each of Near's costs 1.5 more than it saves.
    #expect(try plan("30").evaluation.totalCost.description == "16")
    // Hard, and so Near may carry nothing.
    #expect(try plan("").evaluation.totalCost.description == "16")
  }
}
