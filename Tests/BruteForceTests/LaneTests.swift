import BruteForce
import Testing

/// Answers worked out on paper.
@Suite struct LaneTests {
  private func single(_ header: String, _ rows: String, demand: String = "C1,A,,3,") throws -> [String] {
    try TinyInstance.single.with(
      """
      demand
      customer,product,order,quantity,penalty_cost
      \(demand)

      lanes
      origin,destination,provider,offer,product,unit_cost,\(header)
      \(rows)
      """
    ).best
  }

  /// Two of three fit on the cheap row: 2 × 1 + 4. In kg 4 are two units; in orders one is one of the two.
  @Test func capacityIsShared() throws {
    #expect(try single("capacity_max", "P1,C1,V1,,,1,2\nP1,C1,V2,,,4,") == ["6"])
    #expect(try single("capacity_max [kg/day]", "P1,C1,V1,,,1,5\nP1,C1,V2,,,4,") == ["6"])
    let orders = "C1,A,O1,2,\nC1,A,O2,1,"
    #expect(try single("capacity_max [order]", "P1,C1,V1,,,1,1\nP1,C1,V2,,,4,", demand: orders) == ["6"])
  }

  /// The fixed cost is paid once where anything moves: 3 × 2 beats 3 × 1 + 4, not 3 × 1 + 2.
  @Test func aFixedCostIsPaidWhenUsed() throws {
    #expect(try single("fixed_cost", "P1,C1,V1,,,1,4\nP1,C1,V2,,,2,") == ["6"])
    #expect(try single("fixed_cost", "P1,C1,V1,,,1,2\nP1,C1,V2,,,2,") == ["5"])
  }

  /// Without an offer the row must carry one unit; with one it may be left.
  @Test func capacityMinBindsAlwaysOrOnceTaken() throws {
    #expect(try single("capacity_min", "P1,C1,V1,,,9,1\nP1,C1,V2,,,2,") == ["13"])
    #expect(try single("capacity_min", "P1,C1,V1,spot,,9,1\nP1,C1,V2,,,2,") == ["6"])
    #expect(try single("capacity_min,capacity_max", "P1,C1,V1,spot,,1,2,2\nP1,C1,V2,,,2,,") == ["4"])
    #expect(try single("capacity_min,capacity_max", "P1,C1,V1,spot,,1,4,5\nP1,C1,V2,,,2,,") == ["6"])
  }

  /// Two may not move alone on the cheap row that holds two at most and wants three.
  @Test func aMinimumIfUsedIsAllOrNothing() throws {
    #expect(try single("minimum_if_used", "P1,C1,V1,,,1,3\nP1,C1,V2,,,2,") == ["3"])
    #expect(try single("minimum_if_used,capacity_max", "P1,C1,V1,,,1,3,2\nP1,C1,V2,,,2,,") == ["6"])
  }

  /// Split 2 × 1 + 4 = 6; awarded to one offer 3 × 4 = 12.
  @Test func anAwardedLaneGoesToOneOffer() throws {
    #expect(try single("capacity_max,award", "P1,C1,V1,,,1,2,single\nP1,C1,V2,,,4,,single") == ["12"])
    #expect(try single("capacity_max,award", "P1,C1,V1,,,1,2,split\nP1,C1,V2,,,4,,") == ["6"])
  }

  /// C2 is C1's like: the offer of V1 must carry one to each, and its fixed costs are paid in both rows.
  /// Taken: 5 × 1 + 2 × 1 = 7; V2 alone 5 × 2 = 10. Two offers would need C1's row only: 3 + 1 + 2 × 2 = 8.
  @Test func rowsOfOneOfferAreTakenTogether() throws {
    let demand = "C1,A,,3,\nC2,A,,2,"
    let other = "\nP1,C1,V2,,,2,,\nP1,C2,V2,,,2,,"
    let header = "fixed_cost,capacity_min"
    #expect(try single(header, "P1,C1,V1,b,,1,1,\nP1,C2,V1,b,,1,1," + other, demand: demand) == ["7"])
    // C2's row is dear: taking both costs 3 + 1 + 1 (its fixed cost) and one of C2's at 9, or none of it.
    #expect(try single(header, "P1,C1,V1,b,,1,1,\nP1,C2,V1,b,,9,1," + other, demand: demand) == ["9"])
    #expect(try single(header, "P1,C1,V1,b,,1,1,\nP1,C2,V1,b,,9,1,1" + other, demand: demand) == ["10"])
    #expect(try single(header, "P1,C1,V1,b,,1,1,\nP1,C2,V1,c,,9,1,1" + other, demand: demand) == ["8"])
    // Of two providers the offers are two.
    #expect(try single(header, "P1,C1,V1,b,,1,1,\nP1,C2,V2,b,,9,1,1" + other, demand: demand) == ["8"])
  }

