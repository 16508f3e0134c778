import Testing

@testable import Logistics

@Suite struct DemandTests {
  let small = TableTexts.small

  private func demand(_ header: String, _ rows: String, settings: String = "", objectives: String? = nil) -> TableTexts
  {
    small.with("demand", "customer,product,quantity,\(header)\n" + rows)
      .with("settings", "key,value\n" + settings)
      .with("objectives", objectives.map { "priority,objective\n" + $0 })
  }

  /// Least and most of each row, in steps.
  private func served(_ texts: TableTexts) throws -> [[Int64]] {
    #expect(texts.errors == [])
    return try #require(texts.freeze().instance).demand.map { [$0.leastServed.steps, $0.mostServed.steps] }
  }

  @Test func withoutAPenaltyARowIsServedInFull() throws {
    #expect(try served(demand("min_fill_rate", "Anna,Lamp,10,50\n")) == [[10_000, 10_000]])
    #expect(demand("min_fill_rate", "Anna,Lamp,10,50\n").warnings.contains("demand.csv:2 idle-fill-rate"))
  }

  @Test func withAPenaltyARowMayFallShortDownToItsFillRate() throws {
    let texts = demand(
      "penalty_cost,min_fill_rate", "Anna,Lamp,10,5,\nBert,Desk,10,5,33.333\n", settings: "quantity_decimals,1\n")
    #expect(try served(texts) == [[0, 100], [34, 100]])
  }

  @Test func theDefaultPenaltyCountsWhereARowGivesNone() throws {
    let texts = demand("penalty_cost", "Anna,Lamp,10,\nBert,Desk,4,none\n", settings: "default_penalty_cost,7\n")
    #expect(try served(texts) == [[0, 10_000], [4_000, 4_000]])
    let instance = try #require(texts.freeze().instance)
    #expect(instance.demand.map(\.penaltyCost) == [Rational(7), nil])
  }

  @Test func demandUnderConsiderationPaysNoDefaultAndMayFallShort() throws {
    let texts = demand(
      "status,penalty_cost", "Anna,Lamp,10,consider,\nBert,Desk,4,consider,3\n", settings: "default_penalty_cost,7\n")
    #expect(try served(texts) == [[0, 10_000], [0, 4_000]])
    #expect(try #require(texts.freeze().instance).demand.map(\.penaltyCost) == [nil, Rational(3)])
  }

  @Test(arguments: ["unmet_demand", "unmet_orders", "fill_rate"])
  func underAnObjectiveThatCountsTheUnmetEveryRowMayFallShort(objective: String) throws {
    let texts = demand("min_fill_rate", "Anna,Lamp,10,\nBert,Desk,4,50\n", objectives: "1,\(objective)\n2,total_cost\n")
    #expect(try served(texts) == [[0, 10_000], [2_000, 4_000]])
  }

  @Test func excludedDemandIsNotAsked() throws {
    let instance = try #require(demand("status", "Anna,Lamp,10,exclude\nBert,Desk,4,\n").freeze().instance)
    #expect(instance.demand.count == 1)
  }

