/// A row written out for one choice of members of its groups.
struct WrittenRow {
  /// A part a key column: a member, `KeyCode.blank`, or the code of members taken together.
  var key: PackedKey
  /// How specific each part is, as `Rank.packed`.
  var ranks: UInt32
  var row: Int32
}

/// What stands in a packed key where no single member does.
enum KeyCode {
  static let blank: Int32 = -1

  static func together(_ set: Int32) -> Int32 { -2 - set }

  /// The index of the member set that a code stands for; nil for a member or a blank.
  static func set(_ code: Int32) -> Int? { code <= -2 ? Int(-2 - code) : nil }
}

/// Sets of members taken together, each once.
final class MemberSets {
  private(set) var sets: [[Int32]] = []
  private var codes: [[Int32]: Int32] = [:]

  func code(_ members: [Int32]) -> Int32 {
    if let known = codes[members] { return known }
    let code = KeyCode.together(Int32(truncatingIfNeeded: sets.count))
    sets.append(members)
    codes[members] = code
    return code
  }

  /// The members that a part of a key stands for; empty for a blank.
  func members(_ code: Int32) -> [Int32] {
    if let set = KeyCode.set(code) { return sets[set] }
    return code >= 0 ? [code] : []
  }
}

/// One key column of a table that is written out.
struct KeyPart {
  enum Blank {
    /// No such name: a value of its own.
    case unnamed
    /// All, taken together.
    case allTogether
    case missing
  }

  let column: ColumnView
  /// nil: any text is a name, and its number in the draft the code.
  let scope: KeyScope?
  let blank: Blank
  var allowsTogether = true
  /// Where the part is a channel and a partner, which stand in two columns.
  var sellers: SellerCodes?

  func name(_ code: Int32, _ draft: Draft) -> String {
    guard code >= 0 else { return "" }
    return scope?.name(code) ?? draft.text(TextID(code))
  }
}

/// Writes the rows of one table out for each member of their groups.
struct RowExpansion {
  /// Beyond this many rows a table is refused instead of filling the memory.
  static let mostRows = 10_000_000

  let freezer: Freezer
  let table: TableView
  let parts: [KeyPart]
  let sets = MemberSets()
  private(set) var written: [WrittenRow] = []
  private var left: [String: (count: Int, mark: SourceMark)] = [:]
  private var leftOrder: [String] = []
  private var isFull = false
  private let allCodes: [Int32?]

  init(_ freezer: Freezer, _ table: TableView, _ parts: [KeyPart]) {
    self.freezer = freezer
    self.table = table
    self.parts = parts
    let sets = self.sets
    allCodes = parts.map { part in
      guard case .allTogether = part.blank, let scope = part.scope else { return nil }
      return sets.code(freezer.names(scope.kinds[0]).all)
    }
    let rows = freezer.liveRows(table)
    written.reserveCapacity(rows.count)
    for row in rows { expand(row) }
    for name in leftOrder {
      guard let (count, mark) = left[name] else { continue }
      freezer.log.note(
        mark, .rowsLeftOut,
        "\(count == 1 ? "a row" : "\(count) rows") of `\(table.name)` for `\(name)`, where nothing is left that is not "
          + "excluded")
    }
  }

  private mutating func expand(_ row: Int) {
    var key = PackedKey()
    var ranks: UInt32 = 0
    var choices: [(part: Int, members: [Int32])] = []
    var isWhole = true
    for part in parts.indices {
      switch code(part, row) {
      case .one(let member): key[part] = member
      case .blank: isWhole = takeBlank(part, row, &key, &ranks) && isWhole
      case .each(let members, let rank):
        ranks |= rank << UInt32(4 * part)
        choices.append((part, members))
      case .together(let members, let rank):
        ranks |= rank << UInt32(4 * part)
        key[part] = sets.code(members)
      case .vanished(let name):
        leave(name, row)
        isWhole = false
      case .faulty(let fault):
        let column = parts[part].column
        freezer.log.error(column.mark(row), fault.rule, fault.message, hint: fault.hint)
        isWhole = false
      }
    }
    guard isWhole else { return }
    if choices.isEmpty {
      written.append(WrittenRow(key: key, ranks: ranks, row: Int32(truncatingIfNeeded: row)))
    } else {
      write(key, ranks, row, choices)
    }
  }

  private func code(_ part: Int, _ row: Int) -> KeyValue {
    if let sellers = parts[part].sellers { return sellers.code(row) }
    guard case .text(let text) = parts[part].column[row] else { return .blank }
    guard let scope = parts[part].scope else { return .one(text.rawValue) }
    let value = scope.resolve(text)
    if case .together = value, !parts[part].allowsTogether {
      return .faulty(
        KeyFault(
          rule: .noTogether, message: "`\(parts[part].column.name)` of `\(table.name)` takes no members together",
          hint: "without the braces the row is written out for each member"))
    }
    return value
  }

  /// False where a blank is missing.
  private func takeBlank(_ part: Int, _ row: Int, _ key: inout PackedKey, _ ranks: inout UInt32) -> Bool {
    switch parts[part].blank {
    case .unnamed: key[part] = KeyCode.blank
    case .allTogether:
      key[part] = allCodes[part] ?? KeyCode.blank
      ranks |= Rank.togetherBlank << UInt32(4 * part)
    case .missing:
      freezer.missing(parts[part].column, row)
      return false
    }
    return true
  }

  /// One written row for each combination of members, the last column running fastest.
  private mutating func write(
    _ key: PackedKey, _ ranks: UInt32, _ row: Int, _ choices: [(part: Int, members: [Int32])]
  ) {
    var total = 1
    for choice in choices {
      let (product, overflow) = total.multipliedReportingOverflow(by: choice.members.count)
      total = overflow ? .max : product
    }
    guard total <= RowExpansion.mostRows - min(written.count, RowExpansion.mostRows) else { return refuseSize(row) }
    var key = key
    var place = [Int](repeating: 0, count: choices.count)
    for _ in 0..<total {
      for (index, choice) in choices.enumerated() { key[choice.part] = choice.members[place[index]] }
      written.append(WrittenRow(key: key, ranks: ranks, row: Int32(truncatingIfNeeded: row)))
      for index in choices.indices.reversed() {
        place[index] += 1
        if place[index] < choices[index].members.count { break }
        place[index] = 0
      }
    }
  }

  private mutating func refuseSize(_ row: Int) {
    guard !isFull else { return }
    isFull = true
    freezer.log.error(
      table.mark(row), .tooManyRows,
      "written out for each member `\(table.name)` has more than \(RowExpansion.mostRows) rows",
      hint: "take members together in braces, or name fewer")
  }

  private mutating func leave(_ name: String, _ row: Int) {
    if left[name] == nil { leftOrder.append(name) }
    left[name, default: (0, table.mark(row))].count += 1
  }

  mutating func removeAll(where isRemoved: (WrittenRow) -> Bool) { written.removeAll(where: isRemoved) }
}
