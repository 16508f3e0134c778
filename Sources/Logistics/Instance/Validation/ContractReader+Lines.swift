// Lines of contracts as what they ask: limits on flows and sales, rebates, price floors.

extension ContractReader {
  mutating func add(_ term: Term, _ line: Line) {
    let value = values.value(line.row, freezer.log)
    if value == nil, term != .exclusive { return freezer.missing(values.column, line.row) }
    if term != .rebate, !thresholds.column[line.row].isBlank {
      freezer.log.error(
        thresholds.column.mark(line.row), .idleCell, "`threshold` is for rebates", hint: "leave it blank")
    }
    if term == .priceFloor { return addFloor(line, value ?? .zero) }
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
      addFlow(line, term == .shareMin ? .min : .max, value ?? .zero, unit, within: whole(line))
    case .exclusive: addExclusive(line)
    case .fillRateMin: addFillRate(line, value ?? .zero)
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

  /// What the line's party carries or sells of what matches; or what anybody else does.
  private func filter(_ line: Line, own: Bool = true) -> FlowFilter {
    var filter = line.filter
    switch line.party {
    case .provider(let provider):
      let all = freezer.providers.indices.map { ProviderID($0) }
      filter.providers = own ? [provider] : all.filter { $0 != provider }
    case .partner(let partner): filter.sale = own ? SaleFilter(partners: [partner]) : SaleFilter(notBy: partner)
    }
    return filter
  }

  /// What a party's share is of: all that moves there, or all that is sold.
  private func whole(_ line: Line) -> FlowFilter {
    var filter = line.filter
    if line.party.partner != nil { filter.sale = SaleFilter() }
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

  /// What the partner's customers get of what they ask for, whoever sells it.
  private mutating func addFillRate(_ line: Line, _ percent: Rational) {
    refuseIdle(line, "a `fill_rate_min`", taking: ["customer", "product"])
    let own = freezer.customers.indices.map { CustomerID($0) }.filter { customer in
      line.party.partner == freezer.customers[customer.index].partner
        && line.filter.customers?.contains(customer) ?? true
    }
    let rows = demand.filter { row in
      own.contains(row.customer) && line.filter.products?.contains(row.product) ?? true
    }
    guard !rows.isEmpty else {
      freezer.log.warning(
        table.mark(line.row), .idleCell, "nobody whose `partner` it is asks for anything that the line is about",
        hint: "name the partner in `customers`")
      return
    }
    let asked = rows.reduce(Rational.zero) { $0 + $1.quantity } * percent * (Rational(1, over: 100) ?? .zero)
    let most = rows.reduce(Int64(0)) { $0 + $1.mostServed.steps }
    let resolution = freezer.settings.resolution
    let steps = min(resolution.ceiling(asked)?.steps ?? most, most)
    var filter = line.filter
    filter.customers = own
    filter.sale = SaleFilter()
    append(
      line,
      Constraint(
        name: line.name, kind: .flow, filter: filter, sites: nil, sense: .min,
        value: resolution.rational(Quantity(steps: steps)), measure: .quantity, within: nil,
        penaltyCost: shortfall(line.row, .one), mark: table.mark(line.row)))
  }

  /// Selectors that say nothing about a term.
  private func refuseIdle(_ line: Line, _ what: String, taking taken: [String], _ more: [ColumnView] = []) {
    for column in selectors.map(\.column).filter({ !taken.contains($0.name) }) + more where !column[line.row].isBlank {
      freezer.log.error(
        column.mark(line.row), .idleCell, "`\(column.name)` says nothing about \(what)", hint: "leave it blank")
    }
  }

  private mutating func addPunctuality(_ line: Line, _ value: Rational) {
    var constraint = Constraint(
      name: line.name, kind: .score, filter: filter(line), sites: nil, sense: .min, value: value, measure: .quantity,
      within: nil, penaltyCost: shortfall(line.row, .one), mark: table.mark(line.row))
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
    guard let provider = line.party.provider else { return }
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
          contract: line.contract, provider: provider, filter: filter, tiers: [tier], mark: table.mark(line.row)))
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
  private mutating func addFloor(_ line: Line, _ value: Rational) {
    guard let partner = line.party.partner else { return }
    refuseIdle(line, "a `price_floor`", taking: ["product"], [shortfalls.column, units])
    frozen.floors.append(
      PriceFloor(
        contract: line.name, partner: partner, products: line.filter.products, value: value,
        mark: table.mark(line.row)))
  }
}
