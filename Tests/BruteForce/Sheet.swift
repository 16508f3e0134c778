/// The tables of an instance with their names and groups resolved: rows written out and merged.
struct Sheet {
  let instance: TinyInstance
  var units = Units()
  var settings: [String: String] = [:]
  var sites = Domain(), customers = Domain(), places = Domain()
  var products = Domain(), providers = Domain(), modes = Domain()

  init(_ instance: TinyInstance) throws(BruteForceError) {
    self.instance = instance
    if let table = instance["settings"] {
      for row in table.rows.indices { settings[table.cell(row, "key")] = table.cell(row, "value") }
    }
    units.quantity = settings["quantity_unit"] ?? "unit"
    units.currency = settings["currency"] ?? ""
    sites.names = names([("sites", "site")])
    let attributes = customerAttributes()
    customers.names = names([("customers", "customer"), ("demand", "customer")], except: attributes)
    products.names = names([("products", "product")])
    providers.names = names([("providers", "provider"), ("lanes", "provider"), ("sites", "operator")])
    modes.names = names([("lanes", "mode")])
    collectGroups()
    collectWholes()
  }

  /// The rows of a table as they stand, without the excluded ones where `all` is false.
  func rows(_ table: String, excluded: Bool = false) -> [Row] {
    guard let table = instance[table] else { return [] }
    let headers = table.columns.map { TinyTable.split($0) }
    return table.rows.compactMap { texts in
      var row = Row(units: units)
      for (header, text) in zip(headers, texts) where !text.isEmpty {
        row.cells[header.name] = text
        row.unitOf[header.name] = header.unit
      }
      return row.cells["status"] == "exclude" && !excluded ? nil : row
    }
  }

  private func names(_ sources: [(table: String, column: String)], except: Set<String> = []) -> [String] {
    var found: [String] = []
    let grouped = Set(instance["groups"].map { table in table.rows.indices.map { table.cell($0, "group") } } ?? [])
    for (name, column) in sources {
      guard let table = instance[name] else { continue }
      for row in table.rows.indices {
        let text = table.cell(row, column)
        let isGroup = grouped.contains(text) || except.contains(text) || ["ALL", "CUSTOMERS"].contains(text)
        if !text.isEmpty, !isGroup, !text.hasPrefix("{"), !found.contains(text) { found.append(text) }
      }
    }
    return found.sorted()
  }

  private func customerAttributes() -> Set<String> {
    var found: Set<String> = []
    for row in rows("customers", excluded: true) {
      for column in ["type", "segment", "territory", "region", "country"] {
        if let value = row.text(column) { found.insert("\(column):\(value)") }
      }
    }
    return found
  }

  private mutating func collectGroups() {
    for row in rows("groups") {
      guard let group = row.text("group"), let member = row.text("member") else { continue }
      switch row.text("type") {
      case "site": sites.add(member, to: group)
      case "customer": customers.add(member, to: group)
      case "product": products.add(member, to: group)
      case "provider": providers.add(member, to: group)
      default: modes.add(member, to: group)
      }
    }
    collectAttributes("sites", "site", ["type", "region", "country"], \.sites)
    collectAttributes("customers", "customer", ["type", "segment", "territory", "region", "country"], \.customers)
    collectAttributes("products", "product", ["category"], \.products)
    collectAttributes("providers", "provider", ["type"], \.providers)
  }

  private mutating func collectAttributes(
    _ table: String, _ key: String, _ columns: [String], _ domain: WritableKeyPath<Sheet, Domain>
  ) {
    for row in rows(table, excluded: true) {
      guard let name = row.text(key) else { continue }
      for column in columns {
        if let value = row.text(column) { self[keyPath: domain].add(name, to: "\(column):\(value)") }
      }
    }
  }

  private mutating func collectWholes() {
    sites.wholes = ["ALL": sites.names, "SITES": sites.names]
    customers.wholes = ["ALL": customers.names, "CUSTOMERS": customers.names]
    products.wholes = ["ALL": products.names]
    providers.wholes = ["ALL": providers.names]
    modes.wholes = ["ALL": modes.names]
    places.names = sites.names + customers.names
    places.groups = sites.groups.merging(customers.groups) { ($0 + $1).sorted() }
    places.wholes = ["SITES": sites.names, "CUSTOMERS": customers.names]
  }
}

extension Domain {
  fileprivate mutating func add(_ member: String, to group: String) {
    groups[group, default: []].append(member)
    groups[group]?.sort()
  }
}
