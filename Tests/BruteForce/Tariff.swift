/// Prices one shipment from the charges of its row: each charge exact and rounded once, then the minimum.
struct Tariff {
  let program: Program


  /// What a shipment that carries so many steps of each of its variables is charged.
  struct Bill {
    /// In 10^-9, every line rounded once.
    var charges = 0, minimum = 0, surcharges = 0, duty = 0
    /// After the minimum, without what comes on top; exact.
    var base = Rational.zero
  }

  func bill(_ shipment: ShipmentCost, _ steps: [Int]) throws(BruteForceError) -> Bill {
    guard steps.contains(where: { $0 > 0 }) else { return Bill() }
    let row = program.network.lanes[shipment.lane].row
    let count = try self.count(shipment, steps)
    var lines: [Rational] = []
    var minimum = Rational.zero
    if row.text("unit_cost") != nil, let price = try row.bare("unit_cost") {
      let (measure, factor, byDistance) = try row.units.price(row.unitOf["unit_cost"])
      let amount = try self.amount(shipment, steps, measure, byDistance)
      lines.append(price * factor * amount)
    }
    // Breaks over the lane count towards the minimum of what is pooled there, and are charged apart.
    var wide = Rational.zero
    for charge in row.text("rate").flatMap({ program.network.rates[$0]?.charges }) ?? [] where charge.basis != "period" {
      if charge.countsFlow {
        guard charge.scope == "lane", shipment.order == nil else { continue }
        let reached = try program.reached(charge, shipment.variables, steps, count: count)
        wide += reached?.cost ?? .zero
        minimum = max(minimum, reached?.minimum ?? .zero)
        continue
      }
      let reached = try reached(charge, shipment)
      minimum = max(minimum, reached.minimum)
      lines.append(reached.cost * (try amount(shipment, steps, charge, count)))
    }
    // Each line is exact and rounded once; what a minimum adds is a line as well.
    let sum = lines.reduce(wide) { $0 + $1 }
    let added = sum < minimum * count ? minimum * count - sum : .zero
    let base = lines.reduce(added) { $0 + $1 }
    return Bill(
      charges: lines.reduce(0) { $0 + MoneyTerms.nano($1) }, minimum: MoneyTerms.nano(added),
      surcharges: try surcharges(shipment, steps, base: base, count).reduce(0) { $0 + MoneyTerms.nano($1) },
      duty: MoneyTerms.nano(try duty(shipment, steps)), base: base)
  }

  /// Shipments of the lane's size: of an order as ordered, else of what moves.
  func count(_ shipment: ShipmentCost, _ steps: [Int]) throws(BruteForceError) -> Rational {
    guard let size = try program.network.lanes[shipment.lane].row.number("shipment_size") else { return .one }
    if let demand = demand(shipment) { return max(.one, Rational((program.orderQuantity(demand) / size).ceiling, over: 1)) }
    let units = steps.reduce(Rational.zero) { $0 + Rational($1) * program.network.step }
    return Rational((units / size).ceiling, over: 1)
  }

  private func demand(_ shipment: ShipmentCost) -> Demand? {
    guard let variable = shipment.variables.first else { return nil }
    return program.name(of: program.variables[variable].commodity)
  }

  /// The break that counts: of two that share a point the higher.
  private func reached(_ charge: Charge, _ shipment: ShipmentCost) throws(BruteForceError) -> Break {
    guard charge.isBand else { return charge.breaks[0] }
    guard let variable = shipment.variables.first, let arc = program.arc(of: variable),
      let amount = try program.known(charge.breakBasis, shipment.lane, demand(shipment), arc)
    else { throw .invalid("pooled flow in a band") }
    guard let reached = charge.breaks.last(where: { $0.covers(amount) }) else { throw .invalid("a hole in a band") }
    return reached
  }

