/// One thing that constraints and contracts say about what is sold, and by whom.
public enum PartnerTerm: String, CaseIterable, Sendable {
  case channelSelector, partnerSelector
  case commitmentMin, volumeMax, takeOrPay, shareMin, shareMax, exclusive, fillRateMin, onTimeMin
  case shortfallCost

  /// What `contracts` calls it.
  var term: String? {
    switch self {
    case .commitmentMin: "commitment_min"
    case .volumeMax: "volume_max"
    case .takeOrPay: "take_or_pay"
    case .shareMin: "share_min"
    case .shareMax: "share_max"
    case .exclusive: "exclusive"
    case .fillRateMin: "fill_rate_min"
    case .onTimeMin: "on_time_min"
    case .channelSelector, .partnerSelector, .shortfallCost: nil
    }
  }
}

extension PartnerTerm: InstanceFeature {
  public var isAboutObjectives: Bool { false }

  public func removed(from instance: TinyInstance) -> TinyInstance {
    var copy = instance
    switch self {
    case .channelSelector: copy.dropConstraints { table, row in !table.cell(row, "channel").isEmpty }
    case .partnerSelector: copy.dropConstraints { table, row in !table.cell(row, "partner").isEmpty }
    case .shortfallCost:
      copy.edit("contracts") { table in
        for row in table.rows.indices
        where table.cell(row, "term") != "take_or_pay" && !table.cell(row, "shortfall_cost").isEmpty {
          table.set(row, "shortfall_cost", "")
        }
      }
    default: copy.drop("contracts") { table, row in table.cell(row, "term") == term }
    }
    return copy
  }
}
