/// Turns Brunel University's supply chain logistics data set into an instance.
///
/// An order goes whole from one plant that makes its product and serves its customer, through one port of the plant, by one
/// freight row whose origin, service level and weight band fit it. A plant ships at most its daily capacity, in orders.
/// Freight is the greater of a minimum cost and rate × weight; orders whose customer arranges freight (CRF) pay none.
public enum BrunelImport {
  /// - Throws: `ImportFault`.
  public static func read(folder: String) throws(ImportFault) -> ImportedInstance {
    let source = try BrunelSource(folder: folder)
    let tariff = BrunelTariff(source)
    let report = BrunelReport(source, tariff)
    return ImportedInstance(
      tables: [
        settings, objectives, scenarios, sites(source), supply(source), groups(source), customers(source),
        demand(source), rates(tariff), lanes(source, tariff),
      ], report: report.lines, rounded: source.rounded.all)
  }

  /// The service level of orders whose customer arranges freight.
  static let customerFreight = "CRF"

  private static let settings = ImportedTable(
    "settings", ["key", "value"],
    [
      ["model_name", "Brunel University supply chain logistics"], ["currency", "USD"], ["quantity_decimals", "0"],
      ["weight_unit", "kg"], ["time_unit", "day"],
    ])

  private static let objectives = ImportedTable(
    "objectives", ["priority", "objective"], [["1", "unmet_orders"], ["2", "total_cost"]])

  /// The least number of days whose capacity serves every order.
  private static let scenarios = ImportedTable(
    "scenarios", ["scenario", "item", "table", "column", "action", "value", "notes"],
    [["capacity_x7", "1", "sites", "throughput_max", "scale", "7", "seven days of capacity"]])

  private static func sites(_ source: BrunelSource) -> ImportedTable {
    ImportedTable(
      "sites", ["site", "type", "throughput_max [order/day]", "outbound_handling_cost"],
      source.plants.map { [$0, "plant", source.capacity[$0] ?? "", source.unitCost[$0] ?? ""] })
  }

  private static func supply(_ source: BrunelSource) -> ImportedTable {
    let known = Set(source.plants)
    return ImportedTable(
      "supply", ["site", "product"],
      source.productsOfPlant.filter { known.contains($0.plant) }.map { [$0.plant, $0.product] })
  }

  /// The customers that a vendor-managed plant serves.
  private static func groups(_ source: BrunelSource) -> ImportedTable {
    let ordering = Set(source.orders.map(\.customer))
    let rows = source.plants.flatMap { plant in
      (source.customersOfPlant[plant] ?? []).filter(ordering.contains).map { [group(plant), "customer", $0] }
    }
    return ImportedTable("groups", ["group", "type", "member"], rows)
  }

  private static func group(_ plant: String) -> String { "customers of \(plant)" }

  private static func customers(_ source: BrunelSource) -> ImportedTable {
    var seen: Set<String> = []
    return ImportedTable(
      "customers", ["customer"], source.orders.filter { seen.insert($0.customer).inserted }.map { [$0.customer] })
  }

  private static func demand(_ source: BrunelSource) -> ImportedTable {
    ImportedTable(
      "demand", ["customer", "product", "order", "quantity", "weight", "service", "ship_policy"],
      source.orders.map { [$0.customer, $0.product, $0.id, $0.quantity, $0.weight, $0.service, "complete"] })
  }

  private static func rates(_ tariff: BrunelTariff) -> ImportedTable {
    let rows = tariff.rates.flatMap { rate in
      rate.bands.map {
        [rate.name, "freight", $0.least, $0.most, "kg", "band", "order_weight", $0.rate, $0.minimumCost, $0.line]
      }
    }
    return ImportedTable(
      "rates",
      [
        "rate", "charge", "break_from", "break_to", "basis", "structure", "break_basis", "cost", "minimum_charge", "notes",
      ], rows)
  }

  /// Plant to customers, a row for each port of the plant and offer there; the port stands in the offer's name.
  private static func lanes(_ source: BrunelSource, _ tariff: BrunelTariff) -> ImportedTable {
    var rows: [[String]] = []
    let ordering = Set(source.orders.map(\.customer))
    for plant in source.plants {
      var destination = "CUSTOMERS"
      if let served = source.customersOfPlant[plant] {
        guard served.contains(where: ordering.contains) else { continue }
        destination = group(plant)
      }
      for port in source.portsOfPlant[plant] ?? [] {
        rows.append([plant, destination, "", "", customerFreight, "\(port) customer freight", "", ""])
        for rate in tariff.rates where rate.first.port == port {
          rows.append([
            plant, destination, rate.first.carrier, rate.first.mode, rate.first.service, rate.offer, rate.name,
            rate.first.days,
          ])
        }
      }
    }
    return ImportedTable(
      "lanes", ["origin", "destination", "provider", "mode", "service", "offer", "rate", "transit_time"], rows)
  }
}
