extension InstanceDraw {
  mutating func drawSites() {
    plants = random.chance(55) ? ["P1", "P2"] : ["P1"]
    warehouses = random.chance(wants(.multiLeg) ? 50 : 20) ? ["W1", "W2"] : ["W1"]
    for plant in plants { sites.append(["site": plant, "type": "plant", "country": "DE"]) }
    for warehouse in warehouses { sites.append(["site": warehouse, "type": "warehouse", "country": "DE"]) }
    var optional = sites.rows.indices.filter { $0 > 0 }
    if wants(.siteExcluded), optional.count > 1 || random.chance(50) {
      let row = optional.remove(at: random.pick(0...optional.count - 1))
      sites.set(row, "status", "exclude")
    }
    if wants(.siteConsidered), !optional.isEmpty {
      for row in optional where random.chance(70) || row == optional[0] { sites.set(row, "status", "consider") }
    }
    for row in sites.rows.indices { drawSiteCosts(row) }
  }

  private mutating func drawSiteCosts(_ row: Int) {
    let status = sites.cell(row, "status")
    if wants(.initialState) || wants(.closingCost) && status == "consider", random.chance(70) {
      sites.set(row, "initial_state", status == "consider" ? "existing" : "potential")
    }
    if wants(.startupCost), random.chance(70) { sites.set(row, "fixed_startup_cost", amount(4...30)) }
    if wants(.closingCost), random.chance(70) { sites.set(row, "fixed_closing_cost", amount(4...30)) }
    if wants(.operatingCost), random.chance(70) { sites.set(row, "fixed_operating_cost", amount(3...25)) }
    if wants(.handlingCost), random.chance(60) {
      sites.set(row, random.pick(["inbound_handling_cost", "outbound_handling_cost"]), amount(1...5))
    }
    if wants(.siteOperator), random.chance(40) { sites.set(row, "operator", random.pick(providers)) }
  }

  /// Limits on what leaves a site, in one measure for each column.
  mutating func drawSiteLimits() {
    for (feature, column) in [(Feature.throughputMax, "throughput_max"), (.throughputMin, "throughput_min")]
    where wants(feature) {
      let isLeast = feature == .throughputMin
      let measure = limitMeasure(orders: true)
      let isWeekly = random.chance(20)
      for row in sites.rows.indices where random.chance(isLeast ? 45 : 55) {
        let isPlant = sites.cell(row, "type") == "plant"
        if measure == "order", isPlant, wants(.multiLeg) { continue }
        let units = measure == "order" ? random.pick(1...2) : random.pick(1...max(1, isLeast ? 3 : demanded - 1))
        sites.set(row, column, limit(isWeekly ? units * 7 : units, in: measure ?? ""))
      }
      let time = isWeekly ? "/week" : random.pick(["", "/day", "/period"])
      sites.setUnit(measure.map { $0 + time } ?? (isWeekly ? quantityUnit + time : nil), of: column)
    }
  }

  mutating func drawSupply() {
    let sources = plants + (wants(.multiLeg) ? warehouses.filter { _ in random.chance(15) } : warehouses)
    for source in sources {
      for product in products where source == "P1" || random.chance(80) {
        supply.append(["site": source, "product": product])
        let row = supply.rows.count - 1
        if wants(.supplyCost) { supply.set(row, "unit_cost", amount(1...8)) }
        if wants(.supplyMax), random.chance(75) {
          supply.set(row, "supply_max", quantity(random.pick(max(1, demanded / 2)...max(2, demanded))))
        }
        if wants(.supplyMin), random.chance(60) { supply.set(row, "supply_min", quantity(random.pick(1...2))) }
      }
    }
    if wants(.groupRow), random.chance(30) { mergeSupply() }
  }

  /// One row for all plants instead of one for each, which a plant's own row overrides.
  private mutating func mergeSupply() {
    guard plants.count == 2, supply.rows.count > 1 else { return }
    let own = supply.rows.indices.last { supply.cell($0, "site") == "P2" && supply.cell($0, "product") == "A" }
    guard let first = supply.rows.indices.first(where: { supply.cell($0, "product") == "A" }) else { return }
    supply.set(first, "site", "type:plant")
    if let own, !wants(.overridingRow) { supply.rows.remove(at: own) }
  }

  mutating func drawProviders() {
    for provider in providers {
      providerTable.append([
        "provider": provider, "type": "carrier",
        "engagement_cost": wants(.engagementCost) && random.chance(75) ? amount(3...20) : "",
      ])
    }
  }
}
