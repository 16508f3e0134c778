import Testing

@testable import Logistics

/// `policies` and the service columns of customers and demand.
@Suite struct AllocationTests {
  /// Three customers who may fall short.
  private let texts = TableTexts.small
    .with("customers", "customer,segment,priority\nAnna,smb,2\nBert,smb,\nCleo,big,1\n")
    .with("settings", "key,value\nquantity_decimals,0\ndefault_penalty_cost,5\n")
    .with("demand", "customer,product,quantity\nAnna,Lamp,10\nBert,Lamp,4\nCleo,Lamp,2\n")
    .with("lanes", "origin,destination,unit_cost\nNorth,CUSTOMERS,1\n")

  private func instance(_ policies: String) throws -> Instance {
    try #require(texts.with("policies", policies).freeze().instance)
  }

  @Test func aScopeIsTakenTogether() throws {
    let instance = try instance("scope,min_fill_rate\nsegment:smb,50\nCleo,100\n")
    #expect(instance.allocation.floors.map(\.least.steps) == [7, 2])
    #expect(instance.allocation.floors.map(\.rows.count) == [2, 1])
    // A bare segment is a scope too.
    #expect(try self.instance("scope,min_fill_rate\nsmb,50\n").allocation.floors.map(\.least.steps) == [7])
  }

  @Test func prioritiesMakeStagesInOrder() throws {
    let instance = try instance("scope,allocation_rule\nALL,priority\n")
    #expect(instance.allocation.rules.map(\.kind) == [.priority])
    #expect(instance.allocation.rules[0].classes == [[DemandID(2)], [DemandID(0)], [DemandID(1)]])
    #expect(instance.objectives.compactMap(\.stage?.kind) == (0..<3).map { .served(classIndex: $0) })
    #expect(instance.objectives.last?.stage == nil)
  }

  @Test func prioritiesCountWithoutARuleToo() throws {
    let plain = texts.freeze()
    #expect(plain.faults.contains { $0.rule == "implied-priority" })
    #expect(plain.instance?.allocation.rules.first?.classes.count == 3)
    #expect(try instance("scope,allocation_rule\nALL,optimize\n").allocation.rules.isEmpty)
  }

  @Test func aRankingHasAStageForEachMember() throws {
    let instance = try instance("scope,product,allocation_rule\nsegment:smb,Lamp,max_min\n")
    #expect(instance.allocation.rules.first?.members.map(\.weight) == [Rational(10), Rational(4)])
    // Cleo's priority stands alone, and one class of all that is left is no order.
    #expect(instance.objectives.compactMap(\.stage?.kind) == [.leastRates(count: 1), .leastRates(count: 2)])
  }

  @Test func theMostSpecificScopeSaysHowManySitesMayServe() throws {
    let instance = try instance("scope,max_splits,split_cost\nALL,3,2\nsegment:smb,2,\nAnna,1,\n")
    #expect(instance.allocation.splits.map(\.most) == [1, 2, 3])
    #expect(instance.allocation.splits.map(\.cost) == [Rational(2), Rational(2), Rational(2)])
  }

  @Test func faultsOfPoliciesAreFound() {
    func errors(_ policies: String) -> [String] { texts.with("policies", policies).errors }
    #expect(errors("scope,allocation_rule,quota\nAnna,quota,\n") == ["policies.csv:2 quota-missing"])
    #expect(errors("scope,allocation_rule\nNobody,priority\n") == ["policies.csv:2 unknown-name"])
    #expect(errors("scope,min_fill_rate\nAnna,5\nAnna,6\n") == ["policies.csv:3 duplicate-key"])
    #expect(errors("scope,max_splits\nAnna,1.5\n") == ["policies.csv:2 number-range"])
    let served = texts.with("settings", nil).with("policies", "scope,allocation_rule\nALL,proportional\n")
    #expect(served.warnings.contains("policies.csv:2 idle-allocation"))
  }

  @Test func moreMembersThanCanBeRankedAreRefused() {
    let rows = (0...AllocationRule.mostRankedMembers).map { "C\($0),Lamp,4\n" }.joined()
    let many = texts.with("customers", nil).with("demand", "customer,product,quantity\n" + rows)
      .with("policies", "scope,allocation_rule\nALL,max_min\n")
    #expect(many.errors == ["policies.csv:2 too-many-members"])
  }

  @Test func aLongestTransitTimeWantsTheLanesTimes() {
    let demand = "customer,product,quantity,max_transit_time\nAnna,Lamp,10,2\nBert,Lamp,4,\nCleo,Lamp,2,\n"
    #expect(texts.with("demand", demand).errors == ["lanes.csv:2 unknown-measure"])
  }

  @Test func rowsOfAnOrderGoInOneWay() {
    let demand = "customer,product,order,quantity,ship_policy\nAnna,Lamp,O,10,in_ratio\nAnna,Desk,O,4,independent\n"
    #expect(texts.with("demand", demand).errors == ["demand.csv:3 mixed-ship-policy"])
  }
}
