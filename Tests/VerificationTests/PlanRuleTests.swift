import Logistics
import Testing
import Verification

/// The kinds of the rules that a plan breaks; each violation is expected to name its rule.
func kinds(_ plan: Plan, _ instance: Instance) -> Set<String> {
  let violations = PlanCheck.evaluate(plan, of: instance).1
  for violation in violations { #expect(violation.namesItsRule, "\(violation)") }
  return Set(violations.map(\.kind.rawValue))
}

@Suite struct PlanRuleTests {
  /// One plant, one customer, two ways there; 10 of one product asked.
  struct Direct {
    var tiny = TinyInstance()
    let product: ProductID
    let plant: SiteID
    let customer: CustomerID

    init(siteIsConsidered: Bool = false) {
      product = tiny.product("tea")
      plant = tiny.site("plant") { $0.status = siteIsConsidered ? .consider : .include }
      customer = tiny.customer("shop")
      tiny.supply([plant], [product], most: Rational(100))
    }
  }

  @Test func thePlanThatServesAllIsKept() {
    var direct = Direct()
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(10))
    let link = direct.tiny.way(direct.plant, .customer(direct.customer), cost: Rational(2))
    let instance = direct.tiny.frozen()
    let (evaluation, violations) = PlanCheck.evaluate(plan([(link, .row(row), 10)], of: instance), of: instance)
    #expect(violations == [])
    #expect(evaluation.totalCost.rational == Rational(20))
    #expect(evaluation.fillRate == Rational(100))
    #expect(evaluation.ordersServed == 1)
  }

  @Test func demandMustBeServedNeitherTooLittleNorTooMuch() {
    var direct = Direct()
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(10))
    let first = direct.tiny.way(direct.plant, .customer(direct.customer))
    let second = direct.tiny.way(direct.plant, .customer(direct.customer))
    let instance = direct.tiny.frozen()
    #expect(kinds(plan([(first, .row(row), 9)], of: instance), instance) == ["demand_min"])
    #expect(kinds(plan([(first, .row(row), 6), (second, .row(row), 6)], of: instance), instance) == ["demand_max"])
    #expect(kinds(plan([(first, .row(row), 11)], of: instance), instance).contains("more_than_demanded"))
  }

  @Test func theMinimumFillRateIsRoundedUpToAStep() {
    var direct = Direct()
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(10)) {
      $0.penalty = Rational(3)
      $0.minimumFill = decimal("0.75")
    }
    let link = direct.tiny.way(direct.plant, .customer(direct.customer))
    let instance = direct.tiny.frozen()
    #expect(kinds(plan([(link, .row(row), 8)], of: instance), instance) == [])
    #expect(kinds(plan([(link, .row(row), 7)], of: instance), instance) == ["demand_min"])
  }

  @Test func aDemandBelowAStepIsMissedAndListed() {
    var direct = Direct()
    let row = direct.tiny.demand(direct.customer, direct.product, decimal("10.5"))
    let link = direct.tiny.way(direct.plant, .customer(direct.customer))
    let instance = direct.tiny.frozen()
    let (evaluation, violations) = PlanCheck.evaluate(plan([(link, .row(row), 10)], of: instance), of: instance)
    #expect(violations == [])
    #expect(evaluation.missedByLessThanAStep.map(\.kind.rawValue) == ["demand_min"])
    #expect(evaluation.unmet == [decimal("0.5")])
    #expect(kinds(plan([(link, .row(row), 9)], of: instance), instance) == ["demand_min"])
  }

  @Test func whatIsNotMadeOfTheInstanceIsRefused() {
    var direct = Direct()
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(10))
    let link = direct.tiny.way(direct.plant, .customer(direct.customer))
    let instance = direct.tiny.frozen()
    #expect(kinds(plan([(LinkID(7), .row(row), 10)], of: instance), instance) == ["unknown_flow"])
    #expect(kinds(plan([(link, .row(DemandID(3)), 10)], of: instance), instance) == ["unknown_flow"])
    #expect(kinds(plan([(link, .row(DemandID(-1)), 10)], of: instance), instance) == ["unknown_flow"])
    #expect(kinds(plan([(link, .row(row), -10)], of: instance), instance) == ["negative_flow"])
    #expect(kinds(plan([(link, .row(row), 5), (link, .row(row), 5)], of: instance), instance) == ["duplicate_flow"])
    var mutated = plan([(link, .row(row), 10)], of: instance)
    mutated.flows.append(PlannedFlow(FlowKey(link, PeriodID(0), .pooled(direct.product)), .zero))
    mutated.flows.append(mutated.flows[0])
    #expect(kinds(mutated, instance) == ["empty_flow", "duplicate_flow"])
    #expect(kinds(Plan(flows: [], openSites: []), instance) == ["unknown_site"])
    #expect(kinds(Plan(flows: [], openSites: [[]]), instance) == ["unknown_site"])
  }

  @Test func goodsMoveOnlyWhereALaneRowOffersToCarryThem() {
    var direct = Direct()
    let other = direct.tiny.product("milk")
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(10))
    let milk = direct.tiny.link(direct.plant, .customer(direct.customer))
    direct.tiny.lane([milk], .one(other), cost: .one)
    let instance = direct.tiny.frozen()
    #expect(kinds(plan([(milk, .row(row), 10)], of: instance), instance) == ["not_carried"])
    #expect(kinds(plan([(milk, .pooled(other), 10)], of: instance), instance) == ["wrong_commodity"])
  }

  @Test func aServiceAndAnOriginAreAskedOfTheirLinks() {
    var direct = Direct()
    let express = direct.tiny.service("express")
    let slow = direct.tiny.service("slow")
    let other = direct.tiny.site("other plant")
    direct.tiny.supply([other], [direct.product], most: Rational(100))
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(10)) {
      $0.service = express
      $0.fromSites = [direct.plant]
    }
    let end = Node.customer(direct.customer)
    let fits = direct.tiny.link(direct.plant, end, service: express)
    let open = direct.tiny.link(direct.plant, end)
    let wrong = direct.tiny.link(direct.plant, end, service: slow)
    let elsewhere = direct.tiny.link(other, end)
    direct.tiny.lane([fits, open, wrong, elsewhere], cost: .one)
    let instance = direct.tiny.frozen()
    #expect(kinds(plan([(fits, .row(row), 5), (open, .row(row), 5)], of: instance), instance) == [])
    #expect(kinds(plan([(wrong, .row(row), 10)], of: instance), instance) == ["service"])
    #expect(kinds(plan([(elsewhere, .row(row), 10)], of: instance), instance) == ["from_site"])
  }

  @Test func supplyLimitsHoldAloneAndTogether() {
    var direct = Direct()
    let other = direct.tiny.site("other plant")
    direct.tiny.supply([other], [direct.product], least: Rational(3))
    direct.tiny.supply([direct.plant, other], [direct.product], least: Rational(9), most: Rational(11))
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(200)) { $0.penalty = .one }
    let first = direct.tiny.way(direct.plant, .customer(direct.customer))
    let second = direct.tiny.way(other, .customer(direct.customer))
    let instance = direct.tiny.frozen()
    func found(_ a: Int64, _ b: Int64) -> Set<String> {
      kinds(plan([(first, .row(row), a), (second, .row(row), b)], of: instance), instance)
    }
    #expect(found(6, 4) == [])
    #expect(found(8, 2) == ["supply_min"])
    #expect(found(4, 4) == ["supply_min"])
    #expect(found(7, 5) == ["supply_max"])
    #expect(found(101, 3) == ["supply_max"])
  }

  @Test func aMinimumBindsOnlyWhileTheSiteIsOpen() {
    var direct = Direct(siteIsConsidered: true)
    let other = direct.tiny.site("other plant")
    direct.tiny.supply([other], [direct.product])
    direct.tiny.change { $0.supplies.rows[0].minimum = Rational(4) }
    direct.tiny.change {
      $0.sites[0].throughputMin = Limit(
        value: Rational(5), measure: .quantity, mark: $0.demand.first?.mark ?? SourceMark(file: 0, line: 0, offset: 0))
    }
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(10))
    let first = direct.tiny.way(direct.plant, .customer(direct.customer))
    let second = direct.tiny.way(other, .customer(direct.customer))
    let instance = direct.tiny.frozen()
    #expect(kinds(plan([(second, .row(row), 10)], closed: [direct.plant], of: instance), instance) == [])
    #expect(kinds(plan([(second, .row(row), 10)], of: instance), instance) == ["supply_min", "throughput_min"])
    #expect(kinds(plan([(first, .row(row), 4), (second, .row(row), 6)], of: instance), instance) == ["throughput_min"])
    #expect(kinds(plan([(first, .row(row), 5), (second, .row(row), 5)], of: instance), instance) == [])
  }

  @Test func flowsNeedOpenSitesAndIncludedSitesStayOpen() {
    var direct = Direct(siteIsConsidered: true)
    let row = direct.tiny.demand(direct.customer, direct.product, Rational(10))
    let link = direct.tiny.way(direct.plant, .customer(direct.customer))
    let hub = direct.tiny.site("hub")
    let instance = direct.tiny.frozen()
    #expect(kinds(plan([(link, .row(row), 10)], closed: [direct.plant], of: instance), instance) == ["site_closed"])
    #expect(kinds(plan([(link, .row(row), 10)], closed: [hub], of: instance), instance) == ["site_open"])
  }

  @Test func throughputCountsEveryMeasure() {
    for (measure, limit, kept, broken) in [
      (Measure.quantity, "6", Int64(6), Int64(7)), (.weight, "60", 6, 7), (.volume, "3", 6, 7), (.pallet, "1.5", 6, 7)
    ] {
      var direct = Direct()
      direct.tiny.change {
        $0.products[0].unitVolume = decimal("0.5")
        $0.products[0].unitsPerPallet = Rational(4)
        $0.sites[0].throughputMax = Limit(
          value: decimal(limit), measure: measure, mark: SourceMark(file: 0, line: 1, offset: 0))
      }
      let row = direct.tiny.demand(direct.customer, direct.product, Rational(10)) { $0.penalty = .one }
      let link = direct.tiny.way(direct.plant, .customer(direct.customer))
      let instance = direct.tiny.frozen()
      #expect(kinds(plan([(link, .row(row), kept)], of: instance), instance) == [], "\(measure)")
      #expect(kinds(plan([(link, .row(row), broken)], of: instance), instance) == ["throughput_max"], "\(measure)")
    }
  }

  @Test func ordersAreCountedOnceAtASite() {
    var direct = Direct()
    let named = direct.tiny.order("A", direct.customer)
    let first = direct.tiny.demand(direct.customer, direct.product, Rational(2)) {
      $0.order = named
      $0.penalty = .one
    }
    let second = direct.tiny.demand(direct.customer, direct.product, Rational(3)) {
      $0.order = named
      $0.penalty = .one
    }
    let third = direct.tiny.demand(direct.customer, direct.product, Rational(4)) { $0.penalty = .one }
    let link = direct.tiny.way(direct.plant, .customer(direct.customer))
    direct.tiny.change {
      $0.sites[0].throughputMax = Limit(value: .one, measure: .order, mark: SourceMark(file: 0, line: 1, offset: 0))
    }
    let instance = direct.tiny.frozen()
    #expect(kinds(plan([(link, .row(first), 2), (link, .row(second), 3)], of: instance), instance) == [])
    #expect(kinds(plan([(link, .row(first), 2), (link, .row(third), 3)], of: instance), instance) == ["throughput_max"])
  }
}
