extension Network {
  mutating func readLanes(_ sheet: Sheet) throws(BruteForceError) {
    let keys = [
      KeyColumn(name: "origin", domain: sheet.sites), KeyColumn(name: "destination", domain: sheet.places),
      KeyColumn(name: "provider", domain: sheet.providers), KeyColumn(name: "mode", domain: sheet.modes),
      KeyColumn(name: "service"), KeyColumn(name: "offer"),
      KeyColumn(
        name: "product", domain: sheet.products, blank: Members(names: sheet.products.names, isTogether: true)),
      KeyColumn(name: "channel"), KeyColumn(name: "partner"),
    ]
    let present = Set(sites.map(\.name) + sheet.customers.names)
    for written in try sheet.writtenOut("lanes", keys) {
      let members = written.members.map(\.names)
      let lane = LaneRow(
        origins: members[0].filter(present.contains), destinations: members[1].filter(present.contains),
        products: members[6], provider: members[2].first, mode: members[3].first, service: members[4].first,
        offer: members[5].first, channel: members[7].first, partner: members[8].first, rank: written)
      guard !lane.origins.isEmpty, !lane.destinations.isEmpty else { continue }
      if let provider = lane.provider, !providers.contains(provider) { continue }
      lanes.append(lane)
    }
  }

  mutating func readRates(_ sheet: Sheet) throws(BruteForceError) {
    var order: [[String]] = []
    var rowsOf: [[String]: [Row]] = [:]
    for row in sheet.rows("rates") {
      let key = [row.text("rate") ?? "", row.text("charge") ?? ""]
      if rowsOf[key] == nil { order.append(key) }
      rowsOf[key, default: []].append(row)
    }
    for key in order {
      let rows = rowsOf[key] ?? []
      var breaks: [Break] = []
      for row in rows {
        breaks.append(
          Break(
            from: try row.cost("break_from"), to: try row.number("break_to"), cost: try row.cost("cost"),
            minimum: try row.cost("minimum_charge")))
      }
      breaks.sort { $0.from < $1.from }
      for place in breaks.indices.dropLast() { breaks[place].below = breaks[place + 1].from }
      guard let first = rows.first, let basis = first.text("basis") else { throw .invalid("a charge without basis") }
      let structure = first.text("structure") ?? "flat"
      rates[key[0], default: Rate(charges: [])].charges.append(
        Charge(
          basis: basis, structure: structure,
          breakBasis: first.text("break_basis") ?? (structure == "band" ? "order_weight" : "quantity"),
          scope: first.text("break_scope") ?? "lane", isFull: first.text("shipment_rule") == "treat_as_full",
          breaks: breaks))
    }
  }

  mutating func readConstraints(_ sheet: Sheet) throws(BruteForceError) {
    let domains: [(String, Domain?)] = [
      ("origin", sheet.sites), ("destination", sheet.places), ("site", sheet.sites), ("provider", sheet.providers),
      ("mode", sheet.modes), ("service", nil), ("offer", nil), ("product", sheet.products), ("channel", nil),
      ("partner", nil),
    ]
    for row in sheet.rows("constraints") {
      var copies: [[String: [String]]] = [[:]]
      for (column, domain) in domains {
        guard let text = row.text(column) else { continue }
        let members = try domain?.cell(text, blank: .unnamed).copies ?? [Members(names: [text])]
        copies = copies.flatMap { copy in
          members.map { copy.merging([column: $0.names]) { first, _ in first } }
        }
      }
      guard let value = try row.number("value") else { throw .invalid("a constraint without value") }
      for copy in copies {
        constraints.append(
          Constraint(
            name: row.text("constraint") ?? "", type: row.text("type") ?? "", sense: row.text("sense") ?? "",
            selectors: copy, value: value, unit: row.text("unit"), within: row.text("within"),
            penalty: try row.number("penalty_cost"), measure: row.text("measure")))
      }
    }
  }
}
