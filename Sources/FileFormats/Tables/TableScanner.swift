/// The bytes of one cell: its content without quotes around it.
public struct CellSpan: Sendable {
  public var start: UInt32
  public var end: UInt32
  public var isQuoted: Bool
  /// Whether quotes inside are doubled, so that the content differs from the bytes.
  public var hasDoubledQuotes: Bool

  public init(_ start: Int, _ end: Int, isQuoted: Bool = false, hasDoubledQuotes: Bool = false) {
    // Files are below 2 GiB: `InstanceReader` refuses the rest.
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.isQuoted = isQuoted
    self.hasDoubledQuotes = hasDoubledQuotes
  }

  public var range: Range<Int> { Int(start)..<Int(end) }
}

/// One row as the scanner found it.
public struct ScannedRow: Sendable {
  /// Of its first byte.
  public let offset: Int
  /// From 1.
  public let line: Int
  /// Cells in the row, which may be more than there was room for.
  public let cellCount: Int
  /// Whether quoting or a line end in it is wrong, so that its cells may not be what was meant.
  public let isDamaged: Bool
}

/// What is wrong with the form of a table, and where.
public struct ScanFault: Sendable, Equatable {
  public enum Kind: Sendable, Equatable { case loneCarriageReturn, unterminatedQuote, textAfterQuote, strayQuote }
  public let kind: Kind
  public let offset: Int
  /// From 1.
  public let line: Int

  public init(kind: Kind, offset: Int, line: Int) {
    self.kind = kind
    self.offset = offset
    self.line = line
  }
}

