import Logistics
import Testing
import Verification

/// Linear programs with duals known by hand.
@Suite struct CertificateTests {
  /// Plants and shops, each lane at its cost: a transport problem.
  struct Transport {
    let tiny: TinyInstance
    let plants: [SiteID]
    let rows: [DemandID]
    let supplies: [SupplyID]
    let links: [[LinkID]]

    init(costs: [[Int]], supply: [Int], demand: [Int]) {
      var tiny = TinyInstance()
      let product = tiny.product("tea")
      plants = supply.indices.map { SiteID($0) }
      supplies = supply.indices.map { SupplyID($0) }
      var links: [[LinkID]] = []
      var rows: [DemandID] = []
      for (index, most) in supply.enumerated() {
        let site = tiny.site("plant \(index)")
        tiny.supply([site], [product], most: Rational(most))
      }
      let customers = demand.indices.map { index in tiny.customer("shop \(index)") }
      for (index, quantity) in demand.enumerated() {
        rows.append(tiny.demand(customers[index], product, Rational(quantity)))
      }
      for index in supply.indices {
        links.append(
          demand.indices.map { tiny.way(SiteID(index), .customer(customers[$0]), cost: Rational(costs[index][$0])) })
      }
      self.rows = rows
      self.links = links
      self.tiny = tiny
    }

    /// Duals: one of each demand row, one of each supply.
    func vector(demand: [String], supply: [String]) -> MultiplierVector {
      var entries = zip(rows, demand).map { MultiplierVector.Entry(.demand($0), decimal($1)) }
      entries += zip(supplies, supply).map { .init(.supplyMaximum($0), decimal($1)) }
      return MultiplierVector(entries)
    }
  }

  /// Costs 1 3 / 2 8, supplies 6 and 10, demands 5 and 6: the dear lane is avoided by giving plant 0 to shop 1.
  static let transport = Transport(costs: [[1, 3], [2, 8]], supply: [6, 10], demand: [5, 6])
  static let optimum = Rational(28)

  private func bound(_ certificate: LevelCertificate, _ instance: Instance) -> ProvenBound {
    CertificateCheck(RuleBook(instance), values: [Self.optimum]).bound(certificate, level: 0)
  }

  @Test func theDualsOfATransportProblemProveItsOptimum() {
    let vector = Self.transport.vector(demand: ["2", "8"], supply: ["-5", "0"])
    let proven = bound(LevelCertificate(countsObjective: true, vector), Self.transport.tiny.frozen())
    #expect(proven == .bound(Self.optimum))
  }

