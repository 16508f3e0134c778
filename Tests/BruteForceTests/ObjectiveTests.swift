import BruteForce
import Testing

/// Answers worked out on paper: 3 units for C1 by V1 at 1 (slow, dirty, two at most) or V2 at 4; unserved costs 2.
@Suite struct ObjectiveTests {
  private func best(_ rows: String, demand: String = "C1,A,O1,2,2\nC1,A,O2,1,2") throws -> [String] {
    try TinyInstance.single.with(
      """
      demand
      customer,product,order,quantity,penalty_cost
      \(demand)

      lanes
      origin,destination,provider,unit_cost,capacity_max,distance,transit_time,co2_rate
      P1,C1,V1,1,2,100,3,0.1
      P1,C1,V2,4,,100,1,0.05

      objectives
      priority,objective,weight,tolerance
      \(rows)
      """
    ).best
  }

  /// Two by V1, one unserved: 2 + 2; then the least of what the plan can vary: O2 or part of O1 unserved.
  @Test func laterObjectivesKeepEarlierOnes() throws {
    #expect(try best("1,total_cost,,") == ["4"])
    #expect(try best("1,total_cost,,\n2,unmet_orders,,") == ["4", "1"])
    #expect(try best("1,unmet_demand,,\n2,total_cost,,") == ["0", "6"])
    #expect(try best("1,unmet_orders,,\n2,total_cost,,") == ["0", "6"])
    #expect(try best("1,fill_rate,,\n2,total_cost,,") == ["100", "6"])
    #expect(try best("2,unmet_demand,,\n1,total_cost,,") == ["4", "1"])
  }

  /// A rate of 2/3 of 100.
  @Test func theFillRateIsOfAllRows() throws {
    #expect(try best("1,total_cost,,\n2,fill_rate,,") == ["4", "200/3"])
    let considered = "C1,A,O1,2,2\nC1,A,O2,2,0"
    #expect(try best("1,total_cost,,\n2,fill_rate,,", demand: considered) == ["2", "50"])
  }

  /// Where unmet demand is an objective a row without penalty may fall short too.
  @Test func anUnmetObjectiveAllowsShortfalls() throws {
    #expect(try best("1,total_cost,,\n2,unmet_demand,,", demand: "C1,A,,3,") == ["0", "3"])
    #expect(try best("1,total_cost,,\n2,providers_used,,", demand: "C1,A,,3,") == ["6", "2"])
  }

  /// All by V2: 3 × 2 kg × 100 km × 0.05 / 1000 = 0.03 kg and 12; nothing served: no CO2 and 6 of penalties.
  @Test func emissionsAndTimesAddUp() throws {
    #expect(try best("1,unmet_demand,,\n2,co2,,\n3,total_cost,,") == ["0", "0.03", "12"])
    #expect(try best("1,co2,,\n2,total_cost,,") == ["0", "6"])
    #expect(try best("1,unmet_demand,,\n2,lead_time,,\n3,total_cost,,") == ["0", "3", "12"])
    #expect(try best("1,total_cost,,\n2,lead_time,,", demand: "C1,A,,3,") == ["6", "7"])
  }

  @Test func providersAndSitesAreCounted() throws {
    #expect(try best("1,unmet_demand,,\n2,providers_used,,\n3,total_cost,,") == ["0", "1", "12"])
    #expect(try best("1,sites_open,,\n2,total_cost,,") == ["1", "4"])
  }

  /// Within 50 % of 4 a cost of 6 is accepted; 49 % is not. Of a zero value the tolerance is absolute.
  @Test func aToleranceGivesLaterObjectivesRoom() throws {
    #expect(try best("1,total_cost,,50\n2,unmet_demand,,") == ["4", "0"])
    #expect(try best("1,total_cost,,49\n2,unmet_demand,,") == ["4", "1"])
    #expect(try best("1,unmet_demand,,1\n2,total_cost,,") == ["0", "4"])
  }

  /// total_cost + 3 × unmet: serving all 6 + 0, two 4 + 3; + 1 × unmet: 5; profit counts against cost.
  @Test func objectivesOfOnePriorityAreWeighted() throws {
    #expect(try best("1,total_cost,,\n1,unmet_demand,3,") == ["6"])
    #expect(try best("1,total_cost,,\n1,unmet_demand,,") == ["5"])
    #expect(try best("1,total_cost,0.5,\n1,unmet_demand,1/4,") == ["2.25"])
    #expect(try best("1,total_cost,,\n1,fill_rate,0.03,") == ["2"])
  }

  /// An order's lead time is that of its whole path, pooled flow's that of its last lane.
  @Test func anOrdersLeadTimeIsOfItsPath() throws {
    func time(_ order: String) throws -> [String] {
      try TinyInstance.network.with(
        """
        demand
        customer,product,order,quantity
        C1,A,\(order),2

        lanes
        origin,destination,product,unit_cost,transit_time
        P1,W1,,1,2
        W1,C1,,1,3

        objectives
        priority,objective
        1,lead_time
        """
      ).best
    }
    #expect(try time("O1") == ["10"])
    #expect(try time("") == ["6"])
  }
}
