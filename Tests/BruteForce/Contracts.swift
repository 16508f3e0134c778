extension Network {
  /// Lines of contracts: most are limits on what a provider carries or a partner sells.
  mutating func readContracts(_ sheet: Sheet) throws(BruteForceError) {
    let domains: [(String, Domain?)] = [
      ("origin", sheet.sites), ("destination", sheet.places), ("customer", sheet.customers), ("mode", sheet.modes),
      ("service", nil), ("product", sheet.products),
    ]
    for row in sheet.rows("contracts") {
      guard let party = row.text("party") else { continue }
      let isPartner = sales.partners[party] != nil
      guard isPartner || providers.contains(party) else { continue }
      var selectors: [String: [String]] = [:]
      for (column, domain) in domains {
        guard let text = row.text(column) else { continue }
        selectors[column] = try domain?.cell(text, blank: .unnamed).copies.flatMap(\.names) ?? [text]
      }
      let value = try row.number("value") ?? .zero
      var line = Constraint(
        name: "\(row.text("contract") ?? "") \(row.text("line") ?? "")", type: "flow", sense: "min", selectors: selectors,
        value: value, unit: row.text("unit"), within: nil, penalty: try row.number("shortfall_cost"))
      line.selectors[isPartner ? "partner" : "provider"] = [party]
      switch row.text("term") {
      case "commitment_min", "take_or_pay": break
      case "volume_max": line.sense = "max"
      case "share_min", "share_max":
        line.sense = row.text("term") == "share_min" ? "min" : "max"
        line.unit = "%"
        // Of what anybody carries, or of what anybody sells.
        line.whole = isPartner ? selectors.merging(["sold": []]) { $1 } : selectors
      case "exclusive":
        line.sense = "max"
        line.value = .zero
        if isPartner {
          line.selectors["partner"] = nil
          line.selectors["soldByOthersThan"] = [party]
        } else {
          line.selectors["provider"] = providers.filter { $0 != party }
        }
      case "fill_rate_min":
        line.selectors = fillSelectors(party, selectors)
        let asked = demand.filter { row in
          line.selectors["customer"]?.contains(row.customer) ?? false
            && selectors["product"]?.contains(row.product) ?? true
        }.map(\.quantity).reduce(0, +)
        line.value = Rational(Int((Rational(asked) * value / Rational(100)).ceiling)) * step
      case "on_time_min":
        line.type = "score"
        line.measure = "on_time_rate"
      case "rebate":
        addTier(row, party, selectors, value, try row.cost("threshold"))
        continue
      default: throw .invalid("term `\(row.text("term") ?? "")`")
      }
      constraints.append(line)
    }
  }

  /// Whatever reaches the partner's own customers, whoever sells it.
  private func fillSelectors(_ party: String, _ selectors: [String: [String]]) -> [String: [String]] {
    let own = sales.partnerOf.filter { $0.value == party }.map(\.key)
    var filled = selectors
    filled["customer"] = own.filter { selectors["customer"]?.contains($0) ?? true }
    filled["sold"] = []
    return filled
  }

  private mutating func addTier(
    _ row: Row, _ party: String, _ selectors: [String: [String]], _ percent: Rational, _ threshold: Rational
  ) {
    let contract = row.text("contract") ?? ""
    if let known = rebates.firstIndex(where: { $0.contract == contract && $0.selectors == selectors }) {
      rebates[known].tiers.append((threshold, percent))
    } else {
      rebates.append(
        RebateRow(contract: contract, provider: party, selectors: selectors, tiers: [(threshold, percent)]))
    }
  }
}
