/// Finds what is not UTF-8 text in a table, and NUL bytes.
struct EncodingCheck {
  enum Kind: Equatable { case invalidUTF8, nul }
  struct Finding: Equatable {
    let kind: Kind
    let offset: Int
    /// From 1.
    let line: Int
  }

  /// The first `limit` findings and how many there are in all.
  /// - Complexity: O(length); pure ASCII goes 32 bytes at a time.
  static func findings(in bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> (listed: [Finding], count: Int) {
    var listed: [Finding] = []
    var count = 0
    var lineAt = (offset: 0, line: 1)
    var index = 0
    while true {
      index = skipPlain(bytes, from: index)
      guard index < bytes.count else { return (listed, count) }
      let length = sequenceLength(bytes, at: index)
      if length > 0 && bytes[index] != 0 {
        index += length
        continue
      }
      count += 1
      if listed.count < limit {
        for byte in bytes[lineAt.offset..<index] where byte == Byte.lineFeed { lineAt.line += 1 }
        lineAt.offset = index
        listed.append(Finding(kind: bytes[index] == 0 ? .nul : .invalidUTF8, offset: index, line: lineAt.line))
      }
      index += 1
      // What continued the broken character belongs to the same fault.
      while index < bytes.count, bytes[index] & 0xc0 == 0x80 { index += 1 }
    }
  }

  /// The first byte at or behind `start` that is NUL or not ASCII.
  private static func skipPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    while index + 32 <= bytes.count {
      var odd: UInt64 = 0
      for part in 0..<4 {
        let word = raw.loadUnaligned(fromByteOffset: index + part * 8, as: UInt64.self)
        odd |= (word & Word.highs) | Word.zeros(word)
      }
      if odd != 0 { break }
      index += 32
    }
    while index < bytes.count, bytes[index] != 0, bytes[index] < 0x80 { index += 1 }
    return index
  }

  /// The length of the well-formed sequence at `index`; 0 where it is not one (Unicode, table 3-7).
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    func follows(_ step: Int, _ range: ClosedRange<UInt8> = 0x80...0xbf) -> Bool {
      index + step < bytes.count && range.contains(bytes[index + step])
    }
    switch bytes[index] {
    case 0...0x7f: return 1
    case 0xc2...0xdf: return follows(1) ? 2 : 0
    case 0xe0: return follows(1, 0xa0...0xbf) && follows(2) ? 3 : 0
    case 0xed: return follows(1, 0x80...0x9f) && follows(2) ? 3 : 0
    case 0xe1...0xef: return follows(1) && follows(2) ? 3 : 0
    case 0xf0: return follows(1, 0x90...0xbf) && follows(2) && follows(3) ? 4 : 0
    case 0xf1...0xf3: return follows(1) && follows(2) && follows(3) ? 4 : 0
    case 0xf4: return follows(1, 0x80...0x8f) && follows(2) && follows(3) ? 4 : 0
    default: return 0
    }
  }
}
