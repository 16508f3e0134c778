extension InstanceDraw {
  /// Gives rows of one provider one named offer.
  mutating func shareOffers() {
    let provider = random.pick(providers)
    let rows = lanes.rows.indices.filter { lanes.cell($0, "provider") == provider }
    guard rows.count > 1 else { return }
    for row in rows where random.chance(80) {
      lanes.set(row, "offer", "bundle")
      if random.chance(50) { lanes.set(row, "unit_cost", amount(1...4)) }
      if random.chance(40) { lanes.set(row, "fixed_cost", amount(2...12)) }
      if random.chance(30) { lanes.set(row, "capacity_min", "1") }
    }
  }

  /// Awards lanes that have several offers, all of the same products.
  mutating func awardLanes() {
    for row in lanes.rows.indices {
      let alike = lanes.rows.indices.filter { other in
        ["origin", "destination"].allSatisfy { lanes.cell(other, $0) == lanes.cell(row, $0) }
      }
      let isTogether = lanes.cell(row, "destination").hasPrefix("{")
      let oneProduct = Set(alike.map { lanes.cell($0, "product") }).count == 1
      guard alike.count > 1, oneProduct, !isTogether, alike[0] == row, random.chance(90) else { continue }
      for other in alike { lanes.set(other, "award", "single") }
      let cheap = random.pick(alike)
      if lanes.unit(of: "capacity_max") == nil { lanes.set(cheap, "capacity_max", String(random.pick(1...2))) }
    }
  }

  mutating func drawLaneLimits() {
    let isAwarded = lanes.index(of: "capacity_max") != nil
    let most = isAwarded ? nil : limitMeasure(orders: true)
    for row in lanes.rows.indices {
      let isLast = !lanes.cell(row, "destination").hasPrefix("W")
      if wants(.laneFixedCost), random.chance(45) { lanes.set(row, "fixed_cost", amount(2...15)) }
      if wants(.capacityMax), random.chance(55), isLast || most != "order" {
        let units = most == "order" ? 1 : random.pick(1...max(1, demanded - 2))
        lanes.set(row, "capacity_max", limit(units, in: most ?? ""))
      }
      if wants(.capacityMin), random.chance(lanes.cell(row, "offer").isEmpty ? 18 : 50) {
        lanes.set(row, "capacity_min", "1")
      }
      if wants(.minimumIfUsed), random.chance(50) { lanes.set(row, "minimum_if_used", String(random.pick(2...3))) }
    }
    lanes.setUnit(most.map { "\($0)/period" }, of: "capacity_max")
    if wants(.unitCostMeasure) { lanes.setUnit(random.pick(Self.priceUnits), of: "unit_cost") }
  }

  private static let priceUnits = [
    "EUR/kg", "EUR/m3", "EUR/pallet", "EUR/(unit km)", "EUR/(t km)", "EUR/(kg km)", "EUR/t",
  ]
}
