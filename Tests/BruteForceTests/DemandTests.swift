import BruteForce
import Testing

/// Answers worked out on paper: two sources of A for C1, the near one at 1 for two units at most, the far one at 4.
@Suite struct DemandTests {
  private func cost(_ header: String, _ rows: String, more: String = "") throws -> [String] {
    let instance = TinyInstance.single.with(
      """
      sites
      site,type
      P1,plant
      P2,plant

      supply
      site,product
      P1,A
      P2,A

      lanes
      origin,destination,service,offer,unit_cost,capacity_max,transit_time
      P1,C1,express,,1,2,1
      P2,C1,standard,,4,,3

      demand
      customer,product,order,quantity,\(header)
      \(rows)
      """)
    return try more.isEmpty ? instance.best : instance.with(more).best
  }

  /// 2 × 1 + 4; a penalty of 3 beats the far plant, one of 5 does not.
  @Test func whatIsNotServedCostsThePenalty() throws {
    #expect(try cost("penalty_cost", "C1,A,,3,") == ["6"])
    #expect(try cost("penalty_cost", "C1,A,,3,3") == ["5"])
    #expect(try cost("penalty_cost", "C1,A,,3,0.5") == ["1.5"])
    #expect(try cost("penalty_cost", "C1,A,,3,5") == ["6"])
  }

  @Test func theDefaultPenaltyHoldsForRowsWithoutTheirOwn() throws {
    let settings = "settings\nkey,value\nquantity_decimals,0\ndefault_penalty_cost,3"
    #expect(try cost("penalty_cost", "C1,A,,3,", more: settings) == ["5"])
    #expect(try cost("penalty_cost", "C1,A,,3,9", more: settings) == ["6"])
  }

  /// 40 % of 3 is 1.2: two units; 100 % all; without any penalty the rate allows nothing.
  @Test func aMinimumFillRateIsRoundedUp() throws {
    #expect(try cost("penalty_cost,min_fill_rate", "C1,A,,3,0.5,40") == ["2.5"])
    #expect(try cost("penalty_cost,min_fill_rate", "C1,A,,3,0.5,100") == ["6"])
    #expect(try cost("penalty_cost,min_fill_rate", "C1,A,,3,,40") == ["6"])
  }

  /// A considered row pays no default penalty: nothing is served. An excluded row is not asked.
  @Test func aConsideredRowMayBeServed() throws {
    let settings = "settings\nkey,value\nquantity_decimals,0\ndefault_penalty_cost,30"
    #expect(try cost("status", "C1,A,,3,consider", more: settings) == ["0"])
    #expect(try cost("status,penalty_cost", "C1,A,,3,consider,3") == ["5"])
    #expect(try cost("status", "C1,A,,3,\nC1,A,O1,9,exclude") == ["6"])
  }

  /// Priced rows ask for profit: 3 × 10 − 6; a considered row is served while its price covers the cost.
  @Test func withPricesProfitIsAskedFor() throws {
    #expect(try cost("unit_price,status", "C1,A,,3,10,") == ["24"])
    #expect(try cost("unit_price,status", "C1,A,,3,3,consider") == ["4"])
    let answer = try BruteForce(TinyInstance.single.with(
      "demand\ncustomer,product,quantity,unit_price\nC1,A,3,10")).answer()
    #expect(answer.levels[0].isMaximised)
    #expect(answer.plan?.revenue == Rational(30))
    #expect(answer.plan?.totalCost == Rational(6))
  }

  /// Whole from the far plant: 3 × 4; or not at all, for 3 × 3.
  @Test func aCompleteOrderComesFromOneSource() throws {
    #expect(try cost("ship_policy,penalty_cost", "C1,A,O1,3,complete,") == ["12"])
    #expect(try cost("ship_policy,penalty_cost", "C1,A,O1,3,complete,3") == ["9"])
    #expect(try cost("ship_policy,penalty_cost", "C1,A,O1,3,independent,3") == ["5"])
  }

  @Test func anExpressRowTakesExpressLanesOnly() throws {
    #expect(try cost("service", "C1,A,,2,express") == ["2"])
    #expect(try cost("service", "C1,A,,2,standard") == ["8"])
    #expect(try cost("service", "C1,A,,3,express") == ["infeasible"])
  }

  @Test func aRowFromOneSiteTakesItsLanesOnly() throws {
    #expect(try cost("from_site", "C1,A,,2,P2") == ["8"])
    #expect(try cost("from_site", "C1,A,,3,type:plant") == ["6"])
  }

  @Test func aCustomerWithOneSourceHasOneForAllRows() throws {
    let single = "customers\ncustomer,single_source\nC1,yes"
    #expect(try cost("penalty_cost", "C1,A,,3,", more: single) == ["12"])
    #expect(try cost("penalty_cost", "C1,A,O1,1,\nC1,A,O2,2,", more: single) == ["12"])
    #expect(try cost("penalty_cost", "C1,A,O1,1,\nC1,A,O2,2,") == ["6"])
  }

  /// One order's arrivals do not serve another: each of both must come to the warehouse in its own.
  @Test func anOrderKeepsItsIdentityOnEveryLeg() throws {
    let instance = TinyInstance.single.with(
      """
      sites
      site
      P1
      W1

      demand
      customer,product,order,quantity,service
      C1,A,O1,1,express
      C1,A,O2,1,

      lanes
      origin,destination,service,unit_cost
      P1,W1,express,5
      P1,W1,slow,1
      W1,C1,,1
      """)
    // O1 may not take the slow first leg: 5 + 1, O2 1 + 1.
    #expect(try instance.best == ["8"])
    let pooled = instance.with("demand\ncustomer,product,quantity,service\nC1,A,2,express")
    #expect(try pooled.best == ["4"])
  }

  /// A quantity in tenths: 0.3 at 2 each.
  @Test func quantitiesAreMultiplesOfTheResolution() throws {
    let instance = TinyInstance.single.with(
      """
      settings
      key,value
      quantity_decimals,1

      demand
      customer,product,quantity,penalty_cost,min_fill_rate
      C1,A,0.3,1,50
      """)
    // Half of 0.3 rounded up is 0.2: 0.4 + 0.1.
    #expect(try instance.best == ["0.5"])
  }
}
