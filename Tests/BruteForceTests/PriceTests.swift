import BruteForce
import Testing

/// Answers worked out on paper for one lane of three units (6 kg, 1.5 m3, 1.5 pallets, 10 km).
@Suite struct PriceTests {
  private func cost(_ charges: String, lane: String = "") throws -> [String] {
    try TinyInstance.single.with(
      """
      rates
      rate,charge,break_from,break_to,basis,structure,cost,minimum_charge
      \(charges)

      lanes
      origin,destination,unit_cost,rate,distance
      P1,C1,\(lane),R,10
      """
    ).best
  }

  @Test func aUnitCostIsPaidForEachUnit() throws {
    #expect(try TinyInstance.single.best == ["6"])
  }

  @Test(arguments: [
    ("unit", "4", "12"), ("kg", "4", "24"), ("m3", "4", "6"), ("pallet", "4", "6"), ("shipment", "4", "4"),
    ("order", "4", "4"), ("km", "4", "40"), ("unit_km", "4", "120"), ("tonne_km", "50", "3"), ("period", "4", "4"),
  ])
  func aChargeIsItsCostTimesItsBasis(basis: String, cost: String, total: String) throws {
    #expect(try self.cost("R,base,,,\(basis),,\(cost),") == [total])
  }

  /// 10 % of a price of 20 on 3 units.
  @Test func aChargeByValueIsPercentOfThePrice() throws {
    let instance = TinyInstance.single.with(
      """
      demand
      customer,product,order,quantity,unit_price
      C1,A,,3,20

      rates
      rate,charge,basis,cost
      R,base,value,10

      lanes
      origin,destination,rate
      P1,C1,R

      objectives
      priority,objective
      1,total_cost
      """)
    #expect(try instance.best == ["6"])
  }

  /// 3 × 4 + 6 kg × 1 + unit_cost 3 × 2 = 24.
  @Test func chargesOfOneRateAndTheUnitCostAddUp() throws {
    #expect(try cost("R,base,,,unit,,4,\nR,fuel,,,kg,,1,", lane: "2") == ["24"])
  }

  /// The sum 12 + 6 = 18 is raised to the largest minimum, 30; a minimum of 15 is met.
  @Test func theLargestMinimumHoldsForTheSum() throws {
    #expect(try cost("R,base,,,unit,,4,20\nR,fuel,,,kg,,1,30") == ["30"])
    #expect(try cost("R,base,,,unit,,4,15\nR,fuel,,,kg,,1,") == ["18"])
  }

  /// 3 × 10/3 is 10 exactly; 3/7 is rounded at the ninth decimal; 3e-9 + (1.5e-9, half to even) = 5e-9.
  @Test func aChargeLineIsRoundedOnce() throws {
    #expect(try cost("R,base,,,unit,,10/3,") == ["10"])
    #expect(try cost("R,base,,,unit,,1/7,") == ["0.428571429"])
    #expect(try cost("R,base,,,unit,,1e-9,\nR,fuel,,,pallet,,1e-9,") == ["0.000000005"])
  }

  @Test(arguments: [
    ("EUR/kg", "12"), ("EUR/t", "0.012"), ("EUR/m3", "3"), ("EUR/pallet", "3"), ("EUR/(unit km)", "60"),
    ("EUR/(t km)", "0.12"),
  ])
  func aUnitInTheHeaderSaysWhatIsPaidFor(unit: String, total: String) throws {
    let instance = TinyInstance.single.with(
      """
      lanes
      origin,destination,unit_cost [\(unit)],distance
      P1,C1,2,10
      """)
    #expect(try instance.best == [total])
  }

  /// Two orders: 1 unit of 2 kg and 2 units of 4 kg. Each is a shipment of its own.
  private func orders(_ rates: String) throws -> [String] {
    try TinyInstance.single.with(
      """
      demand
      customer,product,order,quantity
      C1,A,O1,1
      C1,A,O2,2

      rates
      rate,charge,break_from,break_to,basis,structure,cost,minimum_charge
      \(rates)

      lanes
      origin,destination,rate,distance
      P1,C1,R,10
      """
    ).best
  }

  /// The order of 4 kg lies on a point that two breaks share: the higher one counts. 2 × 3 + 4 × 2 = 14.
  @Test func aSharedPointBelongsToTheHigherBand() throws {
    #expect(try orders("R,base,0,4,kg,band,3,\nR,base,4,9,kg,band,2,") == ["14"])
  }

  /// Without an end a band goes up to, and without, the next one's start.
  @Test func aBlankEndReachesToTheNextBand() throws {
    #expect(try orders("R,base,0,,kg,band,3,\nR,base,5,,kg,band,2,") == ["18"])
  }

  @Test func aWeightInNoBandIsNotOffered() throws {
    #expect(try orders("R,base,0,3,kg,band,3,\nR,base,5,,kg,band,2,") == ["infeasible"])
  }

  /// Per order: max(2, 5) + max(4, 5) = 10; the band's own minimum counts where it is reached: 5 + 7.
  @Test func aMinimumHoldsForEachOrder() throws {
    #expect(try orders("R,base,,,kg,,1,5") == ["10"])
    #expect(try orders("R,base,0,3,kg,band,1,5\nR,base,3,9,kg,band,1,7") == ["12"])
  }

  /// Two shipments, two orders, two drives of 10 km, one period.
  @Test func anOrderOnALaneIsAShipment() throws {
    #expect(try orders("R,base,,,shipment,,4,") == ["8"])
    #expect(try orders("R,base,,,order,,4,") == ["8"])
    #expect(try orders("R,base,,,km,,1,") == ["20"])
    #expect(try orders("R,base,,,period,,4,") == ["4"])
  }

  /// The band reads the weight ordered, 10 kg for four units, though one fits: 2.5 kg at 1.5 is 3.75, less than
  /// the penalty of 4 that the other three cost.
  @Test func aRowsOwnWeightCountsInsteadOfTheProducts() throws {
    let instance = TinyInstance.single.with(
      """
      demand
      customer,product,order,quantity,weight,penalty_cost
      C1,A,O1,4,10,4

      rates
      rate,charge,break_from,basis,structure,cost
      R,base,0,kg,band,1
      R,base,9,kg,band,1.5

      lanes
      origin,destination,rate,capacity_max
      P1,C1,R,1
      """)
    #expect(try instance.best == ["15.75"])
  }
}
