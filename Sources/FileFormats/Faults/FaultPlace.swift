public import Logistics

/// Where a mark points to, as an editor counts: found by scanning the row again.
public struct FaultPlace: Sendable {
  /// As people name the file.
  public let file: String
  /// From 1.
  public let line: Int
  /// In Unicode scalars of the line, from 1; a byte order mark does not count. In a workbook the sheet's column, 1 for A.
  public let column: Int
  /// What stands there, quotes taken off; at most `longestText` bytes of it.
  public let text: String
  /// The bytes of the line around the place, and the place in them.
  let window: (bytes: [UInt8], place: Range<Int>, isCutBefore: Bool, isCutBehind: Bool)

  static let longestText = 1_024
  private static let windowSide = 512

  /// nil where the mark's file is not among `files`.
  /// - Complexity: O(length of the row and of its line).
  public init?(_ mark: SourceMark, in files: [SourceFile]) {
    guard files.indices.contains(Int(mark.file)) else { return nil }
    let source = files[Int(mark.file)]
    file = source.name
    (line, column, text, window) = source.bytes.withUnsafeBufferPointer { bytes in
      let (place, content, line) = FaultPlace.locate(mark, bytes, source.separator)
      let (start, end) = FaultPlace.lineBounds(bytes, around: place.lowerBound)
      let column =
        source.isSheet
        ? max(Int(mark.field), 0) + 1
        : bytes[start..<place.lowerBound].lazy.filter { !FaultPlace.isContinuation($0) }.count + 1
      return (line, column, content, FaultPlace.window(bytes, start..<end, place))
    }
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xc0 == 0x80 }

  private static func window(
    _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ place: Range<Int>
  ) -> (bytes: [UInt8], place: Range<Int>, isCutBefore: Bool, isCutBehind: Bool) {
    var first = max(line.lowerBound, place.lowerBound - windowSide)
    while first > line.lowerBound, isContinuation(bytes[first]) { first -= 1 }
    var last = min(line.upperBound, place.lowerBound + windowSide)
    while last < line.upperBound, isContinuation(bytes[last]) { last += 1 }
    let end = max(place.lowerBound, min(place.upperBound, last))
    return (
      Array(bytes[first..<max(first, last)]), place.lowerBound - first..<end - first, first > line.lowerBound,
      last < line.upperBound
    )
  }

  /// The bytes that a mark is about and their line.
  private static func locate(
    _ mark: SourceMark, _ bytes: UnsafeBufferPointer<UInt8>, _ separator: UInt8
  ) -> (place: Range<Int>, content: String, line: Int) {
    let offset = min(max(Int(mark.offset), ByteOrderMark.length(bytes)), bytes.count)
    // A row of a sheet may hold nothing but what cannot be written out.
    let isEmptyLine = offset < bytes.count && bytes[offset] == Byte.lineFeed
    guard mark.field >= 0, !isEmptyLine else { return (offset..<min(offset + 1, bytes.count), "", Int(mark.line)) }
    var scanner = TableScanner(bytes, separator: separator, from: offset, line: Int(mark.line))
    let room = Int(mark.field) + 1
    let cells = UnsafeMutableBufferPointer<CellSpan>.allocate(capacity: room)
    cells.initialize(repeating: CellSpan(offset, offset))
    defer { cells.deallocate() }
    guard let row = scanner.next(into: cells) else {
      return (offset..<offset, "", Int(mark.line))
    }
    let found = row.cellCount > Int(mark.field)
    let last = cells[found ? Int(mark.field) : max(0, row.cellCount - 1)]
    let quote = last.isQuoted ? 1 : 0
    let end = min(Int(last.end) + quote, bytes.count)
    let start = found ? Int(last.start) - quote : end
    let newlines = bytes[offset..<start].lazy.filter { $0 == Byte.lineFeed }.count
    return (start..<end, found ? content(last, of: bytes) : "", Int(mark.line) + newlines)
  }

  private static func content(_ span: CellSpan, of bytes: UnsafeBufferPointer<UInt8>) -> String {
    var short = span
    var end = min(Int(span.end), Int(span.start) + longestText)
    while end < Int(span.end), isContinuation(bytes[end]) { end += 1 }
    short.end = UInt32(truncatingIfNeeded: end)
    var text = CellText()
    return text.string(short, of: bytes)
  }

  /// The line that holds a byte, its end and a byte order mark left out.
  private static func lineBounds(_ bytes: UnsafeBufferPointer<UInt8>, around offset: Int) -> (Int, Int) {
    var start = offset
    while start > 0, bytes[start - 1] != Byte.lineFeed { start -= 1 }
    if start == 0 { start = min(ByteOrderMark.length(bytes), offset) }
    var end = offset
    while end < bytes.count, bytes[end] != Byte.lineFeed { end += 1 }
    if end > start, bytes[end - 1] == Byte.carriageReturn, end - 1 >= offset { end -= 1 }
    return (start, end)
  }
}
