import Logistics
import Testing
import Verification

/// What comes on top of rates, and the terms of providers: costs by hand, and a planted wrong plan a rule.
@Suite struct ProviderTermTests {
  /// Two plants, two shops that ask for 10 each and may fall short at 1 a unit, two carriers on every lane.
  struct Tender {
    var tiny: TinyInstance
    let tea: ProductID
    let plants: [SiteID]
    let shops: [CustomerID]
    let rows: [DemandID]
    let swift, steady: ProviderID
    /// By plant, shop, carrier.
    var links: [[[LinkID]]] = []

    init(_ change: (inout Lanes, Int) -> Void = { _, _ in }) {
      var tiny = TinyInstance()
      let tea = tiny.product("tea") { $0.unitValue = Rational(20) }
      let plants = [tiny.site("north"), tiny.site("south")]
      let shops = [tiny.customer("here"), tiny.customer("there")]
      tiny.supply(plants, [tea])
      rows = shops.map { shop in tiny.demand(shop, tea, Rational(10)) { $0.penalty = .one } }
      let (swift, steady) = (tiny.provider("swift"), tiny.provider("steady"))
      for plant in plants {
        links.append(
          shops.map { shop in
            [swift, steady].map {
              tiny.way(plant, .customer(shop), cost: .one, provider: $0, distance: Rational(10), change)
            }
          })
      }
      (self.tiny, self.tea, self.plants, self.shops) = (tiny, tea, plants, shops)
      (self.swift, self.steady) = (swift, steady)
    }

    mutating func terms(_ provider: ProviderID, _ change: (inout Provider) -> Void) {
      tiny.change { change(&$0.providers[provider.index]) }
    }

    /// (plant, shop, carrier, steps)
    func plan(_ flows: [(Int, Int, Int, Int64)], _ instance: Instance) -> Plan {
      VerificationTests.plan(
        flows.map { (links[$0.0][$0.1][$0.2], .row(rows[$0.1]), $0.3) }, of: instance)
    }

    func kinds(_ flows: [(Int, Int, Int, Int64)], _ instance: Instance) -> Set<String> {
      VerificationTests.kinds(plan(flows, instance), instance)
    }
  }

  private func costs(_ plan: Plan, _ instance: Instance) -> [CostKind: String] {
    let (evaluation, violations) = PlanCheck.evaluate(plan, of: instance)
    #expect(violations == [])
    return Dictionary(uniqueKeysWithValues: evaluation.costs.map { ($0.kind, $0.amount.description) })
  }

