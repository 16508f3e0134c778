/// On which terms a provider may be used.
struct ProviderTerms {
  var volumeMin, volumeMax, maxLanes, maxSites: Rational?
  var scores: [String: Rational] = [:]
  var isIncumbent: Bool
  var switchCost: Rational

  init(_ row: Row) throws(BruteForceError) {
    volumeMin = try row.limit("volume_min")?.value
    volumeMax = try row.limit("volume_max")?.value
    maxLanes = try row.number("max_lanes")
    maxSites = try row.number("max_sites")
    for score in ["on_time_rate", "damage_rate", "coverage", "reputation", "financial_stability"] {
      scores[score] = try row.number(score)
    }
    isIncumbent = try row.flag("incumbent")
    switchCost = try row.cost("switch_cost")
  }
}

/// A row of `surcharges`.
struct Surcharge {
  var target, name, basis: String
  var value: Rational
}

extension Network {
  mutating func readSurcharges(_ sheet: Sheet) throws(BruteForceError) {
    for row in sheet.rows("surcharges") {
      guard let value = try row.number("value") else { throw .invalid("a surcharge without value") }
      surcharges.append(
        Surcharge(
          target: row.text("applies_to") ?? "", name: row.text("name") ?? "", basis: row.text("basis") ?? "",
          value: value))
    }
  }

  /// The surcharges on what a lane row prices: of one name the rate's beats the provider's beats that for all.
  func surcharges(on lane: Int) -> [Surcharge] {
    let targets = [lanes[lane].row.text("rate"), lanes[lane].provider, "ALL"]
    var chosen: [Surcharge] = []
    for target in targets {
      for one in surcharges where one.target == target && !chosen.contains(where: { $0.name == one.name }) {
        chosen.append(one)
      }
    }
    return chosen
  }
}

// MARK: What comes on top of a shipment

extension Tariff {
  func surcharges(_ shipment: ShipmentCost, _ steps: [Int], base: Rational, _ count: Rational) throws(BruteForceError)
    -> [Rational]
  {
    var lines: [Rational] = []
    for one in program.network.surcharges(on: shipment.lane) {
      if one.basis == "percent" {
        lines.append(base * one.value / Rational(100))
      } else {
        let times = ["km", "shipment"].contains(one.basis) ? count : .one
        lines.append(one.value * (try amount(shipment, steps, one.basis)) * times)
      }
    }
    return lines
  }

  /// Percent of the value of what is carried.
  func duty(_ shipment: ShipmentCost, _ steps: [Int]) throws(BruteForceError) -> Rational {
    var total = Rational.zero
    for (variable, count) in zip(shipment.variables, steps) where count > 0 {
      guard let rate = program.arc(of: variable)?.duty, rate > .zero else { continue }
      let product = program.commodities[program.variables[variable].commodity].product
      guard let value = program.network.products[product]?.value else { throw .invalid("no unit_value of \(product)") }
      total += Rational(count) * program.network.step * value * rate / Rational(100)
    }
    return total
  }
}
