import Logistics

@testable import Verification

/// A small network of every kind of thing that an output file names, and a plan of it, with numbers that are easy to
/// follow.
///
/// Turin makes tea and coffee and feeds Lyon; Lyon and Nantes (closed) serve Paris, Rome and Oslo. 3 of the 10 tea that
/// Paris asks for stay unmet because the lane is full; no lane carries tea to Oslo.
struct PlanFixture {
  var instance: Instance
  var plan: Plan
  var evaluation: PlanEvaluation

  /// - Parameter name: what each thing is called, from its plain name.
  init(name: (String) -> String = { $0 }) {
    instance = PlanFixture.instance(name)
    plan = Plan(flows: PlanFixture.flows, openSites: [[true, false, true]])
    evaluation = PlanFixture.evaluation()
  }

  static let certificate = Certificate(levels: [
    LevelCertificate(
      countsObjective: true,
      vectors: [
        MultiplierVector([
          .init(.balance(SiteID(0), PeriodID(0), .pooled(ProductID(0))), Rational(3)),
          .init(.balance(SiteID(0), PeriodID(0), .row(DemandID(1))), Rational(mantissa: -25, decimals: 1)),
          .init(
            .linking(
              dependent: .flow(FlowKey(LinkID(2), PeriodID(0), .row(DemandID(0)))),
              switching: .siteOpen(SiteID(1), PeriodID(0))), Rational(mantissa: -1, decimals: 9)),
          // Entries stand in no order; those that are no decimals are read back last.
          .init(.capacityMaximum(LaneID(0)), Rational(-1, over: 3) ?? .zero)
        ]),
        MultiplierVector([])
      ],
      nodes: [
        .leaf(vector: 0), .leaf(vector: 1), .split(decision: .siteOpen(SiteID(1), PeriodID(0)), at: 0, low: 0, high: 1)
      ])
  ])

  var run: RunRecord {
    RunRecord(
      stoppedBy: .proof, engine: "glpk",
      attempts: [.init(engine: "glpk", method: "dual simplex", result: "optimal")])
  }

  var verified: VerifiedPlan {
    VerifiedPlan(
      instance: instance, plan: plan, evaluation: evaluation,
      levels: [
        VerifiedLevel(
          value: Rational(mantissa: 1055, decimals: 1), isMaximized: false,
          bound: Rational(mantissa: 1055, decimals: 1), boundBy: "glpk",
          certifiedBound: Rational(mantissa: 105_499_999_999, decimals: 9))
      ], certificate: PlanFixture.certificate, run: run)
  }

  var answer: VerifiedAnswer { .plan(verified) }

  var noPlan: VerifiedNoPlan {
    VerifiedNoPlan(
      instance: instance,
      cause: NoPlanCause(
        shortfalls: [.init(row: DemandID(0), units: Rational(3))],
        violations: [
          .init(rule: .throughputMinimum(SiteID(0), PeriodID(0)), amount: Rational(mantissa: 15, decimals: 1))
        ],
        binding: [.capacityMaximum(LaneID(0)), .supplyMaximum(SupplyID(0))]),
      isCertified: true, certificate: PlanFixture.certificate, run: run)
  }

  private static func rate(_ name: (String) -> String) -> Rate {
    let band = Break(from: .zero, to: nil, cost: .one, minimumCharge: nil, mark: mark(2, 2))
    return Rate(
      name: name("tariff"), charges: [Charge(name: name("freight"), basis: .unit, structure: .flat, breaks: [band])])
  }

  private static func mark(_ file: Int32, _ line: Int32) -> SourceMark { SourceMark(file: file, line: line, offset: 0) }

  private static func instance(_ name: (String) -> String) -> Instance {
    var settings = Settings()
    settings.currency = "EUR"
    var lanes = Lanes()
    var links = Links()
    addLanes(&lanes, &links)
    var instance = Instance(
      name: name("quickstart"), files: ["sites.csv", "supply.csv", "demand.csv", "lanes.csv", "constraints.csv"],
      settings: settings, periods: [""], products: products(name), sites: sites(name),
      customers: ["Paris", "Rome", "Oslo"].map { Customer(name: name($0)) },
      providers: ["Swift Freight", "Blue Parcel"].map { Provider(name: name($0)) }, modes: [name("road")],
      services: [name("express")], offers: [Offer(name: name("offer A"), provider: ProviderID(1))],
      supplies: supplies(), demand: demand(),
      orders: [
        Order(
          name: nil, customer: CustomerID(0), period: PeriodID(0), rows: [DemandID(0)], isWhole: false,
          mayBeUnserved: false, orderedWeight: nil),
        Order(
          name: name("O-1"), customer: CustomerID(1), period: PeriodID(0), rows: [DemandID(1)], isWhole: true,
          mayBeUnserved: false, orderedWeight: nil),
        Order(
          name: nil, customer: CustomerID(2), period: PeriodID(0), rows: [DemandID(2)], isWhole: false,
          mayBeUnserved: false, orderedWeight: nil)
      ], lanes: lanes, links: links, rates: [rate(name)],
      constraints: [constraint(name)],
      objectives: [ObjectiveLevel(terms: [ObjectiveTerm(objective: .totalCost, weight: .one)], tolerance: .zero)],
      objectivesAreDefault: true)
    instance.allocation = allocation(name)
    instance.sales = sales(name)
    return instance
  }

