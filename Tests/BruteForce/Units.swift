/// What a quantity of goods is counted in.
enum Measure: Hashable, Sendable {
  case unit, weight, volume, pallet, order
}

/// The unit names of one instance and what the bracket of a header makes of a number.
struct Units {
  var quantity = "unit"
  var currency = ""

  /// The measure and factor of a limit such as `[t/week]`; one period is one day long.
  func limit(_ unit: String?) throws(BruteForceError) -> (measure: Measure, factor: Rational) {
    guard let unit else { return (.unit, .one) }
    let parts = unit.split(separator: "/", maxSplits: 1).map(String.init)
    let (measure, factor) = try goods(parts[0])
    return (measure, parts.count == 1 ? factor : factor * (try perPeriod(parts[1])))
  }

  /// The measures, factor and use of distance of a price such as `[EUR/(t km)]`.
  func price(_ unit: String?) throws(BruteForceError) -> (measure: Measure, factor: Rational, byDistance: Bool) {
    guard let unit else { return (.unit, .one, false) }
    let parts = unit.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0] == currency else { throw .invalid("unit of a price: \(unit)") }
    guard parts[1].hasPrefix("("), parts[1].hasSuffix(")") else {
      let (measure, factor) = try goods(parts[1])
      return (measure, .one / factor, false)
    }
    let names = parts[1].dropFirst().dropLast().split(separator: " ").map(String.init)
    guard names.count == 2 else { throw .invalid("unit of a price: \(unit)") }
    let (measure, factor) = try goods(names[0])
    return (measure, .one / (factor * (try length(names[1]))), true)
  }

  /// The factor of a plain measure such as `[g]` or `[m]`, to the unit that settings keep by default.
  func plain(_ unit: String?) throws(BruteForceError) -> Rational {
    guard let unit else { return .one }
    if let factor = try? length(unit) { return factor }
    switch unit {
    case "day": return .one
    case "week": return Rational(7)
    case currency: return .one
    default: return try goods(unit).factor
    }
  }

  private func goods(_ name: String) throws(BruteForceError) -> (measure: Measure, factor: Rational) {
    switch name {
    case quantity: (.unit, .one)
    case "kg": (.weight, .one)
    case "t": (.weight, Rational(1000))
    case "g": (.weight, Rational(1, over: 1000))
    case "m3": (.volume, .one)
    case "pallet": (.pallet, .one)
    case "order": (.order, .one)
    default: throw .invalid("unit `\(name)`")
    }
  }

  private func length(_ name: String) throws(BruteForceError) -> Rational {
    switch name {
    case "km": .one
    case "m": Rational(1, over: 1000)
    default: throw .invalid("unit `\(name)`")
    }
  }

  private func perPeriod(_ name: String) throws(BruteForceError) -> Rational {
    switch name {
    case "period", "day": .one
    case "week": Rational(1, over: 7)
    default: throw .invalid("time `\(name)`")
    }
  }
}
