/// The rates by name, and what lanes need to know about them.
struct RateBook {
  var rates: [Rate] = []
  private var ids: [String: RateID] = [:]
  /// Rates of which every row is excluded.
  private var excluded: Set<String> = []
  /// Where each rate begins.
  private(set) var marks: [SourceMark] = []

  var names: [String] { rates.map(\.name) }

  func id(_ name: String) -> RateID? { ids[name] }
  func isExcluded(_ name: String) -> Bool { ids[name] == nil && excluded.contains(name) }

  mutating func exclude(_ name: String) { excluded.insert(name) }

  /// The index of the rate, which is added where it is new.
  mutating func index(_ name: String, _ mark: SourceMark) -> Int {
    if let known = ids[name] { return known.index }
    ids[name] = RateID(rates.count)
    rates.append(Rate(name: name, charges: []))
    marks.append(mark)
    return rates.count - 1
  }
}

extension Freezer {
  /// Reads `rates`: rows grouped by rate and charge, breaks sorted and checked.
  func readRates() {
    guard let table = table("rates") else { return }
    var reader = RateReader(freezer: self, table: table)
    let live = liveRows(table)
    let liveSet = Set(live)
    for row in 0..<table.rowCount where !liveSet.contains(row) { rates.exclude(text(table.column("rate"), row)) }
    for row in live { reader.read(row) }
    for charge in reader.charges {
      let rate = rates.index(charge.rate, charge.mark)
      rates.rates[rate].charges.append(reader.finish(charge))
    }
  }
}

/// Collects the rows of one charge after the other.
struct RateReader {
  struct ChargeRows {
    let rate: String
    let name: String
    let form: ChargeForm
    let mark: SourceMark
    var breaks: [Break]
  }

  private(set) var charges: [ChargeRows] = []
  private let freezer: Freezer
  private let rates, names, bases: ColumnView
  private let breakColumns: BreakColumns
  private let forms: ChargeFormReader
  private let cost, minimum: NumberColumn
  private var index: [String: Int] = [:]

  init(freezer: Freezer, table: TableView) {
    self.freezer = freezer
    rates = table.column("rate")
    names = table.column("charge")
    bases = table.column("basis")
    breakColumns = BreakColumns(freezer, table)
    forms = ChargeFormReader(freezer, table)
    cost = freezer.money(table.column("cost"), perPeriod: false, .any)
    minimum = freezer.money(table.column("minimum_charge"), perPeriod: false)
  }

  mutating func read(_ row: Int) {
    guard let rate = freezer.requiredText(rates, row), let name = freezer.requiredText(names, row),
      let basis = basis(row), let form = forms.read(row, basis)
    else { return }
    guard let amount = cost.value(row, freezer.log) else {
      if cost.column[row].value == nil { freezer.missing(cost.column, row) }
      return
    }
    let (rateName, chargeName) = (freezer.draft.text(rate), freezer.draft.text(name))
    let ends = breakColumns.read(row, form.breakBasis)
    let one = Break(
      from: ends.from ?? .zero, to: ends.to, cost: form.structure == .stepwise ? amount : amount * factor(basis),
      minimumCharge: minimum.value(row, freezer.log), mark: rates.mark(row).field(-1))
    let key = "\(rate.rawValue) \(name.rawValue)"
    guard let known = index[key] else {
      index[key] = charges.count
      charges.append(
        ChargeRows(
          rate: rateName, name: chargeName, form: form, mark: one.mark, breaks: [one]))
      return
    }
    let first = Fault.Related(charges[known].mark, "the charge's first row")
    if let (column, word) = forms.difference(form, charges[known].form) {
      freezer.log.error(
        column.mark(row), .mixedCharge, "all rows of the charge `\(charges[known].name)` share one \(word)",
        related: [first])
    } else {
      charges[known].breaks.append(one)
    }
  }

  private func basis(_ row: Int) -> Basis? {
    guard freezer.requiredText(bases, row) != nil else { return nil }
    let word = freezer.text(bases, row)
    if let basis = RateReader.basisWords.first(where: { $0.word == word })?.basis { return basis }
    freezer.log.error(
      bases.mark(row), .unknownWord, "`\(word)` is none of the words that `basis` takes",
      hint: "it takes " + RateReader.basisWords.map { "`\($0.word)`" }.joined(separator: ", "))
    return nil
  }

