import Testing

@testable import Logistics

@Suite struct OverridingTests {
  let small = TableTexts.small

  private func lanes(_ rows: String) -> TableTexts {
    small.with("lanes", "origin,destination,product,unit_cost,rate,capacity_max,transit_time,fixed_cost\n" + rows)
      .with("rates", "rate,charge,basis,cost\nR,base,unit,1\n")
  }

  private func cost(_ texts: TableTexts, _ origin: String, _ destination: String, _ product: String) -> Rational? {
    guard let instance = texts.freeze().instance, let lane = instance.lane(origin, destination, product) else {
      return nil
    }
    return instance.lanes.unitCost[lane.index]?.cost
  }

  @Test func theMostSpecificRowReplacesTheOthersCellByCell() throws {
    let texts = lanes("ALL,CUSTOMERS,,5,,100,2,7\nNorth,Anna,,1,,,,\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.lanes.count == 4)
    let lane = try #require(instance.lane("North", "Anna", "Lamp"))
    #expect(instance.lanes.unitCost[lane.index]?.cost == .one)
    #expect(instance.lanes.capacityMax[lane.index]?.value == Rational(100))
    #expect(instance.lanes.transitTime[lane.index] == Rational(2))
    #expect(instance.lanes.fixedCost[lane.index] == Rational(7))
    #expect(instance.lanes.pricedBy[lane.index] == lane)
    #expect(instance.lanes.marks[lane.index].line == 3)
    #expect(cost(texts, "South", "Bert", "Desk") == Rational(5))
  }

  @Test func noneSwitchesAnInheritedValueOff() throws {
    let texts = lanes("ALL,CUSTOMERS,,5,,100,2,7\nNorth,Anna,,none,,none,none,none\n")
    let instance = try #require(texts.freeze().instance)
    let lane = try #require(instance.lane("North", "Anna", "Lamp"))
    #expect(instance.lanes.unitCost[lane.index] == nil)
    #expect(instance.lanes.capacityMax[lane.index] == nil)
    #expect(instance.lanes.transitTime[lane.index] == nil)
    #expect(instance.lanes.fixedCost[lane.index] == nil)
  }

  @Test func aRowThatFillsOneOfCostAndRateReplacesBoth() throws {
    let texts = lanes("ALL,CUSTOMERS,,5,R,,,\nNorth,Anna,,1,,,,\nNorth,Bert,,,R,,,\n")
    let instance = try #require(texts.freeze().instance)
    let anna = try #require(instance.lane("North", "Anna", "Lamp"))
    #expect(instance.lanes.rate[anna.index] == nil)
    let bert = try #require(instance.lane("North", "Bert", "Lamp"))
    #expect(instance.lanes.unitCost[bert.index] == nil)
    #expect(instance.lanes.rate[bert.index] == RateID(0))
  }

  @Test func twoRowsOfWhichNeitherIsMoreSpecificAreAnErrorThatShowsTheRowToSettleIt() throws {
    let texts = lanes("ALL,Anna,,5,,,,\nNorth,CUSTOMERS,,1,,,,\n")
    #expect(texts.errors == ["lanes.csv:3 ambiguous-rows"])
    let fault = try #require(texts.freeze().faults.first { $0.rule == "ambiguous-rows" })
    #expect(fault.hint == "this row would settle it: `origin` = `North`, `destination` = `Anna`")
    #expect(fault.related.map(\.mark.line) == [2])
  }

  @Test func aSettlingRowSettlesWhatItFills() {
    #expect(lanes("ALL,Anna,,5,,,,\nNorth,CUSTOMERS,,1,,,,\nNorth,Anna,,2,,,,\n").errors == [])
    // The capacity is still said by two rows of equal right.
    let open = lanes("ALL,Anna,,5,,10,,\nNorth,CUSTOMERS,,1,,20,,\nNorth,Anna,,2,,,,\n")
    #expect(open.errors == ["lanes.csv:3 ambiguous-rows"])
  }

  @Test func twoGroupsWithASharedMemberAreAmbiguous() throws {
    let texts = lanes("one,Anna,,5,,,,\ntwo,Anna,,1,,,,\n")
      .with("groups", "group,type,member\none,site,North\ntwo,site,North\ntwo,site,South\n")
    #expect(texts.errors == ["lanes.csv:3 ambiguous-rows"])
    let fault = try #require(texts.freeze().faults.first { $0.rule == "ambiguous-rows" })
    #expect(fault.hint == "this row would settle it: `origin` = `North`, `destination` = `Anna`")
  }

  @Test func twoRowsWithTheSameKeyAreAnError() {
    #expect(lanes("North,Anna,,5,,,,\nNorth,Anna,,1,,,,\n").errors == ["lanes.csv:3 duplicate-key"])
    #expect(lanes("ALL,Anna,,5,,,,\nALL,Anna,,1,,,,\n").errors.first == "lanes.csv:3 duplicate-key")
    let demand = "customer,product,quantity\nAnna,Lamp,1\nAnna,Lamp,2\n"
    #expect(small.with("demand", demand).errors == ["demand.csv:3 duplicate-key"])
    let supply = "site,product,supply_max\nNorth,Lamp,1\nNorth,Lamp,2\n"
    #expect(small.with("supply", supply).errors == ["supply.csv:3 duplicate-key"])
  }

  @Test func aBlankProviderIsNoWildcard() throws {
    let texts = small.with(
      "lanes", "origin,destination,provider,unit_cost\nNorth,Anna,,1\nNorth,Anna,Haul,2\nNorth,Bert,ALL,3\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.links.count == 3)
    #expect(instance.lanes.count == 3)
  }

  // MARK: Together

  @Test func aRowOfOneProductPricesItsFlowAndTheTogetherRowStillLimitsIt() throws {
    let texts = lanes("North,Anna,,5,,100,2,7\nNorth,Anna,Lamp,1,,,,\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.links.count == 1)
    #expect(instance.lanes.count == 2)
    let lamp = try #require(instance.product("Lamp"))
    let covering = instance.coveringLanes(LinkID(0), lamp, PeriodID(0))
    #expect(covering.map { instance.lanes.marks[$0.index].line } == [3, 2])
    let own = covering[0].index
    #expect(instance.lanes.unitCost[own]?.cost == .one)
    #expect(instance.lanes.pricedBy[own] == covering[0])
    // Limits and fixed cost are not inherited: they go on holding in their own row. Time is.
    #expect(instance.lanes.capacityMax[own] == nil)
    #expect(instance.lanes.fixedCost[own] == nil)
    #expect(instance.lanes.transitTime[own] == Rational(2))
    let desk = try #require(instance.product("Desk"))
    #expect(instance.coveringLanes(LinkID(0), desk, PeriodID(0)) .elementsEqual([covering[1]]))
  }

  @Test func aBlankPriceIsInheritedFromTheTogetherRowWhoseBreaksItCountsIn() throws {
    let texts = lanes("North,Anna,,5,R,100,2,7\nNorth,Anna,Lamp,,,10,1,\n")
    let instance = try #require(texts.freeze().instance)
    let lane = try #require(instance.lane("North", "Anna", "Lamp"))
    let together = try #require(instance.lane("North", "Anna", "Desk"))
    #expect(instance.lanes.pricedBy[lane.index] == together)
    #expect(instance.lanes.unitCost[lane.index]?.cost == Rational(5))
    #expect(instance.lanes.rate[lane.index] == RateID(0))
    #expect(instance.lanes.transitTime[lane.index] == .one)
  }

  @Test func membersInBracesShareOneRow() throws {
    let texts = lanes("North,{CUSTOMERS},,5,,100,,7\nNorth,Bert,,1,,,,\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.lanes.count == 2)
    #expect(instance.links.count == 2)
    #expect(instance.lanes.links(of: LaneID(0)).count == 2)
    let bert = try #require(instance.link("North", "Bert"))
    #expect(instance.links.lanes(of: bert).map(\.index) == [1, 0])
    #expect(cost(texts, "North", "Anna", "Lamp") == Rational(5))
    #expect(cost(texts, "North", "Bert", "Lamp") == .one)
  }

  @Test func aGroupTogetherGoesBeforeAllTogether() {
    let texts = lanes("North,Anna,{ALL},5,,,,\nNorth,Anna,{g},2,,,,\n")
      .with("products", "product\nLamp\nDesk\nSofa\n").with(
        "groups", "group,type,member\ng,product,Lamp\ng,product,Desk\n")
    #expect(cost(texts, "North", "Anna", "Lamp") == Rational(2))
    #expect(cost(texts, "North", "Anna", "Sofa") == Rational(5))
  }

  @Test func overlappingTogetherRowsAreAmbiguousWhereNoRowSettlesThem() {
    let base = lanes("North,Anna,{g},5,,,,\nNorth,Anna,{h},2,,,,\n").with("products", "product\nLamp\nDesk\nSofa\n")
      .with("groups", "group,type,member\ng,product,Lamp\ng,product,Desk\nh,product,Desk\nh,product,Sofa\n")
    #expect(base.errors == ["lanes.csv:3 ambiguous-rows"])
    let settled = lanes("North,Anna,{g},5,,,,\nNorth,Anna,{h},2,,,,\nNorth,Anna,Desk,1,,,,\n")
      .with("products", base["products"]).with("groups", base["groups"])
    #expect(settled.errors == [])
  }

  @Test func aBlankPriceThatTwoTogetherRowsCouldSayIsAmbiguous() {
    let texts = lanes("North,Anna,{g},5,,,,\nNorth,Anna,{h},2,,,,\nNorth,Anna,Desk,,,9,,\n")
      .with("products", "product\nLamp\nDesk\nSofa\n")
      .with("groups", "group,type,member\ng,product,Lamp\ng,product,Desk\nh,product,Desk\nh,product,Sofa\n")
    #expect(texts.errors == ["lanes.csv:3 ambiguous-rows"])
    let supply = "site,product,supply_max,unit_cost\n{g},Lamp,9,1\n{h},Lamp,9,2\nSouth,Lamp,5,\n"
    let groups = "group,type,member\ng,site,North\ng,site,South\nh,site,South\n"
    #expect(small.with("supply", supply).with("groups", groups).errors.contains("supply.csv:3 ambiguous-rows"))
  }

  @Test func aTogetherRowAndACrossingRowAreAmbiguous() {
    let texts = lanes("North,Anna,,5,,,,\nALL,Anna,Lamp,2,,,,\n")
    #expect(texts.errors == ["lanes.csv:3 ambiguous-rows"])
  }

  @Test func theSameMembersTogetherAreOneKey() throws {
    let texts = lanes("North,Anna,{ALL},,,9,,\nNorth,Anna,,5,,,,\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.lanes.count == 1)
    #expect(instance.lanes.unitCost[0]?.cost == Rational(5))
    #expect(instance.lanes.capacityMax[0]?.value == Rational(9))
  }

  @Test func aPriceInheritedForAPartOnlyIsAnError() {
    let partly = lanes("North,Anna,{g},,,9,,\nNorth,Anna,Lamp,5,,,,\nNorth,{CUSTOMERS},{h},3,,,,\n")
      .with("products", "product\nLamp\nDesk\nSofa\n")
      .with("groups", "group,type,member\ng,product,Lamp\ng,product,Desk\nh,product,Desk\nh,product,Sofa\n")
    #expect(partly.errors == ["lanes.csv:2 partly-inherited"])
  }

  @Test func supplyTogetherLimitsTheSumAndTheMemberRowPrices() throws {
    let texts = small.with(
      "supply", "site,product,supply_max,unit_cost\n{ALL},Lamp,100,2\nNorth,Lamp,30,1\nSouth,Lamp,,\nSouth,Desk,50,20\n"
    )
    let instance = try #require(texts.freeze().instance)
    let lamp = try #require(instance.product("Lamp"))
    let north = try #require(instance.supplies.cells[SiteProduct(SiteID(0), lamp, PeriodID(0))])
    #expect(instance.supplies[north.pricedBy].unitCost == .one)
    #expect(north.limitedBy.map(\.index) == [0, 1])
    // A blank cost inherits; the row without a limit of its own has none.
    let south = try #require(instance.supplies.cells[SiteProduct(SiteID(1), lamp, PeriodID(0))])
    #expect(instance.supplies[south.pricedBy].unitCost == Rational(2))
    #expect(instance.supplies.rows[2].maximum == nil)
  }

  @Test func demandTakesNoMembersTogether() {
    let texts = small.with("demand", "customer,product,quantity\n{CUSTOMERS},Lamp,10\nBert,Desk,4\n")
    #expect(texts.errors.contains("demand.csv:2 no-together"))
  }

  @Test func demandIsWrittenOutForEachAndOverridden() throws {
    let texts = small.with("customers", "customer\nAnna\nBert\n")
      .with("demand", "customer,product,quantity\nALL,Lamp,10\nBert,Lamp,4\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.demand.map(\.quantity) == [Rational(10), Rational(4)])
  }

  @Test func aLaneFromAPlaceToItselfIsAnErrorAndNoneIsWrittenOut() throws {
    #expect(lanes("North,North,,1,,,,\n").errors == ["lanes.csv:2 lane-to-itself"])
    let instance = try #require(lanes("ALL,SITES,,1,,,,\n").freeze().instance)
    #expect(instance.links.count == 2)
  }

  @Test func tooManyWrittenOutRowsAreAFaultAndNotAHang() {
    let names = (0..<4000).map { "P\($0)" }.joined(separator: "\n")
    let texts = small.with("products", "product\n\(names)\nLamp\nDesk\n")
      .with("customers", "customer\n" + (0..<4000).map { "C\($0)" }.joined(separator: "\n") + "\nAnna\nBert\n")
      .with("lanes", "origin,destination,product,unit_cost\nALL,CUSTOMERS,ALL,1\nNorth,Anna,Lamp,2\n")
    #expect(texts.errors == ["lanes.csv:2 too-many-rows"])
  }
}
