import Logistics
import Testing
import Verification

/// A wrong plan for each line of a contract, refused by the check naming the line, and one that keeps it.
@Suite struct ContractLineTests {
  /// Two shops that ask for 6 and 4, two carriers on every lane: `Swift` at 2 a unit, `Steady` at 3; Steady is on time in 95 %, Swift in
  /// 80 %. Shop 1 is the first.
  private func instance(_ line: String, _ others: [String: String] = [:]) throws -> Instance {
    var tables = [
      "settings": "key,value\nquantity_decimals,0\n", "sites": "site\nPlant\n", "supply": "site,product\nPlant,Tea\n",
      "demand": "customer,product,quantity\nShop1,Tea,6\nShop2,Tea,4\n",
      "providers": "provider,on_time_rate\nSwift,80\nSteady,95\n",
      "lanes": "origin,destination,provider,unit_cost\nPlant,CUSTOMERS,Swift,2\nPlant,CUSTOMERS,Steady,3\n",
      "contracts": "contract,line,party,destination,term,value,threshold,shortfall_cost\nK,1,\(line)\n",
    ]
    tables.merge(others) { $1 }
    return try Planned.instance(tables)
  }

  /// - Parameter steady: what Steady brings to each shop; Swift brings the rest.
  private func plan(_ steady: [Int64], _ instance: Instance) -> Plan {
    let asked: [Int64] = [6, 4]
    var flows: [PlannedFlow] = []
    for link in instance.links.origin.indices.map(LinkID.init) {
      guard case .customer(let shop) = instance.links.destination[link.index],
        let row = instance.demand.firstIndex(where: { $0.customer == shop }),
        let provider = instance.links.provider[link.index]
      else { continue }
      let own = steady[shop.index]
      let steps = instance[provider].name == "Steady" ? own : asked[shop.index] - own
      flows.append(PlannedFlow(FlowKey(link, PeriodID(0), .row(DemandID(row))), Quantity(steps: steps)))
    }
    return Plan(flows: flows, openSites: [[true]])
  }

  private func check(_ line: String, right: [Int64], wrong: [Int64], kind: Violation.Kind) throws {
    let instance = try instance(line)
    #expect(PlanCheck.evaluate(plan(right, instance), of: instance).1 == [], "\(line)")
    let violations = PlanCheck.evaluate(plan(wrong, instance), of: instance).1
    #expect(violations.map(\.kind) == [kind], "\(line)")
    #expect(violations.first?.message.contains("`K 1`") == true, "\(line): \(violations.map(\.message))")
    #expect(violations.first?.mark.map { instance.place($0) } == "contracts.csv:2", "\(line)")
  }

  @Test func everyLineThatIsBrokenIsNamed() throws {
    try check("Steady,,commitment_min,5,,", right: [5, 0], wrong: [4, 0], kind: .constraintMin)
    try check("Steady,,volume_max,5,,", right: [1, 4], wrong: [2, 4], kind: .constraintMax)
    try check("Steady,,share_min,30,,", right: [3, 0], wrong: [2, 0], kind: .constraintMin)
    try check("Steady,,share_max,30,,", right: [0, 3], wrong: [0, 4], kind: .constraintMax)
    try check("Steady,Shop1,share_min,50,,", right: [3, 0], wrong: [2, 4], kind: .constraintMin)
    try check("Steady,Shop2,exclusive,,,", right: [0, 4], wrong: [6, 3], kind: .constraintMax)
  }

  /// Of Swift's own goods: to Shop1 80 % are on time, to Shop2 90 %.
  @Test func aPartyThatIsLateTooOftenIsNamed() throws {
    let lanes = "origin,destination,provider,unit_cost,on_time_rate\nPlant,CUSTOMERS,Swift,2,\nPlant,Shop2,Swift,2,90\n"
      + "Plant,CUSTOMERS,Steady,3,\n"
    let instance = try instance("Swift,,on_time_min,85,,", ["lanes": lanes])
    // 4 of each: 85 %; 5 and 4 are (5 × 80 + 4 × 90) ÷ 9 = 84.4 %.
    #expect(PlanCheck.evaluate(plan([2, 0], instance), of: instance).1 == [])
    let violations = PlanCheck.evaluate(plan([1, 0], instance), of: instance).1
    #expect(violations.map(\.kind) == [.constraintMin])
    #expect(violations.first?.message.contains("`K 1`") == true)
  }