  private static let basisWords: [(word: String, basis: Basis)] = [
    ("unit", .unit), ("kg", .weight), ("m3", .volume), ("pallet", .pallet), ("shipment", .shipment), ("order", .order),
    ("km", .distance), ("unit_km", .unitDistance), ("tonne_km", .weightDistance), ("value", .value),
    ("period", .period),
  ]

  /// From a price per kg, m3 or km to one per the instance's own units.
  private func factor(_ basis: Basis) -> Rational {
    let units = freezer.units
    switch basis {
    case .weight: return UnitSystem.weight(units.weightUnit) ?? .one
    case .volume: return UnitSystem.volume(units.volumeUnit) ?? .one
    case .distance, .unitDistance: return UnitSystem.distance(units.distanceUnit) ?? .one
    case .weightDistance, .unit, .pallet, .shipment, .order, .value, .period: return .one
    }
  }

  /// The charge with its breaks in order, checked against each other.
  func finish(_ charge: ChargeRows) -> Charge {
    let breaks = charge.breaks.enumerated().sorted { a, b in
      a.element.from == b.element.from ? a.offset < b.offset : a.element.from < b.element.from
    }.map(\.element)
    switch charge.form.structure {
    case .flat: checkFlat(charge)
    case .band, .allUnit, .incremental, .stepwise: checkBreaks(breaks, charge)
    }
    return charge.form.charge(named: charge.name, breaks)
  }

  private func checkFlat(_ charge: ChargeRows) {
    guard let first = charge.breaks.first else { return }
    for other in charge.breaks.dropFirst() {
      freezer.log.error(
        other.mark, .duplicateKey, "the flat charge `\(charge.name)` of `\(charge.rate)` has one row",
        hint: "with another `structure` each row is a break",
        related: [Fault.Related(first.mark, "first here")])
    }
    if charge.breaks.count == 1, first.to != nil || !first.from.isZero {
      freezer.log.error(
        first.mark, .flatWithBreaks, "the flat charge `\(charge.name)` of `\(charge.rate)` has no breaks",
        hint: "leave `break_from` and `break_to` blank, or use another `structure`")
    }
  }

  /// Of an incremental charge the units below a break are priced by the breaks below it.
  private func checkEveryUnitHasAPrice(_ breaks: [Break], _ charge: ChargeRows) {
    let gap = zip(breaks, breaks.dropFirst()).first { lower, higher in lower.to.map { $0 < higher.from } ?? false }
    guard let hole = breaks.first?.from.isZero ?? true ? gap?.1 : breaks.first else { return }
    freezer.log.error(
      hole.mark, .gapBetweenBreaks,
      "the incremental charge `\(charge.name)` of `\(charge.rate)` has no price for what lies below \(hole.from)",
      hint: "let breaks follow each other from 0")
  }

  private func checkBreaks(_ breaks: [Break], _ charge: ChargeRows) {
    for one in breaks {
      if let to = one.to, to < one.from {
        freezer.log.error(one.mark, .emptyBreak, "`break_to` is below `break_from`")
      }
    }
    if charge.form.structure == .incremental { checkEveryUnitHasAPrice(breaks, charge) }
    for (lower, higher) in zip(breaks, breaks.dropFirst()) {
      let overlaps = lower.from == higher.from || lower.to.map { higher.from < $0 } ?? false
      guard overlaps else { continue }
      freezer.log.error(
        higher.mark, lower.from == higher.from ? .duplicateKey : .overlappingBreaks,
        "the breaks of `\(charge.name)` of `\(charge.rate)` overlap from \(higher.from) on",
        hint: "alternatives belong in two rates on two offers",
        related: [Fault.Related(lower.mark, "the break that it overlaps")])
    }
  }
}

extension Cell {
  /// The cell itself unless it is blank or `none`.
  var value: Cell? { self == .blank || self == .none ? nil : self }
}