  @Test func withoutMultipliersTheBoxesAreTheBound() {
    #expect(
      bound(LevelCertificate(countsObjective: true, MultiplierVector([])), Self.transport.tiny.frozen())
        == .bound(.zero))
  }

  @Test func noTamperingRaisesTheBoundAboveTheOptimum() {
    let instance = Self.transport.tiny.frozen()
    let check = CertificateCheck(RuleBook(instance), values: [Self.optimum])
    var dice = Dice(7)
    for _ in 0..<3000 {
      var entries = Self.transport.vector(demand: ["2", "8"], supply: ["-5", "0"]).entries
      for _ in 0...dice.below(3) {
        let index = dice.below(entries.count)
        entries[index].multiplier += dice.price() - dice.price()
      }
      let proven = check.bound(LevelCertificate(countsObjective: true, MultiplierVector(entries)), level: 0)
      if case .bound(let bound) = proven { #expect(bound <= Self.optimum) }
    }
  }

  @Test func wrongSignsUnknownRulesAndMalformedTreesProveNothing() {
    let instance = Self.transport.tiny.frozen()
    func proves(_ vector: MultiplierVector, _ nodes: [CertificateNode] = [.leaf(vector: 0)]) -> Bool {
      let proven = bound(LevelCertificate(countsObjective: true, vectors: [vector], nodes: nodes), instance)
      if case .nothing = proven { return false }
      return true
    }
    let good = Self.transport.vector(demand: ["2", "8"], supply: ["-5", "0"])
    let flow = Decision.flow(FlowKey(Self.transport.links[0][0], PeriodID(0), .row(Self.transport.rows[0])))
    #expect(proves(good))
    #expect(!proves(Self.transport.vector(demand: ["2", "8"], supply: ["5", "0"])))
    #expect(!proves(MultiplierVector([.init(.capacityMaximum(LaneID(0)), Rational(-1))])))
    #expect(!proves(MultiplierVector([.init(.demand(DemandID(99)), .one)])))
    #expect(!proves(MultiplierVector([.init(.objectiveKept(0), Rational(-1))])))
    #expect(
      !proves(
        MultiplierVector([.init(.linking(dependent: flow, switching: .siteOpen(SiteID(0), PeriodID(0))), Rational(-1))])
      ))
    #expect(!proves(good, []))
    #expect(!proves(good, [.leaf(vector: 1)]))
    #expect(!proves(good, [.leaf(vector: -1)]))
    #expect(!proves(good, [.leaf(vector: 0), .leaf(vector: 0)]))
    #expect(!proves(good, [.split(decision: flow, at: 1, low: 0, high: 0)]))
    #expect(!proves(good, [.leaf(vector: 0), .split(decision: flow, at: 1, low: 0, high: 0)]))
    #expect(!proves(good, [.leaf(vector: 0), .leaf(vector: 0), .split(decision: flow, at: 1, low: 0, high: 9)]))
    #expect(!proves(good, [.leaf(vector: 0), .leaf(vector: 0), .split(decision: flow, at: 1, low: 0, high: -1)]))
    #expect(
      !proves(good, [.leaf(vector: 0), .leaf(vector: 0), .split(decision: .unmet(DemandID(0)), at: 1, low: 0, high: 1)])
    )
    #expect(proves(good, [.leaf(vector: 0), .leaf(vector: 0), .split(decision: flow, at: 1, low: 0, high: 1)]))
    #expect(proves(good, [.leaf(vector: 0), .leaf(vector: 0), .split(decision: flow, at: .max, low: 0, high: 1)]))
    #expect(proves(good, [.leaf(vector: 0), .leaf(vector: 0), .split(decision: flow, at: .min, low: 0, high: 1)]))
  }

  @Test func numbersTooLargeForFixedPointAreComputedExactly() {
    let instance = Self.transport.tiny.frozen()
    let huge = Rational(whole: Int128(1) << 100)
    let vector = MultiplierVector([.init(.supplyMaximum(SupplyID(1)), -huge)])
    #expect(bound(LevelCertificate(countsObjective: true, vector), instance) == .bound(-huge * Rational(10)))
  }

  @Test func aShortageIsProvedToLeaveNoPlan() {
    let short = Transport(costs: [[1, 3], [2, 8]], supply: [6, 4], demand: [5, 6])
    let check = CertificateCheck(RuleBook(short.tiny.frozen()), values: [])
    let proof = short.vector(demand: ["1", "1"], supply: ["-1", "-1"])
    #expect(check.provesNoPlan(LevelCertificate(countsObjective: false, proof)) == .noPlan)
    let weak = short.vector(demand: ["1", "1"], supply: ["-1", "-2"])
    #expect(check.provesNoPlan(LevelCertificate(countsObjective: false, weak)) != .noPlan)
    let enough = CertificateCheck(RuleBook(Self.transport.tiny.frozen()), values: [])
    #expect(enough.provesNoPlan(LevelCertificate(countsObjective: false, proof)) != .noPlan)
  }

  /// One site that must open to serve 4 of a box of 10, at 20: its relaxation opens two fifths of it.
  @Test func branchingOnASiteClosesWhatTheRelaxationLeaves() {
    var tiny = TinyInstance()
    let product = tiny.product("tea")
    let limit = tiny.limit(Rational(10))
    let plant = tiny.site("plant") {
      $0.status = .consider
      $0.startsOpen = false
      $0.startupCost = Rational(20)
      $0.throughputMax = limit
    }
    tiny.supply([plant], [product])
    let customer = tiny.customer("shop")
    let row = tiny.demand(customer, product, Rational(4))
    tiny.way(plant, .customer(customer), cost: .one)
    let instance = tiny.frozen()
    let check = CertificateCheck(RuleBook(instance), values: [Rational(24)])
    let root = MultiplierVector([
      .init(.demand(row), Rational(3)), .init(.throughputMaximum(plant, PeriodID(0)), Rational(-2))
    ])
    #expect(check.bound(LevelCertificate(countsObjective: true, root), level: 0) == .bound(Rational(12)))
    // Closed: no flow, so that a large multiplier of the demand makes the leaf as dear as one likes.
    let closed = MultiplierVector([
      .init(.demand(row), Rational(101)), .init(.throughputMaximum(plant, PeriodID(0)), Rational(-100))
    ])
    let open = MultiplierVector([.init(.demand(row), .one)])
    let site = Decision.siteOpen(plant, PeriodID(0))
    let tree = LevelCertificate(
      countsObjective: true, vectors: [closed, open],
      nodes: [.leaf(vector: 0), .leaf(vector: 1), .split(decision: site, at: 0, low: 0, high: 1)])
    #expect(check.bound(tree, level: 0) == .bound(Rational(24)))
    let swapped = LevelCertificate(
      countsObjective: true, vectors: [closed, open],
      nodes: [.leaf(vector: 0), .leaf(vector: 1), .split(decision: site, at: 0, low: 1, high: 0)])
    guard case .bound(let bound) = check.bound(swapped, level: 0) else {
      Issue.record("no bound")
      return
    }
    #expect(bound <= Rational(24))
  }

  @Test func aBoundIsLoweredByHalfAGrainForALineThatMayBeRounded() {
    var tiny = TinyInstance()
    let product = tiny.product("tea")
    let plant = tiny.site("plant")
    tiny.supply([plant], [product])
    let customer = tiny.customer("shop")
    let row = tiny.demand(customer, product, .one)
    let third = Rational(1, over: 3) ?? .zero
    let link = tiny.link(plant, .customer(customer))
    tiny.lane([link], cost: third)
    let instance = tiny.frozen()
    let (evaluation, _) = PlanCheck.evaluate(plan([(link, .row(row), 1)], of: instance), of: instance)
    let value = evaluation.totalCost.rational
    #expect(value == decimal("0.333333333"))
    let vector = MultiplierVector([.init(.demand(row), third)])
    let proven = CertificateCheck(RuleBook(instance), values: [value]).bound(
      LevelCertificate(countsObjective: true, vector), level: 0)
    guard case .bound(let bound) = proven else {
      Issue.record("no bound")
      return
    }
    #expect(bound <= value)
    #expect(value - bound < decimal("0.000000002"))
  }

  @Test func wholeNumberObjectivesRoundTheirBoundUp() {
    var tiny = TinyInstance()
    let product = tiny.product("tea")
    let customer = tiny.customer("shop")
    let row = tiny.demand(customer, product, Rational(15))
    let plants = (0..<2).map { index in
      tiny.site("plant \(index)") { [limit = tiny.limit(Rational(10))] in
        $0.status = .consider
        $0.throughputMax = limit
      }
    }
    for plant in plants {
      tiny.supply([plant], [product])
      tiny.way(plant, .customer(customer))
    }
    tiny.objectives([(.sitesOpen, .zero)])
    let check = CertificateCheck(RuleBook(tiny.frozen()), values: [Rational(2)])
    let tenth = decimal("0.1")
    let vector = MultiplierVector(
      [.init(.demand(row), tenth)] + plants.map { .init(.throughputMaximum($0, PeriodID(0)), -tenth) })
    #expect(check.bound(LevelCertificate(countsObjective: true, vector), level: 0) == .bound(Rational(2)))
  }

  /// First as much as can be served, then as cheaply as that allows.
  @Test func aLaterLevelsBoundHoldsForPlansThatKeepTheEarlierValue() {
    var tiny = TinyInstance()
    let product = tiny.product("tea")
    let plant = tiny.site("plant")
    tiny.supply([plant], [product], most: Rational(8))
    let customer = tiny.customer("shop")
    let row = tiny.demand(customer, product, Rational(10)) { $0.mayFallShort = true }
    tiny.way(plant, .customer(customer), cost: Rational(3))
    tiny.objectives([(.fillRate, .zero), (.totalCost, .zero)])
    let book = RuleBook(tiny.frozen())
    let check = CertificateCheck(book, values: [Rational(80), Rational(24)])
    let first = MultiplierVector([.init(.supplyMaximum(SupplyID(0)), Rational(-10))])
    #expect(check.bound(LevelCertificate(countsObjective: true, first), level: 0) == .bound(Rational(80)))
    let second = MultiplierVector([.init(.objectiveKept(0), decimal("0.3"))])
    #expect(check.bound(LevelCertificate(countsObjective: true, second), level: 1) == .bound(Rational(24)))
    #expect(check.bound(LevelCertificate(countsObjective: true, second), level: 0) != .bound(Rational(80)))
    let looser = CertificateCheck(book, values: [Rational(70), Rational(21)])
    #expect(looser.bound(LevelCertificate(countsObjective: true, second), level: 1) == .bound(Rational(21)))
    _ = row
  }
}
