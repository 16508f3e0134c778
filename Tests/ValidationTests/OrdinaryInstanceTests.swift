import Testing

@testable import Logistics

@Suite struct OrdinaryInstanceTests {
  @Test func fourTablesAreEnough() throws {
    #expect(TableTexts.small.errors == [])
    let instance = try #require(TableTexts.small.freeze().instance)
    #expect(instance.products.map(\.name) == ["Lamp", "Desk"])
    #expect(instance.customers.map(\.name) == ["Anna", "Bert"])
    #expect(instance.links.count == 4)
    #expect(instance.lanes.count == 4)
    let lane = try #require(instance.lane("South", "Anna", "Desk"))
    #expect(instance.lanes.unitCost[lane.index] == UnitCost(cost: Rational(2), basis: .unit))
    #expect(instance.lanes.products[lane.index] == .all)
    #expect(instance.lanes.pricedBy[lane.index] == lane)
  }

  @Test func linksOfOneOriginStandTogether() throws {
    let texts = TableTexts.small.with(
      "lanes", "origin,destination,unit_cost\nSouth,Bert,3\nNorth,Anna,1\nSouth,Anna,2\nNorth,South,0.5\n")
    let instance = try #require(texts.freeze().instance)
    #expect(instance.links.origin.map { instance[$0].name } == ["North", "North", "South", "South"])
  }
}
