import Logistics

/// Facilities that may be opened, and customers who are served from those that are: the form that several collections
/// share, with the cost of serving *all* of a customer's demand from each facility.
struct FacilityLocation {
  struct Facility {
    /// In quantity units over the horizon.
    var capacity: Rational
    var fixedCost: Rational
  }

  var facilities: [Facility] = []
  /// Above 0, one a customer.
  var demands: [Rational] = []
  /// Of all the customer's demand: one row a customer, one entry a facility.
  var costs: [[Rational]] = []
  /// Whether all of a customer's demand comes from one facility.
  var isSingleSource = false

  /// The instance: considered warehouses, one product, and from each warehouse a lane to each customer.
  func tables(named name: String) -> [ImportedTable] {
    [settings(name), sites, ImportedTable("supply", ["site", "product"], [["ALL", Self.product]]), demand, lanes]
  }

  /// What a planner should know of how the numbers were read.
  var notes: [String] {
    let split = isSingleSource ? "all of a customer's demand comes from one warehouse" : "demand may be split"
    return [
      "\(facilities.count) warehouses, each to be opened or not, and \(demands.count) customers; \(split)",
      "a cost is that of all the customer's demand: `unit_cost` is that cost ÷ demand, as an exact fraction",
      "the fixed cost is paid once, as `fixed_operating_cost` of the one period",
    ] + Resolution(of: demands + facilities.map(\.capacity)).notes
  }

  private static let product = "goods"
  private static func warehouse(_ index: Int) -> String { "W\(index + 1)" }
  private static func customer(_ index: Int) -> String { "C\(index + 1)" }

  private func settings(_ name: String) -> ImportedTable {
    let resolution = Resolution(of: demands + facilities.map(\.capacity))
    return ImportedTable(
      "settings", ["key", "value"], [["model_name", name], ["quantity_decimals", "\(resolution.decimals)"]])
  }

  private var sites: ImportedTable {
    ImportedTable(
      "sites", ["site", "type", "status", "fixed_operating_cost", "throughput_max"],
      facilities.enumerated().map { index, facility in
        [
          Self.warehouse(index), "warehouse", "consider", facility.fixedCost.description, facility.capacity.description,
        ]
      })
  }

  /// Where a customer has one source, its demand is an order that goes whole: one decision a lane, not two.
  private var demand: ImportedTable {
    let policy = isSingleSource ? "complete" : "independent"
    return ImportedTable(
      "demand", ["customer", "product", "quantity", "ship_policy"],
      demands.enumerated().map { [Self.customer($0), Self.product, $1.description, policy] })
  }

  private var lanes: ImportedTable {
    var rows: [[String]] = []
    rows.reserveCapacity(facilities.count * demands.count)
    for facility in facilities.indices {
      for customer in demands.indices {
        rows.append([Self.warehouse(facility), Self.customer(customer), unitCost(customer, facility)])
      }
    }
    return ImportedTable("lanes", ["origin", "destination", "unit_cost"], rows)
  }

  private func unitCost(_ customer: Int, _ facility: Int) -> String {
    let (cost, demand) = (costs[customer][facility], demands[customer])
    if cost.isZero || demand == .one { return cost.description }
    return "\(cost)/\(demand)"
  }
}
