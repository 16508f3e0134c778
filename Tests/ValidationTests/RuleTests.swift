import Testing

@testable import Logistics

@Suite struct RuleTests {
  let small = TableTexts.small.with("products", "product,unit_weight\nLamp,2\nDesk,30\n")

  // MARK: Rates

  private func rates(_ rows: String) -> TableTexts {
    small.with("rates", "rate,charge,basis,structure,break_from,break_to,cost,minimum_charge,break_basis\n" + rows)
      .with("lanes", "origin,destination,rate,distance\nNorth,Anna,R,10\nSouth,Bert,R,20\n")
      .with("demand", "customer,product,quantity,order\nAnna,Lamp,10,A\nBert,Desk,4,B\n")
  }

  @Test func breaksAreSortedAndAPointThatTwoShareIsNoOverlap() throws {
    let texts = rates("R,freight,kg,band,100,,1,,\nR,freight,kg,band,0,100,2,50,\nR,stamp,shipment,,,,5,,\n")
    #expect(texts.errors == [])
    let rate = try #require(texts.freeze().instance).rates[0]
    #expect(rate.charges.map(\.name) == ["freight", "stamp"])
    #expect(rate.charges[0].breaks.map(\.from) == [.zero, Rational(100)])
    #expect(rate.charges[0].breaks.map(\.to) == [Rational(100), nil])
    #expect(rate.charges[0].breaks.map(\.minimumCharge) == [Rational(50), nil])
    #expect(rate.charges[1].structure == .flat)
  }

  @Test func overlappingBreaksAreAnErrorNamingBothRows() throws {
    let texts = rates("R,freight,kg,band,0,100,2,,\nR,freight,kg,band,99.5,200,1,,\n")
    #expect(texts.errors == ["rates.csv:3 overlapping-breaks"])
    #expect(texts.freeze().faults.first { $0.rule == "overlapping-breaks" }?.related.map(\.mark.line) == [2])
    #expect(rates("R,freight,kg,band,0,100,2,,\nR,freight,kg,band,0,200,1,,\n").errors == ["rates.csv:3 duplicate-key"])
    #expect(rates("R,freight,kg,band,10,5,2,,\n").errors == ["rates.csv:2 empty-break"])
  }

  @Test func theRowsOfAChargeShareBasisAndStructure() {
    #expect(rates("R,f,kg,band,0,100,2,,\nR,f,unit,band,100,200,1,,\n").errors == ["rates.csv:3 mixed-charge"])
    #expect(rates("R,f,kg,band,0,100,2,,\nR,f,kg,,100,200,1,,\n").errors == ["rates.csv:3 mixed-charge"])
  }

  @Test func aFlatChargeHasOneRowAndNoBreaks() {
    #expect(rates("R,f,kg,,,,2,,\nR,f,kg,,5,,2,,\n").errors == ["rates.csv:3 duplicate-key"])
    #expect(rates("R,f,kg,,0,100,2,,\n").errors == ["rates.csv:2 flat-with-breaks"])
  }

  @Test func aRateThatNobodyGaveIsUnknown() throws {
    let texts = rates("Road,f,kg,,,,2,,\n")
    #expect(texts.errors == ["lanes.csv:2 unknown-name", "lanes.csv:3 unknown-name"])
  }

