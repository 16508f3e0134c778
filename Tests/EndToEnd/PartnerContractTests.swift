import FileFormats
import Logistics
import Planning
import Testing
import Verification

/// Contracts with partners, and constraints on what is sold: a wrong plan for each, refused naming the line; what the best plan
/// does about it; and what the summaries say.
///
/// A asks for 4 in the shop, B for 6 by Acme, C for 6 by Bell; a unit costs 1 to bring and is sold at 10.
@Suite struct PartnerContractTests {
  private func tables(_ more: [String: String] = [:]) -> [String: String] {
    let base = [
      "settings": "key,value\nquantity_decimals,0\ndefault_penalty_cost,0\n",
      "products": "product,unit_price\nTea,10\n", "sites": "site\nPlant\n", "supply": "site,product\nPlant,Tea\n",
      "customers": "customer,channel,partner\nA,shop,\nB,trade,Acme\nC,trade,Bell\n",
      "channels": "channel\nshop\ntrade\n", "partners": "partner\nAcme\nBell\n",
      "demand": "customer,product,quantity\nA,Tea,4\nB,Tea,6\nC,Tea,6\n",
      "lanes": "origin,destination,unit_cost,on_time_rate\nPlant,A,1,99\nPlant,B,1,90\nPlant,C,1,70\n",
    ]
    return base.merging(more) { $1 }
  }

  private func with(_ line: String) -> [String: String] {
    tables(["contracts": "contract,line,party,product,customer,term,value,shortfall_cost\nK,1,\(line)\n"])
  }

  private func plan(_ sold: [Int64], _ instance: Instance) -> Plan {
    let flows = instance.links.origin.indices.compactMap { link -> PlannedFlow? in
      guard case .customer(let customer) = instance.links.destination[link], sold[customer.index] > 0 else { return nil }
      return PlannedFlow(
        FlowKey(LinkID(link), PeriodID(0), .row(DemandID(customer.index))), Quantity(steps: sold[customer.index]))
    }
    return Plan(flows: flows, openSites: [instance.sites.map { _ in true }])
  }

  private func check(
    _ tables: [String: String], _ name: String, right: [Int64], wrong: [Int64], kind: Violation.Kind
  ) throws {
    let instance = try Planned.instance(tables)
    #expect(PlanCheck.evaluate(plan(right, instance), of: instance).1 == [], "\(name)")
    let violations = PlanCheck.evaluate(plan(wrong, instance), of: instance).1
    #expect(violations.map(\.kind) == [kind], "\(name)")
    #expect(violations.first?.message.contains("`\(name)`") == true, "\(name): \(violations.map(\.message))")
  }

  @Test func everyBrokenLineWithAPartnerIsNamed() throws {
    func line(_ text: String, right: [Int64], wrong: [Int64], kind: Violation.Kind) throws {
      try check(with(text), "K 1", right: right, wrong: wrong, kind: kind)
    }
    try line("Acme,,,commitment_min,3,", right: [4, 3, 0], wrong: [4, 2, 6], kind: .constraintMin)
    try line("Acme,,,volume_max,3,", right: [4, 3, 6], wrong: [0, 4, 0], kind: .constraintMax)
    // 4 of 16 and of 14: what is sold directly is sold too.
    try line("Acme,,,share_min,25,", right: [4, 3, 5], wrong: [4, 3, 6], kind: .constraintMin)
    try line("Acme,,,share_max,25,", right: [4, 3, 5], wrong: [4, 4, 5], kind: .constraintMax)
    // Nobody but Acme sells: neither Bell nor we.
    try line("Acme,,,exclusive,,", right: [0, 6, 0], wrong: [1, 6, 0], kind: .constraintMax)
    try line("Acme,,C,exclusive,,", right: [4, 6, 0], wrong: [4, 6, 1], kind: .constraintMax)
    // Half of Bell's customer's 6.
    try line("Bell,,,fill_rate_min,50,", right: [0, 0, 3], wrong: [4, 6, 2], kind: .constraintMin)
    // Of what Bell sells 70 % are on time.
    try line("Bell,,,on_time_min,75,", right: [4, 6, 0], wrong: [0, 0, 1], kind: .constraintMin)
  }

