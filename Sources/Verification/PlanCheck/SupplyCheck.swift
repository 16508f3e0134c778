import Logistics

// What originates, against the rows of `supply`.
extension Inspection {
  mutating func checkSupply() {
    var amounts = [Rational](repeating: .zero, count: instance.supplies.rows.count)
    for item in evaluation.supplied {
      for row in instance.supplies.cells[item.key]?.limitedBy ?? [] {
        amounts[row.index] += resolution.rational(item.quantity)
      }
    }
    for index in amounts.indices { checkSupply(SupplyID(index), amounts[index]) }
  }

  private mutating func checkSupply(_ id: SupplyID, _ amount: Rational) {
    let row = instance.supplies[id]
    let least = binds(row) ? row.minimum : .zero
    let range = LimitRange(least: least, most: row.maximum)
    let words = "`\(row.sites.map { instance[$0].name }.joined(separator: "`, `"))` supplies \(amount) "
      + instance.settings.quantityUnit
    switch range.verdict(amount, grain: step, step: step) {
    case .kept: return
    case .above: violate(.supplyMaximum(id), .supplyMax, words + ", at most \(range.most ?? .zero)", row.maximumMark)
    case .below: violate(.supplyMinimum(id), .supplyMin, words + ", at least \(least)", row.minimumMark)
    case .missed: miss(.supplyMinimum(id), .supplyMin, words + ", no multiple keeps \(least)", row.minimumMark)
    }
  }

  /// The minimum of one site binds while it is open; that of several together where all are always open.
  private func binds(_ row: SupplyRow) -> Bool {
    if row.sites.count == 1 { return isOpen(row.sites[0], row.period) }
    return row.sites.allSatisfy { instance[$0].status == .include }
  }
}
