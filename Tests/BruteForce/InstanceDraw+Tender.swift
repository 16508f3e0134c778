extension InstanceDraw {
  /// In how many of a hundred draws a feature is wanted.
  func odds(_ feature: Feature) -> Int {
    let isOfTender = Feature.ofTender.contains(feature)
    guard theme == .tender else { return isOfTender ? 0 : Self.odds[feature] ?? 35 }
    return isOfTender ? Self.tenderOdds[feature] ?? 40 : Self.oddsBesideTenders[feature] ?? 8
  }

  private static let tenderOdds: [Feature: Int] = [
    .surchargePercent: 30, .surchargeAmount: 30, .dutyRate: 28, .volumeMin: 28, .volumeMax: 32, .maxLanes: 32,
    .maxSites: 32, .switchCost: 32, .changesLimit: 30, .sourceCount: 32, .scoreLimit: 34, .transitLimit: 32,
    .co2Limit: 28, .allUnit: 50, .incremental: 45, .stepwise: 45, .providerScope: 45, .contractScope: 45,
    .breakByMeasure: 50, .breakByShipments: 45, .breakKnownBefore: 40, .shipmentSize: 45, .treatAsFull: 40,
    .commitmentMin: 26, .contractVolumeMax: 26, .takeOrPay: 28, .shareMin: 26, .shareMax: 26, .rebate: 40,
    .exclusive: 28, .onTimeMin: 30,
  ]

  /// Features that instances about tenders are about, in turn: those that decide seldom by themselves more than once, those
  /// that decide often never.
  static let seldomDecisiveOfTender: [Feature] = [
    .contractScope, .budgetLimit, .dutyRate, .volumeMin, .volumeMax, .maxLanes, .maxSites, .switchCost,
    .changesLimit, .sourceCount, .scoreLimit, .transitLimit, .co2Limit,
    .onTimeMin, .incremental, .stepwise, .providerScope, .contractScope,
    .breakByMeasure, .breakByShipments, .breakKnownBefore, .shipmentSize, .treatAsFull,
    .contractScope, .contractVolumeMax, .sourceCount, .shareMin, .shareMax, .providerScope, .exclusive, .onTimeMin,
    .softOnTime, .maxLanes, .maxSites, .volumeMax,
  ]

  /// What an instance about a tender has besides: several offers, and not much else.
  private static let oddsBesideTenders: [Feature: Int] = [
    .alternativeRow: 95, .multiLeg: 25, .penaltyCost: 45, .namedOrder: 30, .engagementCost: 20, .totalCost: 100,
    .byUnit: 40, .byWeight: 25, .byShipment: 25, .minimumCharge: 25, .severalCharges: 30, .siteConsidered: 15,
    .capacityMax: 20, .siteOperator: 12, .profit: 0, .severalLevels: 0,
  ]

  /// The tables of a freight tender, over lanes, rates and providers that are drawn already.
  mutating func drawTender() {
    drawSurcharges()
    drawProviderTerms()
    drawIncumbents()
    drawTenderConstraints()
    drawTiers()
    drawContracts()
    drawBudget()
  }

  private mutating func drawBudget() {
    let isAsked = [.budgetLimit, .softBudget, .budgetKinds].contains(where: wants)
    if isAsked || random.chance(34) {
      addTenderConstraint("budget", "max", amount(8...90))
      softenBudget(constraints.rows.count - 1)
    }
    for row in constraints.rows.indices where ["score", "transit"].contains(constraints.cell(row, "type")) {
      if random.chance(wants(.softAverage) ? 90 : 36) { constraints.set(row, "penalty_cost", amount(2...20)) }
    }
    for row in contracts.rows.indices where contracts.cell(row, "term") == "on_time_min" {
      if random.chance(wants(.softOnTime) ? 100 : 70) { contracts.set(row, "shortfall_cost", amount(5...40)) }
    }
  }

  /// Of some kinds, or soft, or both.
  private mutating func softenBudget(_ row: Int) {
    if wants(.budgetKinds) || random.chance(60) {
      let kinds = ["transport", "transport; minimum_charge; surcharge", "engagement; switching", "surcharge; transport; minimum_charge; rebate"]
      constraints.set(row, "measure", random.pick(kinds))
      constraints.set(row, "value", amount(4...40))
    }
    if wants(.softBudget) || random.chance(60) { constraints.set(row, "penalty_cost", random.pick(["0.5", "1", "2", "3"])) }
  }

  private mutating func drawSurcharges() {
    let rate = rates.rows.isEmpty ? "ALL" : rates.cell(random.pick(Array(rates.rows.indices)), "rate")
    if wants(.surchargePercent) {
      surcharges.append([
        "applies_to": "ALL", "name": "fuel", "basis": "percent", "value": random.pick(["10", "25", "12.5", "-10"]),
      ])
      if random.chance(50) {
        surcharges.append([
          "applies_to": random.pick(providers), "name": "fuel", "basis": "percent",
          "value": random.pick(["40", "60", "0"]),
        ])
      }
    }
    guard wants(.surchargeAmount) else { return }
    surcharges.append([
      "applies_to": random.pick([rate, "ALL", random.pick(providers)]), "name": "toll",
      "basis": random.pick(["unit", "kg", "km", "shipment"]), "value": random.pick(["1", "0.5", "2"]),
    ])
  }

  private mutating func drawProviderTerms() {
    for row in providerTable.rows.indices {
      if wants(.volumeMin), random.chance(60) { providerTable.set(row, "volume_min", quantity(random.pick(2...3))) }
      if wants(.volumeMax), random.chance(60) { providerTable.set(row, "volume_max", quantity(random.pick(1...4))) }
      if wants(.maxLanes), random.chance(70) { providerTable.set(row, "max_lanes", random.pick(["1", "1", "2"])) }
      if wants(.maxSites), random.chance(70) { providerTable.set(row, "max_sites", random.pick(["1", "1", "2"])) }
      guard wants(.scoreLimit) else { continue }
      providerTable.set(row, "reputation", String(random.pick([50, 60, 70, 80, 90])))
      providerTable.set(row, "on_time_rate", String(random.pick([80, 90, 95, 99])))
    }
    guard wants(.dutyRate) else { return }
    for row in productTable.rows.indices { productTable.set(row, "unit_value", String(random.pick(5...20))) }
    for row in lanes.rows.indices where random.chance(50) {
      lanes.set(row, "duty_rate", random.pick(["10", "25", "40", "7.5"]))
    }
  }

  private mutating func drawIncumbents() {
    guard wants(.switchCost) || wants(.changesLimit) else { return }
    for row in lanes.rows.indices where random.chance(50) { lanes.set(row, "incumbent", "yes") }
    guard wants(.switchCost) else { return }
    for row in providerTable.rows.indices {
      if random.chance(80) { providerTable.set(row, "switch_cost", amount(2...12)) }
      if random.chance(20) { providerTable.set(row, "incumbent", "yes") }
    }
  }

  private mutating func drawTenderConstraints() {
    if wants(.changesLimit) {
      addTenderConstraint("changes", "max", String(random.pick(0...1)))
      if random.chance(30) { constraints.set(constraints.rows.count - 1, "penalty_cost", amount(2...8)) }
    }
    if wants(.sourceCount) {
      addTenderConstraint("source_count", random.pick(["max", "max", "min"]), random.pick(["1", "1", "2"]))
      constraints.set(
        constraints.rows.count - 1, "destination", random.pick(customers + ["{CUSTOMERS}", "CUSTOMERS"]))
    }
    if wants(.scoreLimit) { drawScoreLimit() }
    if wants(.transitLimit) {
      addTenderConstraint("transit", "max", String(random.pick(1...4)))
      if random.chance(40) { constraints.set(constraints.rows.count - 1, "unit", "each") }
    }
    if wants(.co2Limit) {
      addTenderConstraint("co2", "max", random.pick(["0.005", "0.01", "0.02", "0.04"]))
      if random.chance(40) { constraints.set(constraints.rows.count - 1, "penalty_cost", "100") }
    }
  }

  /// A lane without a provider has no score, so the rule names those that have one.
  private mutating func drawScoreLimit() {
    let measure = random.pick(["reputation", "on_time_rate"])
    addTenderConstraint("score", random.chance(85) ? "min" : "max", String(random.pick([65, 75, 85, 92])))
    let row = constraints.rows.count - 1
    constraints.set(row, "measure", measure)
    constraints.set(row, "provider", "{ALL}")
    if random.chance(40) { constraints.set(row, "unit", "each") }
    guard measure == "on_time_rate" else { return }
    for row in lanes.rows.indices where random.chance(40) {
      lanes.set(row, "on_time_rate", random.pick(["70", "85", "97.5"]))
    }
  }

  mutating func addTenderConstraint(_ type: String, _ sense: String, _ value: String) {
    constraints.append(["constraint": "T\(constraints.rows.count + 1)", "type": type])
    constraints.set(constraints.rows.count - 1, "sense", sense)
    constraints.set(constraints.rows.count - 1, "value", value)
  }
}