  @Test func constraintsKnowWhatIsSoldByWhom() throws {
    func rule(_ row: String) -> [String: String] {
      tables(["constraints": "constraint,type,channel,partner,sense,value,unit,within\n\(row)\n"])
    }
    try check(rule("R,flow,trade,,max,7,,"), "R", right: [4, 3, 4], wrong: [4, 4, 4], kind: .constraintMax)
    try check(rule("R,flow,,Bell,min,2,,"), "R", right: [0, 0, 2], wrong: [4, 6, 1], kind: .constraintMin)
    try check(rule("R,flow_count,trade,,max,1,,"), "R", right: [4, 6, 0], wrong: [0, 1, 1], kind: .constraintMax)
    try check(
      rule("All,flow,,,max,99,,\nR,flow,shop,,min,50,%,All"), "R", right: [4, 2, 2], wrong: [4, 2, 3], kind: .constraintMin)
  }

  /// A soft line is paid for: 6 of 8 at 3 each are missed where Acme's customer asks for 6 and Acme is dear.
  @Test func whatIsNotTakenIsPaidFor() throws {
    var costly = with("Acme,,,take_or_pay,8,3")
    costly["partners"] = "partner,commission\nAcme,100\nBell,\n"
    guard case .plan(let plan) = try Planned.answer(costly) else { throw Planned.Missing.plan }
    // Selling by Acme costs the price and the lane, 11 for 10 of revenue: 1 a unit is less than the 3 that each one spares.
    #expect(plan.evaluation.served.map(\.steps) == [4, 6, 6])
    #expect(plan.evaluation.costs.first { $0.kind == .constraintPenalty }?.amount.description == "6")
    let acme = SellerSummary.partners(plan)[0]
    #expect(acme.missedLines == ["K 1"])
    #expect(SellerSummary.partners(plan)[1].missedLines == [])
  }

  /// Bell's store has 8 of tea, of which C takes 6: 2 stay, 5 in the mean, 1.2 turns.
  @Test func turnsAreOfTheStockThatIsGiven() throws {
    var stocked = tables([
      "sites": "site,operator\nPlant,\nStore,Bell\n", "inventory": "site,product,initial_stock\nStore,Tea,8\n",
      "partners": "partner,channel\nAcme,\nBell,trade\n",
      "lanes": "origin,destination,unit_cost\nPlant,A,1\nPlant,B,1\nStore,C,1\n",
    ])
    guard case .plan(let plan) = try Planned.answer(stocked) else { throw Planned.Missing.plan }
    #expect(plan.evaluation.served.map(\.steps) == [4, 6, 6])
    #expect(SellerSummary.partners(plan).map(\.turns) == [nil, Rational(6, over: 5)])
    #expect(SellerSummary.channels(plan).map(\.turns) == [nil, Rational(6, over: 5)])
    // Of 4 no more than 4 leave: they turn twice over the mean of 2.
    stocked["inventory"] = "site,product,initial_stock\nStore,Tea,4\n"
    guard case .plan(let less) = try Planned.answer(stocked) else { throw Planned.Missing.plan }
    #expect(less.evaluation.served.map(\.steps) == [4, 6, 4])
    #expect(SellerSummary.partners(less)[1].turns == Rational(2))
    // A plan that takes more is refused.
    let wrong = PlanCheck.evaluate(self.plan([4, 6, 5], less.instance), of: less.instance).1
    #expect(wrong.map(\.kind) == [.supplyMax])
    // Where something else brings the product it is not known what stays.
    stocked["supply"] = "site,product\nALL,Tea\n"
    #expect(Planned.instanceIfSound(stocked) == nil)
    stocked["supply"] = "site,product\nPlant,Tea\n"
    stocked["lanes"] = "origin,destination,unit_cost\nPlant,A,1\nPlant,B,1\nPlant,Store,1\nStore,C,1\n"
    #expect(Planned.instanceIfSound(stocked) == nil)
  }

  /// The baseline sold 4 by Acme and 8 by Bell, 2 directly.
  @Test func growthIsAgainstTheBaseline() throws {
    let before = tables([
      "baseline": "origin,destination,product,quantity\nPlant,A,Tea,2\nPlant,B,Tea,4\nPlant,C,Tea,8\n",
      "partners": "partner,growth_target\nAcme,40\nBell,0\n",
    ])
    guard case .plan(let plan) = try Planned.answer(before) else { throw Planned.Missing.plan }
    let partners = SellerSummary.partners(plan)
    #expect(partners.map(\.growth) == [Rational(50), Rational(-25)])
    #expect(partners.map { $0.met("growth_target") } == ["yes", "no"])
    #expect(SellerSummary.channels(plan).map(\.growth) == [Rational(100), .zero])
    // Without a baseline nothing is said of it.
    guard case .plan(let unknown) = try Planned.answer(tables()) else { throw Planned.Missing.plan }
    #expect(SellerSummary.partners(unknown).map(\.growth) == [nil, nil])
  }
}
