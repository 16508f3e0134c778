/// The texts that a workbook's cells share.
struct SharedTexts {
  private var pool: [UInt8] = []
  private var ends: [Int] = []

  init() {}

  /// Reads `sharedStrings.xml`.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLScanner.Damage) {
    var scanner = XMLScanner(bytes)
    while true {
      let event = try scanner.next()
      if event == .finished { return }
      guard event == .start, scanner.isTag("si") else { continue }
      try SharedTexts.read(&scanner, "si", into: &pool)
      ends.append(pool.count)
    }
  }

  var count: Int { ends.count }

  /// nil where there is none of that number.
  subscript(index: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(index) else { return nil }
    return pool[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// Reads the text in a tag, whatever its fonts, without readings set above it; up to the tag's end.
  static func read(
    _ scanner: inout XMLScanner, _ tag: StaticString, into result: inout [UInt8]
  ) throws(XMLScanner.Damage) {
    var isText = false
    var text: [UInt8] = []
    while true {
      switch try scanner.next() {
      case .start:
        if scanner.isTag("rPh") {
          try scanner.skipElement()
        } else {
          isText = scanner.isTag("t")
        }
      case .text: if isText { text += scanner.text }
      case .end:
        isText = false
        if scanner.isTag(tag) {
          result += unescaped(text)
          return
        }
      case .finished: return
      }
    }
  }

  /// `_x000D_` stands for the character of that number (ECMA-376, part 1, 22.9.2.19).
  static func unescaped(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(UInt8(ascii: "_")) else { return text }
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      if let scalar = escape(text[index...].prefix(7)) {
        result += UTF8.encode(scalar).map { Array($0) } ?? []
        index += 7
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  private static func escape(_ text: ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard text.count == 7, text.starts(with: [UInt8(ascii: "_"), UInt8(ascii: "x")]), text.last == UInt8(ascii: "_")
    else { return nil }
    let digits = text.dropFirst(2).dropLast()
    guard digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap { Unicode.Scalar($0) }
  }
}
