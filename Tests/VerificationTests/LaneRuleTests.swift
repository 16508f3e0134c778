import Logistics
import Testing
import Verification

@Suite struct LaneRuleTests {
  /// One plant, one customer; rows that may fall short at a price.
  struct Shop {
    var tiny = TinyInstance()
    let product: ProductID
    let plant: SiteID
    let customer: CustomerID

    init() {
      product = tiny.product("tea") {
        $0.unitVolume = decimal("0.5")
        $0.unitsPerPallet = Rational(4)
      }
      plant = tiny.site("plant")
      customer = tiny.customer("shop")
      tiny.supply([plant], [product])
    }

    mutating func row(_ quantity: Int = 10) -> DemandID {
      tiny.demand(customer, product, Rational(quantity)) { $0.penalty = .one }
    }

    var end: Node { .customer(customer) }
  }

  @Test func capacityHoldsOverAllThatTheRowCovers() {
    var shop = Shop()
    let row = shop.row()
    let first = shop.tiny.way(shop.plant, shop.end)
    let second = shop.tiny.way(shop.plant, shop.end)
    let limit = shop.tiny.limit(Rational(8))
    shop.tiny.lane([first, second]) { $0.capacityMax[$1] = limit }
    let instance = shop.tiny.frozen()
    #expect(kinds(plan([(first, .row(row), 4), (second, .row(row), 4)], of: instance), instance) == [])
    #expect(kinds(plan([(first, .row(row), 5), (second, .row(row), 4)], of: instance), instance) == ["capacity_max"])
  }

  @Test func aRowsOwnWeightCountsAgainstACapacityInWeight() {
    var shop = Shop()
    let heavy = shop.tiny.demand(shop.customer, shop.product, Rational(4)) {
      $0.penalty = .one
      $0.weight = Rational(100)
    }
    let limit = shop.tiny.limit(Rational(50), .weight)
    let link = shop.tiny.way(shop.plant, shop.end) { $0.capacityMax[$1] = limit }
    let instance = shop.tiny.frozen()
    #expect(kinds(plan([(link, .row(heavy), 2)], of: instance), instance) == [])
    #expect(kinds(plan([(link, .row(heavy), 3)], of: instance), instance) == ["capacity_max"])
  }

  @Test func anUnknownMeasureThatALimitNeedsIsNotPassedOver() {
    var shop = Shop()
    shop.tiny.change { $0.products[0].unitVolume = nil }
    let row = shop.row()
    let limit = shop.tiny.limit(Rational(50), .volume)
    let link = shop.tiny.way(shop.plant, shop.end) { $0.capacityMax[$1] = limit }
    let instance = shop.tiny.frozen()
    #expect(kinds(plan([(link, .row(row), 2)], of: instance), instance) == ["unknown_measure"])
  }

  @Test func aMinimumWithoutAnOfferBindsAlwaysAndOneIfUsedOnlyThen() {
    var shop = Shop()
    let row = shop.row()
    let least = shop.tiny.limit(Rational(2))
    let ifUsed = shop.tiny.limit(Rational(5))
    let always = shop.tiny.way(shop.plant, shop.end) { $0.capacityMin[$1] = least }
    let maybe = shop.tiny.way(shop.plant, shop.end) { $0.minimumIfUsed[$1] = ifUsed }
    let instance = shop.tiny.frozen()
    #expect(kinds(plan([(always, .row(row), 2)], of: instance), instance) == [])
    #expect(kinds(plan([(always, .row(row), 1)], of: instance), instance) == ["capacity_min"])
    #expect(kinds(plan([(always, .row(row), 2), (maybe, .row(row), 5)], of: instance), instance) == [])
    #expect(kinds(plan([(always, .row(row), 2), (maybe, .row(row), 4)], of: instance), instance) == ["minimum_if_used"])
  }

