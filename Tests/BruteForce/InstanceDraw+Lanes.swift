extension InstanceDraw {
  mutating func drawLanes() {
    if wants(.multiLeg) {
      for plant in inboundOrigins() {
        for warehouse in warehouses where warehouse == "W1" || random.chance(60) {
          addLane(plant, warehouse, isLast: false)
        }
      }
      if warehouses.count == 2, random.chance(15) { addLane("W1", "W2", isLast: false) }
    }
    for origin in warehouses + plants.filter({ _ in random.chance(wants(.multiLeg) ? 30 : 75) }) {
      drawDeliveries(from: origin)
    }
    if wants(.alternativeRow) { addAlternatives() }
    if wants(.overridingRow) { addOverrides() }
    if wants(.offerTakenTogether) { shareOffers() }
    if wants(.awardSingle) { awardLanes() }
    if wants(.singleSource) { temptSingleSources() }
    drawLaneLimits()
  }

  /// The plants one by one, or by one row for each or for both together.
  private mutating func inboundOrigins() -> [String] {
    if wants(.togetherRow), random.chance(20) { return ["{type:plant}"] }
    if wants(.groupRow), random.chance(25) { return ["type:plant"] }
    return plants
  }

  private mutating func drawDeliveries(from origin: String) {
    if wants(.togetherRow), random.chance(35) {
      addLane(origin, random.pick(["{CUSTOMERS}", "{segment:small}", "{last_two}"]), isLast: true)
      if lanes.cell(lanes.rows.count - 1, "destination") == "{CUSTOMERS}" { return }
    } else if wants(.groupRow), random.chance(60) {
      addLane(origin, random.pick(["CUSTOMERS", "CUSTOMERS", "segment:small", "last_two"]), isLast: true)
      if lanes.cell(lanes.rows.count - 1, "destination") == "CUSTOMERS" { return }
    }
    for customer in customers where random.chance(80) { addLane(origin, customer, isLast: true) }
  }

  private mutating func addLane(_ origin: String, _ destination: String, isLast: Bool) {
    guard lanes.rows.count < 9 else { return }
    let product: String
    switch random.pick(0...9) {
    case 0..<4: product = wants(.togetherRow) ? "" : products[0]
    case 4..<6: product = products.count == 2 && wants(.groupRow) ? random.pick(["ALL", "category:goods"]) : ""
    case 6: product = random.pick(products)
    default: product = ""
    }
    lanes.append([
      "origin": origin, "destination": destination, "product": product,
      "provider": wants(.groupRow) && random.chance(8) ? "ALL" : random.chance(88) ? random.pick(providers) : "",
      "mode": random.chance(50) ? random.pick(["road", "rail"]) : "",
      "service": random.chance(wants(.service) ? 75 : 15) ? random.pick(["standard", "express"]) : "",
      "distance": String(random.pick(1...9) * 10), "transit_time": String(random.pick(1...5)),
      "co2_rate": random.pick(["0.1", "0.05", "0.02", "0.062"]),
    ])
    price(lanes.rows.count - 1, isLast: isLast)
  }

  private mutating func price(_ row: Int, isLast: Bool) {
    let isPooled = demand.rows.indices.contains { demand.cell($0, "order").isEmpty }
    let hasBand = { (rate: String, draw: InstanceDraw) in
      draw.rates.rows.indices.contains {
        draw.rates.cell($0, "rate") == rate && draw.rates.cell($0, "structure") == "band"
      }
    }
    let names = Set(rates.rows.indices.map { rates.cell($0, "rate") }).sorted().filter { rate in
      if isPooled, hasBand(rate, self) { return false }
      return isLast || !isPooled || !needsOrders(rate)
    }
    if !names.isEmpty, random.chance(70) {
      lanes.set(row, "rate", random.pick(names))
      if random.chance(65) { return }
    }
    lanes.set(row, "unit_cost", random.chance(6) ? "10/3" : amount(1...9))
  }

  /// A second offer beside a row: another provider or mode, another price.
  private mutating func addAlternatives() {
    for row in lanes.rows.indices where lanes.rows.count < 10 && random.chance(45) {
      var copy = lanes.rows[row]
      let column = lanes.index(of: copy[2].isEmpty || random.chance(60) ? "provider" : "offer") ?? 0
      copy[column] = random.pick((providers + ["spot"]).filter { $0 != copy[column] && (column != 2 || $0 != "spot") })
      if column != 2 { copy[column] = "spot" }
      lanes.rows.append(copy)
      let added = lanes.rows.count - 1
      lanes.set(added, "unit_cost", amount(1...9))
      lanes.set(added, "transit_time", String(random.pick(1...5)))
      lanes.set(added, "co2_rate", random.pick(["0.1", "0.05", "0.02"]))
      if random.chance(60) { lanes.set(added, "rate", "") }
    }
  }

  /// Rows for one member of a group's row, or for one product of a row for all.
  private mutating func addOverrides() {
    for row in lanes.rows.indices where lanes.rows.count < 10 && random.chance(60) {
      let destination = lanes.cell(row, "destination")
      let isGroup = destination.hasPrefix("{") || ["CUSTOMERS", "segment:small", "last_two"].contains(destination)
      let isMixed = products.count == 2 && ["", "ALL", "category:goods"].contains(lanes.cell(row, "product"))
      guard isGroup || isMixed else { continue }
      var copy = lanes.rows[row].map { _ in "" }
      for column in 0..<7 { copy[column] = lanes.rows[row][column] }
      lanes.rows.append(copy)
      let added = lanes.rows.count - 1
      if isGroup { lanes.set(added, "destination", "C2") } else { lanes.set(added, "product", random.pick(products)) }
      if random.chance(80) { lanes.set(added, "unit_cost", amount(1...9)) }
      if wants(.capacityMax), random.chance(50) {
        lanes.set(row, "capacity_max", quantity(1))
        lanes.set(added, "capacity_max", "none")
      }
      if random.chance(30) { lanes.set(added, "transit_time", String(random.pick(1...5))) }
    }
  }
}
