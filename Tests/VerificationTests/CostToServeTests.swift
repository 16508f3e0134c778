import Logistics
import Testing

@testable import Verification

@Suite struct CostToServeTests {
  private typealias Part = CostToServe.Part

  private func shared(_ plan: Plan, _ instance: Instance) -> (costs: CostToServe, facts: PlanEvaluation) {
    let (facts, violations) = PlanCheck.evaluate(plan, of: instance)
    #expect(violations.isEmpty, "\(violations.map(\.message))")
    return (CostToServe(plan, instance, facts), facts)
  }

  private func amounts(_ shares: CostToServe.Shares) -> [String: String] {
    var amounts: [String: String] = [:]
    for part in Part.allCases where shares[part] != .zero { amounts[part.rawValue] = shares[part].description }
    return amounts
  }

  /// A plant feeds a hub, which serves two shops: 30 and 10 of the 40 that pass it.
  private struct Chain {
    var tiny = TinyInstance()
    let product: ProductID
    let plant: SiteID
    let hub: SiteID
    let shops: [CustomerID]
    let rows: [DemandID]

    init() {
      product = tiny.product("tea")
      plant = tiny.site("plant")
      hub = tiny.site("hub") { site in
        site.operatingCost = Rational(8)
        site.inboundHandlingCost = Rational(1)
        site.outboundHandlingCost = Rational(2)
      }
      shops = [tiny.customer("near"), tiny.customer("far")]
      tiny.supply([plant], [product], most: Rational(100), cost: Rational(3))
      rows = [tiny.demand(shops[0], product, Rational(30)), tiny.demand(shops[1], product, Rational(10))]
    }
  }

