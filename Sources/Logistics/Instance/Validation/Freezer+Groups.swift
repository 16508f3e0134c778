extension Freezer {
  /// Reads `groups` and the attributes that make groups.
  func readGroups() {
    for kind in NameKind.allCases { readAttributes(kind) }
    guard let table = table("groups") else { return }
    let rows = groupRows(table)
    var resolver = GroupResolver(freezer: self, rows: rows)
    for name in resolver.order { resolver.resolve(name) }
  }

  private func readAttributes(_ kind: NameKind) {
    guard let master = kind.masterTable, let table = table(master) else { return }
    let (column, known) = (table.column(kind.rawValue), names(kind))
    for attribute in kind.attributes {
      let values = table.column(attribute)
      guard values.exists else { continue }
      for row in 0..<table.rowCount {
        guard let value = draft.string(values[row]), case .text(let text) = column[row] else { continue }
        let id = known.id(text)
        groups.add(attribute: attribute, value, kind, id >= 0 ? id : nil)
      }
    }
  }

  private func groupRows(_ table: TableView) -> [GroupKey: [GroupRow]] {
    let (names, types, members) = (table.column("group"), table.column("type"), table.column("member"))
    var rows: [GroupKey: [GroupRow]] = [:]
    var seen: [GroupKey: [TextID: SourceMark]] = [:]
    for row in liveRows(table) {
      guard let name = requiredText(names, row), requiredText(types, row) != nil,
        let member = requiredText(members, row)
      else { continue }
      guard let kind = NameKind(rawValue: text(types, row)), kind != .service, kind != .channel else {
        log.error(
          types.mark(row), .notSupported, "groups of type `\(text(types, row))` are not supported yet",
          hint: "a group has sites, customers, products, providers, partners or modes")
        continue
      }
      let key = GroupKey(name: draft.text(name), kind: kind)
      if let first = seen[key]?.updateValue(members.mark(row), forKey: member) {
        log.error(
          members.mark(row), .duplicateKey, "`\(draft.text(member))` is in `\(key.name)` twice",
          related: [Fault.Related(first, "first here")])
        continue
      }
      seen[key, default: [:]][member] = members.mark(row)
      rows[key, default: []].append(
        GroupRow(member: member, mark: members.mark(row), order: rows.count, nameMark: names.mark(row)))
    }
    return rows
  }
}

struct GroupKey: Hashable {
  let name: String
  let kind: NameKind
}

struct GroupRow {
  let member: TextID
  let mark: SourceMark
  let order: Int
  let nameMark: SourceMark
}
