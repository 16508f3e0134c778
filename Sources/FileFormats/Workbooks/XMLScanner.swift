/// Takes the XML of a workbook's part apart: tags, attributes and text, nothing else.
///
/// What workbooks need of XML 1.0 and no more, on purpose: declarations of types and entities are refused, so there is
/// nothing to expand and nothing to fetch; comments and processing instructions are skipped; names count without
/// their prefix. Text comes as bytes of the part wherever it holds no reference.
struct XMLScanner {
  enum Event: Equatable {
    case start, end, text, finished
  }

  struct Damage: Error, Equatable {
    let words: String
    let offset: Int
  }

  private struct Attribute {
    let name: Range<Int>
    let value: Range<Int>
  }

  private static let deepest = 64
  private static let mostAttributes = 200

  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset: Int
  /// Names of the tags that are open.
  private var open: [Range<Int>] = []
  private var attributes: [Attribute] = []
  /// Of the tag, without its prefix.
  private var name = 0..<0
  /// The tag ends where it starts: its end is still to be told.
  private var endsAtOnce = false
  private var hasRoot = false
  private var content: [UInt8] = []

  /// The text that was met, references resolved.
  var text: [UInt8] { content }

  /// - Parameter bytes: UTF-8, which is not checked here.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    offset = ByteOrderMark.length(bytes)
  }

  /// Whether the tag is called so.
  func isTag(_ expected: StaticString) -> Bool { matches(name, expected) }

  /// The value of the tag's attribute, references resolved; nil where it has none.
  func attribute(_ expected: StaticString) -> [UInt8]? {
    guard let found = attributes.first(where: { matches($0.name, expected) }) else { return nil }
    var value: [UInt8] = []
    return XMLReferences.resolve(UnsafeBufferPointer(rebasing: bytes[found.value]), into: &value) ? value : nil
  }

  func string(_ expected: StaticString) -> String? {
    attribute(expected).map { String(decoding: $0, as: UTF8.self) }
  }

  /// - Throws: `Damage` where the part is not well formed, or uses what is refused.
  mutating func next() throws(Damage) -> Event {
    if endsAtOnce {
      endsAtOnce = false
      open.removeLast()
      return .end
    }
    while offset < bytes.count {
      guard bytes[offset] == UInt8(ascii: "<") else {
        if try readText() { return .text }
        continue
      }
      guard offset + 1 < bytes.count else { throw damage("it is cut off") }
      switch bytes[offset + 1] {
      case UInt8(ascii: "?"): try skip(past: "?>")
      case UInt8(ascii: "!"):
        if begins("<!--") {
          try skip(past: "-->")
        } else if begins("<![CDATA[") {
          if try readLiteral() { return .text }
        } else {
          throw damage("it declares types or entities, which is refused")
        }
      case UInt8(ascii: "/"):
        try readEnd()
        return .end
      default:
        try readStart()
        return .start
      }
    }
    guard open.isEmpty, hasRoot else { throw damage("it is cut off") }
    return .finished
  }

  /// Goes past the end of the tag that was just met.
  mutating func skipElement() throws(Damage) {
    let depth = open.count - 1
    while open.count > depth || endsAtOnce {
      if try next() == .finished { return }
    }
  }

  // MARK: Tags

  private mutating func readStart() throws(Damage) {
    guard open.count < XMLScanner.deepest else { throw damage("its tags are nested too deep") }
    guard !hasRoot || !open.isEmpty else { throw damage("something follows its last tag") }
    hasRoot = true
    offset += 1
    let whole = try readName()
    name = local(whole)
    attributes.removeAll(keepingCapacity: true)
    while true {
      let before = offset
      skipBlanks()
      guard offset < bytes.count else { throw damage("it is cut off") }
      if bytes[offset] == UInt8(ascii: ">") {
        offset += 1
        break
      }
      if begins("/>") {
        offset += 2
        endsAtOnce = true
        break
      }
      guard offset > before, attributes.count < XMLScanner.mostAttributes else { throw damage("a tag is not well formed") }
      try readAttribute()
    }
    open.append(whole)
  }

  private mutating func readAttribute() throws(Damage) {
    let whole = try readName()
    skipBlanks()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "=") else { throw damage("an attribute has no value") }
    offset += 1
    skipBlanks()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") || bytes[offset] == UInt8(ascii: "'") else {
      throw damage("an attribute has no value")
    }
    let quote = bytes[offset]
    let start = offset + 1
    var end = start
    while end < bytes.count, bytes[end] != quote {
      if bytes[end] == UInt8(ascii: "<") { throw damage("an attribute is not well formed") }
      end += 1
    }
    guard end < bytes.count else { throw damage("it is cut off") }
    if bytes[start..<end].contains(UInt8(ascii: "&")) {
      var resolved: [UInt8] = []
      guard XMLReferences.resolve(UnsafeBufferPointer(rebasing: bytes[start..<end]), into: &resolved) else {
        throw damage("it refers to an entity that it does not have")
      }
    }
    attributes.append(Attribute(name: local(whole), value: start..<end))
    offset = end + 1
  }

  private mutating func readEnd() throws(Damage) {
    offset += 2
    let whole = try readName()
    skipBlanks()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: ">"), let last = open.popLast(),
      bytes[last].elementsEqual(bytes[whole])
    else { throw damage("a tag ends that is not open") }
    offset += 1
    name = local(whole)
  }

  private mutating func readName() throws(Damage) -> Range<Int> {
    let start = offset
    while offset < bytes.count, XMLScanner.isOfName(bytes[offset]) { offset += 1 }
    guard offset > start else { throw damage("a tag is not well formed") }
    return start..<offset
  }

  private func local(_ name: Range<Int>) -> Range<Int> {
    guard let colon = bytes[name].firstIndex(of: UInt8(ascii: ":")) else { return name }
    return (colon + 1)..<name.upperBound
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
      0x80...:
      true
    default: false
    }
  }

  // MARK: Text

  /// Whether there is any within a tag.
  private mutating func readText() throws(Damage) -> Bool {
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "<") { offset += 1 }
    let found = UnsafeBufferPointer(rebasing: bytes[start..<offset])
    guard !open.isEmpty else {
      guard found.allSatisfy(XMLScanner.isBlank) else { throw damage("there is text outside its tags") }
      return false
    }
    content.removeAll(keepingCapacity: true)
    guard XMLReferences.resolve(found, into: &content) else { throw damage("it refers to an entity that it does not have") }
    return true
  }

  private mutating func readLiteral() throws(Damage) -> Bool {
    guard !open.isEmpty else { throw damage("there is text outside its tags") }
    let start = offset + 9
    try skip(past: "]]>")
    content.removeAll(keepingCapacity: true)
    content += bytes[start..<max(start, offset - 3)]
    return true
  }

  // MARK: Bytes

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d }

  private mutating func skipBlanks() {
    while offset < bytes.count, XMLScanner.isBlank(bytes[offset]) { offset += 1 }
  }

  private mutating func skip(past end: StaticString) throws(Damage) {
    let start = offset
    while offset < bytes.count {
      if begins(end) {
        offset += end.utf8CodeUnitCount
        return
      }
      offset += 1
    }
    offset = start
    throw damage("it is cut off")
  }

  private func begins(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard length <= bytes.count - offset else { return false }
    return matches(offset..<offset + length, text)
  }

  private func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    return bytes[range].elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: range.count))
  }

  private func damage(_ words: String) -> Damage { Damage(words: words, offset: offset) }
}