  @Test func whatIsNoMultipleOfTheResolutionIsServedBelow() throws {
    let texts = demand("penalty_cost", "Anna,Lamp,10.55,\nBert,Desk,10/3,4\n", settings: "quantity_decimals,0\n")
    #expect(try served(texts) == [[10, 10], [0, 3]])
    #expect(
      texts.notes.filter { $0.hasSuffix("not-in-steps") } == ["demand.csv:2 not-in-steps", "demand.csv:3 not-in-steps"])
  }

  @Test func ordersAreToldApartByCustomerAndName() throws {
    let texts = demand("order", "Anna,Lamp,1,A\nAnna,Desk,2,A\nBert,Lamp,3,A\nBert,Desk,4,\nBert,Sofa,5,\n")
      .with("supply", "site,product\nNorth,Lamp\nNorth,Desk\nNorth,Sofa\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.orders.map { $0.rows.map(\.index) } == [[0, 1], [2], [3], [4]])
    #expect(instance.orders.map(\.name) == ["A", "A", nil, nil])
    #expect(instance.demand.map(\.order.index) == [0, 0, 1, 2, 3])
  }

  @Test func completeOrdersAreWhole() throws {
    let rows = "Anna,Lamp,10,A,complete,5\nAnna,Desk,4,A,complete,5\nBert,Desk,4,B,complete,\nBert,Lamp,4,,complete,5\n"
    let texts = demand("order,ship_policy,penalty_cost", rows)
    #expect(try served(texts) == [[0, 10_000], [0, 4_000], [4_000, 4_000], [0, 4_000]])
    let orders = try #require(texts.freeze().instance).orders
    #expect(orders.map(\.isWhole) == [true, true, true])
    #expect(orders.map(\.mayBeUnserved) == [true, false, true])
    #expect(orders[2].name == nil)
  }

  @Test func aWholeOrderOfWhichARowMustBeServedIsServed() throws {
    let texts = demand("order,ship_policy,penalty_cost", "Anna,Lamp,10,A,complete,5\nAnna,Desk,4,A,complete,\n")
    #expect(try served(texts) == [[10_000, 10_000], [4_000, 4_000]])
  }

  @Test func theRowsOfAnOrderAgreeOnTheirShipPolicy() {
    let texts = demand("order,ship_policy", "Anna,Lamp,10,A,complete\nAnna,Desk,4,A,independent\n")
    #expect(texts.errors == ["demand.csv:3 mixed-ship-policy"])
  }

  @Test func anOrdersWeightIsThatOfItsRowsElseOfItsProducts() throws {
    let texts = demand("order,weight [t]", "Anna,Lamp,10,A,0.5\nAnna,Desk,4,A,\nBert,Sofa,1,B,\n")
      .with("products", "product,unit_weight\nLamp,1\nDesk,30\nSofa,\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.orders.map(\.orderedWeight) == [Rational(620), nil])
  }

  @Test func aPriceIsTheRowsElseTheProducts() throws {
    let texts = demand("unit_price", "Anna,Lamp,10,9\nBert,Desk,4,\n").with(
      "products", "product,unit_price\nLamp,1\nDesk,80\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.demand.map(\.unitPrice) == [Rational(9), Rational(80)])
    #expect(instance.objectivesAreDefault)
    #expect(instance.objectives[0].terms[0].objective == .profit)
  }

  @Test func demandMayNameItsOriginsAndItsService() throws {
    let texts = demand("from_site,service", "Anna,Lamp,10,region:EU,fast\nBert,Desk,4,South,\n")
      .with("lanes", "origin,destination,service\nNorth,Anna,fast\nSouth,Bert,slow\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.demand.map { $0.fromSites?.map(\.index) } == [[0], [1]])
    #expect(instance.demand[0].service == ServiceID(0))
    #expect(instance.demand[1].service == nil)
    let excluded = texts.with("sites", "site,region,status\nNorth,EU,exclude\nSouth,US,\n")
    #expect(try #require(excluded.freeze().instance).demand[0].fromSites == [])
    #expect(excluded.warnings.contains("demand.csv:2 excluded-name"))
  }

  @Test func aBlankQuantityIsAnError() {
    #expect(demand("order", "Anna,Lamp,,\n").errors == ["demand.csv:2 required-cell"])
  }

  @Test func totalsBeyondTheRangeAreAFault() {
    let texts = demand("order", "Anna,Lamp,1e12,\nBert,Lamp,1e12,\n", settings: "quantity_decimals,6\n")
    #expect(texts.errors == ["demand.csv:3 number-range"])
    #expect(demand("order", "Anna,Lamp,1e12,\n", settings: "quantity_decimals,6\n").errors == [])
  }

  @Test func looseEndsAreWarnedOf() {
    let texts = demand("service", "Anna,Lamp,10,\nCarl,Lamp,1,\nBert,Sofa,4,fast\n")
      .with("lanes", "origin,destination,service\nNorth,Anna,\nSouth,Bert,slow\n")
    #expect(texts.errors == [])
    #expect(
      texts.warnings == [
        "demand.csv:3 unreached-demand", "demand.csv:4 unsupplied-product", "demand.csv:4 unreached-demand",
      ])
  }
}
