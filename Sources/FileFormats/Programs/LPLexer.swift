/// A word of an LP file.
struct LPToken {
  enum Kind {
    case name, number, plus, minus, lessOrEqual, greaterOrEqual, equal, colon
    /// `[`, with which a quadratic part begins, and its `]`.
    case open, close
    /// `->` of an indicator constraint.
    case arrow
    case unknown, end
  }

  var kind: Kind
  var range: ByteRange
  /// Of a number; infinite where it is too large, NaN where it is too long.
  var value = 0.0
  /// Whether it is the first of its line: only there a word can open a section.
  var isFirst = false

  var isSense: Bool { kind == .lessOrEqual || kind == .greaterOrEqual || kind == .equal }
}

/// Cuts an LP file into words: names, numbers and operators. A `\` makes the rest of a line a comment.
///
/// A name begins with anything that is no digit, full stop, blank or operator, and may go on with digits, full stops
/// and brackets. `2e3x` is 2000 x, `2ex` is 2 ex.
struct LPLexer {
  private let base: UnsafePointer<UInt8>
  private let count: Int
  private var cursor: Int
  private var isAtLineStart = true
  /// The first comments of the file, up to the first word.
  private(set) var comments: [ByteRange] = []
  private var hasSeenWord = false

  init(_ bytes: FileBytes) {
    base = UnsafePointer(bytes.base)
    count = bytes.count
    cursor = bytes.count >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF ? 3 : 0
  }

  mutating func next() -> LPToken {
    skipBlanksAndComments()
    guard cursor < count else { return LPToken(kind: .end, range: ByteRange(start: count, end: count), isFirst: true) }
    hasSeenWord = true
    let isFirst = isAtLineStart
    isAtLineStart = false
    var token = readWord()
    token.isFirst = isFirst
    return token
  }

  private mutating func skipBlanksAndComments() {
    while cursor < count {
      let byte = base[cursor]
      if byte == 0x0A {
        isAtLineStart = true
      } else if byte == UInt8(ascii: "\\") {
        let start = cursor &+ 1
        while base[cursor] != 0x0A { cursor &+= 1 }
        if !hasSeenWord && comments.count < 8 { comments.append(ByteRange(start: start, end: cursor)) }
        continue
      } else if byte > 0x20 {
        return
      }
      cursor &+= 1
    }
  }

  private mutating func readWord() -> LPToken {
    let start = cursor
    let byte = base[start]
    let following = base[start &+ 1]
    if byte &- 0x30 < 10 || (byte == UInt8(ascii: ".") && following &- 0x30 < 10) { return readNumber() }
    let isFollowedBySense = following == UInt8(ascii: "<") || following == UInt8(ascii: ">")
    switch byte {
    case UInt8(ascii: "+"): return take(.plus, 1)
    case UInt8(ascii: "-"): return following == UInt8(ascii: ">") ? take(.arrow, 2) : take(.minus, 1)
    case UInt8(ascii: "<"): return take(.lessOrEqual, following == UInt8(ascii: "=") ? 2 : 1)
    case UInt8(ascii: ">"): return take(.greaterOrEqual, following == UInt8(ascii: "=") ? 2 : 1)
    case UInt8(ascii: "=") where isFollowedBySense:
      return take(following == UInt8(ascii: "<") ? .lessOrEqual : .greaterOrEqual, 2)
    case UInt8(ascii: "="): return take(.equal, 1)
    case UInt8(ascii: ":"): return take(.colon, 1)
    case UInt8(ascii: "["): return take(.open, 1)
    case UInt8(ascii: "]"): return take(.close, 1)
    case UInt8(ascii: "*"), UInt8(ascii: "^"), UInt8(ascii: "/"), UInt8(ascii: "."): return take(.unknown, 1)
    default: return readName()
    }
  }

  private mutating func take(_ kind: LPToken.Kind, _ length: Int) -> LPToken {
    cursor &+= length
    return LPToken(kind: kind, range: ByteRange(start: cursor &- length, end: cursor))
  }

  private mutating func readNumber() -> LPToken {
    let start = cursor
    guard let (value, end) = DecimalScanner.prefix(base, ByteRange(start: start, end: count)) else {
      // A digit begins it, so that it can only be too long.
      while base[cursor] &- 0x30 < 10 || base[cursor] == UInt8(ascii: ".") { cursor &+= 1 }
      return LPToken(kind: .number, range: ByteRange(start: start, end: cursor), value: .nan)
    }
    cursor = end
    return LPToken(kind: .number, range: ByteRange(start: start, end: end), value: value)
  }

  private mutating func readName() -> LPToken {
    let start = cursor
    while LPLexer.isNameByte(base[cursor]) { cursor &+= 1 }
    // Every word has a byte, or reading would never end.
    if cursor == start { return take(.unknown, 1) }
    return LPToken(kind: .name, range: ByteRange(start: start, end: cursor))
  }

  /// Everything but blanks, control characters and operators.
  @inline(__always)
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="),
      UInt8(ascii: ":"), UInt8(ascii: "*"), UInt8(ascii: "^"), UInt8(ascii: "\\"):
      false
    default: true
    }
  }
}
