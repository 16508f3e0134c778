/// What `contracts` says: most of its lines are constraints on what a provider carries, the rest rebates and price floors.
struct FrozenContracts {
  var constraints: [Constraint] = []
  var rebates: [Rebate] = []
  var floors: [PriceFloor] = []
  /// The provider of each contract.
  var parties: [String: ProviderID] = [:]
}

extension Freezer {
  func readContracts() -> FrozenContracts {
    guard let table = table("contracts") else { return FrozenContracts() }
    refusePeriods(table.column("period"), liveRows(table))
    var reader = ContractReader(self, table)
    for row in liveRows(table) { reader.read(row) }
    return reader.finish()
  }

  /// A price that the instance gives may not be below what was agreed: no plan can mend it.
  func checkPriceFloors(_ prices: [SalePrice], _ floors: [PriceFloor]) {
    for floor in floors {
      for price in prices where floor.covers(price) {
        guard let asked = price.unitPrice, asked < floor.value else { continue }
        log.error(
          price.mark, .priceFloor,
          "`\(partners[floor.partner.index].name)` sells `\(products[price.product.index].name)` at \(asked), and "
            + "`\(floor.contract)` has agreed on \(floor.value) at least",
          hint: "raise the price, or agree on another floor", related: [Fault.Related(floor.mark, "the price floor")])
      }
    }
  }

  /// Breaks that count over a contract are of one that is there, and price its provider's lanes.
  func checkContracts(_ instance: Instance, _ parties: [String: ProviderID]) {
    for (index, rate) in instance.rates.enumerated() {
      for name in rate.charges.compactMap(\.contract) {
        guard let party = parties[name] else {
          log.error(
            rates.marks[index], .unknownName, "there is no contract `\(name)` with a provider",
            hint: hint(for: name, among: parties.keys.sorted()) ?? "add it to `contracts`")
          continue
        }
        for lane in (0..<instance.lanes.count) where instance.lanes.rate[lane] == RateID(index) {
          let links = instance.lanes.links(of: LaneID(lane))
          guard links.contains(where: { instance.links.provider[$0.index] != party }) else { continue }
          log.error(
            instance.lanes.marks[lane], .offerOfSeveral,
            "the rate `\(rate.name)` counts over the contract `\(name)`, which is with "
              + "`\(instance[party].name)` alone", hint: "name its provider in the lane, or another rate")
        }
      }
    }
  }
}

/// Reads the lines of contracts one by one.
struct ContractReader {
  private let freezer: Freezer
  private let table: TableView
  private let contracts, lines, parties, terms, units: ColumnView
  private let values, thresholds, shortfalls: NumberColumn
  private let selectors: [(column: ColumnView, scope: KeyScope)]
  private var frozen = FrozenContracts()
  private var keys: [String: SourceMark] = [:]

  private enum Term: String, CaseIterable {
    case commitmentMin = "commitment_min"
    case volumeMax = "volume_max"
    case takeOrPay = "take_or_pay"
    case shareMin = "share_min"
    case shareMax = "share_max"
    case rebate, exclusive
    case onTimeMin = "on_time_min"
    case priceFloor = "price_floor"
  }

  private struct Line {
    var name: String
    var contract: String
    var party: ProviderID
    var filter: FlowFilter
    var row: Int
  }

  init(_ freezer: Freezer, _ table: TableView) {
    self.freezer = freezer
    self.table = table
    contracts = table.column("contract")
    lines = table.column("line")
    parties = table.column("party")
    terms = table.column("term")
    units = table.column("unit")
    values = freezer.numbers(table.column("value"))
    thresholds = freezer.amounts(table.column("threshold"), .quantity)
    shortfalls = freezer.numbers(table.column("shortfall_cost"))
    selectors = [
      ("origin", freezer.scope(.site)), ("destination", freezer.scope(.site, .customer)),
      ("customer", freezer.scope(.customer)), ("mode", freezer.scope(.mode)), ("service", freezer.scope(.service)),
      ("product", freezer.scope(.product)),
    ].map { (table.column($0.0), $0.1) }
  }

