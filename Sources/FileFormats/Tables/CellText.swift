import Logistics

/// The content of a cell: quotes taken off, doubled ones halved, blanks around it cut.
struct CellText {
  /// A cell holds at most this many bytes.
  static let longest = 1 << 20

  static func tooLong(_ length: Int) -> CellFault {
    CellFault(.cellTooLong, "the cell holds \(length) bytes, more than \(longest)")
  }

  /// Where quotes inside are doubled, the content is put together here.
  private var scratch: [UInt8] = []

  /// Hands the content to `body`, and whether blanks were cut.
  @inline(__always)
  mutating func with<R>(
    _ span: CellSpan, of bytes: UnsafeBufferPointer<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>, _ isTrimmed: Bool) -> R
  ) -> R {
    if span.hasDoubledQuotes {
      unquote(span, of: bytes)
      return scratch.withUnsafeBufferPointer { content in
        let range = CellText.trimmed(content, 0..<content.count)
        return body(UnsafeBufferPointer(rebasing: content[range]), range.count < content.count)
      }
    }
    let range = CellText.trimmed(bytes, span.range)
    var isTrimmed = range.count < span.range.count
    if span.isQuoted { isTrimmed = isTrimmed || CellText.hasBlanksAround(span, of: bytes) }
    return body(UnsafeBufferPointer(rebasing: bytes[range]), isTrimmed)
  }

  mutating func string(_ span: CellSpan, of bytes: UnsafeBufferPointer<UInt8>) -> String {
    with(span, of: bytes) { content, _ in String(decoding: content, as: UTF8.self) }
  }

  private mutating func unquote(_ span: CellSpan, of bytes: UnsafeBufferPointer<UInt8>) {
    scratch.removeAll(keepingCapacity: true)
    var index = Int(span.start)
    while index < Int(span.end) {
      scratch.append(bytes[index])
      index += bytes[index] == Byte.quote ? 2 : 1
    }
  }

  /// Whether a quoted cell has blanks between its quotes and the separators.
  private static func hasBlanksAround(_ span: CellSpan, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let before = Int(span.start) - 2
    let behind = Int(span.end) + 1
    // A tab that separates looks like a blank here, so only a space is asked for.
    return before >= 0 && bytes[before] == UInt8(ascii: " ")
      || behind < bytes.count && bytes[behind] == UInt8(ascii: " ")
  }

  /// The range without blanks at its ends: Unicode's white space.
  @inline(__always)
  static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    guard let first = range.first, let last = range.last else { return range }
    if isInk(bytes[first]) && isInk(bytes[last]) { return range }
    return trimmedSlowly(bytes, range)
  }

  /// Whether a byte can neither be white space nor be part of one.
  @inline(__always)
  private static func isInk(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x80 }

  private static func trimmedSlowly(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end {
      let length = whiteSpace(bytes, at: start, end: end)
      if length == 0 { break }
      start += length
    }
    while start < end {
      let length = (1...3).first { $0 <= end - start && whiteSpace(bytes, at: end - $0, end: end) == $0 }
      guard let length else { break }
      end -= length
    }
    return start..<end
  }

  /// The length of the white space character at `index`; 0 where there is none.
  private static func whiteSpace(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, end: Int) -> Int {
    switch bytes[index] {
    case 0x09...0x0d, 0x20: return 1
    case 0xc2 where index + 1 < end: return bytes[index + 1] == 0x85 || bytes[index + 1] == 0xa0 ? 2 : 0
    case 0xe1 where index + 2 < end: return bytes[index + 1] == 0x9a && bytes[index + 2] == 0x80 ? 3 : 0
    case 0xe2 where index + 2 < end:
      let isSpace = bytes[index + 1] == 0x80 && (0x80...0x8a).contains(bytes[index + 2])
      let isLine = bytes[index + 1] == 0x80 && [0xa8, 0xa9, 0xaf].contains(bytes[index + 2])
      return isSpace || isLine || bytes[index + 1] == 0x81 && bytes[index + 2] == 0x9f ? 3 : 0
    case 0xe3 where index + 2 < end: return bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80 ? 3 : 0
    default: return 0
    }
  }
}