  /// 10 units at 1 are 10; a minimum of 15 adds 5; 20 % of 15 are 3; 10 units at 0.5, 100 kg at 0.1, 10 km at 0.2 and a
  /// shipment at 4 are 5 + 10 + 2 + 4; duty is 5 % of 10 × 20.
  @Test func surchargesAreOfWhatTheMinimumLeavesAndDutyOfTheValue() {
    var tender = Tender { lanes, lane in lanes.dutyRate[lane] = Rational(5) }
    let rate = tender.tiny.rate([tender.tiny.charge(.unit, .zero, minimum: Rational(15))])
    tender.tiny.change { instance in
      instance.lanes.rate[0] = rate
      let mark = instance.lanes.marks[0]
      func add(_ name: String, _ target: Surcharge.Target, _ basis: Surcharge.Basis, _ value: Rational) {
        instance.surcharges.append(Surcharge(name: name, target: target, basis: basis, value: value, mark: mark))
      }
      add("fuel", .all, .percent, Rational(50))
      add("fuel", .provider(ProviderID(0)), .percent, Rational(30))
      add("fuel", .rate(rate), .percent, Rational(20))
      add("handling", .all, .unit, decimal("0.5"))
      add("weight", .all, .weight, decimal("0.1"))
      add("toll", .all, .distance, decimal("0.2"))
      add("papers", .all, .shipment, Rational(4))
    }
    let instance = tender.tiny.frozen()
    let found = costs(tender.plan([(0, 0, 0, 10), (0, 1, 0, 10)], instance), instance)
    // The other lane has the provider's 30 % of 10, no minimum, and the rest alike.
    #expect(
      found == [
        .transport: "20", .minimumCharge: "5", .surcharge: "48", .duty: "20",
      ])
  }

  @Test func aProvidersVolumeIsOverAllItsLanesAndItsLeastBindsOnceItIsEngaged() {
    var tender = Tender()
    tender.terms(tender.swift) { provider in
      provider.volumeMin = Rational(8)
      provider.volumeMax = Rational(15)
    }
    let instance = tender.tiny.frozen()
    #expect(tender.kinds([], instance) == [])
    #expect(tender.kinds([(0, 0, 0, 4), (1, 1, 0, 4)], instance) == [])
    #expect(tender.kinds([(0, 0, 0, 7), (0, 1, 1, 10)], instance) == ["provider_volume_min"])
    #expect(tender.kinds([(0, 0, 0, 10), (1, 1, 0, 6)], instance) == ["provider_volume_max"])
  }

  @Test func aProviderWorksOnSoManyLanesAndAtSoManySites() {
    var tender = Tender()
    tender.terms(tender.swift) { $0.maxLanes = 1 }
    tender.terms(tender.steady) { $0.maxSites = 1 }
    let instance = tender.tiny.frozen()
    #expect(tender.kinds([(0, 0, 0, 10), (0, 1, 1, 10)], instance) == [])
    #expect(tender.kinds([(0, 0, 0, 10), (0, 1, 0, 10)], instance) == ["provider_max_lanes"])
    #expect(tender.kinds([(0, 0, 1, 10), (0, 1, 1, 10)], instance) == [])
    #expect(tender.kinds([(0, 0, 1, 10), (1, 1, 1, 10)], instance) == ["provider_max_sites"])
  }

  @Test func leavingAnIncumbentCostsOnceALaneAndOnlyWhereAnotherCarries() {
    var tender = Tender()
    tender.terms(tender.swift) { provider in
      provider.isIncumbent = true
      provider.switchCost = Rational(7)
    }
    tender.tiny.constraint(.changes, .max, .one, filter: FlowFilter())
    let instance = tender.tiny.frozen()
    #expect(costs(tender.plan([(0, 0, 0, 10), (0, 1, 1, 10)], instance), instance)[.switching] == "7")
    #expect(costs(tender.plan([(0, 0, 0, 4), (0, 0, 1, 6)], instance), instance)[.switching] == nil)
    #expect(costs(tender.plan([], instance), instance)[.switching] == nil)
    #expect(tender.kinds([(0, 0, 1, 10), (0, 1, 1, 10)], instance) == ["constraint_max"])
  }

  @Test func anAverageIsWeightedByQuantityAndEachIsNot() {
    var tender = Tender()
    tender.terms(tender.swift) { $0.scores[.reputation] = Rational(90) }
    tender.terms(tender.steady) { $0.scores[.reputation] = Rational(60) }
    let average = tender.tiny.constraint(.score, .min, Rational(80))
    tender.tiny.change { $0.constraints[average.index].score = .reputation }
    let instance = tender.tiny.frozen()
    #expect(tender.kinds([(0, 0, 0, 10), (0, 1, 1, 5)], instance) == [])
    #expect(tender.kinds([(0, 0, 0, 10), (0, 1, 1, 6)], instance) == ["constraint_min"])
    tender.tiny.change { $0.constraints[average.index].isEach = true }
    let strict = tender.tiny.frozen()
    #expect(tender.kinds([(0, 0, 0, 10), (0, 1, 1, 1)], strict) == ["constraint_min"])
    #expect(tender.kinds([(0, 0, 0, 10)], strict) == [])
  }

  @Test func transitEmissionsAndOriginsAreCounted() {
    var tender = Tender { lanes, lane in
      lanes.transitTime[lane] = Rational(lane < 4 ? 1 : 3)
      lanes.co2Rate[lane] = .one
    }
    tender.tiny.constraint(.transit, .max, Rational(2))
    // 10 units are 0.1 t over 10 km: 1 kg.
    tender.tiny.constraint(.co2, .max, decimal("1.5"))
    let instance = tender.tiny.frozen()
    #expect(tender.kinds([(0, 0, 0, 7), (1, 0, 0, 3)], instance) == [])
    #expect(tender.kinds([(0, 0, 0, 3), (1, 0, 0, 7)], instance) == ["constraint_max"])
    #expect(tender.kinds([(0, 0, 0, 10), (0, 1, 0, 6)], instance) == ["constraint_max"])
    tender.tiny.constraint(.sourceCount, .max, .one)
    let single = tender.tiny.frozen()
    #expect(tender.kinds([(0, 0, 0, 7), (1, 0, 0, 3)], single) == ["constraint_max"])
  }
}
