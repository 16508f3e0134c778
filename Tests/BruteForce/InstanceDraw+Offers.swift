extension InstanceDraw {
  /// Gives rows of one provider one named offer.
  mutating func shareOffers() {
    let provider = random.pick(providers)
    let rows = lanes.rows.indices.filter { lanes.cell($0, "provider") == provider }
    guard rows.count > 1 else { return }
    for row in rows where random.chance(80) {
      lanes.set(row, "offer", "bundle")
      if random.chance(50) { lanes.set(row, "unit_cost", "0.5") }
      if random.chance(70) { lanes.set(row, "fixed_cost", amount(1...5)) }
      if random.chance(30) { lanes.set(row, "capacity_min", quantity(1)) }
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
      lanes.set(cheap, "unit_cost", "1")
      lanes.set(cheap, "rate", "")
      lanes.set(cheap, "capacity_max", quantity(1))
    }
  }

  /// Gives customers who want one source a cheap one that is too small.
  mutating func temptSingleSources() {
    for row in customerTable.rows.indices where customerTable.cell(row, "single_source") == "yes" {
      let customer = customerTable.cell(row, "customer")
      let near = lanes.rows.indices.filter { lanes.cell($0, "destination") == customer }
      guard near.count > 1, random.chance(75) else { continue }
      let cheap = random.pick(near)
      for other in near where lanes.cell(other, "origin") == lanes.cell(cheap, "origin") {
        lanes.set(other, "capacity_max", quantity(1))
      }
      lanes.set(cheap, "unit_cost", "0.25")
      lanes.set(cheap, "rate", "")
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
        lanes.set(row, "capacity_min", quantity(1))
      }
      if wants(.minimumIfUsed), random.chance(50) { lanes.set(row, "minimum_if_used", quantity(random.pick(2...3))) }
    }
    lanes.setUnit(most.map { "\($0)/period" } ?? (random.chance(20) ? quantityUnit : nil), of: "capacity_max")
    guard wants(.unitCostMeasure) else { return }
    let measures = ["kg", "m3", "pallet", "(\(quantityUnit) km)", "(t km)", "(kg km)", "t"]
    lanes.setUnit("EUR/" + random.pick(measures), of: "unit_cost")
  }
}