  private static func sales(_ name: (String) -> String) -> Sales {
    var sales = Sales()
    sales.channels = [Channel(name: name("shop"))]
    sales.partners = [Partner(name: name("Acme"))]
    sales.territories = [
      TerritoryRow(
        territory: name("north"), partner: PartnerID(0), product: ProductID(0), isExclusive: false, shareMin: nil,
        shareMax: nil, mark: mark(2, 2))
    ]
    return sales
  }

  /// What nothing is held to here, but has a name.
  private static func allocation(_ name: (String) -> String) -> Allocation {
    var allocation = Allocation()
    let row = DemandID(0)
    allocation.floors = [FillFloor(name: name("all"), rows: [row], least: .zero, mark: mark(2, 2))]
    let member = EqualShare.Member(rows: [row], base: .zero, span: Rational(10), floor: .zero, most: Rational(10))
    allocation.shares = [EqualShare(name: name("all"), kind: .proportional, members: [member], mark: mark(2, 2))]
    let ranked = AllocationRule.Member(
      name: name("Paris"), rows: [row], weight: Rational(10), mostRate: Rational(100))
    allocation.rules = [AllocationRule(name: name("all"), kind: .maxMin, members: [ranked], mark: mark(2, 2))]
    return allocation
  }

  private static func products(_ name: (String) -> String) -> [Product] {
    ["tea", "coffee"].map { plain in
      var product = Product(name: name(plain))
      product.unitWeight = Rational(2)
      return product
    }
  }

  private static func sites(_ name: (String) -> String) -> [Site] {
    let places = [("Lyon", 45.76, 4.84), ("Nantes", 47.22, -1.55), ("Turin", 45.07, 7.69)]
    return places.enumerated().map { index, place in
      var site = Site(name: name(place.0), mark: mark(0, Int32(index + 2)))
      site.type = index == 2 ? "plant" : "warehouse"
      site.latitude = Rational(mantissa: Int128((place.1 * 100).rounded()), decimals: 2)
      site.longitude = Rational(mantissa: Int128((place.2 * 100).rounded()), decimals: 2)
      site.status = index == 1 ? .consider : .include
      site.startsOpen = index != 1
      return site
    }
  }

  private static func supplies() -> Supplies {
    var supplies = Supplies()
    for product in 0..<2 {
      supplies.rows.append(
        SupplyRow(
          sites: [SiteID(2)], products: [ProductID(product)], period: PeriodID(0), minimum: .zero,
          maximum: Rational(100), unitCost: .one, mark: mark(1, Int32(product + 2))))
      supplies.cells[SiteProduct(SiteID(2), ProductID(product), PeriodID(0))] = .init(
        pricedBy: SupplyID(product), limitedBy: [SupplyID(product)])
    }
    return supplies
  }

  private static func demand() -> [DemandRow] {
    let rows: [(product: Int, quantity: Rational, penalty: Rational?)] = [
      (0, Rational(10), Rational(20)), (1, Rational(4), nil), (0, Rational(mantissa: 25, decimals: 1), Rational(1))
    ]
    return rows.enumerated().map { index, row in
      let most = Resolution(decimals: 3).floor(row.quantity) ?? .zero
      return DemandRow(
        customer: CustomerID(index), product: ProductID(row.product), period: PeriodID(0), order: OrderID(index),
        quantity: row.quantity, weight: nil, unitPrice: nil, penaltyCost: row.penalty,
        leastServed: row.penalty == nil ? most : .zero, mostServed: most, service: nil, fromSites: nil,
        mark: mark(2, Int32(index + 2)))
    }
  }

  private static func constraint(_ name: (String) -> String) -> Constraint {
    Constraint(
      name: name("road only so much"), kind: .flow, filter: FlowFilter(), sites: nil, sense: .max,
      value: Rational(1000),
      measure: .weight, within: nil, penaltyCost: nil, mark: mark(4, 2))
  }

