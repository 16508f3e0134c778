extension InstanceDraw {
  /// Up to three rates with breaks, each on some of the lanes.
  mutating func drawTiers() {
    let structures = [Feature.allUnit, .incremental, .stepwise].filter { wants($0) }.compactMap(\.structure)
    for (place, structure) in structures.enumerated() { addTieredRate("T\(place + 1)", structure) }
    if wants(.breakKnownBefore) { addLookedUpRate("T4") }
    drawShipments()
  }

  private mutating func addTieredRate(_ rate: String, _ structure: String) {
    var breakBasis = ""
    if wants(.breakByMeasure), random.chance(60) { breakBasis = random.pick(["weight", "volume"]) }
    if wants(.breakByShipments), random.chance(breakBasis.isEmpty ? 70 : 25) { breakBasis = "shipments" }
    let basis: String
    switch (structure, breakBasis) {
    case ("incremental", "weight"): basis = "kg"
    case ("incremental", "volume"): basis = "m3"
    case (_, "shipments"): basis = "shipment"
    case ("incremental", _), ("stepwise", _): basis = "unit"
    default: basis = random.pick(["unit", "unit", "kg", "unit_km", "pallet"])
    }
    var scope = ""
    var owner: String?
    if wants(.providerScope), random.chance(55) {
      scope = "provider"
    } else if wants(.contractScope), random.chance(70) {
      scope = "contract"
      owner = random.pick(providers)
    }
    let starts = [0, random.pick(1...3)] + (random.chance(40) ? [4] : [])
    var price = random.pick(4...9)
    for start in starts {
      let cost = structure == "stepwise" ? "\(random.pick(2...6) + start * random.pick(1...3))" : scaled(price, basis)
      rates.append(["rate": rate, "charge": "base", "basis": basis, "structure": structure, "cost": cost])
      let row = rates.rows.count - 1
      rates.set(row, "break_from", start == 0 ? "" : breakStart(start, breakBasis))
      rates.set(row, "break_basis", breakBasis)
      rates.set(row, "break_scope", scope)
      if let owner { rates.set(row, "contract", "with \(owner)") }
      price = max(1, price - random.pick(-1...4))
      let isOrdered = demand.rows.indices.contains { !demand.cell($0, "order").isEmpty }
      if scope.isEmpty, !isOrdered, wants(.minimumCharge), random.chance(60) {
        rates.set(row, "minimum_charge", amount(4...15))
      }
    }
    if let owner { addContract(owner, "volume_max", "1000") }
    assign(rate, owner, isNamed: scope == "provider")
  }

  private func breakStart(_ units: Int, _ breakBasis: String) -> String {
    switch breakBasis {
    case "weight": limit(units, in: "kg")
    case "volume": limit(units, in: "m3")
    case "shipments": "\(units)"
    default: quantity(units)
    }
  }

  /// A few currency units for one unit of goods.
  private func scaled(_ price: Int, _ basis: String) -> String {
    switch basis {
    case "unit_km": "0.\(price)"
    case "m3": "\(price * 4)"
    case "pallet": "\(price * 3)"
    default: "\(price)"
    }
  }

  /// A rate whose break is known before anything moves.
  private mutating func addLookedUpRate(_ rate: String) {
    let isByDistance = random.chance(70)
    for (start, cost) in [(0, random.pick(3...8)), (isByDistance ? 40 : 2, random.pick(1...4))] {
      rates.append([
        "rate": rate, "charge": "base", "basis": "unit", "structure": "all_unit",
        "cost": "\(cost)", "break_from": start == 0 ? "" : "\(start)",
        "break_basis": isByDistance ? "distance" : "shipment_size",
      ])
    }
    let before = Set(lanes.rows.indices.filter { lanes.cell($0, "rate") == rate })
    assign(rate, nil, isNamed: false)
    guard !isByDistance else { return }
    for row in lanes.rows.indices where lanes.cell(row, "rate") == rate && !before.contains(row) {
      lanes.set(row, "shipment_size", quantity(random.pick(1...3)))
    }
  }

  private mutating func assign(_ rate: String, _ owner: String?, isNamed: Bool) {
    for row in lanes.rows.indices where random.chance(owner == nil ? 45 : 90) {
      let provider = lanes.cell(row, "provider")
      if let owner, provider != owner { continue }
      if isNamed, provider.isEmpty { continue }
      guard !lanes.cell(row, "rate").hasPrefix("T") else { continue }
      lanes.set(row, "rate", rate)
      lanes.set(row, "unit_cost", random.chance(20) ? "1" : "")
    }
  }

  /// Shipments of a size on some lanes, and charges for each of them.
  private mutating func drawShipments() {
    guard wants(.shipmentSize) || wants(.treatAsFull) else { return }
    if wants(.treatAsFull) {
      rates.append([
        "rate": "T5", "charge": "base", "basis": "unit", "cost": amount(1...4), "shipment_rule": "treat_as_full",
      ])
    } else {
      rates.append(["rate": "T5", "charge": "base", "basis": "shipment", "cost": amount(3...9)])
    }
    assign("T5", nil, isNamed: false)
    for row in lanes.rows.indices {
      let rate = lanes.cell(row, "rate")
      // Minimums that differ by break do not go with a size.
      let hasMinimum = rates.rows.indices.contains {
        rates.cell($0, "rate") == rate && !rates.cell($0, "minimum_charge").isEmpty
      }
      let isSized = rate == "T5" || random.chance(40) && !(rate.hasPrefix("T") && hasMinimum)
      if isSized, lanes.cell(row, "shipment_size").isEmpty {
        lanes.set(row, "shipment_size", random.pick([quantity(2), quantity(3), "1.5"]))
      }
    }
  }

  // MARK: Contracts

  mutating func drawContracts() {
    if wants(.commitmentMin) { addContract(nil, "commitment_min", quantity(random.pick(1...3)), isSoft: true) }
    if wants(.contractVolumeMax) { addContract(nil, "volume_max", quantity(random.pick(1...4)), isSoft: true) }
    if wants(.takeOrPay) {
      addContract(nil, "take_or_pay", quantity(random.pick(2...5)))
      contracts.set(contracts.rows.count - 1, "shortfall_cost", amount(1...6))
    }
    if wants(.shareMin) { addContract(nil, "share_min", random.pick(["25", "40", "50"]), isSoft: true) }
    if wants(.shareMax) { addContract(nil, "share_max", random.pick(["25", "50", "75"]), isSoft: true) }
    if wants(.exclusive) {
      addContract(nil, "exclusive", "0", isSoft: true)
      contracts.set(contracts.rows.count - 1, "destination", random.pick(customers))
    }
    if wants(.onTimeMin) { drawPunctuality() }
    guard wants(.rebate) else { return }
    addContract(nil, "rebate", random.pick(["20", "30", "50"]))
    contracts.set(contracts.rows.count - 1, "threshold", quantity(random.pick(1...4)))
    if random.chance(50) {
      let party = contracts.cell(contracts.rows.count - 1, "party")
      addContract(party, "rebate", random.pick(["60", "80"]))
      contracts.set(contracts.rows.count - 1, "threshold", quantity(5))
    }
  }

  private mutating func drawPunctuality() {
    for row in providerTable.rows.indices where providerTable.cell(row, "on_time_rate").isEmpty {
      providerTable.set(row, "on_time_rate", String(random.pick([70, 85, 95])))
    }
    addContract(nil, "on_time_min", random.pick(["80", "90"]))
    for row in lanes.rows.indices where random.chance(40) {
      lanes.set(row, "on_time_rate", random.pick(["60", "97.5"]))
    }
  }

  private mutating func addContract(_ party: String?, _ term: String, _ value: String, isSoft: Bool = false) {
    let party = party ?? random.pick(providers)
    contracts.append([
      "contract": "with \(party)", "line": "\(contracts.rows.count + 1)", "party": party, "term": term, "value": value,
    ])
    if isSoft, random.chance(40) { contracts.set(contracts.rows.count - 1, "shortfall_cost", amount(1...6)) }
  }
}
