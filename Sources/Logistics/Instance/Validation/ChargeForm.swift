/// What all rows of one charge share.
struct ChargeForm: Equatable {
  var basis: Basis
  var structure: Charge.Structure
  var breakBasis: Charge.BreakBasis
  var scope: Charge.BreakScope
  var contract: String?
  var treatsAsFull: Bool

  func charge(named name: String, _ breaks: [Break]) -> Charge {
    var charge = Charge(name: name, basis: basis, structure: structure, breaks: breaks)
    charge.breakBasis = breakBasis
    charge.breakScope = scope
    charge.contract = contract
    charge.treatsAsFull = treatsAsFull
    return charge
  }
}

/// Reads the cells of `rates` that say how a charge works, and refuses what does not go together.
struct ChargeFormReader {
  private let freezer: Freezer
  private let bases, structures, breakBases, scopes, contracts, shipmentRules, minimums: ColumnView

  init(_ freezer: Freezer, _ table: TableView) {
    self.freezer = freezer
    bases = table.column("basis")
    structures = table.column("structure")
    breakBases = table.column("break_basis")
    scopes = table.column("break_scope")
    contracts = table.column("contract")
    shipmentRules = table.column("shipment_rule")
    minimums = table.column("minimum_charge")
  }

  private enum ShipmentRule: String, CaseIterable {
    case prorate
    case treatAsFull = "treat_as_full"
  }

  func read(_ row: Int, _ basis: Basis) -> ChargeForm? {
    guard let structure = structure(row) else { return nil }
    let contract = freezer.text(contracts, row)
    let form = ChargeForm(
      basis: basis, structure: structure,
      breakBasis: freezer.word(breakBases, row, structure == .band ? .orderWeight : .quantity),
      scope: freezer.word(scopes, row, .lane), contract: contract.isEmpty ? nil : contract,
      treatsAsFull: freezer.word(shipmentRules, row, ShipmentRule.prorate) == .treatAsFull)
    checkBreaks(form, row)
    checkScope(form, row)
    checkShipments(form, row)
    return form
  }

  private func structure(_ row: Int) -> Charge.Structure? {
    let word = freezer.text(structures, row)
    if let structure = Charge.Structure(rawValue: word.isEmpty ? "flat" : word) { return structure }
    freezer.log.error(
      structures.mark(row), .unknownWord, "there is no structure `\(word)`",
      hint: "one of " + Charge.Structure.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
    return nil
  }

  private func checkBreaks(_ form: ChargeForm, _ row: Int) {
    let basis = form.breakBasis
    switch form.structure {
    case .flat: return
    case .band where basis.isCounted:
      refuse(breakBases, row, "a band is looked up by what is known before: not by `\(basis.rawValue)`", "use `all_unit`")
    case .incremental where !basis.isCounted, .stepwise where !basis.isCounted:
      refuse(
        breakBases, row, "`\(form.structure.rawValue)` by `\(basis.rawValue)` is not supported", "use `band`")
    case .allUnit where basis.isCounted && !isLinear(form.basis),
      .incremental where !isLinear(form.basis):
      refuse(
        bases, row, "breaks that count what moves want a basis that grows with it",
        "use `stepwise`, or a basis such as `unit`")
    default: return
    }
  }

  private func isLinear(_ basis: Basis) -> Bool {
    switch basis {
    case .unit, .weight, .volume, .pallet, .unitDistance, .weightDistance, .value, .shipment: true
    case .order, .distance, .period: false
    }
  }

  private func checkScope(_ form: ChargeForm, _ row: Int) {
    let isCounted = form.structure != .flat && form.breakBasis.isCounted
    if form.scope != .lane, !isCounted {
      refuse(scopes, row, "only breaks that count what moves count over more than a lane", "leave it blank")
    }
    if form.scope != .lane, !minimums[row].isBlank {
      refuse(minimums, row, "a charge over a provider or contract has no minimum of its own", "put it in another charge")
    }
    if form.scope == .contract, form.contract == nil {
      freezer.log.error(contracts.mark(row), .requiredCell, "a `break_scope` of `contract` names the contract")
    }
    if form.scope != .contract, form.contract != nil {
      freezer.log.error(
        contracts.mark(row), .idleCell, "`contract` is for a `break_scope` of `contract`", hint: "leave it blank")
    }
  }

  private func checkShipments(_ form: ChargeForm, _ row: Int) {
    guard form.treatsAsFull, form.structure != .flat, form.breakBasis.isCounted else { return }
    refuse(
      shipmentRules, row, "`treat_as_full` beside breaks that count what moves is not supported", "use `prorate`")
  }

  private func refuse(_ column: ColumnView, _ row: Int, _ message: String, _ hint: String) {
    freezer.log.error(column.mark(row), .notSupported, message, hint: hint)
  }

  /// Where two rows of a charge differ, and in what.
  func difference(_ form: ChargeForm, _ other: ChargeForm) -> (column: ColumnView, word: String)? {
    if form.basis != other.basis { return (bases, "basis") }
    if form.structure != other.structure { return (structures, "structure") }
    if form.breakBasis != other.breakBasis { return (breakBases, "`break_basis`") }
    if form.scope != other.scope { return (scopes, "`break_scope`") }
    if form.contract != other.contract { return (contracts, "`contract`") }
    return form.treatsAsFull != other.treatsAsFull ? (shipmentRules, "`shipment_rule`") : nil
  }
}

/// The ends of breaks, in what they are counted in; the header's unit is read once for each.
final class BreakColumns {
  private let freezer: Freezer
  private let from, to: ColumnView
  private var converted: [Dimension: (from: NumberColumn, to: NumberColumn)] = [:]

  init(_ freezer: Freezer, _ table: TableView) {
    self.freezer = freezer
    from = table.column("break_from")
    to = table.column("break_to")
  }

  func read(_ row: Int, _ basis: Charge.BreakBasis) -> (from: Rational?, to: Rational?) {
    guard !from[row].isBlank || !to[row].isBlank else { return (nil, nil) }
    let columns = columns(dimension(basis))
    return (columns.from.value(row, freezer.log), columns.to.value(row, freezer.log))
  }

  private func columns(_ dimension: Dimension) -> (from: NumberColumn, to: NumberColumn) {
    if let known = converted[dimension] { return known }
    let columns = (freezer.amounts(from, dimension), freezer.amounts(to, dimension))
    converted[dimension] = columns
    return columns
  }

  private func dimension(_ basis: Charge.BreakBasis) -> Dimension {
    switch basis {
    case .quantity, .shipmentSize: .quantity
    case .weight, .orderWeight: .weight
    case .volume: .volume
    case .distance: .distance
    case .shipments: .shipment
    }
  }
}
