extension InstanceDraw {
  /// Two or three rates of one to three charges.
  mutating func drawRates() {
    let wantedBases = Feature.allCases.filter { $0.basis != nil && wants($0) }.compactMap(\.basis)
    guard !wantedBases.isEmpty else { return }
    var left = wantedBases
    for rate in ["R1", "R2", "R3"].prefix(random.pick(2...3)) {
      let count = wants(.severalCharges) ? random.pick(1...3) : 1
      for charge in ["base", "fuel", "toll"].prefix(count) {
        if left.isEmpty { left = wantedBases }
        let basis = left.remove(at: random.pick(0...left.count - 1))
        addCharge(rate, charge, basis)
      }
      keepMinimumsApart(rate)
    }
  }

  private mutating func addCharge(_ rate: String, _ charge: String, _ basis: String) {
    let minimum = wants(.minimumCharge) && random.chance(70) ? amount(4...25) : ""
    let isFlat = !wants(.band) || basis == "period" || random.chance(40)
    guard !isFlat else {
      rates.append(["rate": rate, "charge": charge, "basis": basis, "cost": cost(basis), "minimum_charge": minimum])
      return
    }
    let middle = random.pick(1...5)
    let isOpen = random.chance(50)
    let top = String(middle + random.pick(1...12))
    rates.append([
      "rate": rate, "charge": charge, "break_from": "0", "break_to": isOpen ? "" : String(middle), "basis": basis,
      "structure": "band", "cost": cost(basis), "minimum_charge": minimum,
      "break_basis": random.chance(50) ? "order_weight" : "",
    ])
    rates.append([
      "rate": rate, "charge": charge, "break_from": String(middle), "break_to": random.chance(70) ? "" : top,
      "basis": basis, "structure": "band", "cost": cost(basis),
      "minimum_charge": minimum.isEmpty || random.chance(40) ? "" : amount(4...25),
      "break_basis": rates.cell(rates.rows.count - 1, "break_basis"),
    ])
  }

  /// A cost of a size that suits the basis: a few currency units for one unit of goods.
  private mutating func cost(_ basis: String) -> String {
    switch basis {
    case "shipment", "order", "period": amount(2...15)
    case "pallet": amount(4...30)
    case "m3": amount(8...40)
    case "km": "0.\(random.pick(1...5))"
    case "unit_km": "0.0\(random.pick(1...9))"
    case "tonne_km": "\(random.pick(5...50))"
    case "value": "\(random.pick(3...20))"
    default: amount(1...6)
    }
  }

  /// Whether a charge for the period counts towards a shipment's minimum is not said: no rate has both.
  private mutating func keepMinimumsApart(_ rate: String) {
    let rows = rates.rows.indices.filter { rates.cell($0, "rate") == rate }
    guard rows.contains(where: { rates.cell($0, "basis") == "period" }) else { return }
    for row in rows { rates.set(row, "minimum_charge", "") }
  }

  /// Whether a rate has a charge by the order or a band, which pooled flow between sites cannot pay.
  func needsOrders(_ rate: String) -> Bool {
    rates.rows.indices.contains { row in
      rates.cell(row, "rate") == rate
        && (rates.cell(row, "structure") == "band" || rates.cell(row, "basis") == "order")
    }
  }
}
