/// Finds the members of groups, which may be groups themselves, to any depth.
struct GroupResolver {
  /// Of all groups together; the limit that rows written out for each member have too.
  static let mostMembers = RowExpansion.mostRows

  private let freezer: Freezer
  private let rows: [GroupKey: [GroupRow]]
  private var done: [GroupKey: Set<Int32>] = [:]
  private var open: Set<GroupKey> = []
  private var count = 0

  /// A group whose members are being found.
  private struct Visit {
    let key: GroupKey
    var next = 0
    var members: Set<Int32> = []
  }

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

  /// Groups within it come first. Without recursion: groups may be nested deeper than a stack is.
  mutating func resolve(_ start: GroupKey) {
    guard done[start] == nil else { return }
    open.insert(start)
    var path = [Visit(key: start)]
    while var visit = path.popLast() {
      guard let row = rows[visit.key].flatMap({ $0.count > visit.next ? $0[visit.next] : nil }) else {
        finish(visit)
        continue
      }
      if let inner = inner(row, visit.key), done[inner] == nil, open.insert(inner).inserted {
        path.append(visit)
        path.append(Visit(key: inner))
        continue
      }
      add(row, to: &visit)
      visit.next += 1
      path.append(visit)
    }
  }

  private mutating func finish(_ visit: Visit) {
    open.remove(visit.key)
    let before = count
    count += visit.members.count
    let isTooMuch = count > GroupResolver.mostMembers
    if isTooMuch && before <= GroupResolver.mostMembers {
      freezer.log.error(
        rows[visit.key]?.first?.nameMark, .tooManyRows,
        "all groups together have more than \(GroupResolver.mostMembers) members", hint: "nest fewer groups")
    }
    done[visit.key] = isTooMuch ? [] : visit.members
    freezer.groups.add(visit.key.name, visit.key.kind, isTooMuch ? [] : Array(visit.members))
  }

  /// The group that a row names as a member; nil where it names something else.
  private func inner(_ row: GroupRow, _ key: GroupKey) -> GroupKey? {
    let id = freezer.names(key.kind).id(row.member)
    guard id < 0, id != NameTable.excluded else { return nil }
    let inner = GroupKey(name: freezer.draft.text(row.member), kind: key.kind)
    return rows[inner] == nil ? nil : inner
  }

  private mutating func add(_ row: GroupRow, to visit: inout Visit) {
    if let inner = inner(row, visit.key) {
      if let members = done[inner] {
        visit.members.formUnion(members)
      } else {
        freezer.log.error(row.mark, .groupCycle, "the group `\(inner.name)` is a member of itself")
      }
      return
    }
    let known = freezer.names(visit.key.kind)
    let id = known.id(row.member)
    if id >= 0 { visit.members.insert(id) }
    guard id < 0, id != NameTable.excluded else { return }
    let name = freezer.draft.text(row.member)
    freezer.log.error(
      row.mark, .unknownName, "there is no \(visit.key.kind.rawValue) `\(name)`",
      hint: freezer.hint(for: name, among: known.names) ?? visit.key.kind.masterTable.map { "add it to `\($0)`" })
  }
}
