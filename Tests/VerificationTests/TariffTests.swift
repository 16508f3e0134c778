import Logistics
import Testing
import Verification

/// Prices worked out by hand.
@Suite struct TariffTests {
  struct Parcel {
    var tiny = TinyInstance(decimals: 3)
    let product: ProductID
    let plant: SiteID
    let customer: CustomerID

    init() {
      product = tiny.product("tea") {
        $0.unitWeight = decimal("2.5")
        $0.unitVolume = decimal("0.02")
        $0.unitsPerPallet = Rational(40)
        $0.unitPrice = Rational(30)
      }
      plant = tiny.site("plant")
      customer = tiny.customer("shop")
      tiny.supply([plant], [product])
    }

    mutating func row(_ quantity: String, order: OrderID? = nil) -> DemandID {
      tiny.demand(customer, product, decimal(quantity)) { $0.order = order }
    }

    /// A plan of one flow a row on one link priced by a rate; steps are thousandths.
    func evaluate(_ flows: [(LinkID, DemandID, Int64)]) -> PlanEvaluation {
      let instance = tiny.frozen()
      let (evaluation, violations) = PlanCheck.evaluate(
        plan(flows.map { ($0.0, .row($0.1), $0.2) }, of: instance), of: instance)
      #expect(violations == [])
      return evaluation
    }
  }

  @Test func everyBasisIsCharged() {
    let cases: [(Basis, String, String)] = [
      (.unit, "0.4", "4"), (.weight, "0.1", "2.5"), (.volume, "50", "10"), (.pallet, "12", "3"), (.shipment, "7", "7"),
      (.order, "3", "3"), (.distance, "0.2", "24"), (.unitDistance, "0.01", "12"), (.weightDistance, "0.5", "1.5"),
      (.value, "2", "6"), (.period, "11", "11")
    ]
    for (basis, cost, total) in cases {
      var parcel = Parcel()
      let row = parcel.row("10")
      let rate = parcel.tiny.rate([parcel.tiny.charge(basis, decimal(cost))])
      let link = parcel.tiny.link(parcel.plant, .customer(parcel.customer), distance: Rational(120))
      parcel.tiny.lane([link], rate: rate)
      #expect(parcel.evaluate([(link, row, 10_000)]).totalCost.rational == decimal(total), "\(basis)")
    }
  }

  @Test func tonnesAndKilometresFollowTheSettings() {
    var parcel = Parcel()
    parcel.tiny.change {
      $0.settings.tonnesPerWeightUnit = decimal("0.00045359237")
      $0.settings.kilometresPerDistanceUnit = decimal("1.609344")
    }
    let row = parcel.row("1000")
    let link = parcel.tiny.link(parcel.plant, .customer(parcel.customer), distance: Rational(100))
    parcel.tiny.lane([link], cost: .one, basis: .weightDistance)
    // 2500 lb are 1.133980925 t, 100 miles are 160.9344 km.
    #expect(parcel.evaluate([(link, row, 1_000_000)]).totalCost.rational == decimal("182.49653977632").roundedToGrain)
  }