  /// So much of a charge's basis, over all shipments; charged as full where the charge says so.
  private func amount(
    _ shipment: ShipmentCost, _ steps: [Int], _ charge: Charge, _ count: Rational
  ) throws(BruteForceError) -> Rational {
    let size = try program.network.lanes[shipment.lane].row.number("shipment_size")
    switch charge.basis {
    case "shipment": return count
    case "km": return try commonDistance(shipment, steps) * count
    case "order", "period": return try amount(shipment, steps, charge.basis)
    default:
      guard charge.isFull, let size else { return try amount(shipment, steps, charge.basis) }
      let first = steps.firstIndex { $0 > 0 } ?? 0
      let one = steps.indices.map { $0 == first ? 1 : 0 }
      return try amount(shipment, one, charge.basis) / program.network.step * size * count
    }
  }

  private func amount(
    _ shipment: ShipmentCost, _ steps: [Int], _ measure: Measure, _ byDistance: Bool
  ) throws(BruteForceError) -> Rational {
    var total = Rational.zero
    for (variable, count) in zip(shipment.variables, steps) where count > 0 {
      var part = try program.amount(measure, of: variable) * Rational(count)
      if byDistance { part = part * (try distance(variable)) }
      total += part
    }
    return total
  }

  func amount(
    _ shipment: ShipmentCost, _ steps: [Int], _ basis: String
  ) throws(BruteForceError) -> Rational {
    switch basis {
    case "unit": return try amount(shipment, steps, .unit, false)
    case "kg": return try amount(shipment, steps, .weight, false)
    case "m3": return try amount(shipment, steps, .volume, false)
    case "pallet": return try amount(shipment, steps, .pallet, false)
    case "shipment": return .one
    case "order": return Rational(try orders(shipment, steps))
    case "km": return try commonDistance(shipment, steps)
    case "unit_km": return try amount(shipment, steps, .unit, true)
    case "tonne_km": return try amount(shipment, steps, .weight, true) / Rational(1000)
    case "value": return try value(shipment, steps) / Rational(100)
    default: throw .invalid("basis `\(basis)`")
    }
  }

  private func distance(_ variable: Int) throws(BruteForceError) -> Rational {
    guard let distance = program.arc(of: variable)?.distance else { throw .invalid("no distance") }
    return distance
  }

  /// The distance that the whole shipment goes.
  private func commonDistance(_ shipment: ShipmentCost, _ steps: [Int]) throws(BruteForceError) -> Rational {
    var found: Set<Rational> = []
    for (variable, count) in zip(shipment.variables, steps) where count > 0 { found.insert(try distance(variable)) }
    guard let distance = found.first, found.count == 1 else { throw .invalid("a shipment of several distances") }
    return distance
  }

  private func orders(_ shipment: ShipmentCost, _ steps: [Int]) throws(BruteForceError) -> Int {
    var found: Set<[String]> = []
    for (variable, count) in zip(shipment.variables, steps) where count > 0 {
      let carried = program.variables[variable]
      guard let row = carried.serves ?? program.commodities[carried.commodity].row else {
        throw .invalid("pooled flow between sites charged by the order")
      }
      let demand = program.network.demand[row]
      found.insert([demand.customer, demand.order ?? "", demand.order == nil ? demand.product : ""])
    }
    return found.count
  }

  private func value(_ shipment: ShipmentCost, _ steps: [Int]) throws(BruteForceError) -> Rational {
    var total = Rational.zero
    for (variable, count) in zip(shipment.variables, steps) where count > 0 {
      let carried = program.variables[variable]
      let row = carried.serves ?? program.commodities[carried.commodity].row
      let product = program.commodities[carried.commodity].product
      let price = row.map { program.network.demand[$0].price } ?? program.network.products[product]?.price
      guard let price else { throw .invalid("no unit_price of \(product)") }
      total += price * Rational(count) * program.network.step
    }
    return total
  }
}

extension Row {
  /// A number without its unit's factor.
  fileprivate func bare(_ column: String) throws(BruteForceError) -> Rational? {
    guard let text = text(column) else { return nil }
    guard let value = Rational(text) else { throw .invalid("number `\(text)` in \(column)") }
    return value
  }
}
