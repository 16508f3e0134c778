#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A stretch of the file's bytes.
struct ByteRange: Equatable {
  var start: Int
  var end: Int

  static let none = ByteRange(start: 0, end: 0)

  var count: Int { end &- start }
  var isEmpty: Bool { end <= start }
}

/// Collects the faults and notes of one reading. Lines are only counted when there is something to say.
final class FaultLog {
  private struct Entry {
    var range: ByteRange
    var rule: String
    var hint: String?
  }

  private let file: String
  private let bytes: FileBytes
  private let limit: Int
  private var faults: [Entry] = []
  private var notes: [Entry] = []

  init(file: String, bytes: FileBytes, limit: Int) {
    self.file = file
    self.bytes = bytes
    self.limit = max(1, limit)
  }

  var isEmpty: Bool { faults.isEmpty }
  /// Reading ends here: there are as many faults as anyone wants to see.
  var isFull: Bool { faults.count >= limit }
  /// Where the first fault is; beyond the end where there is none.
  var firstOffset: Int { faults.map(\.range.start).min() ?? Int.max }

  func fault(_ range: ByteRange, _ rule: String, hint: String? = nil) {
    if !isFull { faults.append(Entry(range: range, rule: rule, hint: hint)) }
  }

  /// Something that was read by a convention that not all solvers share.
  func note(_ range: ByteRange, _ rule: String, hint: String? = nil) {
    if notes.count < limit { notes.append(Entry(range: range, rule: rule, hint: hint)) }
  }

  func takeNotes() -> [ProgramFormatFault] { places(of: notes) }

  func takeFaults() -> ProgramFormatFaults { ProgramFormatFaults(places(of: faults), isCutShort: isFull) }

  /// Sorts by place and finds the lines, in one pass over the bytes.
  private func places(of entries: [Entry]) -> [ProgramFormatFault] {
    let sorted = entries.enumerated().sorted {
      ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset)
    }
    var line = 1
    var lineStart = 0
    return sorted.map { _, entry in
      let offset = min(entry.range.start, bytes.count)
      while let end = memchr(bytes.base + lineStart, 0x0A, offset - lineStart) {
        line += 1
        lineStart = UnsafeRawPointer(end) - UnsafeRawPointer(bytes.base) + 1
      }
      let column = characterCount(from: lineStart, to: offset) + 1
      return ProgramFormatFault(
        file: file, line: line, column: column, text: excerpt(bytes, entry.range), rule: entry.rule, hint: entry.hint)
    }
  }

  /// Characters in UTF-8: the bytes that do not continue one.
  private func characterCount(from start: Int, to end: Int) -> Int {
    var count = 0
    for offset in start..<end where bytes.base[offset] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}

/// The text of a stretch as a message may show it: at most 40 bytes, unprintable ones as `\xNN`.
func excerpt(_ bytes: FileBytes, _ range: ByteRange) -> String {
  let longest = 40
  let end = min(range.end, bytes.count)
  guard range.start < end else { return "" }
  var stop = min(end, range.start + longest)
  // Never cut a character in two.
  while stop < end && stop > range.start && bytes.base[stop] & 0xC0 == 0x80 { stop -= 1 }
  var text = ""
  for scalar in String(
    decoding: UnsafeBufferPointer(start: bytes.base + range.start, count: stop - range.start), as: UTF8.self
  )
  .unicodeScalars {
    if scalar.value < 0x20 || scalar.value == 0x7F {
      text += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
    } else {
      text.unicodeScalars.append(scalar)
    }
  }
  return stop < end ? text + "…" : text
}
