import Logistics
import Testing
import Verification

@Suite struct ConstraintTests {
  /// Two carriers from each of two plants to a customer; rows may fall short at 1 a unit.
  struct Market {
    var tiny = TinyInstance()
    let product: ProductID
    let plants: [SiteID]
    let carriers: [ProviderID]
    let row: DemandID
    let links: [LinkID]

    init(decimals: Int = 0) {
      tiny = TinyInstance(decimals: decimals)
      product = tiny.product("tea")
      plants = [tiny.site("north") { $0.status = .consider }, tiny.site("south") { $0.status = .consider }]
      carriers = [tiny.provider("fast"), tiny.provider("cheap")]
      let customer = tiny.customer("shop")
      tiny.supply([plants[0]], [product])
      tiny.supply([plants[1]], [product])
      row = tiny.demand(customer, product, Rational(20)) { $0.penalty = .one }
      var links: [LinkID] = []
      for plant in plants {
        for carrier in carriers { links.append(tiny.way(plant, .customer(customer), provider: carrier)) }
      }
      self.links = links
    }

    /// The plan that sends these amounts over the four links.
    func found(_ amounts: [Int64], closed: [SiteID] = []) -> Set<String> {
      let instance = tiny.frozen()
      let flows = zip(links, amounts).map { ($0, Commodity.row(row), $1) }
      return kinds(plan(flows, closed: closed, of: instance), instance)
    }

    func evaluate(_ amounts: [Int64]) -> PlanEvaluation {
      let instance = tiny.frozen()
      let flows = zip(links, amounts).map { ($0, Commodity.row(row), $1) }
      return PlanCheck.evaluate(plan(flows, of: instance), of: instance).0
    }

    var fast: FlowFilter {
      var filter = FlowFilter()
      filter.providers = [carriers[0]]
      return filter
    }
  }

  @Test func flowIsHeldFromBelowFromAboveAndExactly() {
    for (sense, kept, broken, kind) in [
      (Constraint.Sense.min, Int64(5), Int64(4), "constraint_min"), (.max, 5, 6, "constraint_max"),
      (.fixed, 5, 6, "constraint_max"), (.fixed, 5, 4, "constraint_min"), (.conditionalMin, 0, 4, "constraint_min"),
      (.conditionalMin, 6, 1, "constraint_min")
    ] {
      var market = Market()
      market.tiny.constraint(.flow, sense, Rational(5), filter: market.fast)
      #expect(market.found([kept, 3, 0, 0]) == [], "\(sense)")
      #expect(market.found([broken, 3, 0, 0]) == [kind], "\(sense)")
    }
  }

  @Test func flowIsCountedInWeightAndInOrders() {
    var weight = Market()
    weight.tiny.constraint(.flow, .max, Rational(50), filter: weight.fast, measure: .weight)
    #expect(weight.found([3, 0, 2, 0]) == [])
    #expect(weight.found([3, 0, 3, 0]) == ["constraint_max"])
    var orders = Market()
    orders.tiny.constraint(.flow, .max, .zero, filter: orders.fast, measure: .order)
    #expect(orders.found([0, 3, 0, 3]) == [])
    #expect(orders.found([1, 3, 0, 3]) == ["constraint_max"])
  }

  @Test func aShareIsAPercentOfWhatItIsWithin() {
    var market = Market()
    market.tiny.constraint(.flow, .min, Rational(25), filter: market.fast, within: FlowFilter())
    #expect(market.found([0, 0, 0, 0]) == [])
    #expect(market.found([2, 6, 0, 0]) == [])
    #expect(market.found([1, 6, 0, 0]) == ["constraint_min"])
    #expect(market.evaluate([2, 3, 0, 3]).constraints == [ConstraintEvaluation(amount: Rational(25), violation: .zero)])
  }

  @Test func aFixedAmountBetweenMultiplesMayBeMissedByLessThanAStep() {
    var market = Market()
    market.tiny.constraint(.flow, .fixed, decimal("5.5"), filter: market.fast)
    for amount in [Int64(5), 6] {
      #expect(market.found([amount, 3, 0, 0]) == [])
      #expect(market.evaluate([amount, 3, 0, 0]).missedByLessThanAStep.count == 1)
    }
    #expect(market.found([4, 3, 0, 0]) == ["constraint_min"])
    #expect(market.found([7, 3, 0, 0]) == ["constraint_max"])
    var whole = Market()
    whole.tiny.constraint(.flow, .fixed, Rational(5), filter: whole.fast)
    #expect(whole.evaluate([5, 3, 0, 0]).missedByLessThanAStep == [])
  }

  @Test func aFixedShareThatCannotBeMetExactlyIsMissedByLessThanAStep() {
    var market = Market()
    market.tiny.constraint(.flow, .fixed, Rational(50), filter: market.fast, within: FlowFilter())
    #expect(market.found([3, 4, 0, 0]) == [])
    #expect(market.evaluate([3, 4, 0, 0]).missedByLessThanAStep.count == 1)
    #expect(market.found([3, 5, 0, 0]) == ["constraint_min"])
  }

  @Test func lanesProvidersAndSitesAreCounted() {
    var lanes = Market()
    lanes.tiny.constraint(.flowCount, .max, Rational(2))
    #expect(lanes.found([1, 1, 0, 0]) == [])
    #expect(lanes.found([1, 1, 1, 0]) == ["constraint_max"])
    var providers = Market()
    providers.tiny.constraint(.providerCount, .fixed, Rational(1))
    #expect(providers.found([1, 0, 1, 0]) == [])
    #expect(providers.found([1, 1, 0, 0]) == ["constraint_max"])
    #expect(providers.found([0, 0, 0, 0]) == ["constraint_min"])
    var sites = Market()
    sites.tiny.constraint(.siteCount, .max, .one)
    #expect(sites.found([1, 1, 0, 0], closed: [sites.plants[1]]) == [])
    #expect(sites.found([1, 1, 0, 0]) == ["constraint_max"])
  }

  @Test func anOperatedSiteEngagesItsProvider() {
    var market = Market()
    market.tiny.change { $0.sites[0].operatedBy = ProviderID(1) }
    market.tiny.change { $0.providers[1].engagementCost = Rational(9) }
    #expect(market.evaluate([1, 0, 0, 0]).providersUsed == [true, true])
    #expect(
      market.evaluate([1, 0, 0, 0]).costs.contains(CostItem(kind: .engagement, amount: Money(grains: 9_000_000_000))))
  }

  @Test func aSoftConstraintCostsItsPenaltyAUnit() {
    var market = Market()
    market.tiny.constraint(.flow, .max, Rational(5), filter: market.fast, penalty: decimal("1.5"))
    #expect(market.found([9, 0, 0, 0]) == [])
    let evaluation = market.evaluate([9, 0, 0, 0])
    #expect(evaluation.constraints == [ConstraintEvaluation(amount: Rational(9), violation: Rational(4))])
    #expect(evaluation.costs.contains(CostItem(kind: .constraintPenalty, amount: Money(grains: 6_000_000_000))))
  }
}
