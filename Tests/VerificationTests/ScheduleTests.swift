import Logistics
import Testing
import Verification

/// Charges whose breaks count what moves, shipments of a size, and rebates: costs worked out by hand.
///
/// A unit of tea weighs 10 kg and fills 0.5 m3; every lane is 10 km long.
@Suite struct ScheduleTests {
  struct Shop {
    var tiny: TinyInstance
    let plant: SiteID
    let rows: [DemandID]
    let carrier: ProviderID
    let links: [LinkID]

    /// Two shops that ask for up to 100 each, a lane to each priced by the charge alone.
    init(_ charge: Charge, size: Rational? = nil, minimum: Rational? = nil, carrier name: String = "swift") {
      var tiny = TinyInstance()
      let tea = tiny.product("tea") { $0.unitVolume = decimal("0.5") }
      let plant = tiny.site("plant")
      tiny.supply([plant], [tea])
      let carrier = tiny.provider(name)
      let flat = tiny.charge(.shipment, .zero, minimum: minimum)
      let rate = tiny.rate(minimum == nil ? [charge] : [charge, flat])
      let shops = [tiny.customer("here"), tiny.customer("there")]
      rows = shops.map { shop in tiny.demand(shop, tea, Rational(100)) { $0.penalty = .zero } }
      links = shops.map { shop in
        let link = tiny.link(plant, .customer(shop), provider: carrier, distance: Rational(10))
        tiny.lane([link], rate: rate) { $0.shipmentSize[$1] = size }
        return link
      }
      (self.tiny, self.plant, self.carrier) = (tiny, plant, carrier)
    }

    func evaluation(_ steps: [Int64], _ instance: Instance) -> (PlanEvaluation, [Violation]) {
      let flows = zip(links, zip(rows, steps)).filter { $0.1.1 > 0 }.map { ($0, Commodity.row($1.0), $1.1) }
      return PlanCheck.evaluate(plan(flows, of: instance), of: instance)
    }

    func cost(_ steps: Int64...) -> String {
      let instance = tiny.frozen()
      let (evaluation, violations) = evaluation(steps, instance)
      return violations.first?.kind.rawValue ?? evaluation.totalCost.description
    }
  }

  /// Breaks from 0, from 10 and, where `last` is not nil, from 20 up to it.
  static func charge(
    _ structure: Charge.Structure, _ basis: Basis, by breakBasis: Charge.BreakBasis = .quantity,
    scope: Charge.BreakScope = .lane, from starts: [Int] = [0, 10], costs: [Int] = [5, 4], to last: Int? = nil,
    minimums: [Int] = []
  ) -> Charge {
    let mark = SourceMark(file: 0, line: 1, offset: 0)
    let breaks = starts.indices.map { index in
      Break(
        from: Rational(starts[index]), to: index == starts.count - 1 ? last.map { Rational($0) } : nil,
        cost: Rational(costs[index]), minimumCharge: index < minimums.count ? Rational(minimums[index]) : nil, mark: mark)
    }
    var charge = Charge(name: "freight", basis: basis, structure: structure, breaks: breaks)
    charge.breakBasis = breakBasis
    charge.breakScope = scope
    return charge
  }

  /// 9 × 5 = 45; the tenth unit brings all ten to 4: 40.
  @Test func allUnitsGoAtThePriceOfTheBreakReached() {
    let shop = Shop(Self.charge(.allUnit, .unit))
    #expect(shop.cost(9) == "45")
    #expect(shop.cost(10) == "40")
    #expect(shop.cost(0) == "0")
  }

  /// Ten at 5 and two at 4 are 58.
  @Test func unitsOfAnIncrementalChargeGoAtTheirOwnBreaks() {
    let shop = Shop(Self.charge(.incremental, .unit))
    #expect(shop.cost(9) == "45")
    #expect(shop.cost(10) == "50")
    #expect(shop.cost(12) == "58")
  }

  @Test func aStepIsPaidAsAWhole() {
    let shop = Shop(Self.charge(.stepwise, .unit, costs: [30, 50]))
    #expect(shop.cost(1) == "30")
    #expect(shop.cost(10) == "50")
    #expect(shop.cost(0) == "0")
  }

  @Test func anAmountInNoBreakIsNotOffered() {
    let shop = Shop(Self.charge(.allUnit, .unit, from: [2, 10], to: 20))
    #expect(shop.cost(1) == "no_break")
    #expect(shop.cost(2) == "10")
    #expect(shop.cost(20) == "80")
    #expect(shop.cost(21) == "no_break")
  }

