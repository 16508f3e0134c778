import Logistics

/// The constants that a file declares in the manner of C: `int n[A][B]={{1,2},{3,4}}; // words`.
///
/// Only what stands between `=` and `;` is read, braces as nested lists; types and lengths are taken as said.
struct CDeclarations {
  /// A number, or a list in braces.
  indirect enum Value: Equatable {
    /// As it is written, with the line that it stands on.
    case number(String, line: Int)
    case list([Value])
  }

  let file: String
  private var values: [String: Value] = [:]
  private(set) var rounded = RoundedNumbers()

  /// - Throws: `ImportFault` where braces do not match or a declaration has no end.
  init(file: String, text: some Collection<UInt8>) throws(ImportFault) {
    self.file = file
    var scanner = CScanner(file: file, Array(text))
    while let declaration = try scanner.next() { values[declaration.name] = declaration.value }
  }

  /// A whole number of at least 1.
  func size(_ name: String) throws(ImportFault) -> Int {
    guard case .number(let text, let line)? = values[name] else { throw missing(name) }
    guard let size = Int(text), size >= 1 else {
      throw .malformed(place: "\(file):\(line)", message: "`\(name)` is no whole number of at least 1: `\(text)`")
    }
    return size
  }

  /// The numbers of a nested list, level by level of the given lengths, the last index running fastest.
  mutating func numbers(_ name: String, _ lengths: Int...) throws(ImportFault) -> [Rational] {
    guard let value = values[name] else { throw missing(name) }
    var numbers: [Rational] = []
    try append(value, name, lengths[...], to: &numbers)
    return numbers
  }

  /// The same of whole numbers.
  mutating func wholeNumbers(_ name: String, _ lengths: Int...) throws(ImportFault) -> [Int] {
    guard let value = values[name] else { throw missing(name) }
    var numbers: [Rational] = []
    try append(value, name, lengths[...], to: &numbers)
    var whole: [Int] = []
    for number in numbers {
      guard let value = number.int64 else {
        throw .malformed(place: file, message: "`\(name)` holds `\(number)`, which is not whole")
      }
      whole.append(Int(value))
    }
    return whole
  }

  /// The lists within a list, of whatever length each has.
  func lists(_ name: String) throws(ImportFault) -> [Value] {
    guard case .list(let lists)? = values[name] else { throw missing(name) }
    return lists
  }

  private mutating func append(
    _ value: Value, _ name: String, _ lengths: ArraySlice<Int>, to numbers: inout [Rational]
  ) throws(ImportFault) {
    switch value {
    case .number(let text, let line) where lengths.isEmpty:
      guard let number = rounded.number(text, "\(file):\(line), \(name)") else {
        throw .malformed(place: "\(file):\(line)", message: "`\(text)` in `\(name)` is no number up to 10^12")
      }
      numbers.append(number)
    case .list(let members) where lengths.first == members.count:
      for member in members { try append(member, name, lengths.dropFirst(), to: &numbers) }
    default:
      let shape = lengths.map { "[\($0)]" }.joined()
      throw .malformed(place: file, message: "`\(name)` does not hold the numbers that were expected: `\(shape)`")
    }
  }

  private func missing(_ name: String) -> ImportFault {
    .malformed(place: file, message: "the declaration of `\(name)` is missing")
  }
}

/// Finds the declarations of a file.
private struct CScanner {
  private let file: String
  private let text: [UInt8]
  private var cursor = 0
  private var line = 1

  init(file: String, _ text: [UInt8]) {
    self.file = file
    self.text = text
  }

  /// The next declaration with a value; nil at the end.
  mutating func next() throws(ImportFault) -> (name: String, value: CDeclarations.Value)? {
    var name = ""
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "="):
        cursor += 1
        let value = try value(depth: 0)
        guard peek() == UInt8(ascii: ";") else { throw fault("a declaration ends with `;`") }
        cursor += 1
        return (name, value)
      case UInt8(ascii: "["):
        while let inside = peek(), inside != UInt8(ascii: "]") { cursor += 1 }
        cursor += 1
      case let start where Self.isWord(start): name = word()
      default: cursor += 1
      }
    }
    return nil
  }

  /// No published file nests deeper than four.
  private static let deepest = 16

  private mutating func value(depth: Int) throws(ImportFault) -> CDeclarations.Value {
    guard let byte = peek() else { throw fault("the file ends within a declaration") }
    guard byte == UInt8(ascii: "{") else {
      let number = word()
      guard !number.isEmpty else { throw fault("a number was expected") }
      return .number(number, line: line)
    }
    guard depth < Self.deepest else { throw fault("the braces are nested too deep") }
    cursor += 1
    var members: [CDeclarations.Value] = []
    while peek() != UInt8(ascii: "}") {
      members.append(try value(depth: depth + 1))
      if peek() == UInt8(ascii: ",") { cursor += 1 }
    }
    cursor += 1
    return .list(members)
  }

  /// The next byte that is neither blank nor in a comment.
  private mutating func peek() -> UInt8? {
    while cursor < text.count {
      let byte = text[cursor]
      if byte == 0x0A { line += 1 }
      if byte <= 0x20 {
        cursor += 1
      } else if byte == UInt8(ascii: "/") && cursor + 1 < text.count && text[cursor + 1] == byte {
        while cursor < text.count && text[cursor] != 0x0A { cursor += 1 }
      } else {
        return byte
      }
    }
    return nil
  }

  private mutating func word() -> String {
    let start = cursor
    while cursor < text.count && Self.isWord(text[cursor]) { cursor += 1 }
    return String(decoding: text[start..<cursor], as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"):
      true
    default: false
    }
  }

  private func fault(_ message: String) -> ImportFault { .malformed(place: "\(file):\(line)", message: message) }
}
