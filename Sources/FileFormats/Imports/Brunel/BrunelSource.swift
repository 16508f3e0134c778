/// The seven tables of Brunel University's supply chain logistics data set (Kalganova and Dzalbs, 2019,
/// DOI 10.17633/rd.brunel.7558679), numbers fitted to the instance format.
struct BrunelSource {
  struct Order {
    var id: String
    /// Who carried it in history; the plan is free to choose.
    var carrier: String
    var service: String
    var customer: String
    var product: String
    var quantity: String
    var weight: String
  }

  /// One row of the freight tariff: a price for weights from `least` to `most`, both included.
  struct Freight {
    var carrier: String
    var port: String
    var destination: String
    var service: String
    var mode: String
    var days: String
    var least: String
    var most: String
    var minimumCost: String
    var rate: String
    var line: String
  }

  var orders: [Order] = []
  var freight: [Freight] = []
  /// In the file's order.
  var plants: [String] = []
  var capacity: [String: String] = [:]
  var unitCost: [String: String] = [:]
  var productsOfPlant: [(plant: String, product: String)] = []
  /// A plant with an entry serves these customers only.
  var customersOfPlant: [String: [String]] = [:]
  var portsOfPlant: [String: [String]] = [:]
  var rounded = RoundedNumbers()

  /// - Throws: `ImportFault` where a file or a column is missing or a number is none.
  init(folder: String) throws(ImportFault) {
    try readOrders(folder)
    try readFreight(folder)
    try readPlants(folder)
  }

  private mutating func number(_ table: SourceTable, _ row: Int, _ column: String) throws(ImportFault) -> String {
    let text = table[row, column]
    guard let fitted = rounded.fitted(text, "\(table.place(row)), \(column)") else {
      throw .malformed(place: table.place(row), message: "`\(text)` in `\(column)` is not a number")
    }
    return fitted
  }

  private mutating func readOrders(_ folder: String) throws(ImportFault) {
    let table = try SourceTable(
      folder: folder, "OrderList.csv",
      required: ["Order ID", "Carrier", "Service Level", "Customer", "Product ID", "Unit quantity", "Weight"])
    for row in 0..<table.count {
      orders.append(
        Order(
          id: table[row, "Order ID"], carrier: table[row, "Carrier"], service: table[row, "Service Level"],
          customer: table[row, "Customer"], product: table[row, "Product ID"], quantity: try number(table, row, "Unit quantity"),
          weight: try number(table, row, "Weight")))
    }
  }

  private mutating func readFreight(_ folder: String) throws(ImportFault) {
    let table = try SourceTable(
      folder: folder, "FreightRates.csv",
      required: [
        "Carrier", "orig_port_cd", "dest_port_cd", "minm_wgh_qty", "max_wgh_qty", "svc_cd", "minimum cost", "rate",
        "mode_dsc", "tpt_day_cnt",
      ])
    for row in 0..<table.count {
      freight.append(
        Freight(
          carrier: table[row, "Carrier"], port: table[row, "orig_port_cd"], destination: table[row, "dest_port_cd"],
          service: table[row, "svc_cd"], mode: table[row, "mode_dsc"], days: table[row, "tpt_day_cnt"],
          least: try number(table, row, "minm_wgh_qty"), most: try number(table, row, "max_wgh_qty"),
          minimumCost: try number(table, row, "minimum cost"), rate: try number(table, row, "rate"),
          line: table.place(row)))
    }
  }

  private mutating func readPlants(_ folder: String) throws(ImportFault) {
    let capacities = try SourceTable(folder: folder, "WhCapacities.csv", required: ["Plant ID", "Daily Capacity"])
    for row in 0..<capacities.count {
      let plant = capacities[row, "Plant ID"]
      plants.append(plant)
      capacity[plant] = try number(capacities, row, "Daily Capacity")
    }
    let costs = try SourceTable(folder: folder, "WhCosts.csv", required: ["WH", "Cost/unit"])
    for row in 0..<costs.count { unitCost[costs[row, "WH"]] = try number(costs, row, "Cost/unit") }
    let products = try SourceTable(folder: folder, "ProductsPerPlant.csv", required: ["Plant Code", "Product ID"])
    productsOfPlant = (0..<products.count).map { (products[$0, "Plant Code"], products[$0, "Product ID"]) }
    let customers = try SourceTable(folder: folder, "VmiCustomers.csv", required: ["Plant Code", "Customers"])
    for row in 0..<customers.count {
      customersOfPlant[customers[row, "Plant Code"], default: []].append(customers[row, "Customers"])
    }
    let ports = try SourceTable(folder: folder, "PlantPorts.csv", required: ["Plant Code", "Port"])
    for row in 0..<ports.count { portsOfPlant[ports[row, "Plant Code"], default: []].append(ports[row, "Port"]) }
  }
}