  private func network(_ header: String, _ rows: String) throws -> [String] {
    try TinyInstance.network.with(
      "lanes\norigin,destination,provider,product,unit_cost,distance,\(header)\n\(rows)"
    ).best
  }

  /// One truck for all products: one fixed cost of 3 and a capacity of 3 units in all; each: 2 × 3, and 3 of each.
  @Test func aBlankProductIsOneTruck() throws {
    let direct = "\nP1,CUSTOMERS,V2,ALL,5,,,"
    #expect(try network("fixed_cost,capacity_max", "P1,{CUSTOMERS},V1,,1,,3,3" + direct) == ["11"])
    #expect(try network("fixed_cost,capacity_max", "P1,{CUSTOMERS},V1,ALL,1,,3,3" + direct) == ["10"])
    // Three destination-wise trucks: C1 2 units, C2 2 units: 4 × 1 + 2 × 3.
    #expect(try network("fixed_cost,capacity_max", "P1,CUSTOMERS,V1,,1,,3,3" + direct) == ["10"])
  }

  /// C2's row prices its own flow (2 × 4), counts in the fleet's capacity of 3, and pays its fixed cost.
  @Test func aMembersRowPricesItsFlowWithinTheTogetherRow() throws {
    let rows = "P1,{CUSTOMERS},V1,,1,,7,3\nP1,C2,V1,,4,,,\nP1,CUSTOMERS,V2,,6,,,"
    // C1 2 × 1, C2 1 × 4 + 1 × 6, fixed 7: 19. Or C1 1 × 1 + 6, C2 2 × 4, 7: 22. All by V2: 24.
    #expect(try network("fixed_cost,capacity_max", rows) == ["19"])
  }

  /// A member's row without a price leaves its flow with the together row: the minimum counts both.
  @Test func flowAtAnInheritedPriceCountsInTheTogetherRowsMinimum() throws {
    let rates = "rates\nrate,charge,basis,cost,minimum_charge\nR,base,unit,1,3\nS,base,unit,1,3"
    func cost(_ price: String) throws -> [String] {
      try TinyInstance.network.with(rates).with(
        """
        lanes
        origin,destination,product,rate,transit_time
        P1,{CUSTOMERS},,R,2
        P1,C2,,\(price),1
        """
      ).best
    }
    #expect(try cost("") == ["4"])
    #expect(try cost("S") == ["6"])
  }

  /// The row for one customer replaces the price of the row for each, and keeps its capacity of 1.
  @Test func aNamesRowReplacesTheGroupsPrice() throws {
    let rows = "P1,CUSTOMERS,V1,,1,,1\nP1,C2,V1,,2,,\nP1,CUSTOMERS,V2,,6,,"
    #expect(try network("capacity_max", rows) == ["15"])
    let off = "P1,CUSTOMERS,V1,,1,,1\nP1,C2,V1,,2,,none\nP1,CUSTOMERS,V2,,6,,"
    #expect(try network("capacity_max", off) == ["11"])
  }

  @Test func twoRowsOfWhichNeitherIsNearerAreAnError() {
    #expect(throws: BruteForceError.self) {
      try network("capacity_max", "P1,C2,V1,,1,,1\nP1,CUSTOMERS,V1,A,2,,\nP1,CUSTOMERS,V2,,6,,")
    }
  }

  /// 3 units by V1 engaged at 4: 3 + 4 = 7; by V2 at 2 a unit: 6.
  @Test func aProviderIsEngagedOnce() throws {
    let rows = "P1,C1,V1,,,1,\nP1,C1,V2,,,2,"
    #expect(try TinyInstance.single.with("providers\nprovider,engagement_cost\nV1,4\nV2,")
      .with("lanes\norigin,destination,provider,offer,product,unit_cost,fixed_cost\n" + rows).best == ["6"])
    #expect(try TinyInstance.single.with("providers\nprovider,engagement_cost,status\nV1,,exclude\nV2,2.5,")
      .with("lanes\norigin,destination,provider,offer,product,unit_cost,fixed_cost\n" + rows).best == ["8.5"])
  }
}
