extension Freezer {
  /// Reads `settings`, and notes which defaults were used.
  func readSettings() {
    var reader = SettingsValues(draft: draft, log: log)
    if let table = table("settings") {
      for row in liveRows(table) { reader.read(table, row) }
    }
    settings = reader.settings
    settings.tonnesPerWeightUnit = (UnitSystem.weight(settings.weightUnit) ?? .one) * (Rational(1, over: 1000) ?? .one)
    settings.kilometresPerDistanceUnit = UnitSystem.distance(settings.distanceUnit) ?? .one
    units = UnitSystem(settings)
    let defaults = reader.defaults
    if !defaults.isEmpty { log.note(nil, .defaultsUsed, "defaults used: " + defaults.joined(separator: ", ")) }
  }
}

/// Reads the rows of `settings` one by one.
struct SettingsValues {
  let draft: Draft
  let log: FaultLog
  var settings = Settings()
  private var seen: [String: SourceMark] = [:]

  init(draft: Draft, log: FaultLog) {
    self.draft = draft
    self.log = log
  }

  private static let keys = [
    "model_name", "currency", "currency_decimals", "quantity_unit", "quantity_decimals", "weight_unit", "volume_unit",
    "distance_unit", "time_unit", "default_penalty_cost", "default_relax_cost", "circuity_factor", "co2_price",
    "transit_rounding", "transit_scope",
  ]

  mutating func read(_ table: TableView, _ row: Int) {
    let (keys, values) = (table.column("key"), table.column("value"))
    guard let key = draft.string(keys[row]) else {
      log.error(keys.mark(row), .requiredCell, "`key` may not be blank")
      return
    }
    guard SettingsValues.keys.contains(key) else {
      let hint = Spelling.hint(for: key, among: SettingsValues.keys)
      log.error(keys.mark(row), .unknownSetting, "there is no setting `\(key)`", hint: hint)
      return
    }
    if let first = seen[key] {
      log.error(
        keys.mark(row), .duplicateKey, "`\(key)` is set twice", related: [Fault.Related(first, "first set here")])
      return
    }
    seen[key] = keys.mark(row)
    if let text = text(values[row]) { set(key, Value(text: text, number: draft.number(values[row])), values.mark(row)) }
  }

  /// What a cell says, as a text and, where it was read as one, as a number.
  private struct Value {
    let text: String
    let number: Rational?
  }

  /// A cell as it was written, or near enough for a word or a number.
  private func text(_ cell: Cell) -> String? {
    switch cell {
    case .blank, .none: nil
    case .text(let id): draft.text(id)
    case .number, .fraction: draft.number(cell).map { "\($0)" }
    case .flag(let flag): flag ? "yes" : "no"
    }
  }

  private mutating func set(_ key: String, _ value: Value, _ mark: SourceMark) {
    let text = value.text
    switch key {
    case "model_name": settings.modelName = text
    case "currency": settings.currency = text
    case "quantity_unit": settings.quantityUnit = text
    case "currency_decimals": settings.currencyDecimals = whole(key, value, 0...9, mark) ?? settings.currencyDecimals
    case "quantity_decimals":
      let decimals = whole(key, value, 0...Resolution.mostDecimals, mark)
      settings.resolution = decimals.map(Resolution.init(decimals:)) ?? settings.resolution
    case "weight_unit": settings.weightUnit = unit(key, text, ["g", "kg", "t", "tonne", "lb"], mark) ?? "kg"
    case "volume_unit": settings.volumeUnit = unit(key, text, ["l", "m3"], mark) ?? "m3"
    case "distance_unit": settings.distanceUnit = unit(key, text, ["m", "km", "mi"], mark) ?? "km"
    case "time_unit":
      settings.timeUnit = unit(key, text, ["hour", "day", "week"] + UnitSystem.calendarTimes, mark) ?? "day"
    case "default_penalty_cost": settings.defaultPenaltyCost = number(key, value, mark)
    case "default_relax_cost": settings.defaultRelaxCost = number(key, value, mark)
    case "circuity_factor":
      settings.circuityFactor = number(key, value, mark, isPositive: true) ?? settings.circuityFactor
    default: refuse(key, text, mark)
    }
  }

  private func number(_ key: String, _ value: Value, _ mark: SourceMark, isPositive: Bool = false) -> Rational? {
    guard let number = value.number ?? (try? NumberText.rational(Array(value.text.utf8))) else {
      log.error(mark, .notANumber, "`\(key)` wants a number, not \(Fault.quoted(value.text))")
      return nil
    }
    if number.isNegative || (isPositive && number.isZero) {
      log.error(mark, .numberRange, "`\(key)` " + (isPositive ? "must be above 0" : "may not be below 0"))
      return nil
    }
    return number
  }

  private func whole(_ key: String, _ value: Value, _ range: ClosedRange<Int>, _ mark: SourceMark) -> Int? {
    guard let number = number(key, value, mark) else { return nil }
    if let whole = number.int64, let small = Int(exactly: whole), range.contains(small) { return small }
    log.error(
      mark, .numberRange,
      "`\(key)` is a whole number from \(range.lowerBound) to \(range.upperBound), not `\(value.text)`")
    return nil
  }

  private func unit(_ key: String, _ text: String, _ known: [String], _ mark: SourceMark) -> String? {
    if known.contains(text) { return text }
    log.error(
      mark, .unknownUnit, "`\(key)` knows no unit `\(text)`",
      hint: "it takes " + known.map { "`\($0)`" }.joined(separator: ", "))
    return nil
  }

  /// Settings of features that are not there, at anything but their default.
  private func refuse(_ key: String, _ text: String, _ mark: SourceMark) {
    let isDefault =
      key == "co2_price" && ((try? NumberText.rational(text.utf8))?.isZero ?? false)
      || key == "transit_rounding" && text == "floor"
    if !isDefault { log.error(mark, .notSupported, "`\(key)` is not supported yet", hint: "leave it out") }
  }

  /// What the settings that were not given are.
  var defaults: [String] {
    let values = [
      ("currency_decimals", "\(settings.currencyDecimals)"), ("quantity_unit", settings.quantityUnit),
      ("quantity_decimals", "\(settings.resolution.decimals)"), ("weight_unit", settings.weightUnit),
      ("volume_unit", settings.volumeUnit), ("distance_unit", settings.distanceUnit),
      ("time_unit", settings.timeUnit), ("circuity_factor", "\(settings.circuityFactor)"),
    ]
    return values.filter { seen[$0.0] == nil }.map { "`\($0.0)` = \($0.1)" }
  }
}
