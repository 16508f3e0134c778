/// The columns of `providers` that say on which terms one may be used.
struct ProviderTermColumns {
  private let freezer: Freezer
  private let volumeMin, volumeMax: LimitColumn
  private let maxLanes, maxSites, switchCost: NumberColumn
  private let scores: [(score: Score, column: NumberColumn)]
  private let incumbent: ColumnView

  init(_ freezer: Freezer, _ table: TableView) {
    self.freezer = freezer
    volumeMin = freezer.limits(table.column("volume_min"), [.quantity])
    volumeMax = freezer.limits(table.column("volume_max"), [.quantity])
    maxLanes = freezer.numbers(table.column("max_lanes"))
    maxSites = freezer.numbers(table.column("max_sites"))
    switchCost = freezer.money(table.column("switch_cost"), perPeriod: false)
    scores = Score.allCases.map { ($0, freezer.numbers(table.column($0.rawValue), .percent)) }
    incumbent = table.column("incumbent")
  }

  func read(_ row: Int, into provider: inout Provider) {
    let (least, most) = (volumeMin.read(row, freezer.log), volumeMax.read(row, freezer.log))
    provider.volumeMin = least?.value ?? .zero
    provider.volumeMax = most?.value
    freezer.warnOfContradiction(least, most, "the provider `\(provider.name)`")
    provider.maxLanes = count(maxLanes, row)
    provider.maxSites = count(maxSites, row)
    for (score, column) in scores {
      if let value = column.value(row, freezer.log) { provider.scores[score] = value }
    }
    provider.isIncumbent = freezer.flag(incumbent, row)
    provider.switchCost = switchCost.value(row, freezer.log) ?? .zero
  }

  private func count(_ column: NumberColumn, _ row: Int) -> Int? {
    guard let value = column.value(row, freezer.log) else { return nil }
    guard let whole = value.int64 else {
      freezer.log.error(column.column.mark(row), .numberRange, "`\(column.column.name)` is a whole number")
      return nil
    }
    return Int(whole)
  }
}

extension LaneBuilder {
  /// Shipments, duty, punctuality, and who carries today.
  mutating func fillTerms() {
    let sizes = freezer.amounts(rows.table.column("shipment_size"), .quantity, .positive)
    let duties = freezer.numbers(rows.table.column("duty_rate"), .percent)
    let punctuality = freezer.numbers(rows.table.column("on_time_rate"), .percent)
    let incumbent = rows.table.column("incumbent")
    for lane in 0..<rows.count {
      if let row = rows.source(lane, duties.column) {
        // A duty that is switched off is not inherited either.
        lanes.dutyRate[lane] = duties.value(row, freezer.log) ?? .zero
      }
      if let row = rows.source(lane, sizes.column), let size = sizes.value(row, freezer.log) {
        lanes.shipmentSize[lane] = size
      }
      if let row = rows.source(lane, punctuality.column), let rate = punctuality.value(row, freezer.log) {
        lanes.onTimeRate[lane] = rate
      }
      if let row = rows.source(lane, incumbent), freezer.flag(incumbent, row) {
        lanes.incumbents.insert(LaneID(lane))
      }
    }
  }
}
