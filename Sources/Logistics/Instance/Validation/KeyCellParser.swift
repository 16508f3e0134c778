/// Reads one key cell: a name, `kind:Name`, a group, `ALL`, or one of the last two in braces.
struct KeyCellParser {
  let scope: KeyScope
  let freezer: Freezer

  private enum Meaning {
    case name(Int32)
    case excluded
    case group([Int32], isAll: Bool)
  }

  func parse(_ text: TextID) -> KeyValue {
    let whole = freezer.draft.text(text)
    if whole.hasPrefix("{"), whole.hasSuffix("}"), whole.utf8.count > 2 {
      return braces(String(whole.dropFirst().dropLast()), whole)
    }
    let meanings = plainMeanings(text, whole)
    if meanings.count > 1 { return ambiguous(whole) }
    if let meaning = meanings.first ?? qualified(whole) { return value(of: meaning, whole) }
    return unknown(whole)
  }

  private func value(of meaning: Meaning, _ whole: String) -> KeyValue {
    switch meaning {
    case .name(let member): return .one(member)
    case .excluded: return .vanished(whole)
    case .group(let members, let isAll):
      if members.isEmpty { return .vanished(whole) }
      return .each(members, rank: isAll ? Rank.all : Rank.group)
    }
  }

  private func braces(_ inner: String, _ whole: String) -> KeyValue {
    let groups = scope.kinds.compactMap { group(inner, $0) }
    if groups.count > 1 { return ambiguous(inner) }
    switch groups.first ?? qualified(inner) {
    case .group(let members, let isAll):
      if members.isEmpty { return .vanished(whole) }
      return .together(members, rank: isAll ? Rank.togetherAll : Rank.togetherGroup)
    case .name, .excluded:
      return .faulty(
        KeyFault(rule: .unknownGroup, message: "`\(inner)` is no group", hint: "without braces it is a single name"))
    case nil: return unknown(inner)
    }
  }

  /// What the text means without a prefix; several where it can mean more than one thing here.
  private func plainMeanings(_ text: TextID, _ whole: String) -> [Meaning] {
    var meanings: [Meaning] = []
    for kind in scope.kinds {
      let id = freezer.names(kind).id(text)
      if id >= 0 { meanings.append(.name(id + scope.base(kind))) }
      if id == NameTable.excluded { meanings.append(.excluded) }
      if let group = group(whole, kind) { meanings.append(group) }
    }
    return meanings
  }

  /// A group from the table `groups`, or one of the words for all.
  private func group(_ name: String, _ kind: NameKind) -> Meaning? {
    if isAllWord(name, kind) { return .group(based(freezer.names(kind).all, kind), isAll: true) }
    return freezer.groups.members(of: name, kind).map { .group(based($0, kind), isAll: false) }
  }

  private func isAllWord(_ name: String, _ kind: NameKind) -> Bool {
    switch name {
    case "ALL": scope.kinds.count == 1
    case "SITES": kind == .site
    case "CUSTOMERS": kind == .customer
    default: false
    }
  }

  /// `kind:Name`, or an attribute and its value.
  private func qualified(_ text: String) -> Meaning? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let prefix = String(text[..<colon])
    let rest = String(text[text.index(after: colon)...])
    for kind in scope.kinds where kind.rawValue == prefix {
      guard let id = freezer.textID(of: rest).map(freezer.names(kind).id) else { return nil }
      if id == NameTable.excluded { return .excluded }
      return id >= 0 ? .name(id + scope.base(kind)) : nil
    }
    if prefix == "group" {
      let found = scope.kinds.compactMap { group(rest, $0) }
      return found.count == 1 ? found[0] : nil
    }
    var members: [Int32] = []
    var isKnown = false
    for kind in scope.kinds {
      guard let found = freezer.groups.members(attribute: prefix, rest, kind) else { continue }
      isKnown = true
      members += based(found, kind)
    }
    return isKnown ? .group(members, isAll: false) : nil
  }

  private func based(_ members: [Int32], _ kind: NameKind) -> [Int32] {
    let base = scope.base(kind)
    return base == 0 ? members : members.map { $0 + base }
  }

  private func ambiguous(_ text: String) -> KeyValue {
    let choices =
      scope.kinds.filter { freezer.knows(text, $0) }.map { "`\($0.rawValue):\(text)`" }
      + (scope.kinds.contains { freezer.groups.members(of: text, $0) != nil } ? ["`group:\(text)`"] : [])
    return .faulty(
      KeyFault(
        rule: .ambiguousName, message: "`\(text)` can mean more than one thing here",
        hint: "write " + choices.joined(separator: " or ")))
  }

  private func unknown(_ text: String) -> KeyValue {
    let kinds = scope.kinds.map(\.rawValue).joined(separator: " or ")
    if text == "ALL" {
      return .faulty(
        KeyFault(
          rule: .unknownName, message: "`ALL` is not clear in a column that takes sites and customers",
          hint: "write `SITES` or `CUSTOMERS`"))
    }
    var known: [String] = []
    for kind in scope.kinds {
      known += freezer.names(kind).names + freezer.groups.names(kind)
    }
    let hint = freezer.hint(for: text, among: known)
    let listed = scope.kinds.compactMap { freezer.names($0).isListed ? $0.masterTable : nil }
    return .faulty(
      KeyFault(
        rule: .unknownName, message: "there is no \(kinds) or group `\(text)`",
        hint: hint ?? listed.first.map { "add it to `\($0)`" }))
  }
}
