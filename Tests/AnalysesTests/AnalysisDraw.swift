import BruteForce

/// Tiny networks that analyses can be asked about: two plants, a depot, two customers, up to three providers a way; with
/// prices, limits, emissions, times and carriers of today that are at odds.
struct AnalysisDraw {
  private var dice: Dice
  private var prices = 1...9
  private(set) var lanes = TinyTable("lanes", ["origin", "destination", "provider"])

  init(seed: UInt64) { dice = Dice(seed) }

  /// - Parameter share: percent of the lanes that are offered.
  /// - Parameter prices: what a unit costs on a lane.
  mutating func instance(lanesOffered share: Int = 55, prices: ClosedRange<Int> = 1...9) -> TinyInstance {
    self.prices = prices
    return TinyInstance([
      TinyTable("settings", ["key", "value"], [["quantity_decimals", "0"]]),
      TinyTable("products", ["product", "unit_weight"], [["Goods", "1000"]]), sites(), supply(), demand(), providers(),
      offered(share),
    ])
  }

  private mutating func sites() -> TinyTable {
    var table = TinyTable("sites", ["site", "status", "fixed_operating_cost", "throughput_max"])
    for site in ["P", "Q", "D"] {
      let isOpen = dice.chance(25)
      let limit = dice.chance(50) ? "\(dice.roll(1...3))" : ""
      table.append([
        "site": site, "status": isOpen ? "" : "consider", "fixed_operating_cost": "\(dice.roll(0...6))",
        "throughput_max": limit,
      ])
    }
    return table
  }

  private mutating func supply() -> TinyTable {
    TinyTable("supply", ["site", "product", "supply_max"], [["P", "Goods", "\(dice.roll(2...5))"], ["Q", "Goods", "\(dice.roll(2...5))"]])
  }

  private mutating func demand() -> TinyTable {
    TinyTable(
      "demand", ["customer", "product", "quantity"],
      [["Ada", "Goods", "\(dice.roll(1...3))"], ["Bob", "Goods", "\(dice.roll(1...2))"]])
  }

  private mutating func providers() -> TinyTable {
    var table = TinyTable("providers", ["provider", "engagement_cost", "volume_max"])
    for provider in ["V", "W", "X"] {
      let limit = dice.chance(40) ? "\(dice.roll(1...4))" : ""
      table.append([
        "provider": provider, "engagement_cost": dice.chance(50) ? "\(dice.roll(1...5))" : "", "volume_max": limit,
      ])
    }
    return table
  }

  private mutating func offered(_ share: Int) -> TinyTable {
    var ways = [("P", "Ada"), ("Q", "Bob"), ("P", "Bob"), ("Q", "Ada"), ("P", "D"), ("D", "Ada"), ("D", "Bob")]
    if dice.chance(50) { ways = Array(ways.prefix(4)) }
    for (origin, end) in ways {
      var hasIncumbent = false
      for provider in ["V", "W", "X"] where lanes.rows.count < 8 && dice.chance(share) {
        let isIncumbent = !hasIncumbent && dice.chance(55)
        hasIncumbent = hasIncumbent || isIncumbent
        lanes.append([
          "origin": origin, "destination": end, "provider": provider, "unit_cost": "\(dice.roll(prices))",
          "fixed_cost": dice.chance(25) ? "\(dice.roll(1...4))" : "", "distance": "\(dice.roll(1...5))",
          "co2_rate": "0.\(dice.roll(1...9))", "transit_time": "\(dice.roll(1...5))",
          "capacity_max": dice.chance(40) ? "\(dice.roll(1...2))" : "", "incumbent": isIncumbent ? "yes" : "",
        ])
      }
    }
    return lanes
  }
}

extension TinyInstance {
  /// The same with these objectives, each of a priority of its own.
  func asking(_ objectives: [String]) -> TinyInstance {
    var asked = self
    var table = TinyTable("objectives", ["priority", "objective"])
    for (place, objective) in objectives.enumerated() {
      table.append(["priority": "\(place + 1)", "objective": objective])
    }
    asked["objectives"] = table
    return asked
  }

  /// The same with one more rule over flows.
  func limiting(_ cells: KeyValuePairs<String, String>) -> TinyInstance {
    var limited = self
    var table = limited["constraints"] ?? TinyTable("constraints", ["constraint", "type", "sense", "value"])
    table.append(cells)
    limited["constraints"] = table
    return limited
  }

  /// The same with one cell, or a column, made blank.
  func without(_ name: String, _ column: String, row: Int? = nil) -> TinyInstance {
    var changed = self
    guard var table = self[name] else { return self }
    for place in table.rows.indices where row == nil || row == place { table.set(place, column, "") }
    changed[name] = table
    return changed
  }

  /// As the product reads them.
  var files: [(name: String, bytes: [UInt8])] {
    tables.filter { !$0.rows.isEmpty }.map { ($0.name + ".csv", Array($0.csv.utf8)) }
  }
}
