/// What the names in headers measure, and how they convert to the units of `settings`, exactly.
struct UnitSystem {
  let quantityUnit: String
  let currency: String
  let weightUnit: String
  let volumeUnit: String
  let distanceUnit: String
  let timeUnit: String

  init(_ settings: Settings) {
    quantityUnit = settings.quantityUnit
    currency = settings.currency
    weightUnit = settings.weightUnit
    volumeUnit = settings.volumeUnit
    distanceUnit = settings.distanceUnit
    timeUnit = settings.timeUnit
  }

  /// In kilograms.
  static func weight(_ name: String) -> Rational? {
    switch name {
    case "g": Rational(1, over: 1000)
    case "kg": .one
    case "t", "tonne": Rational(1000)
    case "lb": Rational(45_359_237, over: 100_000_000)
    default: nil
    }
  }

  /// In cubic metres.
  static func volume(_ name: String) -> Rational? {
    switch name {
    case "l": Rational(1, over: 1000)
    case "m3": .one
    default: nil
    }
  }

  /// In kilometres.
  static func distance(_ name: String) -> Rational? {
    switch name {
    case "m": Rational(1, over: 1000)
    case "km": .one
    case "mi": Rational(1_609_344, over: 1_000_000)
    default: nil
    }
  }

  /// In days.
  static func time(_ name: String) -> Rational? {
    switch name {
    case "hour": Rational(1, over: 24)
    case "day": .one
    case "week": Rational(7)
    default: nil
    }
  }

  /// Lengths that vary, and so convert to nothing but themselves.
  static let calendarTimes = ["month", "quarter", "year"]

  /// How many of the instance's own unit of the dimension one `name` is; nil where it is no such unit.
  func factor(_ name: String, _ dimension: Dimension) -> Rational? {
    switch dimension {
    case .quantity: name == quantityUnit || name == "unit" || name == "u" ? .one : nil
    case .currency: (name == currency && !currency.isEmpty) || name == "currency" || name == "c" ? .one : nil
    case .pallet: name == "pallet" ? .one : nil
    case .order: name == "order" ? .one : nil
    case .percent: name == "%" || name == "percent" ? .one : nil
    case .weight: UnitSystem.ratio(UnitSystem.weight(name), UnitSystem.weight(weightUnit))
    case .volume: UnitSystem.ratio(UnitSystem.volume(name), UnitSystem.volume(volumeUnit))
    case .distance: UnitSystem.ratio(UnitSystem.distance(name), UnitSystem.distance(distanceUnit))
    case .time: timeFactor(name)
    default: nil
    }
  }

  private static func ratio(_ a: Rational?, _ b: Rational?) -> Rational? {
    guard let a, let b else { return nil }
    return a.divided(by: b)
  }

  private func timeFactor(_ name: String) -> Rational? {
    if name == timeUnit { return .one }
    return UnitSystem.ratio(UnitSystem.time(name), UnitSystem.time(timeUnit))
  }

  /// How many periods one `name` is: a period is one time unit long.
  func periods(_ name: String) -> Rational? {
    name == "period" || name == "p" ? .one : timeFactor(name)
  }

  func name(of dimension: Dimension) -> String {
    switch dimension {
    case .quantity: quantityUnit
    case .currency: currency.isEmpty ? "currency" : currency
    case .weight: weightUnit
    case .volume: volumeUnit
    case .distance: distanceUnit
    case .time: timeUnit
    case .percent: "%"
    default: dimension.rawValue
    }
  }
}

/// Why a unit in a header does not fit its column.
struct UnitFault: Error {
  let message: String
  let hint: String
}

// MARK: What a header's unit makes of a column

extension UnitSystem {
  /// A plain amount, such as a weight or a time.
  func amount(_ unit: HeaderUnit?, _ dimension: Dimension) throws(UnitFault) -> Rational {
    guard let unit else { return .one }
    guard unit.denominators.isEmpty, let factor = factor(unit.numerator, dimension) else {
      throw incompatible(unit, wanted: [name(of: dimension)])
    }
    return factor
  }

  /// A limit on flow: an amount, over the horizon or per time.
  func limit(_ unit: HeaderUnit?, _ measures: [Measure]) throws(UnitFault) -> (factor: Rational, measure: Measure) {
    guard let unit else { return (.one, .quantity) }
    for measure in measures {
      guard let factor = factor(unit.numerator, measure.dimension) else { continue }
      return (factor * (try perPeriod(unit)), measure)
    }
    throw incompatible(unit, wanted: measures.map { "\(name(of: $0.dimension))/period" })
  }