  @Test func costsGoWithTheGoodsByQuantity() {
    var chain = Chain()
    let carrier = chain.tiny.provider("carrier", engagement: Rational(16))
    let feed = chain.tiny.way(chain.plant, .site(chain.hub), cost: Rational(1), provider: carrier) {
      $0.fixedCost[$1] = Rational(4)
    }
    let near = chain.tiny.way(chain.hub, .customer(chain.shops[0]), cost: Rational(5))
    let far = chain.tiny.way(chain.hub, .customer(chain.shops[1]), cost: Rational(7))
    let instance = chain.tiny.frozen()
    let moved = plan(
      [(feed, .pooled(chain.product), 40), (near, .row(chain.rows[0]), 30), (far, .row(chain.rows[1]), 10)],
      of: instance)
    let (costs, facts) = shared(moved, instance)
    #expect(
      amounts(costs.rows[0]) == [
        "supply": "90", "handling": "90", "sites": "6", "transport": "180", "lane_fixed": "3", "engagement": "12",
      ])
    #expect(
      amounts(costs.rows[1]) == [
        "supply": "30", "handling": "30", "sites": "2", "transport": "80", "lane_fixed": "1", "engagement": "4",
      ])
    #expect(costs.nobody.isZero && costs.rounding.isZero)
    #expect(facts.totalCost.description == "528")
  }

  @Test func whatRoundingLeavesIsKept() {
    var tiny = TinyInstance()
    let product = tiny.product("tea")
    let plant = tiny.site("plant") { $0.operatingCost = .one }
    tiny.supply([plant], [product])
    var flows: [(LinkID, Commodity, Int64)] = []
    for name in ["a", "b", "c"] {
      let shop = tiny.customer(name)
      let row = tiny.demand(shop, product, .one)
      flows.append((tiny.way(plant, .customer(shop)), .row(row), 1))
    }
    let instance = tiny.frozen()
    let (costs, _) = shared(plan(flows, of: instance), instance)
    #expect(costs.rows.map { $0.total.description } == Array(repeating: "0.333333333", count: 3))
    #expect(costs.rounding[.sites].description == "0.000000001")
    #expect(costs.rounding.total == costs.rounding[.sites])
  }

  @Test func goodsInCirclesArePaidForByWhatLeavesTheCircle() {
    var chain = Chain()
    let feed = chain.tiny.way(chain.plant, .site(chain.hub), cost: Rational(1))
    let back = chain.tiny.way(chain.hub, .site(chain.plant), cost: Rational(2))
    let near = chain.tiny.way(chain.hub, .customer(chain.shops[0]))
    let far = chain.tiny.way(chain.plant, .customer(chain.shops[1]))
    let instance = chain.tiny.frozen()
    let moved = plan(
      [
        (feed, .pooled(chain.product), 35), (back, .pooled(chain.product), 5), (near, .row(chain.rows[0]), 30),
        (far, .row(chain.rows[1]), 10),
      ], of: instance)
    let (costs, facts) = shared(moved, instance)
    // 45 are paid on the two lanes, 120 for supply; 40 leave.
    #expect(costs.rows[0][.transport].rational == decimal("33.75"))
    #expect(costs.rows[1][.transport].rational == decimal("11.25"))
    #expect(costs.rows[0][.supply].rational == Rational(90))
    #expect(costs.rows[0].total.adding(costs.rows[1].total) == facts.totalCost)
  }

  @Test func aNamedOrderPaysForItsOwnGoods() {
    var chain = Chain()
    let shop = chain.tiny.customer("order")
    let order = chain.tiny.order("O-1", shop)
    let row = chain.tiny.demand(shop, chain.product, Rational(5)) { $0.order = order }
    let carriers = [chain.tiny.provider("cheap"), chain.tiny.provider("dear")]
    let cheap = chain.tiny.way(chain.plant, .site(chain.hub), cost: Rational(1), provider: carriers[0])
    let dear = chain.tiny.way(chain.plant, .site(chain.hub), cost: Rational(9), provider: carriers[1])
    let last = [chain.shops[0], chain.shops[1], shop].map { chain.tiny.way(chain.hub, .customer($0)) }
    let instance = chain.tiny.frozen()
    let moved = plan(
      [
        (cheap, .pooled(chain.product), 40), (dear, .row(row), 5), (last[0], .row(chain.rows[0]), 30),
        (last[1], .row(chain.rows[1]), 10), (last[2], .row(row), 5),
      ], of: instance)
    let (costs, _) = shared(moved, instance)
    #expect(costs.rows.map { $0[.transport].description } == ["30", "10", "45"])
  }

  @Test func whatServesNobodyIsBorneByNobody() {
    var chain = Chain()
    let idle = chain.tiny.site("idle") { $0.operatingCost = Rational(11) }
    let rule = chain.tiny.constraint(.flow, .max, Rational(35), penalty: Rational(2))
    let links = chain.shops.map { chain.tiny.way(chain.plant, .customer($0)) }
    let instance = chain.tiny.frozen()
    let moved = plan([(links[0], .row(chain.rows[0]), 30), (links[1], .row(chain.rows[1]), 10)], of: instance)
    let (costs, facts) = shared(moved, instance)
    // The hub and the idle site stay open without anything leaving; 5 are above the limit.
    #expect(idle.index == 2 && rule.index == 0)
    #expect(amounts(costs.nobody) == ["sites": "19", "constraint_penalty": "10"])
    #expect(costs.rows.reduce(costs.nobody.total) { $0.adding($1.total) ?? .zero } == facts.totalCost)
  }

  @Test func whatIsNotServedPaysItsPenalty() {
    var chain = Chain()
    let late = chain.tiny.demand(chain.shops[0], chain.product, Rational(4)) { $0.penalty = Rational(6) }
    let links = chain.shops.map { chain.tiny.way(chain.plant, .customer($0)) }
    let instance = chain.tiny.frozen()
    let moved = plan([(links[0], .row(chain.rows[0]), 30), (links[1], .row(chain.rows[1]), 10)], of: instance)
    let (costs, _) = shared(moved, instance)
    #expect(amounts(costs.rows[late.index]) == ["unmet_penalty": "24"])
  }

  /// Of random plans: every part adds up to the cost of its kinds, rounding is small, and no row is left out.
  @Test func sharesOfRandomPlansAddUpExactly() {
    var (plans, shared, parts): (Int, Int, Set<Part>) = (0, 0, [])
    for seed in 0..<UInt64(120 * testScale) {
      var dice = Dice(seed)
      let book = RuleBook(RandomInstance(&dice).instance)
      for item in SoundnessTests.legalPlans(book, 12, &dice) {
        plans += 1
        let costs = CostToServe(item.plan, book.instance, item.evaluation)
        var sums = CostToServe.Shares()
        for shares in costs.rows + [costs.nobody, costs.rounding] { sums += shares }
        var kinds = CostToServe.Shares()
        for cost in item.evaluation.costs { kinds.add(cost.amount, Part(cost.kind)) }
        #expect(sums == kinds, "seed \(seed)")
        #expect(sums.total == item.evaluation.totalCost, "seed \(seed)")
        // Each share is rounded by half a grain at most: own costs of a flow, what it carries on, what a row bears.
        let shares = item.evaluation.chargeLines.reduce(item.plan.flows.count * 4 + 1) { $0 + 2 + count($1.bearers) }
        for part in Part.allCases {
          #expect(costs.rounding[part].grains.magnitude <= UInt128(shares), "seed \(seed), \(part)")
          if costs.rows.contains(where: { $0[part] != .zero }) { parts.insert(part) }
        }
        if costs.rows.filter({ !$0.isZero }).count > 1 { shared += 1 }
      }
    }
    #expect(plans > 200 && shared > 100, "\(plans) plans show too little")
    #expect(parts.isSuperset(of: [.supply, .handling, .sites, .transport, .laneFixed, .engagement]), "only \(parts)")
  }

  private func count(_ bearers: ChargeBearers) -> Int {
    switch bearers {
    case .pricedFlows, .supply: 2
    case .flows(let flows): flows.count
    case .rows(let rows): rows.count
    }
  }
}
