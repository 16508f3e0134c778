import Logistics

/// Walks over JSON in place: for files of a known form that are too long to be taken into memory as a tree.
///
/// What is looked at is read strictly; what is skipped is only followed to its end.
struct JSONScanner {
  private let bytes: [UInt8]
  private var index = 0
  /// As people name it, for messages.
  private let file: String
  /// Deeper lists and objects are no JSON that this program reads.
  private static let mostDepth = 500

  init(_ text: [UInt8], file name: String) {
    bytes = text
    file = name
  }

  /// The same text from another place on.
  func at(_ position: Int) -> JSONScanner {
    var moved = self
    moved.index = position
    return moved
  }

  private var notJSON: Fault { Fault(at: nil, rule: "json-form", "`\(file)` is not JSON") }

  private func missing(_ what: String) -> Fault {
    let line = bytes[..<min(index, bytes.count)].reduce(1) { $0 + ($1 == 0x0a ? 1 : 0) }
    return Fault(at: nil, rule: "json-form", "`\(file)` has no \(what) at line \(line)")
  }

  /// The byte that begins the next value or ends the container; 0 at the end of the text.
  private mutating func peek() -> UInt8 {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0a, 0x0d: index += 1
      default: return bytes[index]
      }
    }
    return 0
  }

  /// - Throws: where anything follows but blanks.
  mutating func end() throws(Fault) {
    guard peek() == 0, index == bytes.count else { throw notJSON }
  }

  // MARK: Containers

  /// Calls `body` at each element, which it has to read or skip.
  mutating func list(_ body: (inout JSONScanner) throws(Fault) -> Void) throws(Fault) {
    guard peek() == UInt8(ascii: "[") else { throw missing("list") }
    index += 1
    if peek() == UInt8(ascii: "]") {
      index += 1
      return
    }
    while true {
      try body(&self)
      let next = peek()
      index += 1
      if next == UInt8(ascii: "]") { return }
      guard next == UInt8(ascii: ",") else { throw notJSON }
    }
  }

  var isList: Bool {
    var copy = self
    return copy.peek() == UInt8(ascii: "[")
  }

  var isObject: Bool {
    var copy = self
    return copy.peek() == UInt8(ascii: "{")
  }

  /// Where the value of each member begins; of members of one name the last.
  mutating func members() throws(Fault) -> [String: Int] {
    guard peek() == UInt8(ascii: "{") else { throw missing("object") }
    index += 1
    var places: [String: Int] = [:]
    if peek() == UInt8(ascii: "}") {
      index += 1
      return places
    }
    while true {
      let name = try text()
      guard peek() == UInt8(ascii: ":") else { throw notJSON }
      index += 1
      places[name] = index
      try skip()
      let next = peek()
      index += 1
      if next == UInt8(ascii: "}") { return places }
      guard next == UInt8(ascii: ",") else { throw notJSON }
    }
  }

  /// The scanner at a member's value; nil where there is none, or `null`.
  func member(_ name: String, of places: [String: Int]) -> JSONScanner? {
    guard let place = places[name] else { return nil }
    var value = at(place)
    return value.peek() == UInt8(ascii: "n") ? nil : value
  }

  func required(_ name: String, of places: [String: Int]) throws(Fault) -> JSONScanner {
    guard let value = member(name, of: places) else {
      throw Fault(at: nil, rule: "json-form", "`\(file)` lacks `\(name)`")
    }
    return value
  }

  /// Passes over one value.
  mutating func skip() throws(Fault) {
    var open: [UInt8] = []
    repeat {
      let next = peek()
      switch next {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        guard open.count < JSONScanner.mostDepth else { throw notJSON }
        open.append(next + 2)
        index += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard open.popLast() == next else { throw notJSON }
        index += 1
      case UInt8(ascii: "\""): try skipText()
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard !open.isEmpty else { throw notJSON }
        index += 1
      case 0: throw notJSON
      default: skipWord()
      }
    } while !open.isEmpty
  }

  private mutating func skipWord() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"),
        UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""):
        return
      default: index += 1
      }
    }
  }

  private mutating func skipText() throws(Fault) {
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
    guard index < bytes.count else { throw notJSON }
    index += 1
  }

  // MARK: Values

  mutating func flag() throws(Fault) -> Bool {
    _ = peek()
    for (word, value) in [("true", true), ("false", false)] where bytes[index...].starts(with: word.utf8) {
      index += word.utf8.count
      return value
    }
    throw missing("`true` or `false`")
  }

  /// A whole number of at most 64 bits.
  mutating func integer() throws(Fault) -> Int64 {
    let isNegative = peek() == UInt8(ascii: "-")
    if isNegative { index += 1 }
    let start = index
    var value: Int64 = 0
    while index < bytes.count, bytes[index] &- 0x30 < 10 {
      let digit = Int64(bytes[index] &- 0x30)
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.subtractingReportingOverflow(digit)
      if overflow || carry { throw missing("whole number of 64 bits") }
      value = sum
      index += 1
    }
    guard index > start, index == start + 1 || bytes[start] != 0x30 else { throw missing("whole number") }
    if index < bytes.count, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[index]) {
      throw missing("whole number")
    }
    if isNegative { return value }
    guard value > .min else { throw missing("whole number of 64 bits") }
    return -value
  }

  mutating func text() throws(Fault) -> String {
    guard peek() == UInt8(ascii: "\"") else { throw missing("text") }
    index += 1
    let start = index
    while index < bytes.count, bytes[index] >= 0x20 {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return try decoded(bytes[start..<(index - 1)])
      case UInt8(ascii: "\\"):
        index = start
        return try escapedText()
      default: index += 1
      }
    }
    throw notJSON
  }

  private func decoded(_ text: some Collection<UInt8>) throws(Fault) -> String {
    guard let string = String(validating: text, as: UTF8.self) else { throw notJSON }
    return string
  }

  private mutating func escapedText() throws(Fault) -> String {
    var text: [UInt8] = []
    while index < bytes.count, bytes[index] >= 0x20 {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return try decoded(text)
      case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
      default: text.append(byte)
      }
    }
    throw notJSON
  }

  private mutating func escape() throws(Fault) -> Unicode.Scalar {
    guard index < bytes.count else { throw notJSON }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"): return try codePoint()
    default: throw notJSON
    }
  }

  private mutating func codePoint() throws(Fault) -> Unicode.Scalar {
    var value = try hexadecimal()
    if 0xd800..<0xdc00 ~= value {
      guard bytes[index...].starts(with: "\\u".utf8) else { throw notJSON }
      index += 2
      let low = try hexadecimal()
      guard 0xdc00..<0xe000 ~= low else { throw notJSON }
      value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw notJSON }
    return scalar
  }

  private mutating func hexadecimal() throws(Fault) -> UInt32 {
    guard index + 4 <= bytes.count, bytes[index..<(index + 4)].allSatisfy({ isHexadecimal($0) }),
      let value = UInt32(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)
    else { throw notJSON }
    index += 4
    return value
  }

  private func isHexadecimal(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
  }
}