  @Test func bandsCarryOrdersOnly() {
    let band = rates("R,f,kg,band,0,100,2,,\n")
    #expect(band.warnings == [])
    #expect(
      band.with("demand", small["demand"]).warnings == [
        "demand.csv:2 band-without-order", "demand.csv:3 band-without-order",
      ])
  }

  @Test func aBandWantsToKnowTheOrdersWeight() {
    let texts = rates("R,f,unit,band,0,100,2,,\n").with("products", "product,unit_weight\nLamp,2\nDesk,\n")
    #expect(texts.errors == ["demand.csv:3 unknown-measure"])
  }

  // MARK: Measures that something needs

  private let unweighed = TableTexts.small.with("products", "product\nLamp\nDesk\n")

  @Test func anUnknownMeasureIsAnErrorOnlyWhereSomethingNeedsIt() throws {
    #expect(unweighed.errors == [])
    let limited = unweighed.with("lanes", "origin,destination,capacity_max [kg]\nNorth,Anna,5\nSouth,Bert,\n")
    #expect(limited.errors == ["products.csv:2 unknown-measure"])
    let fault = try #require(limited.freeze().faults.first { $0.rule == "unknown-measure" })
    #expect(fault.message == "the `unit_weight` of `Lamp` is unknown, and the limit of a lane needs it")
    #expect(fault.related.map(\.mark.line) == [2])
    let weighed = limited.with("demand", "customer,product,quantity,weight\nAnna,Lamp,10,3\nBert,Desk,4,\n")
    #expect(weighed.errors == [])
  }

  @Test(arguments: [
    ("lanes", "origin,destination,unit_cost [currency/kg]\nNorth,Anna,5\nSouth,Bert,\n"),
    ("lanes", "origin,destination,capacity_max [pallet]\nNorth,Anna,5\nSouth,Bert,\n"),
    ("lanes", "origin,destination,minimum_if_used [m3]\nNorth,Anna,5\nSouth,Bert,\n"),
    ("sites", "site,throughput_max [kg]\nNorth,10\nSouth,\n"),
    ("constraints", "constraint,type,origin,sense,value,unit\nK,flow,North,max,5,m3\n"),
  ])
  func limitsAndPricesNeedMeasures(table: String, text: String) {
    #expect(unweighed.with(table, text).errors == ["products.csv:2 unknown-measure"])
  }

  @Test func goodsThatCannotGetThereNeedNoMeasure() {
    // Desks never come to North, so that the limit there does not ask for their weight.
    let texts = small.with("products", "product,unit_weight\nLamp,2\nDesk,\n")
      .with("lanes", "origin,destination,capacity_max [kg]\nNorth,Anna,5\nNorth,Bert,5\nSouth,Bert,\n")
    #expect(texts.errors == [])
  }

  @Test func pricesPerDistanceNeedADistance() {
    let texts = small.with(
      "lanes", "origin,destination,unit_cost [currency/(unit km)],distance\nNorth,Anna,5,\nSouth,Bert,,\n")
    #expect(texts.errors == ["lanes.csv:2 unknown-measure"])
  }

  @Test func objectivesNeedWhatTheyAdd() {
    let lanes = "origin,destination,distance,transit_time,co2_rate\nNorth,Anna,5,1,0.1\nSouth,Bert,5,,\n"
    let texts = small.with("lanes", lanes)
    #expect(texts.with("objectives", "priority,objective\n1,lead_time\n").errors == ["lanes.csv:3 unknown-measure"])
    #expect(texts.with("objectives", "priority,objective\n1,co2\n").errors == ["lanes.csv:3 unknown-measure"])
    #expect(
      texts.with("objectives", "priority,objective\n1,profit\n").errors == [
        "demand.csv:2 unknown-measure", "demand.csv:3 unknown-measure",
      ])
  }

  // MARK: Orders that cannot be counted

  @Test func pooledGoodsThatFeedSitesCannotBeCountedInOrders() {
    let sites = small.with("sites", "site,throughput_max [order]\nNorth,10\nSouth,\n")
    #expect(sites.errors == ["sites.csv:2 orders-not-countable"])
    let lanes = small.with(
      "lanes", "origin,destination,capacity_max [order]\nNorth,Anna,5\nNorth,South,5\nSouth,Bert,\n")
    #expect(lanes.errors == ["lanes.csv:3 orders-not-countable"])
    let named = lanes.with("demand", "customer,product,quantity,order\nAnna,Lamp,10,A\nBert,Desk,4,B\n")
    #expect(named.errors == [])
    let rate = small.with("rates", "rate,charge,basis,cost\nR,f,order,2\n")
      .with("lanes", "origin,destination,rate\nNorth,Anna,R\nNorth,South,R\nSouth,Bert,\n")
    #expect(rate.errors == ["lanes.csv:3 orders-not-countable"])
    let constraint = small.with("constraints", "constraint,type,origin,sense,value,unit\nK,flow,North,max,5,order\n")
    #expect(constraint.errors == ["constraints.csv:2 orders-not-countable"])
    // South feeds customers only.
    #expect(small.with("sites", "site,throughput_max [order]\nNorth,\nSouth,10\n").errors == [])
  }

  @Test func aChargePerKilometreOfAShipmentWantsOneDistance() {
    let texts = small.with("rates", "rate,charge,basis,cost\nR,f,km,2\n")
      .with("lanes", "origin,destination,rate\nNorth,{CUSTOMERS},R\nSouth,Bert,\n")
      .with("sites", "site,latitude,longitude\nNorth,10,10\nSouth,,\n")
      .with("customers", "customer,latitude,longitude\nAnna,11,10\nBert,13,10\n")
    #expect(texts.errors == ["lanes.csv:2 distance-differs"])
    // Anna's row takes the price of the row for all, but not its distance.
    let inherited = texts.with(
      "lanes", "origin,destination,rate,distance\nNorth,{CUSTOMERS},R,10\nNorth,Anna,,5\nSouth,Bert,,\n")
    #expect(inherited.errors == ["lanes.csv:2 distance-differs"])
  }

  // MARK: Sites

  @Test func considerStartsAsPotential() throws {
    let texts = small.with(
      "sites", "site,status,initial_state\nNorth,consider,\nSouth,,potential\nWest,consider,existing\nEast,,\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.sites.map(\.startsOpen) == [false, false, true, true])
    #expect(instance.sites.map(\.status) == [.consider, .include, .consider, .include])
  }

  @Test func contradictoryLimitsAreWarnedOf() {
    let texts = small.with("sites", "site,throughput_min,throughput_max\nNorth,10,5\nSouth,,\n")
    #expect(texts.warnings == ["sites.csv:2 contradictory-limits"])
  }

  // MARK: Objectives

  @Test func objectivesOfOnePriorityMakeALevel() throws {
    let texts = small.with(
      "objectives", "priority,objective,weight,tolerance\n2,total_cost,,\n1,co2,2,5\n2,lead_time,3,\n"
    )
    .with("lanes", "origin,destination,distance,transit_time,co2_rate\nNorth,Anna,5,1,0.1\nSouth,Bert,5,1,0\n")
    let levels = try #require(texts.freeze().instance).objectives
    #expect(levels.map { $0.terms.map(\.objective) } == [[.co2], [.totalCost, .leadTime]])
    #expect(levels[0].tolerance == Rational(5))
    #expect(levels[1].terms.map(\.weight) == [.one, Rational(3)])
  }

  @Test func aLevelHasOneToleranceAndAnObjectiveStandsOnce() {
    let tolerances = small.with("objectives", "priority,objective,tolerance\n1,sites_open,1\n1,total_cost,2\n")
    #expect(tolerances.errors == ["objectives.csv:3 two-tolerances"])
    #expect(
      small.with("objectives", "priority,objective\n1,total_cost\n2,total_cost\n").errors == [
        "objectives.csv:3 duplicate-key"
      ])
  }

  @Test func withoutPricesTheDefaultIsTotalCost() throws {
    let instance = try #require(small.freeze().instance)
    #expect(instance.objectivesAreDefault)
    #expect(instance.objectives.map { $0.terms.map(\.objective) } == [[.totalCost]])
    #expect(small.notes.contains("default-objective"))
  }

  // MARK: Constraints

  private func constraints(_ rows: String) -> TableTexts {
    small.with(
      "constraints",
      "constraint,type,origin,destination,provider,site,product,customer,sense,value,unit,within,penalty_cost\n" + rows)
  }

  @Test func blankCellsAndBracesAreTogetherPlainGroupsAreEach() throws {
    let texts = constraints(
      "all,flow,,,,,,,max,50,,,\nboth,flow,{ALL},,,,,,max,40,t/day,,3000\neach,flow,ALL,,,,Lamp,,max,30,,,\n")
    #expect(texts.errors == [])
    let found = try #require(texts.freeze().instance).constraints
    #expect(found.map(\.name) == ["all", "both", "each[North]", "each[South]"])
    #expect(found[0].filter == FlowFilter())
    #expect(found[1].filter.origins == [SiteID(0), SiteID(1)])
    #expect(found[1].value == Rational(40_000))
    #expect(found[1].measure == .weight)
    // A penalty is per tonne where the limit is in tonnes.
    #expect(found[1].penaltyCost == Rational(3))
    #expect(found[2].filter.origins == [SiteID(0)])
    #expect(found[2].filter.products == [ProductID(0)])
  }

  @Test func aShareIsOfTheFlowOfAnotherConstraint() throws {
    let texts = constraints("part,flow,North,,,,,,max,40,%,whole,\nwhole,flow,,Anna,,,,,max,1000,,,\n")
    let found = try #require(texts.freeze().instance).constraints
    #expect(found[0].within == found[1].filter)
    #expect(found[0].value == Rational(40))
    #expect(constraints("part,flow,North,,,,,,max,40,%,,\n").errors == ["constraints.csv:2 share-of-nothing"])
    #expect(constraints("part,flow,North,,,,,,max,40,%,hole,\n").errors == ["constraints.csv:2 unknown-name"])
    #expect(constraints("part,flow,North,,,,,,max,140,%,part,\n").errors == ["constraints.csv:2 number-range"])
    #expect(constraints("part,flow,North,,,,,,max,40,,part,\n").errors == ["constraints.csv:2 idle-cell"])
    #expect(
      constraints("part,flow,,,,,,,max,4,%,w,\nw,flow,ALL,,,,,,max,9,,,\n").errors == [
        "constraints.csv:2 within-several"
      ])
  }

  @Test func countsAreWholeNumbersOfWhatTheyCount() throws {
    let texts = constraints(
      "s,site_count,,,,{ALL},,,max,1,,,\np,provider_count,,,,,,,min,0,,,\nf,flow_count,North,,,,,,max,2,,,\n")
    let found = try #require(texts.freeze().instance).constraints
    #expect(found[0].sites == [SiteID(0), SiteID(1)])
    #expect(found.map(\.kind) == [.siteCount, .providerCount, .flowCount])
    #expect(constraints("s,site_count,,,,,,,max,1.5,,,\n").errors == ["constraints.csv:2 number-range"])
    #expect(constraints("s,site_count,North,,,,,,max,1,,,\n").errors == ["constraints.csv:2 constraint-column"])
    #expect(constraints("s,flow,,,,North,,,max,1,,,\n").errors == ["constraints.csv:2 constraint-column"])
    #expect(constraints("s,provider_count,,,,,,,max,1,kg,,\n").errors == ["constraints.csv:2 constraint-column"])
  }

  @Test func twoConstraintsOfOneNameAreAnError() {
    #expect(constraints("s,flow,,,,,,,max,1,,,\ns,flow,,,,,,,max,1,,,\n").errors == ["constraints.csv:3 duplicate-key"])
  }

  @Test func pooledFlowHasNoFinalCustomer() {
    #expect(constraints("s,flow,North,,,,,Bert,max,1,,,\n").errors == ["constraints.csv:2 no-final-customer"])
    #expect(constraints("s,flow,South,,,,,Bert,max,1,,,\n").errors == [])
    let named = constraints("s,flow,North,,,,,Bert,max,1,,,\n")
      .with("demand", "customer,product,quantity,order\nAnna,Lamp,10,A\nBert,Desk,4,B\n")
    #expect(named.errors == [])
  }

  @Test func offersBelongToOneProvider() throws {
    let texts = small.with(
      "lanes",
      """
      origin,destination,provider,offer,fixed_cost
      North,Anna,Haul,deal,5
      South,Bert,Haul,deal,
      North,Bert,Ship,deal,

      """
    )
    let instance = try #require(texts.freeze().instance)
    #expect(instance.offers.map { $0.provider?.index } == [0, 1])
    #expect(instance.lanes.offer.map { $0?.index } == [0, 0, 1])
    let several = small.with("lanes", "origin,destination,provider,offer\nNorth,Anna,{ALL},deal\nSouth,Bert,Haul,\n")
    #expect(several.errors == ["lanes.csv:2 offer-of-several"])
  }
}
