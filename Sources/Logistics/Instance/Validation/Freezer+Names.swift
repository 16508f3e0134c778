extension Freezer {
  /// Lists the names of every kind: from master tables, or else by mention.
  func readNames() {
    for kind in [NameKind.channel, .partner, .provider, .product, .site, .customer] { listNames(kind) }
    let groupNames = rawGroupNames()
    for kind in NameKind.allCases where !names(kind).isListed {
      for (table, column) in Freezer.mentions(of: kind) { implyNames(kind, table, column, groupNames) }
    }
    implyDestinations(groupNames)
    for kind in NameKind.allCases {
      let known = names(kind)
      checkSpelling(known)
      if !known.isListed, !known.names.isEmpty, let master = kind.masterTable { noteImplied(known, master) }
    }
  }

  private func listNames(_ kind: NameKind) {
    guard let master = kind.masterTable, let table = table(master) else { return }
    let (column, status) = (table.column(kind.rawValue), table.column("status"))
    let operators = kind == .site ? table.column("operator") : nil
    // Read before: the names of this kind are being written below.
    let operating = [names(.provider), names(.partner)]
    updateNames(kind) { known in
      known.isListed = true
      for row in 0..<table.rowCount {
        guard let text = requiredText(column, row) else { continue }
        if draft.string(status[row]) == "exclude" {
          known.exclude(text)
        } else if let operators, operating.contains(where: { Freezer.isExcluded(operators[row], $0) }) {
          known.exclude(text)
          log.note(
            operators.mark(row), .rowsLeftOut,
            "the site `\(draft.text(text))` is left out, as its operator `\(self.text(operators, row))` is excluded")
        } else if known.id(text) >= 0 {
          let first = known.marks[Int(known.id(text))]
          log.error(
            column.mark(row), .duplicateKey, "`\(draft.text(text))` stands in `\(master)` twice",
            related: first.map { [Fault.Related($0, "first here")] } ?? [])
        } else {
          checkReserved(draft.text(text), column.mark(row))
          known.add(text, draft.text(text), column.mark(row))
        }
      }
    }
  }

  /// Whoever runs a site is there while it is open, so that it cannot be open without.
  private static func isExcluded(_ cell: Cell, _ providers: NameTable) -> Bool {
    guard case .text(let text) = cell else { return false }
    return providers.id(text) == NameTable.excluded
  }

  private func checkReserved(_ name: String, _ mark: SourceMark) {
    guard ["ALL", "SITES", "CUSTOMERS"].contains(name) || name.hasPrefix("{") else { return }
    log.error(mark, .reservedName, "`\(name)` cannot be a name", hint: "it stands for members of a group")
  }

  /// The columns that names without a master table are taken from.
  private static func mentions(of kind: NameKind) -> [(table: String, column: String)] {
    switch kind {
    case .product: [("supply", "product"), ("inventory", "product"), ("demand", "product"), ("lanes", "product")]
    case .site: [("supply", "site"), ("inventory", "site"), ("lanes", "origin")]
    case .customer: [("demand", "customer")]
    case .provider: [("sites", "operator"), ("lanes", "provider")]
    case .mode: [("lanes", "mode")]
    case .service: [("lanes", "service"), ("demand", "service")]
    case .channel: [("partners", "channel"), ("customers", "channel"), ("prices", "channel"), ("lanes", "channel")]
    case .partner: [("customers", "partner"), ("prices", "partner"), ("territories", "partner"), ("lanes", "partner")]
    }
  }

  private func implyNames(
    _ kind: NameKind, _ tableName: String, _ columnName: String, _ groups: [NameKind: Set<TextID>]
  ) {
    guard let table = table(tableName) else { return }
    let column = table.column(columnName)
    guard column.exists else { return }
    let ownGroups = groups[kind] ?? []
    // A site's operator may be a partner.
    let others: NameTable? = kind == .provider ? names(.partner) : nil
    updateNames(kind) { known in
      for row in liveRows(table) {
        guard case .text(let text) = column[row], known.id(text) == NameTable.unknown else { continue }
        guard !ownGroups.contains(text), !Freezer.isSelector(draft.text(text)) else { continue }
        if let others, others.id(text) != NameTable.unknown { continue }
        known.add(text, draft.text(text), column.mark(row))
      }
    }
  }

  /// A destination that is neither yet is a customer where those are implied, else a site.
  private func implyDestinations(_ groups: [NameKind: Set<TextID>]) {
    guard !names(.customer).isListed || !names(.site).isListed, let table = table("lanes") else { return }
    let kind: NameKind = names(.customer).isListed ? .site : .customer
    let other = names(kind == .site ? .customer : .site)
    let placeGroups = (groups[.site] ?? []).union(groups[.customer] ?? [])
    let column = table.column("destination")
    guard column.exists else { return }
    updateNames(kind) { known in
      for row in liveRows(table) {
        guard case .text(let text) = column[row], known.id(text) == NameTable.unknown,
          other.id(text) == NameTable.unknown
        else { continue }
        guard !placeGroups.contains(text), !Freezer.isSelector(draft.text(text)) else { continue }
        known.add(text, draft.text(text), column.mark(row))
      }
    }
  }

  /// Whether a text selects members rather than being a name.
  private static func isSelector(_ text: String) -> Bool {
    if ["ALL", "SITES", "CUSTOMERS"].contains(text) || text.hasPrefix("{") { return true }
    guard let colon = text.firstIndex(of: ":") else { return false }
    let prefix = String(text[..<colon])
    return prefix == "group" || NameKind.allCases.contains { $0.rawValue == prefix || $0.attributes.contains(prefix) }
  }

  private func rawGroupNames() -> [NameKind: Set<TextID>] {
    guard let table = table("groups") else { return [:] }
    let (names, types) = (table.column("group"), table.column("type"))
    var found: [NameKind: Set<TextID>] = [:]
    for row in liveRows(table) {
      guard case .text(let text) = names[row], let kind = NameKind(rawValue: self.text(types, row)) else { continue }
      found[kind, default: []].insert(text)
    }
    return found
  }

  /// Two names that differ in case or blanks only are one name misspelt.
  private func checkSpelling(_ known: NameTable) {
    var firsts = [String: Int](minimumCapacity: known.count)
    for (index, name) in known.names.enumerated() {
      guard let first = firsts.updateValue(index, forKey: Freezer.plainSpelling(name)) else { continue }
      log.error(
        known.marks[index], .similarNames,
        "the \(known.kind.rawValue) names `\(known.names[first])` and `\(name)` differ in case or blanks only",
        hint: "spell one name one way", related: known.marks[first].map { [Fault.Related($0, "the other one")] } ?? [])
    }
  }

  /// Without case and blanks.
  static func plainSpelling(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !(0x41...0x5a).contains($0) }
    return isPlain ? name : String(name.lowercased().filter { !$0.isWhitespace })
  }

  private func noteImplied(_ known: NameTable, _ master: String) {
    let shown = known.names.prefix(20).map { "`\($0)`" }.joined(separator: ", ")
    let rest = known.count > 20 ? " and \(known.count - 20) more" : ""
    log.note(nil, .namesImplied, "there is no table `\(master)`, so its names are implied: \(shown)\(rest)")
  }
}
