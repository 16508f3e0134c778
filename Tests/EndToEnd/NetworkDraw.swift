import BruteForce

/// Random instances that are networks: plants, warehouses and customers with the limits that lie within one another, or
/// whole orders to sites whose capacity counts orders.
struct NetworkDraw {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  private mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }
  private mutating func maybe(_ percent: Int, _ range: ClosedRange<Int>) -> String {
    chance(percent) ? "\(number(range))" : ""
  }
  private mutating func price(_ most: Int) -> String { "\(number(0...most)).\(number(0...99))" }

  private var objectives: [[String]] {
    [
      [], ["1,total_cost"], ["1,unmet_demand", "2,total_cost"], ["1,fill_rate", "2,total_cost", "3,lead_time"],
      ["1,total_cost", "2,lead_time"],
    ]
  }

  /// Quantities that may be divided: products without shared limits, up to two echelons.
  mutating func flows() -> [String: String] {
    let (plants, warehouses, customers, products) = (number(1...3), number(0...3), number(1...6), number(1...2))
    var sites = "site,type,throughput_max,inbound_handling_cost,outbound_handling_cost\n"
    var supply = "site,product,supply_max,supply_min,unit_cost\n"
    for plant in 0..<plants {
      sites += "P\(plant),plant,,,\(price(1))\n"
      for product in 0..<products {
        supply += "P\(plant),g\(product),\(maybe(70, 20...200)),\(maybe(10, 0...5)),\(price(9))\n"
      }
    }
    for warehouse in 0..<warehouses {
      sites += "W\(warehouse),warehouse,\(products == 1 ? maybe(50, 30...150) : ""),\(price(1)),\(price(1))\n"
    }
    var lanes = "origin,destination,provider,product,unit_cost,transit_time,capacity_max\n"
    for product in 0..<products {
      for plant in 0..<plants {
        for warehouse in 0..<warehouses where chance(80) { lanes += lane("P\(plant)", "W\(warehouse)", product) }
        for customer in 0..<customers where chance(warehouses == 0 ? 90 : 25) {
          lanes += lane("P\(plant)", "C\(customer)", product)
        }
      }
      for warehouse in 0..<warehouses {
        for customer in 0..<customers where chance(70) { lanes += lane("W\(warehouse)", "C\(customer)", product) }
      }
    }
    var demand = "customer,product,quantity,penalty_cost,min_fill_rate\n"
    for customer in 0..<customers {
      for product in 0..<products where product == 0 || chance(60) {
        let quantity = "\(number(1...40)).\(number(0...999))"
        demand += "C\(customer),g\(product),\(quantity),\(maybe(75, 20...90)),\(maybe(20, 10...60))\n"
      }
    }
    return tables(sites, supply, demand, lanes, decimals: number(0...1) * 3)
  }

  private mutating func lane(_ origin: String, _ destination: String, _ product: Int) -> String {
    var rows = ""
    for carrier in 0...(chance(25) ? 1 : 0) {
      rows += "\(origin),\(destination),T\(carrier),g\(product),\(price(20)),\(number(1...9)),\(maybe(30, 3...60))\n"
    }
    return rows
  }

  /// Orders that go whole, to sites whose throughput counts orders.
  mutating func wholeOrders() -> [String: String] {
    let (plants, customers) = (number(2...4), number(2...8))
    var sites = "site,throughput_max [order]\n"
    var supply = "site,product\n"
    for plant in 0..<plants {
      sites += "P\(plant),\(maybe(80, 1...4))\n"
      supply += "P\(plant),goods\n"
    }
    var lanes = "origin,destination,provider,unit_cost\n"
    var demand = "customer,product,order,quantity,penalty_cost,ship_policy\n"
    for customer in 0..<customers {
      for plant in 0..<plants where chance(75) { lanes += "P\(plant),C\(customer),T\(number(0...1)),\(price(9))\n" }
      for order in 0...number(0...1) {
        demand += "C\(customer),goods,o\(order),\(number(1...50)),\(maybe(80, 1...9)),complete\n"
      }
    }
    return tables(sites, supply, demand, lanes, decimals: 0)
  }

  private mutating func tables(_ sites: String, _ supply: String, _ demand: String, _ lanes: String, decimals: Int)
    -> [String: String]
  {
    var tables = [
      "sites": sites, "supply": supply, "demand": demand, "lanes": lanes,
      "settings": "key,value\nquantity_decimals,\(decimals)\n",
    ]
    let wanted = objectives[number(0...objectives.count - 1)]
    if !wanted.isEmpty { tables["objectives"] = "priority,objective\n" + wanted.joined(separator: "\n") + "\n" }
    return tables
  }
}
