extension InstanceDraw {
  /// One to four objectives on one to three levels, money nearly always among them.
  mutating func drawObjectives() {
    var chosen = Feature.allCases.filter { $0.objective != nil && wants($0) }
    if !chosen.contains(.totalCost), !chosen.contains(.profit), !chosen.isEmpty, random.chance(85) {
      chosen.append(.totalCost)
    }
    guard !chosen.isEmpty, random.chance(92) else { return }
    if productTable.cell(0, "unit_price").isEmpty { chosen.removeAll { $0 == .profit } }
    chosen.shuffle(using: &random)
    var priority = 1
    for (place, feature) in chosen.prefix(4).enumerated() {
      let splits = wants(.objectiveWeight) ? 45 : wants(.severalLevels) ? 90 : 30
      if place > 0, priority < 3, random.chance(splits) { priority += 1 }
      objectives.append(["priority": String(priority), "objective": feature.objective ?? ""])
      let row = objectives.rows.count - 1
      guard wants(.objectiveWeight) else { continue }
      objectives.set(row, "weight", random.pick(["2", "0.5", "3", "10", "30", "1/4", "0.1"]))
    }
    guard wants(.tolerance), priority > 1 else { return }
    let first = objectives.rows.indices.filter { objectives.cell($0, "priority") == "1" }
    // What a tolerance of a sum of objectives is of, the format does not say.
    guard first.count == 1 else { return }
    objectives.set(first[0], "tolerance", random.pick(["1", "5", "10", "20", "25", "50"]))
  }

  mutating func drawConstraints() {
    if wants(.flowConstraint) {
      for _ in 0..<random.pick(1...2) { addFlowConstraint() }
    }
    if wants(.flowCount) { addCount("flow_count", most: 3, selector: random.chance(50)) }
    if wants(.providerCount) { addCount("provider_count", most: 2, selector: false) }
    if wants(.siteCount) { addCount("site_count", most: sites.rows.count - 1, selector: false) }
    if wants(.shareWithin) { addShare() }
    guard wants(.softConstraint) else { return }
    for row in constraints.rows.indices where random.chance(70) {
      let isShare = constraints.cell(row, "unit") == "%"
      guard !isShare, constraints.cell(row, "sense") != "conditional_min" else { continue }
      constraints.set(row, "penalty_cost", amount(1...12))
    }
  }

  private mutating func sense() -> String {
    let senses = Feature.allCases.filter { $0.sense != nil && wants($0) }.compactMap(\.sense)
    return senses.isEmpty ? "max" : random.pick(senses)
  }

  private mutating func addFlowConstraint() {
    var row = ["constraint": "K\(constraints.rows.count + 1)", "type": "flow", "sense": sense()]
    var measure = limitMeasure(orders: false)
    if wants(.limitByOrder), random.chance(50) { measure = "order" }
    if row["sense"] == "fixed" { measure = nil }
    switch random.pick(0...4) {
    case 0: row["origin"] = random.pick(warehouses + plants)
    case 1: row["provider"] = random.pick(providers)
    case 2: row["mode"] = lanes.rows.indices.map { lanes.cell($0, "mode") }.contains("rail") ? "rail" : nil
    case 3: row["origin"] = random.pick(["{type:warehouse}", "type:warehouse", "{type:plant}"])
    default: row["destination"] = random.pick(customers)
    }
    if measure == "order" { row["destination"] = random.pick(customers + ["{segment:small}"]) }
    let units = measure == "order" ? random.pick(1...2) : random.pick(1...max(2, demanded - 2))
    row["value"] = limit(units, in: measure ?? "")
    row["unit"] = measure
    addConstraint(row)
  }

  private mutating func addCount(_ type: String, most: Int, selector: Bool) {
    var row = ["constraint": "K\(constraints.rows.count + 1)", "type": type, "sense": sense()]
    row["value"] = String(random.pick(1...max(1, most)))
    if selector { row["origin"] = random.pick(warehouses + plants) }
    addConstraint(row)
  }

  /// A share of one selection of flows within another constraint's.
  private mutating func addShare() {
    let base = ["constraint": "whole", "type": "flow", "sense": "max", "value": "99", "destination": "{CUSTOMERS}"]
    addConstraint(base)
    var share = ["constraint": "share", "type": "flow", "unit": "%", "within": "whole", "destination": "{CUSTOMERS}"]
    share["sense"] = sense()
    share["value"] = random.pick(["25", "40", "50", "60", "75"])
    if random.chance(50) {
      share["origin"] = random.pick(warehouses + plants)
    } else {
      share["provider"] = random.pick(providers)
    }
    addConstraint(share)
  }

  private mutating func addConstraint(_ cells: [String: String]) {
    constraints.append(["constraint": cells["constraint"] ?? ""])
    for column in cells.keys.sorted() {
      constraints.set(constraints.rows.count - 1, column, cells[column] ?? "")
    }
  }
}
