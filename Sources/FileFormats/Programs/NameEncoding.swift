/// How names reach formats that allow less in a name than Lanewise does: a byte that may not stand becomes `%` and two
/// hexadecimal digits, `%` itself too, and the empty name a single `%`.
///
/// A file whose names are encoded says so in its first comment, `lanewise: names percent-encoded`. Only in such files
/// are names decoded when they are read, so that the `%` of other people's names stays what it is.
public enum NameEncoding {
  /// The words in a comment among a file's first lines that announce encoded names.
  static let announcement = "lanewise: names percent-encoded"
  /// Ends the name of a row that holds the upper limit of the row before it; no encoded name ends so.
  static let upperPart = "%up"

  /// The encoded form of `name` where `allows` says which bytes may stand at which place.
  static func encode(_ name: String, allows: (_ byte: UInt8, _ place: Int) -> Bool) -> String {
    if name.isEmpty { return "%" }
    var encoded: [UInt8] = []
    for (place, byte) in name.utf8.enumerated() {
      if byte != UInt8(ascii: "%") && allows(byte, place) {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// The name that was encoded; a `%` without two hexadecimal digits behind it stays.
  public static func decode(_ name: String) -> String {
    if name == "%" { return "" }
    guard name.utf8.contains(UInt8(ascii: "%")) else { return name }
    let bytes = Array(name.utf8)
    var decoded: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count, let high = value(bytes[place + 1]),
        let low = value(bytes[place + 2])
      {
        decoded.append(high << 4 | low)
        place += 3
      } else {
        decoded.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    default: nil
    }
  }
}
