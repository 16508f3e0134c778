import Logistics

/// Plants ship to depots, depots to customers; both kinds of place have capacities and fixed costs.
///
/// `I J K [L]`: I plants, J depots, K customers, L products. Then K rows of L demands; I rows of L capacities and a
/// fixed cost; L matrices I × J of unit costs; J rows of L capacities and a fixed cost; L matrices J × K of unit costs.
struct TwoStageNetwork {
  /// A plant or a depot.
  struct Place {
    /// One entry a product.
    var capacities: [Rational]
    var fixedCost: Rational
  }

  let products: Int
  /// One row a customer, one entry a product.
  let demands: [[Rational]]
  let plants: [Place]
  let depots: [Place]
  /// By product, plant and depot.
  let inbound: [[[Rational]]]
  /// By product, depot and customer.
  let outbound: [[[Rational]]]
  /// Bytes behind the last number that were left out.
  private let padding: Int

  init(_ file: inout NumberFile) throws(ImportFault) {
    let sizes = try Self.sizes(&file)
    products = sizes.products
    demands = try Self.matrix(&file, sizes.customers, products, "demand")
    plants = try Self.places(&file, sizes.plants, products, "plant")
    inbound = try Self.matrices(&file, products, sizes.plants, sizes.depots, "unit cost from a plant")
    depots = try Self.places(&file, sizes.depots, products, "depot")
    outbound = try Self.matrices(&file, products, sizes.depots, sizes.customers, "unit cost from a depot")
    padding = try file.finish()
  }
}

// MARK: Reading

extension TwoStageNetwork {
  private struct Sizes {
    var plants: Int
    var depots: Int
    var customers: Int
    var products: Int
  }

  private static func sizes(_ file: inout NumberFile) throws(ImportFault) -> Sizes {
    var sizes = Sizes(
      plants: try file.size("plants"), depots: try file.size("depots"), customers: try file.size("customers"),
      products: 1)
    if file.isWithinLine { sizes.products = try file.size("products") }
    return sizes
  }

  private static func matrix(
    _ file: inout NumberFile, _ rows: Int, _ columns: Int, _ what: String
  ) throws(ImportFault) -> [[Rational]] {
    try file.expect(rows * columns, what)
    var matrix: [[Rational]] = []
    for _ in 0..<rows { matrix.append(try file.amounts(columns, what)) }
    return matrix
  }

  private static func matrices(
    _ file: inout NumberFile, _ count: Int, _ rows: Int, _ columns: Int, _ what: String
  ) throws(ImportFault) -> [[[Rational]]] {
    var matrices: [[[Rational]]] = []
    for _ in 0..<count { matrices.append(try matrix(&file, rows, columns, what)) }
    return matrices
  }

  private static func places(
    _ file: inout NumberFile, _ count: Int, _ products: Int, _ what: String
  ) throws(ImportFault) -> [Place] {
    try matrix(&file, count, products + 1, "capacity or fixed cost of a \(what)").map { row in
      Place(capacities: Array(row.dropLast()), fixedCost: row[products])
    }
  }
}

// MARK: Tables

extension TwoStageNetwork {
  /// The instance: considered plants and depots, a lane from every plant to every depot and from there to every
  /// customer.
  ///
  /// A plant's capacity for a product limits its supply. A depot's limits what leaves it: of one product as its
  /// throughput, of several as a constraint each, with their sum as its throughput.
  func tables(named name: String) -> [ImportedTable] {
    [settings(name), sites, supply, demand, lanes, constraints]
  }

  var notes: [String] {
    let several = products == 1 ? "" : ", \(products) products"
    return [
      "\(plants.count) plants and \(depots.count) depots, each to be opened or not, "
        + "\(demands.count) customers\(several)",
      "fixed costs are paid once, as `fixed_operating_cost` of the one period",
    ] + (products == 1 ? [] : ["a depot's capacity for a product is a constraint on what leaves it"])
      + Resolution(of: quantities).notes + NumberFile.paddingNotes(padding)
  }

  private var quantities: [Rational] { demands.flatMap { $0 } + (plants + depots).flatMap(\.capacities) }
  private static func plant(_ index: Int) -> String { "P\(index + 1)" }
  private static func depot(_ index: Int) -> String { "D\(index + 1)" }
  private static func customer(_ index: Int) -> String { "C\(index + 1)" }
  private func product(_ index: Int) -> String { products == 1 ? "goods" : "goods \(index + 1)" }

  private func settings(_ name: String) -> ImportedTable {
    ImportedTable(
      "settings", ["key", "value"],
      [["model_name", name], ["quantity_decimals", "\(Resolution(of: quantities).decimals)"]])
  }

  private var sites: ImportedTable {
    func row(_ name: String, _ type: String, _ place: Place) -> [String] {
      let throughput = place.capacities.reduce(.zero, +)
      return [name, type, "consider", place.fixedCost.description, throughput.description]
    }
    return ImportedTable(
      "sites", ["site", "type", "status", "fixed_operating_cost", "throughput_max"],
      plants.enumerated().map { row(Self.plant($0), "plant", $1) }
        + depots.enumerated().map { row(Self.depot($0), "distribution_center", $1) })
  }

  private var supply: ImportedTable {
    ImportedTable(
      "supply", ["site", "product", "supply_max"],
      plants.enumerated().flatMap { index, plant in
        plant.capacities.enumerated().map { [Self.plant(index), product($0), $1.description] }
      })
  }

  /// A customer that asks for nothing of a product has no row for it.
  private var demand: ImportedTable {
    ImportedTable(
      "demand", ["customer", "product", "quantity"],
      demands.enumerated().flatMap { index, row in
        row.enumerated().filter { !$1.isZero }.map { [Self.customer(index), product($0), $1.description] }
      })
  }

  private var lanes: ImportedTable {
    var rows: [[String]] = []
    for good in 0..<products {
      for (plant, costs) in inbound[good].enumerated() {
        for (depot, cost) in costs.enumerated() {
          rows.append([Self.plant(plant), Self.depot(depot), product(good), cost.description])
        }
      }
      for (depot, costs) in outbound[good].enumerated() {
        for (customer, cost) in costs.enumerated() where !demands[customer][good].isZero {
          rows.append([Self.depot(depot), Self.customer(customer), product(good), cost.description])
        }
      }
    }
    return ImportedTable("lanes", ["origin", "destination", "product", "unit_cost"], rows)
  }

  private var constraints: ImportedTable {
    let rows =
      products == 1
      ? []
      : depots.enumerated().flatMap { index, depot in
        depot.capacities.enumerated().map { good, capacity in
          [
            "\(Self.depot(index)) \(product(good))", "flow", Self.depot(index), product(good), "max",
            capacity.description,
          ]
        }
      }
    return ImportedTable("constraints", ["constraint", "type", "origin", "product", "sense", "value"], rows)
  }
}
