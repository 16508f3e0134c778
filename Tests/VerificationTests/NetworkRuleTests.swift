import Logistics
import Testing
import Verification

/// Plants, a hub, one customer: goods over two legs.
@Suite struct NetworkRuleTests {
  struct TwoLegs {
    var tiny = TinyInstance()
    let product: ProductID
    let plant: SiteID
    let hub: SiteID
    let customer: CustomerID
    let road: LinkID
    let rail: LinkID
    let last: LinkID
    let lastToo: LinkID

    init() {
      product = tiny.product("tea")
      plant = tiny.site("plant")
      hub = tiny.site("hub")
      customer = tiny.customer("shop")
      tiny.supply([plant], [product])
      road = tiny.way(plant, .site(hub))
      rail = tiny.way(plant, .site(hub))
      last = tiny.way(hub, .customer(customer))
      lastToo = tiny.way(hub, .customer(customer))
    }
  }

  @Test func whatLeavesAHubMustHaveArrived() {
    var legs = TwoLegs()
    let row = legs.tiny.demand(legs.customer, legs.product, Rational(6))
    let instance = legs.tiny.frozen()
    let tea = Commodity.pooled(legs.product)
    #expect(kinds(plan([(legs.road, tea, 6), (legs.last, .row(row), 6)], of: instance), instance) == [])
    #expect(kinds(plan([(legs.road, tea, 5), (legs.last, .row(row), 6)], of: instance), instance) == ["balance"])
    #expect(kinds(plan([(legs.last, .row(row), 6)], of: instance), instance) == ["balance"])
    #expect(
      kinds(plan([(legs.road, tea, 6), (legs.rail, tea, 6), (legs.last, .row(row), 6)], of: instance), instance)
        == ["balance"])
  }

  @Test func aNamedOrderIsNotServedOutOfAnothersArrivals() {
    var legs = TwoLegs()
    let named = legs.tiny.order("A", legs.customer)
    let row = legs.tiny.demand(legs.customer, legs.product, Rational(6)) { $0.order = named }
    let instance = legs.tiny.frozen()
    #expect(kinds(plan([(legs.road, .row(row), 6), (legs.last, .row(row), 6)], of: instance), instance) == [])
    let pooled = plan([(legs.road, .pooled(legs.product), 6), (legs.last, .row(row), 6)], of: instance)
    #expect(kinds(pooled, instance) == ["balance", "more_than_demanded"])
  }

  @Test func anAnonymousRowIsPooledBeforeItsLastLeg() {
    var legs = TwoLegs()
    let row = legs.tiny.demand(legs.customer, legs.product, Rational(6))
    let instance = legs.tiny.frozen()
    #expect(
      kinds(plan([(legs.road, .row(row), 6), (legs.last, .row(row), 6)], of: instance), instance) == ["wrong_commodity"]
    )
  }

  @Test func aWholeOrderComesWholeAlongOneLinkALeg() {
    var legs = TwoLegs()
    let milk = legs.tiny.product("milk")
    legs.tiny.supply([legs.plant], [milk])
    let whole = legs.tiny.order("A", legs.customer, isWhole: true, mayBeUnserved: true)
    let tea = legs.tiny.demand(legs.customer, legs.product, Rational(6)) {
      $0.order = whole
      $0.penalty = .one
    }
    let cream = legs.tiny.demand(legs.customer, milk, Rational(2)) {
      $0.order = whole
      $0.penalty = .one
    }
    let instance = legs.tiny.frozen()
    func found(_ flows: [(LinkID, DemandID, Int64)]) -> Set<String> {
      kinds(plan(flows.map { ($0.0, .row($0.1), $0.2) }, of: instance), instance)
    }
    #expect(found([]) == [])
    let good = [(legs.road, tea, Int64(6)), (legs.road, cream, 2), (legs.last, tea, 6), (legs.last, cream, 2)]
    #expect(found(good) == [])
    let partial = [(legs.road, tea, Int64(6)), (legs.last, tea, 6)]
    #expect(found(partial) == ["whole_order"])
    let twoLast = [(legs.road, tea, Int64(6)), (legs.road, cream, 2), (legs.last, tea, 6), (legs.lastToo, cream, 2)]
    #expect(found(twoLast) == ["whole_order"])
    let twoFirst = [(legs.road, tea, Int64(6)), (legs.rail, cream, 2), (legs.last, tea, 6), (legs.last, cream, 2)]
    #expect(found(twoFirst) == ["one_offer_a_leg"])
  }

  @Test func aWholeOrderThatMustBeServedIsNotLeftOut() {
    var legs = TwoLegs()
    let whole = legs.tiny.order("A", legs.customer, isWhole: true)
    legs.tiny.demand(legs.customer, legs.product, Rational(6)) { $0.order = whole }
    let instance = legs.tiny.frozen()
    #expect(kinds(plan([], of: instance), instance) == ["whole_order"])
  }

  @Test func pooledGoodsCannotBeCountedInOrders() {
    var legs = TwoLegs()
    let row = legs.tiny.demand(legs.customer, legs.product, Rational(6))
    let limit = legs.tiny.limit(Rational(5), .order)
    legs.tiny.change { $0.sites[0].throughputMax = limit }
    let instance = legs.tiny.frozen()
    let flows = plan([(legs.road, .pooled(legs.product), 6), (legs.last, .row(row), 6)], of: instance)
    #expect(kinds(flows, instance) == ["unknown_measure"])
  }
}
