/// How the fields of an MPS line are found.
enum MPSLayout {
  /// Between blanks.
  case free
  /// In columns 2-3, 5-12, 15-22, 25-36, 40-47 and 50-61; names may hold blanks.
  case fixed
}

/// The fields of one MPS line, by their numbers in the format's description, less one: code, name, name, number, name,
/// number.
struct MPSFields {
  static let code = 0
  static let name = 1
  static let firstName = 2
  static let firstNumber = 3
  static let secondName = 4
  static let secondNumber = 5

  /// Room for eight, of which six are the fields.
  private let slots: UnsafeMutablePointer<ByteRange>
  private let bytes: FileBytes
  private let base: UnsafePointer<UInt8>
  /// The whole line, without its end.
  private(set) var line = ByteRange.none

  init(_ bytes: FileBytes) {
    self.bytes = bytes
    base = UnsafePointer(bytes.base)
    slots = .allocate(capacity: 8)
    slots.initialize(repeating: .none, count: 8)
  }

  /// The fields are of no use after this.
  func close() { slots.deallocate() }

  @inline(__always)
  subscript(field: Int) -> ByteRange { slots[field] }

  func has(_ field: Int) -> Bool { !slots[field].isEmpty }

  /// Splits the line at `start` at blanks, into fields from `first` on, and says how many there were and where the next
  /// line begins. Fields behind the last one are empty; beyond six they are counted only.
  @inline(__always)
  mutating func splitFree(at start: Int, first: Int) -> (count: Int, next: Int) {
    var cursor = start
    var count = 0
    while true {
      var byte = base[cursor]
      while byte <= 0x20 && byte != 0x0A {
        cursor &+= 1
        byte = base[cursor]
      }
      if byte == 0x0A { break }
      let begin = cursor
      repeat {
        cursor &+= 1
        byte = base[cursor]
      } while byte > 0x20
      if count < 6 { slots[first &+ count] = ByteRange(start: begin, end: cursor) }
      count &+= 1
    }
    line = ByteRange(start: start, end: cursor)
    return (count, cursor &+ 1)
  }

  /// Moves the fields up by one, so that the set's name, left out, is empty.
  mutating func insertEmptyName(count: Int) {
    for field in stride(from: min(count, 6), through: 1, by: -1) { slots[field + 1] = slots[field] }
    slots[1] = .none
  }

  mutating func clear(from field: Int) {
    for unused in min(field, 8)..<8 { slots[unused] = .none }
  }

  mutating func set(_ field: Int, _ range: ByteRange) { slots[field] = range }

  /// Takes the fields of the line at `start` from their columns and says where the next line begins. A `$` at the start
  /// of a name field but the first makes the rest of the line a comment.
  mutating func splitFixed(at start: Int) -> Int {
    var end = start
    while base[end] != 0x0A { end += 1 }
    line = ByteRange(start: start, end: end)
    var stop = end
    for (field, columns) in [(1, 3), (4, 12), (14, 22), (24, 36), (39, 47), (49, 61)].enumerated() {
      var range = ByteRange(start: min(start + columns.0, stop), end: min(start + columns.1, stop))
      if field == MPSFields.firstName || field == MPSFields.secondName, !range.isEmpty, base[range.start] == 0x24 {
        stop = range.start
        range.end = range.start
      }
      slots[field] = trimmed(range)
    }
    return end + 1
  }

  private func trimmed(_ range: ByteRange) -> ByteRange {
    var range = range
    while range.start < range.end && base[range.start] <= 0x20 { range.start += 1 }
    while range.start < range.end && base[range.end - 1] <= 0x20 { range.end -= 1 }
    return range
  }
}
