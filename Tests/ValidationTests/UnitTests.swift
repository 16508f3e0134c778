import Testing

@testable import Logistics

@Suite struct UnitTests {
  let small = TableTexts.small.with(
    "products", "product,unit_weight,unit_volume,units_per_pallet\nLamp,2,0.1,10\nDesk,30,1,2\n")

  private func lane(_ header: String, _ row: String, settings: String = "") -> TableTexts {
    small.with("lanes", "origin,destination,\(header)\nNorth,Anna,\(row)\nSouth,Bert,\(row)\n")
      .with("settings", "key,value\ncurrency,EUR\n" + settings)
  }

  private func frozen(_ texts: TableTexts) throws -> Instance {
    #expect(texts.errors == [])
    return try #require(texts.freeze().instance)
  }

  @Test func aLimitConvertsByThePeriodsLength() throws {
    let week = try frozen(lane("capacity_max [pallet/week]", "14"))
    #expect(week.lanes.capacityMax[0]?.value == Rational(2))
    #expect(week.lanes.capacityMax[0]?.measure == .pallet)
    let hours = try frozen(lane("capacity_max [t/day]", "24", settings: "time_unit,hour\n"))
    #expect(hours.lanes.capacityMax[0]?.value == Rational(1000))
    let horizon = try frozen(lane("capacity_max [kg]", "7"))
    #expect(horizon.lanes.capacityMax[0]?.value == Rational(7))
    let orders = try frozen(
      lane("capacity_max [order/period]", "3"))
    #expect(orders.lanes.capacityMax[0]?.measure == .order)
  }

  @Test func monthsConvertOnlyWhereThePeriodIsOne() throws {
    #expect(lane("capacity_max [kg/month]", "7").errors == ["lanes.csv:1 unit-mismatch"])
    let month = try frozen(lane("capacity_max [kg/month]", "7", settings: "time_unit,month\n"))
    #expect(month.lanes.capacityMax[0]?.value == Rational(7))
    #expect(lane("capacity_max [kg/day]", "7", settings: "time_unit,month\n").errors == ["lanes.csv:1 unit-mismatch"])
  }

  @Test(arguments: [
    ("EUR/unit", "3", Basis.unit, "3"), ("EUR/t", "3", .weight, "0.003"), ("EUR/kg", "3", .weight, "3"),
    ("EUR/m3", "3", .volume, "3"), ("EUR/l", "3", .volume, "3000"), ("EUR/pallet", "3", .pallet, "3"),
    ("EUR/(unit km)", "3", .unitDistance, "3"), ("EUR/(km unit)", "3", .unitDistance, "3"),
    ("EUR/(t km)", "3", .weightDistance, "3"), ("currency/(kg km)", "3", .weightDistance, "3000"),
    ("EUR/lb", "45359237", .weight, "100000000"),
  ])
  func pricesConvertToTheirBasis(unit: String, value: String, basis: Basis, expected: String) throws {
    let texts = lane("distance,unit_cost [\(unit)]", "10,\(value)")
    let instance = try frozen(texts)
    #expect(instance.lanes.unitCost[0] == UnitCost(cost: number(expected), basis: basis))
  }

  @Test(arguments: ["EUR", "USD/kg", "EUR/day", "kg/EUR", "EUR/(kg kg)", "EUR/(unit kg)"])
  func incompatiblePricesAreErrors(unit: String) {
    #expect(lane("unit_cost [\(unit)]", "1").errors == ["lanes.csv:1 unit-mismatch"])
  }

  @Test func otherDimensionsAreIncompatible() {
    #expect(lane("distance [kg]", "1").errors == ["lanes.csv:1 unit-mismatch"])
    #expect(lane("transit_time [km]", "1").errors == ["lanes.csv:1 unit-mismatch"])
    #expect(lane("capacity_max [km/day]", "1").errors == ["lanes.csv:1 unit-mismatch"])
    #expect(lane("fixed_cost [kg]", "1").errors == ["lanes.csv:1 unit-mismatch"])
    #expect(lane("minimum_if_used [order]", "1").errors == ["lanes.csv:1 unit-mismatch"])
  }

  @Test func amountsConvertToTheUnitsOfSettings() throws {
    let texts = lane("distance [mi],transit_time [hour]", "10,12", settings: "distance_unit,m\nweight_unit,t\n")
      .with("products", "product,unit_weight [g]\nLamp,2000\nDesk,1\n")
    let instance = try frozen(texts)
    #expect(instance.distance("North", "Anna", "Lamp") == number("16093.44"))
    #expect(instance.lanes.transitTime[0] == number("0.5"))
    #expect(instance.products[0].unitWeight == number("0.002"))
    #expect(instance.settings.tonnesPerWeightUnit == .one)
    #expect(instance.settings.kilometresPerDistanceUnit == number("0.001"))
  }

