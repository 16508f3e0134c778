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

/// Finds the members of groups, which may be groups themselves.
struct GroupResolver {
  let freezer: Freezer
  let rows: [GroupKey: [GroupRow]]
  private var done: [GroupKey: [Int32]] = [:]
  private var open: Set<GroupKey> = []

  init(freezer: Freezer, rows: [GroupKey: [GroupRow]]) {
    self.freezer = freezer
    self.rows = rows
  }

  /// In the order of first mention.
  var order: [GroupKey] {
    rows.keys.sorted { a, b in
      let (left, right) = (rows[a]?.first?.mark.line ?? 0, rows[b]?.first?.mark.line ?? 0)
      return left == right ? (a.name, a.kind.rawValue) < (b.name, b.kind.rawValue) : left < right
    }
  }

  @discardableResult
  mutating func resolve(_ key: GroupKey) -> [Int32] {
    if let known = done[key] { return known }
    let memberRows = rows[key] ?? []
    guard open.insert(key).inserted else {
      freezer.log.error(memberRows.first?.mark, .groupCycle, "the group `\(key.name)` is a member of itself")
      done[key] = []
      return []
    }
    var members: [Int32] = []
    for row in memberRows { members += self.members(row, key) }
    open.remove(key)
    done[key] = members
    freezer.groups.add(key.name, key.kind, members)
    return members
  }

  private mutating func members(_ row: GroupRow, _ key: GroupKey) -> [Int32] {
    let known = freezer.names(key.kind)
    let id = known.id(row.member)
    if id >= 0 { return [id] }
    if id == NameTable.excluded { return [] }
    let name = freezer.draft.text(row.member)
    let inner = GroupKey(name: name, kind: key.kind)
    if rows[inner] != nil { return resolve(inner) }
    let hint = freezer.hint(for: name, among: known.names)
    freezer.log.error(
      row.mark, .unknownName, "there is no \(key.kind.rawValue) `\(name)`",
      hint: hint ?? key.kind.masterTable.map { "add it to `\($0)`" })
    return []
  }
}