/// Splits the bytes of a table into rows and cells after RFC 4180, many bytes at a time, without copying any.
///
/// Empty lines are skipped. Whatever is wrong is handed on as a `ScanFault` and scanning goes on: a lone CR ends a row,
/// text behind a closing quote is skipped up to the end of the cell, a quote within an unquoted cell is part of it, an
/// unterminated quote runs to the end of the file.
public struct TableScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let separator: UInt8
  private let separators: SIMD16<UInt8>
  /// Of the next byte to be read.
  public private(set) var offset: Int
  /// Of that byte, from 1.
  public private(set) var line = 1
  /// Of the rows so far that were not taken from here yet.
  public var faults: [ScanFault] = []

  public init(_ bytes: UnsafeBufferPointer<UInt8>, separator: UInt8, from offset: Int = 0, line: Int = 1) {
    self.bytes = bytes
    self.separator = separator
    self.offset = offset
    self.line = line
    separators = SIMD16(repeating: separator)
  }

  /// Scans the next row into `cells`, as many as there is room for; nil at the end.
  public mutating func next(into cells: UnsafeMutableBufferPointer<CellSpan>) -> ScannedRow? {
    skipEmptyLines()
    guard offset < bytes.count else { return nil }
    let (start, firstLine, faultsBefore) = (offset, line, faults.count)
    var count = 0
    var index = start
    while true {
      let end = nextSpecial(from: index)
      let byte = end < bytes.count ? bytes[end] : 0
      if byte == separator || byte == Byte.lineFeed {
        if count < cells.count { cells[count] = CellSpan(index, end) }
        count += 1
        index = end + 1
        if byte == separator { continue }
        line += 1
        offset = index
        break
      }
      offset = index
      let (span, more) = unusualCell(special: end)
      if count < cells.count { cells[count] = span }
      count += 1
      if !more { break }
      index = offset
    }
    return ScannedRow(offset: start, line: firstLine, cellCount: count, isDamaged: faults.count > faultsBefore)
  }

  private mutating func skipEmptyLines() {
    while offset < bytes.count {
      if bytes[offset] == Byte.lineFeed {
        offset += 1
      } else if bytes[offset] == Byte.carriageReturn, offset + 1 < bytes.count, bytes[offset + 1] == Byte.lineFeed {
        offset += 2
      } else {
        return
      }
      line += 1
    }
  }

  /// A cell that has a quote, a CR or the end of the file at `special`.
  private mutating func unusualCell(special: Int) -> (CellSpan, more: Bool) {
    guard special < bytes.count, bytes[special] == Byte.quote else {
      return (CellSpan(offset, special), endCell(at: special))
    }
    if bytes[offset..<special].allSatisfy(Byte.isBlank) { return quotedCell(from: special) }
    faults.append(ScanFault(kind: .strayQuote, offset: special, line: line))
    let end = endOfCell(from: special)
    return (CellSpan(offset, end), endCell(at: end))
  }

  /// The end of a cell that is known to be wrong: its further quotes say nothing new.
  private func endOfCell(from start: Int) -> Int {
    var index = start
    while index < bytes.count, !isEnd(bytes[index]) { index += 1 }
    return index
  }

  /// Goes past what ends the cell; whether another cell follows in the row.
  private mutating func endCell(at index: Int) -> Bool {
    offset = index
    guard index < bytes.count else { return false }
    if bytes[index] == separator {
      offset = index + 1
      return true
    }
    if bytes[index] == Byte.carriageReturn {
      guard index + 1 < bytes.count, bytes[index + 1] == Byte.lineFeed else {
        faults.append(ScanFault(kind: .loneCarriageReturn, offset: index, line: line))
        offset = index + 1
        return false
      }
      offset = index + 2
    } else {
      offset = index + 1
    }
    line += 1
    return false
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == separator || byte == Byte.lineFeed || byte == Byte.carriageReturn
  }

  private mutating func quotedCell(from quote: Int) -> (CellSpan, more: Bool) {
    let firstLine = line
    var index = quote + 1
    var doubled = false
    while true {
      index = nextQuote(from: index)
      guard index < bytes.count else {
        faults.append(ScanFault(kind: .unterminatedQuote, offset: quote, line: firstLine))
        offset = bytes.count
        return (CellSpan(quote + 1, bytes.count, isQuoted: true, hasDoubledQuotes: doubled), false)
      }
      guard index + 1 < bytes.count, bytes[index + 1] == Byte.quote else { break }
      doubled = true
      index += 2
    }
    let span = CellSpan(quote + 1, index, isQuoted: true, hasDoubledQuotes: doubled)
    index += 1
    while index < bytes.count, Byte.isBlank(bytes[index]), bytes[index] != separator { index += 1 }
    if index < bytes.count, !isEnd(bytes[index]) {
      faults.append(ScanFault(kind: .textAfterQuote, offset: index, line: line))
      index = endOfCell(from: index)
    }
    return (span, endCell(at: index))
  }

  // MARK: Several bytes at a time

  /// The first separator, line end or quote at or behind `start`; the end where there is none.
  @inline(__always)
  private func nextSpecial(from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    let quotes = SIMD16<UInt8>(repeating: 0x22)
    let lineFeeds = SIMD16<UInt8>(repeating: 0x0a)
    let carriageReturns = SIMD16<UInt8>(repeating: 0x0d)
    var index = start
    while index + 16 <= bytes.count {
      let block = raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
      let found =
        (block .== separators) .| (block .== quotes) .| (block .== lineFeeds) .| (block .== carriageReturns)
      let halves = unsafeBitCast(found, to: SIMD2<UInt64>.self)
      if halves[0] | halves[1] != 0 {
        // Both are computed, so that no branch has to guess how long a cell is.
        let low = UInt64(littleEndian: halves[0]).trailingZeroBitCount
        let high = UInt64(littleEndian: halves[1]).trailingZeroBitCount
        return index + (low == 64 ? 64 + high : low) / 8
      }
      index += 16
    }
    while index < bytes.count, !isEnd(bytes[index]), bytes[index] != Byte.quote { index += 1 }
    return index
  }

  /// The first quote at or behind `start`, the lines up to it counted; the end where there is none.
  @inline(__always)
  private mutating func nextQuote(from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let quote = Word.exactZeros(word ^ Word.quotes)
      let lines = Word.exactZeros(word ^ Word.lineFeeds)
      guard quote == 0 else {
        let below = (quote & (~quote &+ 1)) &- 1
        line += (lines & below).nonzeroBitCount
        return index + quote.trailingZeroBitCount / 8
      }
      line += lines.nonzeroBitCount
      index += 8
    }
    while index < bytes.count, bytes[index] != Byte.quote {
      line += bytes[index] == Byte.lineFeed ? 1 : 0
      index += 1
    }
    return index
  }
}

/// Bytes that mean something in a table.
enum Byte {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let quote = UInt8(ascii: "\"")

  static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

/// Tests on eight bytes in one word (Warren, Hacker's Delight, section 6-1).
enum Word {
  static let quotes = repeating(Byte.quote)
  static let lineFeeds = repeating(Byte.lineFeed)
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  static let highs: UInt64 = 0x8080_8080_8080_8080

  static func repeating(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The high bit of each zero byte; above the lowest one further bits may be set by mistake.
  @inline(__always)
  static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

  /// The high bit of each zero byte, and no other.
  @inline(__always)
  static func exactZeros(_ word: UInt64) -> UInt64 {
    ~(((word & ~highs) &+ ~highs) | word | ~highs)
  }
}
