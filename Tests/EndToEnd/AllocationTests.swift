import FileFormats
import Logistics
import Planning
import Testing
import Verification

/// Sharing rules on cases worked out on paper: 10 units of tea at one plant, customers that ask for more together.
@Suite struct AllocationTests {
  private static func served(
    _ policies: String, demand: String = "customer,product,quantity\nA,Tea,8\nB,Tea,4\nC,Tea,2\n", stock: Int = 10,
    objectives: String = "priority,objective\n1,fill_rate\n2,total_cost\n", decimals: Int = 0, customers: String? = nil,
    lanes: String = "origin,destination,unit_cost\nPlant,A,3\nPlant,B,2\nPlant,C,1\n"
  ) throws -> [String] {
    var tables = [
      "settings": "key,value\nquantity_decimals,\(decimals)\n",
      "sites": "site\nPlant\n",
      "supply": "site,product,supply_max\nPlant,Tea,\(stock)\n",
      "demand": demand, "lanes": lanes, "objectives": objectives,
    ]
    if !policies.isEmpty { tables["policies"] = policies }
    if let customers { tables["customers"] = customers }
    guard case .plan(let plan) = try Planned.answer(tables) else { throw Planned.Missing.plan }
    let resolution = plan.instance.settings.resolution
    return plan.evaluation.served.map { resolution.text($0) }
  }

  /// 14 asked, 10 there: 5/7 of each is 5.71…, 2.86…, 1.43…: within a step 5 or 6, 2 or 3, 1 or 2; all 10 go, the dear
  /// customer gets the smaller share: 5 + 3 + 2.
  @Test func proportionalSharesAreWithinAStepOfOneRate() throws {
    #expect(try Self.served("scope,allocation_rule\nALL,proportional\n") == ["5", "3", "2"])
  }

  /// With multiples that allow it the shares are exact: 7 of 14 is a half of each.
  @Test func proportionalSharesAreExactWhereMultiplesAllowIt() throws {
    #expect(try Self.served("scope,allocation_rule\nALL,proportional\n", stock: 7) == ["4", "2", "1"])
  }

  /// A must have 6 of 8, which is more than the common rate: B and C share the other 4, and 2 + 2 is 2 ÷ 3 of each up to less
  /// than a step, as 3 + 1 would be, but cheaper.
  @Test func aHardMinimumExcusesFromTheCommonRate() throws {
    let demand = "customer,product,quantity,min_fill_rate\nA,Tea,8,75\nB,Tea,4,\nC,Tea,2,\n"
    #expect(try Self.served("scope,allocation_rule\nALL,proportional\n", demand: demand) == ["6", "2", "2"])
  }

  /// After A's 4 of 8 and B's 1 of 4 there are 5 left for 4 + 3 + 2: 5/9 of each is 2.2, 1.7, 1.1.
  @Test func equalFillSharesWhatIsLeftAfterMinimums() throws {
    let demand = "customer,product,quantity,min_fill_rate\nA,Tea,8,50\nB,Tea,4,25\nC,Tea,2,\n"
    let served = try Self.served("scope,allocation_rule\nALL,equal_fill\n", demand: demand)
    #expect(served == ["6", "2", "2"])
  }

  /// C first, then A, then B: 2, 8 and nothing, whatever it costs.
  @Test func aPriorityIsServedBeforeTheNext() throws {
    let customers = "customer,priority\nA,2\nB,\nC,1\n"
    #expect(try Self.served("scope,allocation_rule\nALL,priority\n", customers: customers) == ["8", "0", "2"])
    // Without a rule priorities count all the same.
    #expect(try Self.served("", customers: customers) == ["8", "0", "2"])
    // A row's own priority is the most specific.
    let demand = "customer,product,quantity,priority\nA,Tea,8,\nB,Tea,4,1\nC,Tea,2,\n"
    #expect(try Self.served("", demand: demand, customers: "customer,priority\nA,2\nB,3\nC,3\n") == ["6", "4", "0"])
  }

