import Logistics
import Planning
import Testing
import Verification

/// Budgets of some kinds of cost and soft ones: costs by hand, a planted wrong plan each, and plans that weigh them.
@Suite struct BudgetTests {
  /// A shop that asks for 10: `Swift` brings them at 2 a unit and costs 12 to engage, `Steady` at 3 and with a surcharge of a tenth.
  private static func tables(_ constraints: String, _ others: [String: String] = [:]) -> [String: String] {
    [
      "settings": "key,value\ncurrency,EUR\nquantity_decimals,0\n", "sites": "site\nPlant\n", "supply": "site,product\nPlant,tea\n",
      "demand": "customer,product,quantity\nShop,tea,10\n", "providers": "provider,engagement_cost\nSwift,12\nSteady,0\n",
      "lanes": "origin,destination,provider,unit_cost\nPlant,Shop,Swift,2\nPlant,Shop,Steady,3\n",
      "surcharges": "applies_to,name,basis,value\nSteady,fuel,percent,10\n",
      "constraints": "constraint,type,sense,value,measure,penalty_cost\n" + constraints,
    ].merging(others) { $1 }
  }

  /// What the check says of Swift bringing so many and Steady the rest.
  private func checked(_ swift: Int64, _ instance: Instance) -> (evaluation: PlanEvaluation, violations: [Violation]) {
    let flows = instance.links.origin.indices.map(LinkID.init).map { link in
      let isSwift = instance.links.provider[link.index].map { instance[$0].name == "Swift" } ?? false
      return PlannedFlow(FlowKey(link, PeriodID(0), .row(DemandID(0))), Quantity(steps: isSwift ? swift : 10 - swift))
    }
    let found = PlanCheck.evaluate(Plan(flows: flows.filter { $0.quantity != .zero }, openSites: [[true]]), of: instance)
    return (found.0, found.1)
  }

  private func total(_ swift: Int64, _ instance: Instance) -> String { checked(swift, instance).evaluation.totalCost.description }