  /// Swift alone costs 10 × 2, and each unit of Steady's 1 more.
  @Test func aPlanBeyondTheBudgetIsRefused() throws {
    let instance = try instance(
      "Steady,,take_or_pay,2,,7", ["constraints": "constraint,type,sense,value\nPurse,budget,max,35\n"])
    // 20 and 2 units short at 7 are 34; one unit of Steady's is 21 + 7.
    #expect(PlanCheck.evaluate(plan([0, 0], instance), of: instance).1 == [])
    #expect(PlanCheck.evaluate(plan([1, 0], instance), of: instance).0.constraints.first?.amount == Rational(28))
    let tight = try self.instance(
      "Steady,,take_or_pay,2,,7", ["constraints": "constraint,type,sense,value\nPurse,budget,max,33.99\n"])
    let violations = PlanCheck.evaluate(plan([0, 0], tight), of: tight).1
    #expect(violations.count == 1 && violations.first?.message.contains("`Purse` counts 34") == true, "\(violations)")
  }

  /// What is missing, or too much, costs its `shortfall_cost`: a unit at 7.
  @Test func aSoftLineCostsWhatItIsMissedBy() throws {
    func penalty(_ line: String, _ steady: [Int64]) throws -> String? {
      let instance = try instance(line)
      let (evaluation, violations) = PlanCheck.evaluate(plan(steady, instance), of: instance)
      #expect(violations == [], "\(line)")
      return evaluation.costs.first { $0.kind == .constraintPenalty }?.amount.description
    }
    #expect(try penalty("Steady,,commitment_min,5,,7", [2, 1]) == "14")
    #expect(try penalty("Steady,,take_or_pay,5,,7", [2, 1]) == "14")
    #expect(try penalty("Steady,,take_or_pay,5,,7", [5, 1]) == nil)
    #expect(try penalty("Steady,,volume_max,5,,7", [6, 2]) == "21")
    #expect(try penalty("Steady,,share_min,50,,7", [3, 0]) == "14")
    #expect(try penalty("Steady,Shop1,share_max,50,,7", [6, 4]) == "21")
    #expect(try penalty("Steady,Shop2,exclusive,,,7", [0, 1]) == "21")
  }

  /// 20 % of the 3 a unit once 5 units are reached.
  @Test func aRebateIsDueFromItsThreshold() throws {
    let instance = try instance("Steady,,rebate,20,5,")
    func rebate(_ steady: [Int64]) -> String? {
      let (evaluation, _) = PlanCheck.evaluate(plan(steady, instance), of: instance)
      return evaluation.costs.first { $0.kind == .rebate }?.amount.description
    }
    #expect(rebate([4, 0]) == nil)
    #expect(rebate([4, 1]) == "-3")
    #expect(rebate([6, 4]) == "-6")
  }

  /// Swift holds the lanes today and is left on one of them: 9, as the rule `kept` makes `left` say.
  @Test func aLaneThatItsIncumbentLosesIsPaidFor() throws {
    let instance = try instance(
      "Steady,,volume_max,10,,",
      [
        "providers": "provider,on_time_rate,switch_cost\nSwift,80,9\nSteady,95,\n",
        "lanes": "origin,destination,provider,unit_cost,incumbent\nPlant,CUSTOMERS,Swift,2,yes\nPlant,CUSTOMERS,Steady,3,\n",
      ])
    let book = RuleBook(instance)
    for (steady, cost) in [([Int64(0), 0], String?.none), ([6, 0], "9"), ([5, 3], nil), ([6, 4], "18")] {
      let plan = plan(steady, instance)
      let (evaluation, violations) = PlanCheck.evaluate(plan, of: instance)
      #expect(violations == [])
      #expect(evaluation.costs.first { $0.kind == .switching }?.amount.description == cost)
      var values = try #require(book.values(of: plan))
      #expect(broken(book, values) == [])
      // A plan that did not say so would break just that rule.
      for index in values.indices {
        if case .tender(.left) = book.decisions[index].decision { values[index] = .zero }
      }
      let rules = broken(book, values)
      #expect(rules.isEmpty == (cost == nil))
      #expect(rules.allSatisfy { if case .tender(.kept) = $0 { true } else { false } })
    }
  }

  private func broken(_ book: RuleBook, _ values: [Logistics.Rational]) -> [Rule] {
    zip(book.rows, book.leftSides(values)).compactMap { row, left in
      switch row.sense {
      case .equal: left == row.rightSide ? nil : row.rule
      case .atLeast: left >= row.rightSide ? nil : row.rule
      case .atMost: left <= row.rightSide ? nil : row.rule
      }
    }
  }
}
