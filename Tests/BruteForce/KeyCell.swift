/// How near to a single name a key cell is; the nearer replaces the farther.
enum Specificity: Int, Comparable {
  case name, group, all, blank

  static func < (a: Specificity, b: Specificity) -> Bool { a.rawValue < b.rawValue }
}

/// What one copy of a row matches in a key column.
struct Members: Hashable {
  /// Sorted; empty where none is named.
  var names: [String]
  /// Whether a `{group}`, or a blank that means all together, was written.
  var isTogether = false

  static let unnamed = Members(names: [])
}

/// What a key cell of a row stands for: the members it is written out for, one copy each.
struct KeyCell {
  var copies: [Members]
  var specificity: Specificity
}

/// The names of one kind and the groups over them.
struct Domain {
  var names: [String] = []
  var groups: [String: [String]] = [:]
  /// The words that stand for every name: `ALL`, `SITES` or `CUSTOMERS`.
  var wholes: [String: [String]] = [:]

  /// Reads a key cell; `blank` says what an empty one means.
  func cell(_ text: String, blank: Members) throws(BruteForceError) -> KeyCell {
    if text.isEmpty { return KeyCell(copies: [blank], specificity: .blank) }
    if text.hasPrefix("{"), text.hasSuffix("}") {
      let (members, specificity) = try members(String(text.dropFirst().dropLast()))
      return KeyCell(copies: [Members(names: members, isTogether: true)], specificity: specificity)
    }
    let (members, specificity) = try members(text)
    return KeyCell(copies: members.map { Members(names: [$0]) }, specificity: specificity)
  }

  private func members(_ text: String) throws(BruteForceError) -> ([String], Specificity) {
    if let whole = wholes[text] { return (whole, .all) }
    if let group = groups[text] { return (group, .group) }
    guard names.contains(text) else { throw .invalid("no name or group `\(text)`") }
    return ([text], .name)
  }
}
