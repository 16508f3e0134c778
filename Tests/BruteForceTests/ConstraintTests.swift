import BruteForce
import Testing

/// Answers worked out on paper for the little network: 4 units, 2 each by the warehouse, 5 each directly.
@Suite struct ConstraintTests {
  private func cost(_ header: String, _ rows: String) throws -> [String] {
    try TinyInstance.network.with("constraints\nconstraint,type,sense,value,\(header)\n\(rows)").best
  }

  @Test func aFlowIsLimited() throws {
    #expect(try cost("provider", "K,flow,max,3,V1") == ["17"])
    #expect(try cost("origin", "K,flow,max,3,W1") == ["11"])
    #expect(try cost("provider", "K,flow,min,2,V2") == ["14"])
    #expect(try cost("provider", "K,flow,fixed,1,V2") == ["11"])
    #expect(try cost("provider,unit", "K,flow,min,3,V2,kg") == ["14"])
    #expect(try cost("provider,unit", "K,flow,min,1,V2,m3") == ["11"])
    #expect(try cost("origin,unit,destination", "K,flow,max,1,W1,order,{CUSTOMERS}") == ["14"])
  }

  /// Zero, or at least 3; with the capacity of 2 on the warehouse it is zero.
  @Test func aConditionalMinimumIsZeroOrMore() throws {
    let rows = "K,flow,conditional_min,3,W1\nL,flow,max,2,W1"
    #expect(try cost("origin", rows) == ["20"])
    #expect(try cost("origin", "K,flow,conditional_min,3,W1") == ["8"])
  }

  /// At least 40 % of what reaches customers (4) directly: 1.6, so two units.
  @Test func aShareIsOfAnotherConstraintsFlow() throws {
    let rows = "all,flow,max,99,,{CUSTOMERS},,\nK,flow,min,40,P1,{CUSTOMERS},%,all"
    #expect(try cost("origin,destination,unit,within", rows) == ["14"])
    let most = "all,flow,max,99,,{CUSTOMERS},,\nK,flow,max,60,W1,{CUSTOMERS},%,all"
    #expect(try cost("origin,destination,unit,within", most) == ["14"])
  }

  /// Missing two units at 1.5 each costs less than the six that they cost.
  @Test func aSoftConstraintCostsItsPenalty() throws {
    #expect(try cost("provider,penalty_cost", "K,flow,min,2,V2,1.5") == ["11"])
    #expect(try cost("provider,penalty_cost", "K,flow,min,2,V2,4") == ["14"])
  }

  /// Used rows: P1-W1, W1-C1, W1-C2. With two at most all goes directly, on two rows.
  @Test func laneRowsWithFlowAreCounted() throws {
    #expect(try cost("provider", "K,flow_count,max,2,") == ["20"])
    #expect(try cost("provider", "K,flow_count,min,1,V2") == ["11"])
    #expect(try cost("provider", "K,flow_count,min,2,V2") == ["14"])
  }

  @Test func openSitesAreCounted() throws {
    #expect(try cost("site", "K,site_count,max,1,") == ["20"])
    #expect(try cost("site", "K,site_count,fixed,0,W1") == ["20"])
    #expect(try cost("site", "K,site_count,min,1,{type:warehouse}") == ["8"])
  }

  @Test func usedProvidersAreCounted() throws {
    #expect(try cost("provider,destination", "K,provider_count,min,2,,") == ["11"])
    #expect(try cost("provider,destination", "K,provider_count,max,0,V1,") == ["20"])
    #expect(try cost("provider,destination", "K,provider_count,min,2,,C1") == ["11"])
  }

  /// Each customer gets one unit at least by V2: two rows of the constraint.
  @Test func aGroupWritesAConstraintOutForEachMember() throws {
    #expect(try cost("provider,destination", "K,flow,min,1,V2,segment:small") == ["14"])
    #expect(try cost("provider,destination", "K,flow,min,1,V2,{segment:small}") == ["11"])
  }
}
