/// How near to a single name a key cell is: the nearer row replaces the farther, cell by cell.
enum Rank {
  static let name: UInt32 = 0
  static let group: UInt32 = 1
  static let all: UInt32 = 2
  /// A row for members together gives way to any row for a single member.
  static let togetherGroup: UInt32 = 3
  static let togetherAll: UInt32 = 4
  static let togetherBlank: UInt32 = 5

  /// One rank a key column, four bits each, the first column lowest.
  static func packed(_ ranks: [UInt32]) -> UInt32 {
    var packed: UInt32 = 0
    for (column, rank) in ranks.enumerated() { packed |= rank << UInt32(4 * column) }
    return packed
  }

  /// Whether `a` is at least as specific as `b` in every column.
  static func isAtLeastAsSpecific(_ a: UInt32, _ b: UInt32) -> Bool {
    // Ranks are below 8, so bit 3 of each nibble stays set exactly where b − a is not negative.
    let difference = (b | 0x8888_8888) &- a
    return difference & 0x8888_8888 == 0x8888_8888
  }

  /// A number that grows with every step away from single names.
  static func sum(_ packed: UInt32) -> UInt32 {
    var (rest, sum) = (packed, UInt32(0))
    while rest != 0 {
      sum += rest & 0xf
      rest >>= 4
    }
    return sum
  }
}

/// What a key cell selects.
enum KeyValue: Equatable {
  /// Nothing is written.
  case blank
  case one(Int32)
  /// Written out for each; sorted.
  case each([Int32], rank: UInt32)
  /// Taken together; sorted.
  case together([Int32], rank: UInt32)
  /// It names something that is excluded: the row is as if it were not there.
  case vanished(String)
  /// It names nothing that is known.
  case faulty(KeyFault)

  var members: [Int32] {
    switch self {
    case .one(let member): [member]
    case .each(let members, _), .together(let members, _): members
    default: []
    }
  }
}

struct KeyFault: Equatable {
  let rule: ValidationRule
  let message: String
  let hint: String?
}

/// Resolves the cells of key columns in which the same names can stand; each text is resolved once.
final class KeyScope {
  /// The kinds whose names may stand here; members of the second are numbered behind those of the first.
  let kinds: [NameKind]
  private let freezer: Freezer
  /// By text: 0 where not resolved yet, id + 1 for a name, −1 − index into `others` for all else.
  private var cache: [Int32]
  private var others: [KeyValue] = []

  init(_ kinds: [NameKind], _ freezer: Freezer) {
    self.kinds = kinds
    self.freezer = freezer
    cache = [Int32](repeating: 0, count: freezer.draft.texts.count)
  }

  func resolve(_ text: TextID) -> KeyValue {
    let known = cache[Int(text.rawValue)]
    if known > 0 { return .one(known - 1) }
    if known < 0 { return others[Int(-1 - known)] }
    let value = KeyCellParser(scope: self, freezer: freezer).parse(text)
    if case .one(let member) = value {
      cache[Int(text.rawValue)] = member + 1
    } else {
      others.append(value)
      cache[Int(text.rawValue)] = -Int32(truncatingIfNeeded: others.count)
    }
    return value
  }

  /// Where the members of a kind begin to be numbered.
  func base(_ kind: NameKind) -> Int32 {
    guard kinds.count == 2, kind == kinds[1] else { return 0 }
    return Int32(truncatingIfNeeded: freezer.names(kinds[0]).count)
  }

  func name(_ member: Int32) -> String {
    let first = freezer.names(kinds[0])
    if Int(member) < first.count { return first.names[Int(member)] }
    return freezer.names(kinds[1]).names[Int(member) - first.count]
  }
}
