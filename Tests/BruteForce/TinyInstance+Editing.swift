/// The edits that take features out of tables.
extension TinyInstance {
  mutating func edit(_ name: String, _ change: (inout TinyTable) -> Void) {
    guard var table = self[name] else { return }
    change(&table)
    self[name] = table
  }

  mutating func clear(_ name: String, _ column: String) {
    edit(name) { table in
      for row in table.rows.indices where !table.cell(row, column).isEmpty { table.set(row, column, "") }
    }
  }

  mutating func replace(_ name: String, _ column: String, _ text: String, by other: String) {
    edit(name) { table in
      for row in table.rows.indices where table.cell(row, column) == text { table.set(row, column, other) }
    }
  }

  mutating func drop(_ name: String, where isDropped: (TinyTable, Int) -> Bool) {
    edit(name) { table in
      let kept = table.rows.indices.filter { !isDropped(table, $0) }
      table.rows = kept.map { table.rows[$0] }
    }
  }

  /// Drops constraints, and those that measure themselves within one of them.
  mutating func dropConstraints(where isDropped: (TinyTable, Int) -> Bool) {
    guard let table = self["constraints"] else { return }
    let names = Set(table.rows.indices.filter { isDropped(table, $0) }.map { table.cell($0, "constraint") })
    drop("constraints") { table, row in
      names.contains(table.cell(row, "constraint")) || names.contains(table.cell(row, "within"))
    }
  }

  mutating func dropLimits(in measure: String) {
    let columns = [
      ("sites", "throughput_min"), ("sites", "throughput_max"), ("lanes", "capacity_min"), ("lanes", "capacity_max"),
      ("lanes", "minimum_if_used"),
    ]
    for (table, column) in columns where self[table]?.unit(of: column)?.hasPrefix(measure) ?? false {
      clear(table, column)
    }
    dropConstraints { table, row in table.cell(row, "unit") == measure }
  }

  /// Clears the names of rates that have no rows any more.
  mutating func clearEmptyRates() {
    let rates = Set(self["rates"].map { table in table.rows.indices.map { table.cell($0, "rate") } } ?? [])
    edit("lanes") { table in
      for row in table.rows.indices where !rates.contains(table.cell(row, "rate")) { table.set(row, "rate", "") }
    }
  }

  mutating func dropLegsBetweenSites() {
    let sites = Set(self["sites"].map { table in table.rows.indices.map { table.cell($0, "site") } } ?? [])
    drop("lanes") { table, row in
      let text = table.cell(row, "destination")
      return sites.contains(text) || text.contains("type:") || text.contains("SITES")
    }
  }

  /// Keeps the first row of those between the same places for the same products.
  mutating func dropAlternatives() {
    var seen: Set<[String]> = []
    drop("lanes") { table, row in
      !seen.insert(["origin", "destination", "product"].map { table.cell(row, $0) }).inserted
    }
  }

  /// Gives every row of a shared offer an offer of its own.
  mutating func separateOffers() {
    edit("lanes") { table in
      func party(_ row: Int) -> [String] { [table.cell(row, "provider"), table.cell(row, "offer")] }
      let shared = table.rows.indices.filter { row in
        !table.cell(row, "offer").isEmpty && table.rows.indices.contains { $0 != row && party($0) == party(row) }
      }
      for row in shared { table.set(row, "offer", "\(table.cell(row, "offer"))-\(row + 1)") }
    }
  }

  mutating func writeTogetherRowsOut() {
    let isMixed = (self["products"]?.rows.count ?? 0) > 1
    edit("lanes") { table in
      for row in table.rows.indices {
        if isMixed, table.cell(row, "product").isEmpty { table.set(row, "product", "ALL") }
        for column in ["origin", "destination", "product"] where table.cell(row, column).hasPrefix("{") {
          table.set(row, column, String(table.cell(row, column).dropFirst().dropLast()))
        }
      }
    }
  }

