extension LaneBuilder {
  private enum Award: String, CaseIterable { case split, single }

  /// Fills the cells of every lane from its own rows.
  mutating func fill() {
    fillPrices()
    fillMeasures()
    fillLimits()
    fillTerms()
    let awards = rows.table.column("award")
    lanes.awardIsSingle = (0..<rows.count).map { lane in
      guard let row = rows.source(lane, awards) else { return false }
      return freezer.word(awards, row, Award.split) == .single
    }
    lanes.pricedBy = (0..<rows.count).map { LaneID($0) }
  }

  /// A row that fills either of `unit_cost` and `rate` replaces both.
  private mutating func fillPrices() {
    let costs = rows.table.column("unit_cost")
    let rateColumn = rows.table.column("rate")
    let bases: [Basis] = [.unit, .weight, .volume, .pallet, .unitDistance, .weightDistance]
    let (factor, basis) = freezer.converted(costs, (factor: Rational.one, basis: Basis.unit)) {
      unit throws(UnitFault) in try freezer.units.price(unit, bases)
    }
    let numbers = freezer.numbers(costs, factor: factor, .any)
    hasPrice = [Bool](repeating: false, count: rows.count)
    for lane in 0..<rows.count {
      let source = rows.source(lane, of: "unit_cost` or `rate") { !costs[$0].isBlank || !rateColumn[$0].isBlank }
      guard let row = source else { continue }
      hasPrice[lane] = true
      if let cost = numbers.value(row, freezer.log) { lanes.unitCost[lane] = UnitCost(cost: cost, basis: basis) }
      if let rate = rate(rateColumn, row) { lanes.rate[lane] = rate }
    }
  }

  private func rate(_ column: ColumnView, _ row: Int) -> RateID? {
    guard case .text(let text) = column[row] else { return nil }
    let name = freezer.draft.text(text)
    if let rate = freezer.rates.id(name) { return rate }
    if freezer.rates.isExcluded(name) {
      freezer.log.error(
        column.mark(row), .excludedName, "the rate `\(name)` is excluded", hint: "exclude the lane too, or name another"
      )
    } else {
      let hint = freezer.hint(for: name, among: freezer.rates.names)
      freezer.log.error(
        column.mark(row), .unknownName, "there is no rate `\(name)`", hint: hint ?? "add it to `rates`")
    }
    return nil
  }

  private mutating func fillMeasures() {
    let times = freezer.amounts(rows.table.column("transit_time"), .time)
    let emissionColumn = rows.table.column("co2_rate")
    let emissionFactor = freezer.converted(emissionColumn, Rational.one) { unit throws(UnitFault) in
      try freezer.units.emission(unit)
    }
    let emissions = freezer.numbers(emissionColumn, factor: emissionFactor)
    let fixed = freezer.money(rows.table.column("fixed_cost"), perPeriod: true)
    hasTime = [Bool](repeating: false, count: rows.count)
    hasEmission = hasTime
    for lane in 0..<rows.count {
      if let row = rows.source(lane, times.column) {
        hasTime[lane] = true
        lanes.transitTime[lane] = times.value(row, freezer.log)
      }
      if let row = rows.source(lane, emissionColumn) {
        hasEmission[lane] = true
        lanes.co2Rate[lane] = emissions.value(row, freezer.log)
      }
      if let row = rows.source(lane, fixed.column), let cost = fixed.value(row, freezer.log) {
        lanes.fixedCost[lane] = cost
      }
    }
  }

  private mutating func fillLimits() {
    let least = freezer.limits(rows.table.column("capacity_min"), Measure.allCases)
    let most = freezer.limits(rows.table.column("capacity_max"), Measure.allCases)
    let minimum = freezer.limits(rows.table.column("minimum_if_used"), [.quantity, .weight, .volume, .pallet])
    for lane in 0..<rows.count {
      let low = limit(least, lane)
      let high = limit(most, lane)
      if let low { lanes.capacityMin[lane] = low }
      if let high { lanes.capacityMax[lane] = high }
      if let limit = limit(minimum, lane) { lanes.minimumIfUsed[lane] = limit }
      if low != nil { freezer.warnOfContradiction(low, high, "the lane") }
    }
  }

  private func limit(_ column: LimitColumn, _ lane: Int) -> Limit? {
    guard let row = rows.source(lane, column.numbers.column) else { return nil }
    return column.read(row, freezer.log)
  }
}
