/// The objectives of one priority as one number to minimise.
struct Level {
  struct Term {
    var objective: Objective
    /// What one step of the metric is worth, in the objective's own unit.
    var unit: Rational
    var coefficient: Int128
  }

  var priority: Int
  var terms: [Term]
  /// What the numerators stand over.
  var scale: Int128
  var tolerance: Rational

  /// The levels of a program, the first priority first.
  static func of(_ program: Program) throws(BruteForceError) -> [Level] {
    var levels: [Level] = []
    for priority in Set(program.network.objectives.map(\.priority)).sorted() {
      let objectives = program.network.objectives.filter { $0.priority == priority }
      guard Set(objectives.map(\.tolerance)).count == 1 else {
        throw .invalid("two tolerances on one priority")
      }
      var weights: [Rational] = []
      var units: [Rational] = []
      for objective in objectives {
        let unit = try program.unit(of: objective)
        units.append(unit)
        weights.append((objective.isMaximised ? -unit : unit) * objective.weight)
      }
      var scale: Int128 = 1
      for weight in weights {
        scale *= weight.denominator / Int128(greatestCommonDivisor(scale.magnitude, weight.denominator.magnitude))
      }
      let terms = objectives.indices.map { place in
        let coefficient = (weights[place] * Rational(scale, over: 1)).numerator
        return Term(objective: objectives[place], unit: units[place], coefficient: coefficient)
      }
      levels.append(Level(priority: priority, terms: terms, scale: scale, tolerance: objectives[0].tolerance))
    }
    return levels
  }

  /// The greatest numerator that is still within the tolerance of the best one.
  func accepted(_ best: Int128) -> Int128 {
    let slack = best == 0 ? tolerance * Rational(scale, over: 1)
      : tolerance / Rational(100) * Rational(best < 0 ? -best : best, over: 1)
    return best + slack.floor
  }
}

extension Program {
  /// What one step of an objective's metric is worth.
  func unit(of objective: Objective) throws(BruteForceError) -> Rational {
    switch objective.name {
    case "total_cost", "profit": .power(ofTen: -9)
    case "unmet_demand": network.step
    case "unmet_orders", "providers_used", "sites_open", "changes": .one
    case "fill_rate": metrics.demanded == 0 ? Rational(100) : Rational(100) / Rational(metrics.demanded)
    case "co2": Rational(1, over: Int128(metrics.emission?.scale ?? 1))
    case "lead_time": Rational(1, over: Int128(metrics.leadTime?.scale ?? 1))
    case "max_min_fill": Rational(100) / Rational(metrics.fillScale)
    case _ where objective.name.hasPrefix("stage-"):
      Int(objective.name.dropFirst(6)).map { metrics.stageUnits[$0] } ?? .one
    default: throw .invalid("objective `\(objective.name)`")
    }
  }
}
