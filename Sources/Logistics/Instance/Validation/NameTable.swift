/// What names name.
enum NameKind: String, CaseIterable {
  case product, site, customer, provider, mode, service, channel, partner

  /// The table that lists names of this kind, and so must list all of them once it is there.
  var masterTable: String? {
    switch self {
    case .mode, .service: nil
    default: rawValue + "s"
    }
  }

  /// The columns of the master table (or of none) whose values are groups.
  var attributes: [String] {
    switch self {
    case .product: ["category"]
    case .site: ["type", "region", "country"]
    case .customer: ["type", "segment", "territory", "region", "country", "channel", "partner"]
    case .provider, .channel, .partner: ["type"]
    case .mode, .service: []
    }
  }
}

/// The names of one kind, numbered in the order of their table, or of first mention where no table lists them.
struct NameTable {
  static let unknown: Int32 = -1
  static let excluded: Int32 = -2

  let kind: NameKind
  var isListed = false
  private(set) var names: [String] = []
  private(set) var texts: [TextID] = []
  private(set) var marks: [SourceMark?] = []
  /// By text of the draft: a dense id, `unknown` or `excluded`.
  private var ids: [Int32]

  init(_ kind: NameKind, textCount: Int) {
    self.kind = kind
    ids = [Int32](repeating: NameTable.unknown, count: textCount)
  }

  var count: Int { names.count }
  var all: [Int32] { Array(0..<Int32(truncatingIfNeeded: names.count)) }

  func id(_ text: TextID) -> Int32 { ids[Int(text.rawValue)] }

  mutating func add(_ text: TextID, _ name: String, _ mark: SourceMark?) {
    ids[Int(text.rawValue)] = Int32(truncatingIfNeeded: names.count)
    names.append(name)
    texts.append(text)
    marks.append(mark)
  }

  /// As if it were not there, unless another row lists it.
  mutating func exclude(_ text: TextID) {
    if ids[Int(text.rawValue)] == NameTable.unknown { ids[Int(text.rawValue)] = NameTable.excluded }
  }
}