  /// Breaks from 0 and 100 kg: 9 units weigh 90 kg, 10 units 100 kg. By the kilogram 450 and 400, by the unit 45 and 40, by
  /// the unit and kilometre 450 and 400; breaks from 10 m3 are reached by 20 units.
  @Test(arguments: [
    (Basis.weight, Charge.BreakBasis.weight, 100, "450", "400"), (.unit, .weight, 100, "45", "40"),
    (.unitDistance, .quantity, 10, "450", "400"), (.volume, .quantity, 10, "22.5", "20"),
    (.weight, .volume, 5, "450", "400"),
  ])
  func breaksCountOneMeasureAndPricesAnother(
    basis: Basis, by: Charge.BreakBasis, from: Int, below: String, reached: String
  ) {
    let shop = Shop(Self.charge(.allUnit, basis, by: by, from: [0, from]))
    #expect(shop.cost(9) == below)
    #expect(shop.cost(10) == reached)
  }

  /// 5 and 5 over two lanes: apart 25 each; together they reach the break: 40.
  @Test(arguments: [(Charge.BreakScope.lane, "50"), (.provider, "40"), (.contract, "40")])
  func breaksCountOverALaneAProviderOrAContract(scope: Charge.BreakScope, total: String) {
    #expect(Shop(Self.charge(.allUnit, .unit, scope: scope)).cost(5, 5) == total)
  }

  /// Two units at 5 are 10; a flat minimum of 20 fills up to 20; from the second break on it is 60.
  @Test func breaksOverALaneCountTowardsItsMinimum() {
    #expect(Shop(Self.charge(.allUnit, .unit), minimum: Rational(20)).cost(2) == "20")
    let steep = Shop(Self.charge(.allUnit, .unit, minimums: [12, 60]))
    #expect(steep.cost(2) == "12")
    #expect(steep.cost(3) == "15")
    #expect(steep.cost(10) == "60")
  }

  /// Five units in shipments of two are three: 3 × 4. A minimum of 5 a shipment makes 15, full shipments of six units 6 × 4.
  @Test func shipmentsOfASizeAreChargedOneByOne() {
    let two = Rational(2)
    func flat(_ basis: Basis, isFull: Bool = false) -> Charge {
      var charge = TinyInstance().charge(basis, Rational(4))
      charge.treatsAsFull = isFull
      return charge
    }
    #expect(Shop(flat(.shipment), size: two).cost(5) == "12")
    #expect(Shop(flat(.shipment), size: two, minimum: Rational(5)).cost(5) == "15")
    #expect(Shop(flat(.distance), size: two).cost(5) == "120")
    #expect(Shop(flat(.unit), size: two).cost(5) == "20")
    #expect(Shop(flat(.unit, isFull: true), size: two).cost(5) == "24")
  }

  /// Three shipments reach the break from 3: each at 4.
  @Test func breaksMayCountShipments() {
    let shop = Shop(Self.charge(.allUnit, .shipment, by: .shipments, from: [0, 3]), size: Rational(2))
    #expect(shop.cost(4) == "10")
    #expect(shop.cost(5) == "12")
  }

  /// 10 km lie in the break from 10.
  @Test func bandsByDistanceAndSizeAreKnownBefore() {
    #expect(Shop(Self.charge(.band, .unit, by: .distance)).cost(3) == "12")
    #expect(Shop(Self.charge(.band, .unit, by: .shipmentSize), size: Rational(12)).cost(3) == "12")
    #expect(Shop(Self.charge(.band, .unit, by: .shipmentSize)).cost(3) == "band")
  }

  /// 10 % of what both lanes charge once 10 units move, 20 % from 15 units on.
  @Test func aRebateGivesBackAPartOfEverythingOnceItsVolumeIsReached() {
    var shop = Shop(TinyInstance().charge(.unit, Rational(4)))
    shop.tiny.change { instance in
      var filter = FlowFilter()
      filter.providers = [ProviderID(0)]
      let mark = SourceMark(file: 0, line: 1, offset: 0)
      instance.rebates = [
        Rebate(
          contract: "yearly", provider: ProviderID(0), filter: filter,
          tiers: [
            Rebate.Tier(threshold: Rational(10), percent: Rational(10), mark: mark),
            Rebate.Tier(threshold: Rational(15), percent: Rational(20), mark: mark),
          ], mark: mark)
      ]
    }
    #expect(shop.cost(5, 4) == "36")
    #expect(shop.cost(5, 5) == "36")
    #expect(shop.cost(10, 5) == "48")
  }
}