  /// Writes every row of a group for its first member only.
  mutating func narrowGroups() {
    guard let sheet = try? Sheet(self) else { return }
    let columns: [(String, String, Domain)] = [
      ("lanes", "origin", sheet.sites), ("lanes", "destination", sheet.places), ("lanes", "product", sheet.products),
      ("demand", "customer", sheet.customers), ("demand", "product", sheet.products),
      ("supply", "site", sheet.sites), ("supply", "product", sheet.products),
      ("constraints", "origin", sheet.sites), ("constraints", "destination", sheet.places),
      ("constraints", "product", sheet.products), ("constraints", "site", sheet.sites),
    ]
    for (name, column, domain) in columns {
      edit(name) { table in
        for row in table.rows.indices {
          let text = table.cell(row, column)
          guard !text.hasPrefix("{"), let cell = try? domain.cell(text, blank: .unnamed),
            cell.specificity == .group || cell.specificity == .all, let first = cell.copies.first?.names.first
          else { continue }
          table.set(row, column, first)
        }
      }
    }
  }

  /// Drops the rows that lie within a less specific row of the same table.
  mutating func dropOverrides(_ name: String) {
    guard let sheet = try? Sheet(self), let table = self[name] else { return }
    let keys: [(String, Domain?)] = switch name {
    case "lanes":
      [
        ("origin", sheet.sites), ("destination", sheet.places), ("product", sheet.products), ("provider", nil),
        ("mode", nil), ("service", nil), ("offer", nil),
      ]
    case "demand": [("customer", sheet.customers), ("product", sheet.products), ("order", nil)]
    default: [("site", sheet.sites), ("product", sheet.products)]
    }
    func members(_ row: Int, _ key: (String, Domain?)) -> Set<String> {
      let text = table.cell(row, key.0)
      guard let domain = key.1 else { return [text] }
      let all = Members(names: domain.wholes["ALL"] ?? [])
      return Set((try? domain.cell(text, blank: all))?.copies.flatMap(\.names) ?? [])
    }
    drop(name) { _, row in
      table.rows.indices.contains { other in
        let pairs = keys.map { (members(row, $0), members(other, $0)) }
        return other != row && pairs.allSatisfy { $0.isSubset(of: $1) } && pairs.contains { $0 != $1 }
      }
    }
  }

  /// Keeps the first break of every band, as a flat charge.
  mutating func flattenBands() { flatten { table, row in table.cell(row, "structure") == "band" } }

  /// Keeps the first break of every charge that is meant, as a flat charge.
  mutating func flatten(where isMeant: (TinyTable, Int) -> Bool) {
    var seen: Set<[String]> = []
    drop("rates") { table, row in
      isMeant(table, row) && !seen.insert([table.cell(row, "rate"), table.cell(row, "charge")]).inserted
    }
    edit("rates") { table in
      let columns = ["structure", "break_from", "break_to", "break_basis", "break_scope", "contract"]
      for row in table.rows.indices where isMeant(table, row) {
        for column in columns { table.set(row, column, "") }
      }
    }
  }

  mutating func dropLaterCharges() {
    var first: [String: String] = [:]
    drop("rates") { table, row in
      let (rate, charge) = (table.cell(row, "rate"), table.cell(row, "charge"))
      if first[rate] == nil { first[rate] = charge }
      return first[rate] != charge
    }
  }

  /// Pools what named orders ask for, adding up the quantities of one customer and product.
  mutating func poolOrders() {
    guard let table = self["demand"],
      table.rows.indices.contains(where: { !table.cell($0, "order").isEmpty })
    else { return }
    flattenBands()
    var pooled = table
    pooled.rows = []
    var places: [[String]: Int] = [:]
    for row in table.rows.indices {
      let key = [table.cell(row, "customer"), table.cell(row, "product"), table.cell(row, "status")]
      if let place = places[key], let a = Rational(pooled.cell(place, "quantity")),
        let b = Rational(table.cell(row, "quantity"))
      {
        pooled.set(place, "quantity", (a + b).description)
      } else {
        places[key] = pooled.rows.count
        pooled.rows.append(table.rows[row])
        for column in ["order", "ship_policy", "weight"] { pooled.set(pooled.rows.count - 1, column, "") }
      }
    }
    self["demand"] = pooled
  }
}
