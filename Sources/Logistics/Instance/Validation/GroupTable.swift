/// The groups of every kind: those of the table `groups`, and the values of attributes.
struct GroupTable {
  /// Sorted members by name.
  private var named: [NameKind: [String: [Int32]]] = [:]
  private var order: [NameKind: [String]] = [:]
  /// Members in the order of their table, by attribute and value.
  private var attributes: [NameKind: [String: [String: [Int32]]]] = [:]

  mutating func add(_ name: String, _ kind: NameKind, _ members: [Int32]) {
    if named[kind]?[name] == nil { order[kind, default: []].append(name) }
    named[kind, default: [:]][name] = Array(Set(members)).sorted()
  }

  mutating func add(attribute: String, _ value: String, _ kind: NameKind, _ member: Int32?) {
    attributes[kind, default: [:]][attribute, default: [:]][value, default: []] += member.map { [$0] } ?? []
  }

  func members(of name: String, _ kind: NameKind) -> [Int32]? { named[kind]?[name] }

  func members(attribute: String, _ value: String, _ kind: NameKind) -> [Int32]? {
    attributes[kind]?[attribute]?[value]
  }

  /// Every name by which a group of the kind can be called, sorted.
  func names(_ kind: NameKind) -> [String] {
    var found = order[kind] ?? []
    for (attribute, values) in attributes[kind] ?? [:] { found += values.keys.map { "\(attribute):\($0)" } }
    return found.sorted()
  }
}