  @Test func theBasePriceIsOneMoreChargeAndCountsTowardsTheMinimum() {
    var parcel = Parcel()
    let row = parcel.row("10")
    let rate = parcel.tiny.rate([parcel.tiny.charge(.shipment, Rational(5), minimum: Rational(30))])
    let link = parcel.tiny.link(parcel.plant, .customer(parcel.customer))
    parcel.tiny.lane([link], cost: Rational(2), rate: rate)
    let evaluation = parcel.evaluate([(link, row, 10_000)])
    #expect(
      evaluation.costs == [
        CostItem(kind: .transport, amount: Money(grains: 25_000_000_000)),
        CostItem(kind: .minimumCharge, amount: Money(grains: 5_000_000_000))
      ])
    #expect(evaluation.chargeLines.map(\.charge) == ["unit_cost", "shipment", "minimum"])
    #expect(evaluation.flows.map(\.cost) == [Money(grains: 30_000_000_000)])
  }

  @Test func eachNamedOrderIsAShipmentAndAllElseIsOne() {
    var parcel = Parcel()
    let first = parcel.tiny.order("A", parcel.customer)
    let second = parcel.tiny.order("B", parcel.customer)
    let a = parcel.row("1", order: first)
    let b = parcel.row("2", order: second)
    let c = parcel.row("3")
    let d = parcel.row("4")
    let rate = parcel.tiny.rate([
      parcel.tiny.charge(.shipment, Rational(10)), parcel.tiny.charge(.unit, .one, minimum: Rational(13)),
      parcel.tiny.charge(.order, .one), parcel.tiny.charge(.period, Rational(100))
    ])
    let link = parcel.tiny.link(parcel.plant, .customer(parcel.customer))
    parcel.tiny.lane([link], rate: rate)
    let evaluation = parcel.evaluate([(link, a, 1000), (link, b, 2000), (link, c, 3000), (link, d, 4000)])
    // A: 10 + 1 + 1 raised to 13; B: 10 + 2 + 1 = 13; the rest: 10 + 7 + 2 = 19; the period: 100.
    #expect(evaluation.totalCost.rational == Rational(13 + 13 + 19 + 100))
    #expect(evaluation.costs.last == CostItem(kind: .minimumCharge, amount: Money(grains: 1_000_000_000)))
    let parts = evaluation.flows.reduce(Rational.zero) { $0 + $1.cost.rational }
    #expect(parts == evaluation.totalCost.rational)
  }

  @Test func theLastLegOfAWholeAnonymousOrderIsItsOwnShipment() {
    var parcel = Parcel()
    let whole = parcel.tiny.order(nil, parcel.customer, isWhole: true)
    let a = parcel.row("1", order: whole)
    let b = parcel.row("2")
    let rate = parcel.tiny.rate([parcel.tiny.charge(.shipment, Rational(10))])
    let link = parcel.tiny.link(parcel.plant, .customer(parcel.customer))
    parcel.tiny.lane([link], rate: rate)
    #expect(parcel.evaluate([(link, a, 1000), (link, b, 2000)]).totalCost.rational == Rational(20))
  }

  @Test func aBandIsLookedUpByTheWeightOrderedThoughLessIsServed() {
    // Bands of the weight of the order: to 10 kg at 4 a kg, to 50 at 3, from 50 on at 2 and no less than 130.
    for (quantity, served, total) in [
      ("4", Int64(4000), "30"), ("3.999", 3999, "39.99"), ("20", 20_000, "130"), ("20", 4000, "130"),
      ("40", 40_000, "200")
    ] {
      var parcel = Parcel()
      let order = parcel.tiny.order("A", parcel.customer)
      let row = parcel.tiny.demand(parcel.customer, parcel.product, decimal(quantity)) {
        $0.order = order
        $0.mayFallShort = true
      }
      let bands = parcel.tiny.bands(
        .weight, [(0, 10, Rational(4), nil), (10, 50, Rational(3), nil), (50, nil, Rational(2), Rational(130))])
      let rate = parcel.tiny.rate([bands])
      let link = parcel.tiny.link(parcel.plant, .customer(parcel.customer))
      parcel.tiny.lane([link], rate: rate)
      #expect(
        parcel.evaluate([(link, row, served)]).totalCost.rational == decimal(total), "\(quantity) ordered, \(served)")
    }
  }

  @Test func aChargeLineIsRoundedOnceHalfToEven() {
    var parcel = Parcel()
    let row = parcel.row("0.005")
    let other = parcel.row("0.015")
    let link = parcel.tiny.link(parcel.plant, .customer(parcel.customer))
    parcel.tiny.lane([link], cost: decimal("0.0000001"))
    // 5e-10 + 15e-10 are one line: exactly two grains; alone each would be rounded.
    #expect(parcel.evaluate([(link, row, 5), (link, other, 15)]).totalCost.grains == 2)
    var alone = Parcel()
    let first = alone.row("0.005")
    let second = alone.row("0.015")
    let one = alone.tiny.way(alone.plant, .customer(alone.customer), cost: decimal("0.0000001"))
    let two = alone.tiny.way(alone.plant, .customer(alone.customer), cost: decimal("0.0000001"))
    #expect(alone.evaluate([(one, first, 5), (two, second, 15)]).totalCost.grains == 0 + 2)
  }

  @Test func flowAtAnInheritedPriceCountsInTheTogetherRow() {
    var parcel = Parcel()
    let near = parcel.row("2")
    let rate = parcel.tiny.rate([parcel.tiny.charge(.unit, Rational(3), minimum: Rational(50))])
    let first = parcel.tiny.link(parcel.plant, .customer(parcel.customer))
    let second = parcel.tiny.link(parcel.plant, .customer(parcel.customer))
    let own = parcel.tiny.lane([first], rate: rate)
    let together = parcel.tiny.lane([first, second], rate: rate)
    parcel.tiny.change { $0.lanes.pricedBy[own.index] = together }
    let evaluation = parcel.evaluate([(first, near, 1000), (second, near, 1000)])
    // One shipment of 6, not two: raised to 50 once.
    #expect(evaluation.totalCost.rational == Rational(50))
    #expect(evaluation.flows.map(\.pricedBy) == [together, together])
  }

  @Test func sitesSupplyHandlingAndPenaltiesArePaid() {
    var parcel = Parcel()
    parcel.tiny.change { instance in
      instance.supplies.rows[0].unitCost = decimal("0.5")
      instance.sites[0].status = .consider
      instance.sites[0].startsOpen = false
      instance.sites[0].startupCost = Rational(40)
      instance.sites[0].operatingCost = Rational(7)
      instance.sites[0].outboundHandlingCost = decimal("0.25")
    }
    let hub = parcel.tiny.site("hub") {
      $0.inboundHandlingCost = decimal("0.1")
      $0.outboundHandlingCost = decimal("0.2")
    }
    let idle = parcel.tiny.site("idle") {
      $0.status = .consider
      $0.closingCost = Rational(3)
      $0.operatingCost = Rational(1000)
    }
    let row = parcel.tiny.demand(parcel.customer, parcel.product, Rational(10)) { $0.penalty = Rational(6) }
    let upstream = parcel.tiny.way(parcel.plant, .site(hub))
    let last = parcel.tiny.way(hub, .customer(parcel.customer))
    let instance = parcel.tiny.frozen()
    let made = plan(
      [(upstream, .pooled(parcel.product), 8000), (last, .row(row), 8000)], closed: [idle], of: instance)
    let (evaluation, violations) = PlanCheck.evaluate(made, of: instance)
    #expect(violations == [])
    let expected: [(CostKind, String)] = [
      (.supply, "4"), (.inboundHandling, "0.8"), (.outboundHandling, "3.6"), (.siteStartup, "40"), (.siteClosing, "3"),
      (.siteOperating, "7"), (.unmetPenalty, "12")
    ]
    #expect(evaluation.costs.map(\.kind) == expected.map(\.0))
    #expect(evaluation.costs.map(\.amount.rational) == expected.map { decimal($0.1) })
    #expect(evaluation.revenue?.rational == Rational(240))
    #expect(evaluation.profit?.rational == decimal("169.6"))
    #expect(evaluation.supplied.map(\.quantity.steps) == [8000])
    #expect(evaluation.throughput[0][hub.index].inbound == Rational(8))
  }

  @Test func everyObjectiveHasItsValue() {
    var parcel = Parcel()
    let provider = parcel.tiny.provider("carrier")
    let row = parcel.tiny.demand(parcel.customer, parcel.product, Rational(10)) { $0.penalty = Rational(6) }
    parcel.tiny.demand(parcel.customer, parcel.product, Rational(6)) { $0.penalty = Rational(1) }
    let link = parcel.tiny.way(
      parcel.plant, .customer(parcel.customer), cost: .one, provider: provider, distance: Rational(200)
    ) {
      $0.co2Rate[$1] = decimal("0.1")
      $0.transitTime[$1] = Rational(3)
    }
    let instance = parcel.tiny.frozen()
    let made = plan([(link, .row(row), 8000)], of: instance)
    let (evaluation, _) = PlanCheck.evaluate(made, of: instance)
    let expected: [(Objective, String)] = [
      (.totalCost, "26"), (.profit, "214"), (.unmetDemand, "8"), (.unmetOrders, "2"), (.fillRate, "50"), (.co2, "0.4"),
      (.providersUsed, "1"), (.sitesOpen, "1"), (.leadTime, "24")
    ]
    for (objective, value) in expected {
      #expect(ObjectiveValue.value(of: objective, evaluation, made, of: instance) == decimal(value), "\(objective)")
    }
  }
}

extension Rational {
  var roundedToGrain: Rational { Money(rounding: self)?.rational ?? .zero }
}