  /// A cost per something.
  func price(_ unit: HeaderUnit?, _ bases: [Basis]) throws(UnitFault) -> (factor: Rational, basis: Basis) {
    guard let unit else { return (.one, .unit) }
    if let money = factor(unit.numerator, .currency) {
      for basis in bases {
        guard let divisor = divisor(unit.denominators, basis), let factor = money.divided(by: divisor) else { continue }
        return (factor, basis)
      }
    }
    throw incompatible(
      unit,
      wanted: bases.map { basis in
        let parts = basis == .weightDistance ? ["tonne", "km"] : basis.dimensions.map { name(of: $0) }
        let below = parts.count == 1 ? parts[0] : "(\(parts.joined(separator: " ")))"
        return "\(name(of: .currency))/\(below)"
      })
  }

  /// Money, once or in each period.
  func money(_ unit: HeaderUnit?, perPeriod: Bool) throws(UnitFault) -> Rational {
    guard let unit else { return .one }
    guard let factor = factor(unit.numerator, .currency), perPeriod || unit.denominators.isEmpty else {
      throw incompatible(unit, wanted: [name(of: .currency) + (perPeriod ? "/period" : "")])
    }
    return factor * (try self.perPeriod(unit))
  }

  /// kg of CO2 per tonne and km.
  func emission(_ unit: HeaderUnit?) throws(UnitFault) -> Rational {
    guard let unit else { return .one }
    guard unit.denominators.count == 2, let mass = UnitSystem.weight(unit.numerator) else {
      throw incompatible(unit, wanted: ["kg/(tonne km)"])
    }
    for (first, second) in [(0, 1), (1, 0)] {
      let work = UnitSystem.tonneKilometres(unit.denominators[first], unit.denominators[second])
      if let work, let factor = mass.divided(by: work) { return factor }
    }
    throw incompatible(unit, wanted: ["kg/(tonne km)"])
  }

  /// 1 over the horizon, which is one period; else periods in the unit's time.
  private func perPeriod(_ unit: HeaderUnit) throws(UnitFault) -> Rational {
    guard let time = unit.denominators.first else { return .one }
    if unit.denominators.count == 1, let length = periods(time), let factor = Rational.one.divided(by: length) {
      return factor
    }
    let isCalendar = UnitSystem.calendarTimes.contains(time)
    throw UnitFault(
      message: isCalendar
        ? "`\(unit.text)` does not convert: a `\(time)` has no fixed length, and a period is one `\(timeUnit)`"
        : "`\(unit.text)` is no limit per time",
      hint: "write `\(unit.numerator)/period`, `\(unit.numerator)/day` or `\(unit.numerator)/week`")
  }

  /// The product of the named units in the instance's own, where they are of the basis's dimensions in either order.
  private func divisor(_ names: [String], _ basis: Basis) -> Rational? {
    let wanted = basis.dimensions
    guard names.count == wanted.count, !wanted.isEmpty else { return nil }
    if wanted.count == 1 { return factor(names[0], wanted[0]) }
    for (first, second) in [(0, 1), (1, 0)] {
      if basis == .weightDistance {
        if let tonneKilometres = UnitSystem.tonneKilometres(names[first], names[second]) { return tonneKilometres }
      } else if let a = factor(names[first], wanted[0]), let b = factor(names[second], wanted[1]) {
        return a * b
      }
    }
    return nil
  }

  /// How many tonne kilometres the product of a weight and a distance is.
  private static func tonneKilometres(_ load: String, _ way: String) -> Rational? {
    guard let weight = UnitSystem.weight(load), let distance = UnitSystem.distance(way) else { return nil }
    return weight * distance * (Rational(1, over: 1000) ?? .one)
  }

  private func incompatible(_ unit: HeaderUnit, wanted: [String]) -> UnitFault {
    let choices = wanted.map { "`\($0)`" }.joined(separator: ", ")
    return UnitFault(message: "the unit `\(unit.text)` does not fit the column", hint: "it may be \(choices)")
  }
}

extension Measure {
  var dimension: Dimension {
    switch self {
    case .quantity: .quantity
    case .weight: .weight
    case .volume: .volume
    case .pallet: .pallet
    case .order: .order
    }
  }
}

extension Basis {
  /// What a cost of this basis is divided by, where units can say it.
  var dimensions: [Dimension] {
    switch self {
    case .unit: [.quantity]
    case .weight: [.weight]
    case .volume: [.volume]
    case .pallet: [.pallet]
    case .distance: [.distance]
    case .unitDistance: [.quantity, .distance]
    case .weightDistance: [.weight, .distance]
    case .shipment, .order, .value, .period: []
    }
  }
}
