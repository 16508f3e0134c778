extension Freezer {
  /// Reads `surcharges`, each row for a rate, a provider or all lanes.
  func readSurcharges() -> [Surcharge] {
    guard let table = table("surcharges") else { return [] }
    let columns = (
      target: table.column("applies_to"), name: table.column("name"), basis: table.column("basis"),
      value: numbers(table.column("value"), .any)
    )
    refusePeriods(table.column("period"), liveRows(table))
    var surcharges: [Surcharge] = []
    var firsts: [String: SourceMark] = [:]
    for row in liveRows(table) {
      guard let name = requiredText(columns.name, row).map(draft.text), let target = target(columns.target, row),
        let basis = basis(columns.basis, row)
      else { continue }
      guard let value = columns.value.value(row, log) else {
        if columns.value.column[row].value == nil { missing(columns.value.column, row) }
        continue
      }
      if let first = firsts.updateValue(table.mark(row), forKey: "\(target) \(name)") {
        log.error(
          table.mark(row), .duplicateKey, "two surcharges `\(name)` apply to the same",
          related: [Fault.Related(first, "the first of them")])
      }
      if basis == .percent, value < Rational(-100) {
        log.error(columns.value.column.mark(row), .numberRange, "a surcharge takes off at most 100 percent")
      }
      surcharges.append(
        Surcharge(
          name: name, target: target, basis: basis, value: value * surchargeFactor(basis), mark: table.mark(row)))
    }
    return surcharges
  }

  /// nil, and a fault unless it names something that is excluded, where the cell names nothing.
  private func target(_ column: ColumnView, _ row: Int) -> Surcharge.Target? {
    guard let text = requiredText(column, row) else { return nil }
    let name = draft.text(text)
    if name == "ALL" { return .all }
    let provider = names(.provider).id(text)
    let found: [Surcharge.Target] =
      (rates.id(name).map { [.rate($0)] } ?? []) + (provider >= 0 ? [.provider(ProviderID(rawValue: provider))] : [])
    if found.count == 1 { return found[0] }
    if found.count == 2 {
      log.error(
        column.mark(row), .ambiguousName, "`\(name)` is a rate and a provider", hint: "give one of them another name")
    } else if rates.isExcluded(name) || provider == NameTable.excluded {
      log.note(column.mark(row), .rowsLeftOut, "a surcharge on `\(name)` is left out, as that is excluded")
    } else {
      log.error(
        column.mark(row), .unknownName, "there is no rate or provider `\(name)`",
        hint: hint(for: name, among: rates.names + names(.provider).names) ?? "`ALL` means every lane")
    }
    return nil
  }

  private func basis(_ column: ColumnView, _ row: Int) -> Surcharge.Basis? {
    guard requiredText(column, row) != nil else { return nil }
    return word(column, row, Surcharge.Basis.percent)
  }

  /// From a price per kg or km to one per the instance's own units.
  private func surchargeFactor(_ basis: Surcharge.Basis) -> Rational {
    switch basis {
    case .weight: UnitSystem.weight(units.weightUnit) ?? .one
    case .distance: UnitSystem.distance(units.distanceUnit) ?? .one
    case .percent, .unit, .shipment: .one
    }
  }
}
