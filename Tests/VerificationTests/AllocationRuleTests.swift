import Logistics
import Testing
import Verification

/// Plans that share against a rule are refused by its name.
@Suite struct AllocationRuleTests {
  /// Two plants, two customers that ask for 4 of tea each and may fall short.
  struct Two {
    var tiny = TinyInstance()
    let product: ProductID
    let plants: [SiteID]
    let customers: [CustomerID]
    let rows: [DemandID]
    /// By plant and customer.
    let links: [[LinkID]]
    let mark: SourceMark

    init() {
      product = tiny.product("tea")
      plants = [tiny.site("P"), tiny.site("Q")]
      customers = [tiny.customer("A"), tiny.customer("B")]
      tiny.supply([plants[0]], [product], most: Rational(10))
      tiny.supply([plants[1]], [product], most: Rational(10))
      var rows: [DemandID] = []
      for customer in customers { rows.append(tiny.demand(customer, product, Rational(4)) { $0.mayFallShort = true }) }
      self.rows = rows
      var links: [[LinkID]] = []
      for plant in plants {
        var row: [LinkID] = []
        for customer in customers { row.append(tiny.way(plant, .customer(customer), cost: .one)) }
        links.append(row)
      }
      self.links = links
      mark = tiny.mark()
    }

    mutating func allocate(_ change: (inout Allocation) -> Void) { tiny.change { change(&$0.allocation) } }

    /// What A and B get from P, and A from Q.
    func kinds(_ fromP: (Int64, Int64), _ fromQ: Int64 = 0) -> Set<String> {
      let instance = tiny.frozen()
      let flows = [(links[0][0], 0, fromP.0), (links[0][1], 1, fromP.1), (links[1][0], 0, fromQ)]
        .filter { $0.2 != 0 }.map { ($0.0, Commodity.row(rows[$0.1]), $0.2) }
      return VerificationTests.kinds(plan(flows, of: instance), instance)
    }

    func member(_ row: Int, floor: Int = 0, base: Int = 0) -> EqualShare.Member {
      EqualShare.Member(
        rows: [rows[row]], base: Rational(base), span: Rational(4 - base), floor: Rational(floor), most: Rational(4))
    }
  }

  @Test func aScopeBelowItsFillFloorIsRefused() {
    var two = Two()
    let (rows, mark) = (two.rows, two.mark)
    two.allocate { $0.floors = [FillFloor(name: "all", rows: rows, least: Quantity(steps: 6), mark: mark)] }
    #expect(two.kinds((3, 3)) == [])
    #expect(two.kinds((4, 1)) == ["fill_floor"])
  }

  @Test func sharesOfNoCommonRateAreRefused() {
    for kind in [EqualShare.Kind.proportional, .inRatio] {
      var two = Two()
      let share = EqualShare(name: "all", kind: kind, members: [two.member(0), two.member(1)], mark: two.mark)
      two.allocate { $0.shares = [share] }
      #expect(two.kinds((3, 3)) == [])
      #expect(two.kinds((3, 2)) == [])
      #expect(two.kinds((3, 1)) == [kind.rawValue])
      #expect(two.kinds((2, 0)) == [kind.rawValue])
    }
  }

  /// A must have 3 anyway: B may have less, and A no more than B's rate allows.
  @Test func aFloorExcusesFromALowerRateOnly() {
    var two = Two()
    let members = [two.member(0, floor: 3), two.member(1)]
    let share = EqualShare(name: "all", kind: .proportional, members: members, mark: two.mark)
    two.allocate { $0.shares = [share] }
    #expect(two.kinds((3, 0)) == [])
    #expect(two.kinds((3, 3)) == [])
    #expect(two.kinds((4, 2)) == ["proportional"])
  }

  @Test func equalFillCountsFromWhatMustBeServed() {
    var two = Two()
    let members = [two.member(0, base: 2), two.member(1)]
    let share = EqualShare(name: "all", kind: .equalFill, members: members, mark: two.mark)
    two.allocate { $0.shares = [share] }
    // A: 2 + F × 2, B: F × 4.
    #expect(two.kinds((3, 2)) == [])
    #expect(two.kinds((2, 0)) == [])
    #expect(two.kinds((2, 3)) == ["equal_fill"])
    #expect(two.kinds((4, 1)) == ["equal_fill"])
  }

  @Test func moreSourcesThanAllowedAreRefused() {
    var two = Two()
    let limit = SplitLimit(
      customer: two.customers[0], product: two.product, most: 1, cost: Rational(5), mark: two.mark)
    two.allocate { $0.splits = [limit] }
    #expect(two.kinds((3, 3)) == [])
    #expect(two.kinds((2, 3), 1) == ["max_sources"])
  }

  @Test func furtherSourcesAreCharged() {
    var two = Two()
    let limit = SplitLimit(
      customer: two.customers[0], product: two.product, most: nil, cost: Rational(5), mark: two.mark)
    two.allocate { $0.splits = [limit] }
    let instance = two.tiny.frozen()
    let flows = [(two.links[0][0], Commodity.row(two.rows[0]), Int64(2)), (two.links[1][0], .row(two.rows[0]), 1)]
    let (evaluation, violations) = PlanCheck.evaluate(plan(flows, of: instance), of: instance)
    #expect(violations == [])
    #expect(evaluation.costs.first { $0.kind == .splits }?.amount.description == "5")
  }

  @Test func aLastLaneThatTakesTooLongIsRefused() {
    var two = Two()
    let row = two.rows[0]
    two.tiny.change { instance in
      instance.demand[row.index].longestTransit = Rational(2)
      for lane in 0..<instance.lanes.count { instance.lanes.transitTime[lane] = Rational(lane + 1) }
    }
    #expect(two.kinds((3, 3)) == [])
    #expect(two.kinds((0, 3), 1) == ["max_transit_time"])
  }

  /// The level of a stage: what a class is served, and the sums of least rates.
  @Test func stagesAreWorthWhatTheySay() {
    var two = Two()
    let (rows, mark) = (two.rows, two.mark)
    let members = rows.map {
      AllocationRule.Member(name: "member", rows: [$0], weight: Rational(4), mostRate: Rational(100))
    }
    two.allocate { allocation in
      allocation.rules = [
        AllocationRule(name: "first", kind: .priority, classes: [[rows[1]], [rows[0]]], mark: mark),
        AllocationRule(name: "then", kind: .maxMin, members: members, mark: mark),
      ]
    }
    let instance = two.tiny.frozen()
    let planned = plan([(two.links[0][0], .row(rows[0]), 1), (two.links[0][1], .row(rows[1]), 3)], of: instance)
    let evaluation = PlanCheck.evaluate(planned, of: instance).0
    func value(_ rule: Int, _ kind: AllocationStage.Kind) -> Rational? {
      let level = ObjectiveLevel(stage: AllocationStage(rule: AllocationID(rule), kind: kind, name: "stage"))
      return ObjectiveValue.value(of: level, evaluation, planned, of: instance)
    }
    #expect(value(0, .served(classIndex: 0)) == Rational(3))
    #expect(value(0, .served(classIndex: 1)) == Rational(1))
    #expect(value(1, .leastRates(count: 1)) == Rational(25))
    #expect(value(1, .leastRates(count: 2)) == Rational(100))
  }
}
