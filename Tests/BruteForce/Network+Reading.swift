extension Network {
  /// Reads what the tables mean.
  init(_ instance: TinyInstance) throws(BruteForceError) {
    let sheet = try Sheet(instance)
    units = sheet.units
    let decimals = Int(sheet.settings["quantity_decimals"] ?? "3") ?? 3
    step = .power(ofTen: -decimals)
    try readProducts(sheet)
    try readSites(sheet)
    try readObjectives(sheet)
    try readDemand(sheet)
    try readSupply(sheet)
    try readProviders(sheet)
    try readLanes(sheet)
    try readRates(sheet)
    try readSurcharges(sheet)
    try readConstraints(sheet)
    try readPolicies(sheet)
    try readSales(sheet)
    try readContracts(sheet)
    if objectives.isEmpty {
      let priced = demand.allSatisfy { $0.price != nil }
      objectives = [Objective(priority: 1, name: priced ? "profit" : "total_cost", weight: .one, tolerance: .zero)]
    }
  }

  private mutating func readProducts(_ sheet: Sheet) throws(BruteForceError) {
    for row in sheet.rows("products") {
      products[row.text("product") ?? ""] = Product(
        weight: try row.number("unit_weight"), volume: try row.number("unit_volume"),
        perPallet: try row.number("units_per_pallet"), price: try row.number("unit_price"),
        value: try row.number("unit_value"))
    }
    productNames = sheet.products.names
  }

  private mutating func readSites(_ sheet: Sheet) throws(BruteForceError) {
    for row in sheet.rows("sites") {
      let isDecided = row.text("status") == "consider"
      let before = row.text("initial_state") ?? (isDecided ? "potential" : "existing")
      sites.append(
        Site(
          name: row.text("site") ?? "", isDecided: isDecided, existsBefore: before == "existing",
          startup: try row.cost("fixed_startup_cost"), closing: try row.cost("fixed_closing_cost"),
          operating: try row.cost("fixed_operating_cost"), inbound: try row.cost("inbound_handling_cost"),
          outbound: try row.cost("outbound_handling_cost"), throughputMin: try row.limit("throughput_min"),
          throughputMax: try row.limit("throughput_max"), operatedBy: row.text("operator")))
    }
    sites.sort { $0.name < $1.name }
  }

  private mutating func readObjectives(_ sheet: Sheet) throws(BruteForceError) {
    for row in sheet.rows("objectives") {
      objectives.append(
        Objective(
          priority: Int(row.text("priority") ?? "") ?? 1, name: row.text("objective") ?? "",
          weight: try row.number("weight") ?? .one, tolerance: try row.number("tolerance") ?? .zero))
    }
    objectives.sort { ($0.priority, $0.name) < ($1.priority, $1.name) }
  }

  private mutating func readDemand(_ sheet: Sheet) throws(BruteForceError) {
    let keys = [
      KeyColumn(name: "customer", domain: sheet.customers), KeyColumn(name: "product", domain: sheet.products),
      KeyColumn(name: "order"),
    ]
    let fallback = try sheet.settings["default_penalty_cost"].map { text throws(BruteForceError) in
      guard let value = Rational(text) else { throw .invalid("default_penalty_cost `\(text)`") }
      return value
    }
    for written in try sheet.writtenOut("demand", keys) {
      demand.append(try demandRow(written, fallback, sheet))
    }
    let completeOrders = Set(demand.filter { $0.isComplete && $0.order != nil }.map { [$0.customer, $0.order ?? ""] })
    for place in demand.indices where completeOrders.contains([demand[place].customer, demand[place].order ?? ""]) {
      demand[place].isComplete = true
    }
    demand.sort { ($0.customer, $0.order ?? "", $0.product) < ($1.customer, $1.order ?? "", $1.product) }
    for row in sheet.rows("customers") where try row.flag("single_source") {
      singleSource.insert(row.text("customer") ?? "")
    }
  }

  private func demandRow(
    _ written: WrittenOut, _ fallback: Rational?, _ sheet: Sheet
  ) throws(BruteForceError) -> Demand {
    let row = written.row
    let product = written.members[1].names[0]
    guard let quantity = try row.number("quantity") else { throw .invalid("a demand row without quantity") }
    let steps = quantity / step
    guard steps.denominator == 1, steps.numerator >= 0 else { throw .invalid("quantity \(quantity)") }
    let isConsidered = row.text("status") == "consider"
    let penalty = try row.number("penalty_cost") ?? (isConsidered ? .zero : fallback)
    let unmet = objectives.contains { ["unmet_demand", "unmet_orders", "fill_rate", "max_min_fill"].contains($0.name) }
    let rate = try row.number("min_fill_rate")
    let floor = (rate ?? .zero) / Rational(100) * steps
    let mayFallShort = penalty != nil || unmet
    let weight = try row.number("weight")
    return Demand(
      customer: written.members[0].names[0], product: product, order: written.members[2].names.first,
      quantity: Int(steps.numerator), least: Int(mayFallShort ? floor.ceiling : steps.numerator),
      weight: quantity == .zero ? nil : weight.map { $0 / quantity } ?? products[product]?.weight,
      price: try row.number("unit_price") ?? products[product]?.price, penalty: penalty ?? .zero,
      isComplete: row.text("ship_policy") == "complete", service: row.text("service"),
      origins: try row.text("from_site").map { text throws(BruteForceError) in
        try sheet.sites.cell(text, blank: .unnamed).copies.flatMap(\.names)
      }, ownPrice: try row.number("unit_price"), isInRatio: row.text("ship_policy") == "in_ratio", maxTransit: try row.number("max_transit_time"),
      priority: try row.number("priority"))
  }

  private mutating func readSupply(_ sheet: Sheet) throws(BruteForceError) {
    let keys = [
      KeyColumn(name: "site", domain: sheet.sites), KeyColumn(name: "product", domain: sheet.products),
    ]
    for written in try sheet.writtenOut("supply", keys) {
      let row = written.row
      supply.append(
        Supply(
          site: written.members[0].names[0], product: written.members[1].names[0],
          least: try row.cost("supply_min"), most: try row.number("supply_max"), cost: try row.cost("unit_cost")))
    }
    for written in try sheet.writtenOut("inventory", keys) {
      // Stock may leave, and costs nothing; what does not leave stays.
      supply.append(
        Supply(
          site: written.members[0].names[0], product: written.members[1].names[0], least: .zero,
          most: try written.row.number("initial_stock") ?? .zero, cost: .zero))
    }
    supply = supply.filter { row in sites.contains { $0.name == row.site } }
    supply.sort { ($0.site, $0.product) < ($1.site, $1.product) }
  }

  private mutating func readProviders(_ sheet: Sheet) throws(BruteForceError) {
    let excluded = sheet.rows("providers", excluded: true).filter { $0.cells["status"] == "exclude" }
      .compactMap { $0.text("provider") }
    providers = sheet.providers.names.filter { !excluded.contains($0) }
    for row in sheet.rows("providers") {
      engagement[row.text("provider") ?? ""] = try row.cost("engagement_cost")
      terms[row.text("provider") ?? ""] = try ProviderTerms(row)
    }
  }
}