  /// Only 3 can reach A: its 37.5 % is the least rate, and B and C then have all they ask for.
  @Test func maxMinRaisesTheLeastRateAndThenTheNext() throws {
    let lanes = "origin,destination,unit_cost,capacity_max\nPlant,A,3,3\nPlant,B,2,\nPlant,C,1,\n"
    #expect(try Self.served("scope,allocation_rule\nALL,max_min\n", stock: 9, lanes: lanes) == ["3", "4", "2"])
    // With 7 units B and C share 4 of their 6: 3 + 1 has the rates 3/4 and 1/2, 2 + 2 has 1/2 and 1, which is better.
    let shared = try Self.served("scope,allocation_rule\nALL,max_min\n", stock: 7, lanes: lanes)
    #expect(shared == ["3", "2", "2"])
  }

  /// A may have 50, B 30, C 20 of a hundred: 5, 3 and 2.
  @Test func quotasShareByTheirParts() throws {
    let policies = "scope,allocation_rule,quota\nA,quota,50\nB,quota,30\nC,quota,20\n"
    #expect(try Self.served(policies) == ["5", "3", "2"])
    // What C cannot use of its 60 % is shared 2 : 1 by the others.
    let more = "scope,allocation_rule,quota\nA,quota,20\nB,quota,10\nC,quota,60\n"
    #expect(try Self.served(more, stock: 8) == ["4", "2", "2"])
  }

  @Test func aScopesFillRateIsOfItsTotal() throws {
    // 14 asked, 10 there; dear A would get least, but A and B together must have 75 % of 12: nine.
    let policies = "scope,min_fill_rate\nsegment:big,75\n"
    let customers = "customer,segment\nA,big\nB,big\nC,small\n"
    #expect(try Self.served(policies, stock: 9, customers: customers) == ["5", "4", "0"])
  }

  /// The least rate is best at 5 of 8: what fills more in total comes after it.
  @Test func maxMinFillIsTheLeastRateOfAll() throws {
    let objectives = "priority,objective\n1,max_min_fill\n2,total_cost\n"
    #expect(try Self.served("", objectives: objectives) == ["5", "3", "2"])
  }

  @Test func anOrderInRatioKeepsItsProportion() throws {
    let tables = [
      "settings": "key,value\nquantity_decimals,0\n", "sites": "site\nPlant\n",
      "supply": "site,product,supply_max\nPlant,Tea,2\nPlant,Cups,9\n",
      "demand": "customer,product,order,quantity,ship_policy\nA,Tea,O1,4,in_ratio\nA,Cups,O1,8,in_ratio\n",
      "lanes": "origin,destination,unit_cost\nPlant,A,1\n",
      "objectives": "priority,objective\n1,fill_rate\n",
    ]
    guard case .plan(let plan) = try Planned.answer(tables) else { throw Planned.Missing.plan }
    // Half of the tea, and so less than a step off: F may come near to 3/4, of 8 that is less than 6 + 1.
    #expect(plan.evaluation.served.map(\.steps) == [2, 6])
  }

  /// Two plants with 3 each for 5: one source allows 3; a second one costs 7, and a unit unserved 4.
  @Test func sourcesAreCountedAndPaidFor() throws {
    func plan(_ policies: String) throws -> VerifiedPlan {
      let answer = try Planned.answer([
        "settings": "key,value\nquantity_decimals,0\n", "sites": "site\nP\nQ\n",
        "supply": "site,product,supply_max\nALL,Tea,3\n",
        "demand": "customer,product,quantity,penalty_cost\nA,Tea,5,4\n",
        "lanes": "origin,destination,unit_cost\nP,A,0\nQ,A,0\n", "policies": policies,
      ])
      guard case .plan(let plan) = answer else { throw Planned.Missing.plan }
      return plan
    }
    #expect(try plan("scope,max_splits\nA,1\n").evaluation.totalCost.description == "8")
    let paid = try plan("scope,split_cost\nALL,7\n")
    #expect(paid.evaluation.totalCost.description == "7")
    #expect(paid.evaluation.costs.map(\.kind) == [.splits])
    #expect(try plan("scope,split_cost\nALL,9\n").evaluation.totalCost.description == "8")
  }

  @Test func aLaneThatTakesTooLongDoesNotServe() throws {
    let answer = try Planned.answer([
      "sites": "site\nNear\nFar\n", "supply": "site,product\nALL,Tea\n",
      "demand": "customer,product,quantity,max_transit_time\nA,Tea,5,2\n",
      "lanes": "origin,destination,unit_cost,transit_time\nNear,A,9,2\nFar,A,1,2.5\n",
    ])
    guard case .plan(let plan) = answer else { throw Planned.Missing.plan }
    #expect(plan.evaluation.totalCost.description == "45")
  }
}
