/// Draws the numbers of tables from a seed, the same on every machine.
struct TableDraw {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func callAsFunction(_ range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int((state >> 33) % UInt64(range.count))
  }
}

/// Shops that ask for tea, and warehouses that may open, each with a throughput and a lane to every shop.
struct WarehouseTables {
  var shops: Int
  var houses: Int
  var throughput: ClosedRange<Int>
  var shipsComplete = false
  /// Behind the whole part of a lane's price.
  var priceEnding = ""

  func drawn(seed: UInt64) -> [String: String] {
    var draw = TableDraw(seed: seed)
    var sites = "site,status,fixed_operating_cost,throughput_max\n"
    var supply = "site,product\n"
    var lanes = "origin,destination,unit_cost\n"
    var demand = "customer,product,quantity,ship_policy\n"
    for shop in 1...shops { demand += "Shop \(shop),Tea,\(draw(5...35)),\(shipsComplete ? "complete" : "")\n" }
    for site in 1...houses {
      sites += "House \(site),consider,\(draw(100...400)),\(draw(throughput))\n"
      supply += "House \(site),Tea\n"
      for shop in 1...shops { lanes += "House \(site),Shop \(shop),\(draw(1...40))\(priceEnding)\n" }
    }
    return ["sites": sites, "supply": supply, "lanes": lanes, "demand": demand]
  }
}
