/// The mark at the start of a UTF-8 file, which is not part of its text.
enum ByteOrderMark {
  static func length(_ bytes: some Collection<UInt8>) -> Int { bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0 }
}

/// What the first bytes of a file say about it.
enum TableFormat {
  /// The comma, semicolon or tab that comes first in the header, outside quotes; a comma where there is none.
  static func separator(_ bytes: [UInt8]) -> UInt8 {
    var isQuoted = false
    var hasText = false
    for byte in bytes.dropFirst(ByteOrderMark.length(bytes)) {
      if byte == Byte.quote { isQuoted.toggle() }
      if isQuoted { continue }
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"): return byte
      case Byte.lineFeed, Byte.carriageReturn: if hasText { return UInt8(ascii: ",") }
      default: hasText = true
      }
    }
    return UInt8(ascii: ",")
  }

  /// The name of a format that is not UTF-8 text; nil where the bytes may be a table.
  static func foreign(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) { return "UTF-16 text" }
    if bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) { return "a workbook or ZIP archive" }
    if bytes.starts(with: [0xd0, 0xcf, 0x11, 0xe0]) { return "an old workbook" }
    return nil
  }
}