  mutating func read(_ row: Int) {
    guard let contract = freezer.requiredText(contracts, row).map(freezer.draft.text),
      let line = freezer.requiredText(lines, row).map(freezer.draft.text), isNew(contract, line, row)
    else { return }
    if freezer.text(terms, row) == Term.priceFloor.rawValue { return readFloor("\(contract) \(line)", row) }
    guard let party = party(row), freezer.requiredText(terms, row) != nil else { return }
    if let other = frozen.parties.updateValue(party, forKey: contract), other != party {
      freezer.log.error(
        parties.mark(row), .mixedCharge, "the contract `\(contract)` is with one provider",
        hint: "give the other provider a contract of its own")
    }
    guard let term = Term(rawValue: freezer.text(terms, row)) else {
      freezer.log.error(
        terms.mark(row), .notSupported, "the term `\(freezer.text(terms, row))` is not supported yet",
        hint: "one of " + Term.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
      return
    }
    guard let filter = filter(row) else { return }
    add(term, Line(name: "\(contract) \(line)", contract: contract, party: party, filter: filter, row: row))
  }

  private mutating func isNew(_ contract: String, _ line: String, _ row: Int) -> Bool {
    guard let first = keys.updateValue(table.mark(row), forKey: "\(contract)\u{0}\(line)") else { return true }
    freezer.log.error(
      table.mark(row), .duplicateKey, "two lines `\(line)` of the contract `\(contract)`",
      related: [Fault.Related(first, "the first of them")])
    return false
  }

  private func party(_ row: Int) -> ProviderID? { party(row, .provider).map(ProviderID.init(rawValue:)) }

  private func party(_ row: Int, _ kind: NameKind) -> Int32? {
    guard let text = freezer.requiredText(parties, row) else { return nil }
    switch freezer.scope(kind).resolve(text) {
    case .one(let id): return id
    case .vanished(let name):
      freezer.log.note(parties.mark(row), .rowsLeftOut, "a line with `\(name)` is left out, as that is excluded")
    case .faulty(let fault): freezer.log.error(parties.mark(row), fault.rule, fault.message, hint: fault.hint)
    case .blank, .each, .together:
      freezer.log.error(parties.mark(row), .singleNameWanted, "a contract is with one party, not a group")
    }
    return nil
  }

  /// Members of a group are one together here, in braces or not: a line is about the total.
  private func filter(_ row: Int) -> FlowFilter? {
    var filter = FlowFilter()
    for (column, scope) in selectors {
      guard case .text(let text) = column[row] else { continue }
      let value = scope.resolve(text)
      switch value {
      case .faulty(let fault):
        freezer.log.error(column.mark(row), fault.rule, fault.message, hint: fault.hint)
        return nil
      case .each:
        freezer.log.error(
          column.mark(row), .singleNameWanted, "a line of a contract is about one total",
          hint: "write the group in braces, or a line for each member")
        return nil
      default: set(column.name, value.members, &filter)
      }
    }
    return filter
  }

  private func set(_ column: String, _ members: [Int32], _ filter: inout FlowFilter) {
    switch column {
    case "origin": filter.origins = members.map(SiteID.init(rawValue:))
    case "destination": filter.destinations = members.map(node)
    case "customer": filter.customers = members.map(CustomerID.init(rawValue:))
    case "mode": filter.modes = members.map(ModeID.init(rawValue:))
    case "service": filter.services = members.map(ServiceID.init(rawValue:))
    default: filter.products = members.map(ProductID.init(rawValue:))
    }
  }

  /// Sites are numbered before customers.
  private func node(_ member: Int32) -> Node {
    let siteCount = Int32(truncatingIfNeeded: freezer.sites.count)
    return member < siteCount ? .site(SiteID(rawValue: member)) : .customer(CustomerID(rawValue: member - siteCount))
  }

  // MARK: Lines as constraints

  private mutating func add(_ term: Term, _ line: Line) {
    let value = values.value(line.row, freezer.log)
    if value == nil, term != .exclusive { return freezer.missing(values.column, line.row) }
    if term != .rebate, !thresholds.column[line.row].isBlank {
      freezer.log.error(
        thresholds.column.mark(line.row), .idleCell, "`threshold` is for rebates", hint: "leave it blank")
    }
    let isPercent = ![.commitmentMin, .volumeMax, .takeOrPay].contains(term)
    if isPercent, let value, value > Rational(100) {
      freezer.log.error(values.column.mark(line.row), .numberRange, "a percentage is at most 100")
    }
    let unit = isPercent ? unitOfPercent(line.row) : unitOfVolume(line.row)
    guard let unit else { return }
    switch term {
    case .rebate: addRebate(line, value ?? .zero)
    case .commitmentMin: addFlow(line, .min, value ?? .zero, unit)
    case .takeOrPay:
      if shortfalls.column[line.row].isBlank { freezer.missing(shortfalls.column, line.row) }
      addFlow(line, .min, value ?? .zero, unit)
    case .volumeMax: addFlow(line, .max, value ?? .zero, unit)
    case .shareMin, .shareMax:
      addFlow(line, term == .shareMin ? .min : .max, value ?? .zero, unit, within: line.filter)
    case .exclusive: addExclusive(line)
    case .onTimeMin: addPunctuality(line, value ?? .zero)
    case .priceFloor: break
    }
  }

  private func unitOfPercent(_ row: Int) -> (factor: Rational, measure: Measure)? {
    let text = freezer.text(units, row)
    if !text.isEmpty, text != "%", text != "percent" {
      freezer.log.error(units.mark(row), .unitMismatch, "the line is in percent", hint: "leave `unit` blank")
    }
    return (.one, .quantity)
  }

  private func unitOfVolume(_ row: Int) -> (factor: Rational, measure: Measure)? {
    let text = freezer.text(units, row)
    guard !text.isEmpty else { return (.one, .quantity) }
    guard let parsed = UnitText(text) else {
      freezer.log.error(
        units.mark(row), .unitMismatch, "\(Fault.quoted(text)) is no unit", hint: "such as `kg` or `pallet/week`")
      return nil
    }
    let header = HeaderUnit(numerator: parsed.numerator, denominators: parsed.denominators, mark: units.mark(row))
    do throws(UnitFault) {
      return try freezer.units.limit(header, [.quantity, .weight, .volume, .pallet])
    } catch {
      freezer.log.error(units.mark(row), .unitMismatch, "`unit`: \(error.message)", hint: error.hint)
      return nil
    }
  }

  /// The filter with the line's own provider, or with the others.
  private func filter(_ line: Line, own: Bool = true) -> FlowFilter {
    var filter = line.filter
    let all = freezer.providers.indices.map { ProviderID($0) }
    filter.providers = own ? [line.party] : all.filter { $0 != line.party }
    return filter
  }

  private mutating func addFlow(
    _ line: Line, _ sense: Constraint.Sense, _ value: Rational, _ unit: (factor: Rational, measure: Measure),
    within: FlowFilter? = nil
  ) {
    append(
      line,
      Constraint(
        name: line.name, kind: .flow, filter: filter(line), sites: nil, sense: sense, value: value * unit.factor,
        measure: unit.measure, within: within, penaltyCost: shortfall(line.row, unit.factor),
        mark: table.mark(line.row)))
  }

  private mutating func addExclusive(_ line: Line) {
    append(
      line,
      Constraint(
        name: line.name, kind: .flow, filter: filter(line, own: false), sites: nil, sense: .max, value: .zero,
        measure: .quantity, within: nil, penaltyCost: shortfall(line.row, .one), mark: table.mark(line.row)))
  }

  private mutating func addPunctuality(_ line: Line, _ value: Rational) {
    if !shortfalls.column[line.row].isBlank {
      freezer.log.error(
        shortfalls.column.mark(line.row), .notSupported, "a soft `on_time_min` is not supported yet",
        hint: "leave `shortfall_cost` blank")
    }
    var constraint = Constraint(
      name: line.name, kind: .score, filter: filter(line), sites: nil, sense: .min, value: value, measure: .quantity,
      within: nil, penaltyCost: nil, mark: table.mark(line.row))
    constraint.score = .onTimeRate
    append(line, constraint)
  }

  private mutating func append(_ line: Line, _ constraint: Constraint) {
    var constraint = constraint
    constraint.contractWith = line.party
    frozen.constraints.append(constraint)
  }

  /// A cost is per unit as written: a line in tonnes has a cost per tonne.
  private func shortfall(_ row: Int, _ factor: Rational) -> Rational? {
    shortfalls.value(row, freezer.log).flatMap { $0.divided(by: factor) }
  }

  // MARK: Rebates

  /// Lines of one contract with the same selectors are tiers of one rebate.
  private mutating func addRebate(_ line: Line, _ percent: Rational) {
    if !shortfalls.column[line.row].isBlank {
      freezer.log.error(
        shortfalls.column.mark(line.row), .idleCell, "a rebate has no shortfall", hint: "leave `shortfall_cost` blank")
    }
    let tier = Rebate.Tier(
      threshold: thresholds.value(line.row, freezer.log) ?? .zero, percent: percent, mark: table.mark(line.row))
    let filter = filter(line)
    let known = frozen.rebates.firstIndex { $0.contract == line.contract && $0.filter == filter }
    guard let known else {
      frozen.rebates.append(
        Rebate(
          contract: line.contract, provider: line.party, filter: filter, tiers: [tier], mark: table.mark(line.row)))
      return
    }
    if let same = frozen.rebates[known].tiers.first(where: { $0.threshold == tier.threshold }) {
      freezer.log.error(
        table.mark(line.row), .duplicateKey, "two rebates of `\(line.contract)` begin at \(tier.threshold)",
        related: [Fault.Related(same.mark, "the other one")])
    }
    frozen.rebates[known].tiers.append(tier)
  }

  // MARK: Price floors

  /// A floor is about the rows of `prices` that name its partner, so of the selectors only the product says something.
  private mutating func readFloor(_ name: String, _ row: Int) {
    guard let partner = party(row, .partner).map(PartnerID.init(rawValue:)), let filter = filter(row) else { return }
    guard let value = values.value(row, freezer.log) else { return freezer.missing(values.column, row) }
    let idle = selectors.map(\.column).filter { $0.name != "product" } + [thresholds.column, shortfalls.column, units]
    for column in idle where !column[row].isBlank {
      freezer.log.error(
        column.mark(row), .idleCell, "`\(column.name)` says nothing about a `price_floor`", hint: "leave it blank")
    }
    frozen.floors.append(
      PriceFloor(contract: name, partner: partner, products: filter.products, value: value, mark: table.mark(row)))
  }

  func finish() -> FrozenContracts {
    var frozen = frozen
    for index in frozen.rebates.indices { frozen.rebates[index].tiers.sort { $0.threshold < $1.threshold } }
    return frozen
  }
}