  @Test func aBudgetCountsTheKindsThatItNames() throws {
    // Swift alone: 20 of transport and 12; Steady alone: 30 of transport and 3 of surcharges; four by Swift: 8 + 18, 1.8 and 12.
    for (budget, kept, broken, counts) in [
      ("Purse,budget,max,26,transport,", Int64(4), Int64(3), "27"),
      ("Purse,budget,max,1.8,surcharge; transport; minimum_charge,", -1, 0, "33"),
      ("Purse,budget,max,1.8,surcharge,", 4, 3, "2.1"),
      ("Purse,budget,max,0,engagement,", 0, 1, "12"),
      ("Purse,budget,max,33,,", 0, 1, "43.7"),
    ] {
      let instance = try Planned.instance(Self.tables(budget + "\n"))
      if kept >= 0 { #expect(checked(kept, instance).violations == [], "\(budget)") }
      let violations = checked(broken, instance).violations
      #expect(violations.map(\.kind) == [.constraintMax] && violations.first?.rule == .constraintMost(ConstraintID(0)), "\(budget)")
      #expect(violations.first?.message.contains("`Purse` counts \(counts)") == true, "\(budget): \(violations.map(\.message))")
      #expect(violations.first?.mark.map { instance.place($0) } == "constraints.csv:2")
    }
  }

  @Test func aSoftBudgetCostsWhatItIsExceededBy() throws {
    // Swift alone costs 32: 2 beyond 30 at 1.5 are 3. Steady alone 33: 4.5.
    let instance = try Planned.instance(Self.tables("Purse,budget,max,30,,1.5\n"))
    #expect(total(10, instance) == "35" && total(0, instance) == "37.5")
    #expect(checked(10, instance).evaluation.constraints == [ConstraintEvaluation(amount: Rational(32), violation: Rational(2))])
    // Of transport alone Steady is 10 beyond 20, at 2 each: 33 + 20.
    let ofKind = try Planned.instance(Self.tables("Purse,budget,max,20,transport,2\n"))
    #expect(total(10, ofKind) == "32" && total(0, ofKind) == "53")
  }

  @Test func aHardBudgetCountsWhatASoftOneCostsAndASoftOneDoesNot() throws {
    let soft = "Purse,budget,max,30,,1.5\nOther,budget,max,31,,1\n"
    // Both count 32: 2 × 1.5 and 1 × 1 more.
    let instance = try Planned.instance(Self.tables(soft + "Wall,budget,max,36,,\n"))
    #expect(total(10, instance) == "36" && checked(10, instance).violations == [])
    let tight = try Planned.instance(Self.tables(soft + "Wall,budget,max,35.99,,\n"))
    #expect(checked(10, tight).violations.first?.message.contains("`Wall` counts 36") == true)
  }

  @Test func aPlanWeighsWhatASoftBudgetCosts() throws {
    func answer(_ constraints: String) throws -> (carrier: [String], cost: String, isProven: Bool) {
      guard case .plan(let plan) = try Planned.answer(Self.tables(constraints)) else { return ([], "none", false) }
      let carriers = plan.plan.flows.compactMap { flow in
        plan.instance.links.provider[flow.key.link.index].map { plan.instance[$0].name }
      }
      return (carriers, plan.evaluation.totalCost.description, plan.levels.allSatisfy { ($0.certifiedGap ?? 1) <= VerifiedPlan.closedGap })
    }
    #expect(try answer("") == (["Swift"], "32", true))
    // An engagement is 12 beyond nothing: at 0.1 a unit 1.2 more than 32, beyond Steady's 33.
    #expect(try answer("Purse,budget,max,0,engagement,0.05\n") == (["Swift"], "32.6", true))
    #expect(try answer("Purse,budget,max,0,engagement,0.1\n") == (["Steady"], "33", true))
    #expect(try answer("Purse,budget,max,10,engagement,\n") == (["Steady"], "33", true))
    // Whoever carries, the last 2 or 3 beyond 30 cost 1 each.
    #expect(try answer("Purse,budget,max,30,,1\n") == (["Swift"], "34", true))
    guard case .noPlan(let noPlan) = try Planned.answer(Self.tables("Purse,budget,max,19,transport,\n")) else {
      Issue.record("there is a plan of less transport than Swift's")
      return
    }
    #expect(noPlan.isCertified)
  }

  @Test func everySplitKeepsTheRulesThatProofsAreMadeOf() throws {
    for constraints in [
      "Purse,budget,max,30,,1.5\n", "Purse,budget,max,20,transport; surcharge,0.75\nWall,budget,max,99,,\n",
      "Purse,budget,max,1,surcharge,3\nOther,budget,max,5,engagement; constraint_penalty,0.5\n",
    ] {
      let instance = try Planned.instance(Self.tables(constraints))
      let book = RuleBook(instance)
      let costs = book.costs(of: instance.objectives[0])
      for swift in Int64(0)...10 {
        let flows = checked(swift, instance)
        let plan = Plan(
          flows: instance.links.origin.indices.map(LinkID.init).map { link in
            let isSwift = instance.links.provider[link.index].map { instance[$0].name == "Swift" } ?? false
            return PlannedFlow(FlowKey(link, PeriodID(0), .row(DemandID(0))), Quantity(steps: isSwift ? swift : 10 - swift))
          }.filter { $0.quantity != .zero }, openSites: [[true]])
        let values = try #require(book.values(of: plan))
        for (decision, value) in zip(book.decisions, values) {
          #expect(decision.lower <= value && value <= decision.upper, "\(constraints) \(swift): \(decision.decision) is \(value)")
        }
        for (row, left) in zip(book.rows, book.leftSides(values)) where row.sense == .atMost {
          #expect(left <= row.rightSide, "\(constraints) \(swift): \(row.rule)")
        }
        let sum = zip(costs.costs, values).reduce(costs.constant) { $0 + $1.0 * $1.1 }
        // A soft budget's excess is by what decisions cost, less what rounding may have added.
        let total = flows.evaluation.totalCost.rational
        #expect(sum - costs.slack <= total && total <= sum + costs.slack * Rational(8), "\(constraints) \(swift): \(sum), \(total)")
      }
    }
  }

  @Test func whatABudgetCannotCountIsRefused() throws {
    func rules(_ constraints: String, _ others: [String: String] = [:]) -> [String] {
      Planned.faults(Self.tables(constraints, others)).filter { $0.severity == .error }.map { "\($0.rule) \($0.message)" }
    }
    #expect(rules("Purse,budget,max,30,tranport,\n").first?.hasPrefix("unknown-name `tranport` is no kind of cost") == true)
    #expect(rules("Purse,budget,min,30,,\n").first?.contains("a `budget` is a most") == true)
    let rebate = ["contracts": "contract,line,party,term,value,threshold\nK,1,Swift,rebate,5,4\n"]
    #expect(rules("Purse,budget,max,30,rebate; transport,\n", rebate).first?.contains("without the charges that it is of") == true)
    #expect(rules("Purse,budget,max,30,rebate; transport; minimum_charge,\n", rebate) == [])
    let bonus = ["surcharges": "applies_to,name,basis,value\nSteady,fuel,percent,-10\n"]
    #expect(rules("Purse,budget,max,30,surcharge,\n", bonus).first?.contains("without the charges that it is of") == true)
  }
}