  @Test func emissionRatesAreKilogramsATonneKilometre() throws {
    let instance = try frozen(lane("co2_rate [g/(tonne km)]", "62"))
    #expect(instance.lanes.co2Rate[0] == number("0.062"))
    #expect(lane("co2_rate [kg/km]", "62").errors == ["lanes.csv:1 unit-mismatch"])
  }

  @Test func ratesPerKilogramConvertToTheWeightUnit() throws {
    let texts = lane("rate,distance", "R,5", settings: "weight_unit,t\n").with(
      "rates", "rate,charge,basis,cost\nR,a,kg,2\nR,b,tonne_km,3\nR,c,m3,4\n")
    let charges = try frozen(texts).rates[0].charges
    #expect(charges.map { $0.breaks[0].cost } == [Rational(2000), Rational(3), Rational(4)])
    #expect(charges.map(\.basis) == [.weight, .weightDistance, .volume])
  }

  @Test func theQuantityUnitGoesByItsNameOrAsUnit() throws {
    let texts = lane("unit_cost [EUR/box],capacity_max [unit/day]", "2,5", settings: "quantity_unit,box\n")
    let instance = try frozen(texts)
    #expect(instance.lanes.unitCost[0]?.basis == .unit)
    #expect(instance.lanes.capacityMax[0]?.measure == .quantity)
  }

  @Test func settingsHaveRanges() {
    func errors(_ row: String) -> [String] { small.with("settings", "key,value\n" + row).errors }
    #expect(errors("quantity_decimals,7\n") == ["settings.csv:2 number-range"])
    #expect(errors("quantity_decimals,6\n") == [])
    #expect(errors("currency_decimals,10\n") == ["settings.csv:2 number-range"])
    #expect(errors("weight_unit,stone\n") == ["settings.csv:2 unknown-unit"])
    #expect(errors("currency,EUR\ncurrency,USD\n") == ["settings.csv:3 duplicate-key"])
  }

  @Test func defaultsThatWereUsedAreSaid() {
    let note = small.freeze().faults.first { $0.rule == "defaults-used" }?.message
    #expect(note?.contains("`weight_unit` = kg") == true)
    #expect(note?.contains("`circuity_factor` = 1.2") == true)
  }

  // MARK: Distances

  @Test func greatCircleDistancesFillInWhereALaneGivesNone() throws {
    let texts = small.with(
      "sites", "site,latitude,longitude\nNorth,52.52,13.405\nSouth,48.137,11.575\n"
    ).with("customers", "customer,latitude,longitude\nAnna,50.11,8.68\nBert,,\n")
      .with("settings", "key,value\ncircuity_factor,1\n")
      .with(
        "lanes", "origin,destination,distance\nNorth,South,\nNorth,Anna,123.5\nNorth,Bert,\nSouth,Anna,\nSouth,Bert,\n")
    let instance = try frozen(texts)
    // Berlin to Munich: 504 km.
    let distance = try #require(instance.distance("North", "South", "Lamp"))
    #expect(distance > Rational(503) && distance < Rational(506))
    #expect((distance * Rational(1000)).isWhole)
    #expect(instance.distance("North", "Anna", "Lamp") == number("123.5"))
    #expect(instance.distance("North", "Bert", "Lamp") == nil)
    let doubled = try frozen(texts.with("settings", "key,value\ncircuity_factor,2\ndistance_unit,m\n"))
    #expect(doubled.distance("North", "South", "Lamp") == distance * Rational(2000))
  }

  @Test func theHaversineOfAQuarterOfTheEquator() {
    let zero = GreatCircle.Point(latitude: .zero, longitude: .zero)
    let quarter = GreatCircle.Point(latitude: .zero, longitude: Rational(90))
    #expect(GreatCircle.distance(zero, quarter) == number("10007.557"))
    #expect(GreatCircle.distance(zero, zero) == .zero)
  }

  @Test func theMostSpecificRowThatGivesADistanceSaysIt() throws {
    let texts = small.with(
      "lanes",
      "origin,destination,product,distance\nNorth,Anna,Lamp,10\nNorth,Anna,,12\nNorth,Bert,Desk,\nNorth,Bert,,7\n")
    let instance = try frozen(texts)
    #expect(instance.distance("North", "Anna", "Lamp") == Rational(10))
    #expect(instance.distance("North", "Anna", "Desk") == Rational(12))
    #expect(instance.distance("North", "Bert", "Desk") == Rational(7))
  }
}
