/// References to characters in XML: the five that it has names for, and those by number. There are no others.
enum XMLReferences {
  /// Copies text with its references resolved; false where one is none of XML's own.
  static func resolve(_ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) -> Bool {
    guard text.contains(UInt8(ascii: "&")) else {
      result += text
      return true
    }
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "&") else {
        result.append(text[index])
        index += 1
        continue
      }
      guard let end = text[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let scalar = scalar(String(decoding: text[(index + 1)..<end], as: UTF8.self))
      else { return false }
      result += UTF8.encode(scalar).map { Array($0) } ?? []
      index = end + 1
    }
    return true
  }

  private static func scalar(_ reference: String) -> Unicode.Scalar? {
    switch reference {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard reference.hasPrefix("#") else { return nil }
    let digits = reference.dropFirst()
    let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
  }
}