  @Test func anOfferIsTakenInAllItsRowsOrInNone() {
    var shop = Shop()
    let row = shop.row()
    let provider = shop.tiny.provider("carrier")
    let offer = shop.tiny.offer("bundle", provider)
    let other = shop.tiny.customer("other shop")
    let far = shop.tiny.demand(other, shop.product, Rational(9)) { $0.penalty = .one }
    let least = shop.tiny.limit(Rational(3))
    let near = shop.tiny.way(shop.plant, shop.end, provider: provider, offer: offer) { $0.fixedCost[$1] = Rational(7) }
    let away = shop.tiny.way(shop.plant, .customer(other), provider: provider, offer: offer) {
      $0.capacityMin[$1] = least
      $0.fixedCost[$1] = Rational(5)
    }
    let instance = shop.tiny.frozen()
    #expect(kinds(plan([], of: instance), instance) == [])
    #expect(kinds(plan([(near, .row(row), 10)], of: instance), instance) == ["capacity_min"])
    let taken = plan([(near, .row(row), 10), (away, .row(far), 9)], of: instance)
    let (evaluation, violations) = PlanCheck.evaluate(taken, of: instance)
    #expect(violations == [])
    #expect(evaluation.costs == [CostItem(kind: .laneFixed, amount: Money(grains: 12_000_000_000))])
    #expect(evaluation.offersTaken == [true])
  }

  @Test func aSingleAwardTakesTheWholeLane() {
    var shop = Shop()
    let row = shop.row()
    let milk = shop.tiny.product("milk")
    shop.tiny.supply([shop.plant], [milk])
    let other = shop.tiny.demand(shop.customer, milk, Rational(3)) { $0.penalty = .one }
    let first = shop.tiny.link(shop.plant, shop.end)
    let second = shop.tiny.link(shop.plant, shop.end)
    shop.tiny.lane([first], .one(shop.product), cost: .one) { $0.awardIsSingle[$1] = true }
    shop.tiny.lane([first, second], cost: .one)
    let instance = shop.tiny.frozen()
    #expect(kinds(plan([(first, .row(row), 10), (second, .row(other), 3)], of: instance), instance) == [])
    #expect(kinds(plan([(second, .row(row), 10)], of: instance), instance) == [])
    #expect(kinds(plan([(first, .row(row), 4), (second, .row(row), 6)], of: instance), instance) == ["single_award"])
  }

  @Test func aSingleSourceCustomerHasOneOrigin() {
    var shop = Shop()
    let other = shop.tiny.site("other plant")
    shop.tiny.supply([other], [shop.product])
    let row = shop.row()
    let first = shop.tiny.way(shop.plant, shop.end)
    let again = shop.tiny.way(shop.plant, shop.end)
    let elsewhere = shop.tiny.way(other, shop.end)
    shop.tiny.change { $0.customers[0].singleSource = true }
    let instance = shop.tiny.frozen()
    #expect(kinds(plan([(first, .row(row), 4), (again, .row(row), 6)], of: instance), instance) == [])
    #expect(
      kinds(plan([(first, .row(row), 4), (elsewhere, .row(row), 6)], of: instance), instance) == ["single_source"])
  }

  @Test func everyUseOfAThingIsInsideItsBand() {
    var shop = Shop()
    let small = shop.tiny.order("small", shop.customer)
    let large = shop.tiny.order("large", shop.customer)
    let first = shop.tiny.demand(shop.customer, shop.product, Rational(2)) { $0.order = small }
    let second = shop.tiny.demand(shop.customer, shop.product, Rational(30)) { $0.order = large }
    let anonymous = shop.row(1)
    let rate = shop.tiny.rate([shop.tiny.bands(.weight, [(0, 50, .one, nil), (50, 200, .one, nil)])])
    let banded = shop.tiny.link(shop.plant, shop.end)
    shop.tiny.lane([banded], rate: rate)
    let plain = shop.tiny.way(shop.plant, shop.end)
    let instance = shop.tiny.frozen()
    #expect(kinds(plan([(banded, .row(first), 2), (plain, .row(second), 30)], of: instance), instance) == [])
    #expect(kinds(plan([(banded, .row(first), 2), (banded, .row(second), 30)], of: instance), instance) == ["band"])
    #expect(
      kinds(
        plan([(banded, .row(first), 2), (plain, .row(second), 30), (banded, .row(anonymous), 1)], of: instance),
        instance)
        == ["band"])
  }
}