  /// Lyon → Paris (7 at most), Lyon → Rome, Nantes → Paris, Turin → Lyon: one row each.
  private static func addLanes(_ lanes: inout Lanes, _ links: inout Links) {
    let ends: [(Int, Node, Int?)] = [
      (0, .customer(CustomerID(0)), 0), (0, .customer(CustomerID(1)), 1), (1, .customer(CustomerID(0)), nil),
      (2, .site(SiteID(0)), 0)
    ]
    for (index, end) in ends.enumerated() {
      let line = mark(3, Int32(index + 2))
      lanes.marks.append(line)
      lanes.periods.append(PeriodID(0))
      lanes.products.append(.all)
      lanes.pricedBy.append(LaneID(index))
      lanes.unitCost[index] = UnitCost(cost: Rational(5), basis: .unit)
      lanes.awardIsSingle.append(false)
      lanes.offer.append(index == 1 ? OfferID(0) : nil)
      lanes.linkIDs.append(LinkID(index))
      lanes.linkStart.append(Int32(index + 1))
      links.origin.append(SiteID(end.0))
      links.destination.append(end.1)
      links.provider.append(end.2.map { ProviderID($0) })
      links.mode.append(index == 0 ? ModeID(0) : nil)
      links.service.append(index == 1 ? ServiceID(0) : nil)
      links.offer.append(index == 1 ? OfferID(0) : nil)
      links.laneIDs.append(LaneID(index))
      links.laneStart.append(Int32(index + 1))
    }
    lanes.capacityMax[0] = Limit(value: Rational(7), measure: .quantity, mark: mark(3, 2))
  }

  private static let flows = [
    PlannedFlow(FlowKey(LinkID(0), PeriodID(0), .row(DemandID(0))), Quantity(steps: 7000)),
    PlannedFlow(FlowKey(LinkID(1), PeriodID(0), .row(DemandID(1))), Quantity(steps: 4000)),
    PlannedFlow(FlowKey(LinkID(3), PeriodID(0), .pooled(ProductID(0))), Quantity(steps: 7000)),
    PlannedFlow(FlowKey(LinkID(3), PeriodID(0), .row(DemandID(1))), Quantity(steps: 4000))
  ]

  private static func money(_ units: Int) -> Money { Money(rounding: Rational(units)) ?? .zero }

  private static func evaluation() -> PlanEvaluation {
    var facts = PlanEvaluation()
    facts.totalCost = Money(rounding: Rational(mantissa: 1835, decimals: 1)) ?? .zero
    facts.costs = [
      CostItem(kind: .transport, amount: money(110)), CostItem(kind: .supply, amount: money(11)),
      CostItem(kind: .unmetPenalty, amount: Money(rounding: Rational(mantissa: 625, decimals: 1)) ?? .zero)
    ]
    facts.flows = [35, 20, 35, 20].enumerated().map { index, cost in
      FlowEvaluation(pricedBy: LaneID(index < 2 ? index : 3), cost: money(cost))
    }
    facts.served = [Quantity(steps: 7000), Quantity(steps: 4000), .zero]
    facts.unmet = [Rational(3), .zero, Rational(mantissa: 25, decimals: 1)]
    facts.ordersServed = 1
    facts.ordersAsked = 3
    facts.servedTotal = Rational(11)
    facts.demandedTotal = Rational(mantissa: 165, decimals: 1)
    facts.fillRate = Rational(200, over: 3) ?? .zero
    facts.supplied = [0, 1].map { product in
      let units = product == 0 ? 7 : 4
      return SuppliedQuantity(
        key: SiteProduct(SiteID(2), ProductID(product), PeriodID(0)), quantity: Quantity(steps: Int64(units * 1000)),
        cost: money(units))
    }
    facts.providersUsed = [true, true]
    facts.offersTaken = [true]
    facts.throughput = [
      [
        SiteThroughput(outbound: Rational(11), inbound: Rational(11), orders: 2),
        SiteThroughput(outbound: .zero, inbound: .zero, orders: 0),
        SiteThroughput(outbound: Rational(11), inbound: .zero, orders: nil)
      ]
    ]
    facts.chargeLines = lines
    facts.constraints = [ConstraintEvaluation(amount: Rational(44), violation: .zero)]
    return facts
  }

  private static var lines: [ChargeLine] {
    [(0, 7, 35, 0), (1, 4, 20, 1), (3, 11, 55, 0)].map { lane, quantity, cost, provider in
      ChargeLine(
        kind: .transport, charge: "unit_cost", provider: ProviderID(provider), lane: LaneID(lane),
        quantity: Rational(quantity), unitCost: Rational(5), amount: money(cost), bearers: .pricedFlows)
    } + [
      ChargeLine(
        kind: .supply, charge: "unit_cost", site: SiteID(2), quantity: Rational(11), unitCost: .one, amount: money(11),
        bearers: .nobody)
    ]
  }
}
