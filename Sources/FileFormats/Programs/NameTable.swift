#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Names as stretches of a file's bytes, numbered in the order of their coming; a hash table with open addressing.
///
/// No name is copied and no `String` made until `strings` is asked. The hash is seeded afresh for each table, so that no
/// file can be made that collides; the order of names never depends on it.
struct NameTable {
  /// A longer name is no name that anyone meant.
  static let longest = 4096

  private let bytes: FileBytes
  private(set) var ranges: [ByteRange] = []
  /// The upper half of the hash above, the name's number + 1 below; 0 where free.
  private var slots: [UInt64]
  private var mask: Int
  private let seed = UInt64.random(in: 0...UInt64.max)

  init(_ bytes: FileBytes, expected: Int = 0) {
    self.bytes = bytes
    let wanted = max(16, expected &+ expected / 2)
    let size = 1 << (Int.bitWidth - (wanted - 1).leadingZeroBitCount)
    slots = [UInt64](repeating: 0, count: size)
    mask = size - 1
  }

  var count: Int { ranges.count }

  /// The name's number; -1 where it is unknown.
  @inline(__always)
  func find(_ name: ByteRange) -> Int {
    let hash = hash(name)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let held = slots[slot]
      if held == 0 { return -1 }
      if (held ^ hash) >> 32 == 0 {
        let number = Int(held & 0xFFFF_FFFF) &- 1
        if equal(ranges[number], name) { return number }
      }
      slot = (slot &+ 1) & mask
    }
  }

  /// The name's number, and whether it came for the first time.
  @inline(__always)
  mutating func insert(_ name: ByteRange) -> (number: Int, isNew: Bool) {
    if ranges.count &* 2 >= mask { grow() }
    let hash = hash(name)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let held = slots[slot]
      if held == 0 { break }
      if (held ^ hash) >> 32 == 0 {
        let number = Int(held & 0xFFFF_FFFF) &- 1
        if equal(ranges[number], name) { return (number, false) }
      }
      slot = (slot &+ 1) & mask
    }
    ranges.append(name)
    slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(truncatingIfNeeded: ranges.count)
    return (ranges.count &- 1, true)
  }

  private mutating func grow() {
    let size = slots.count * 4
    slots = [UInt64](repeating: 0, count: size)
    mask = size - 1
    for (number, name) in ranges.enumerated() {
      let hash = hash(name)
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot &+ 1) & mask }
      slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(truncatingIfNeeded: number &+ 1)
    }
  }

  /// Eight bytes at a time; what is read beyond the name is masked off, and the buffer's padding allows it.
  @inline(__always)
  private func hash(_ name: ByteRange) -> UInt64 {
    let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    var state = seed ^ UInt64(truncatingIfNeeded: name.count) &* factor
    var cursor = name.start
    while cursor &+ 8 <= name.end {
      state = fold(state ^ word(cursor), factor)
      cursor = cursor &+ 8
    }
    let rest = name.end &- cursor
    if rest > 0 { state = fold(state ^ (word(cursor) & (~0 >> UInt64(64 &- 8 &* rest))), factor) }
    return fold(state, 0xD6E8_FEB8_6659_FD93)
  }

  @inline(__always)
  private func fold(_ value: UInt64, _ factor: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }

  @inline(__always)
  private func word(_ offset: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes.base + offset).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  private func equal(_ one: ByteRange, _ other: ByteRange) -> Bool {
    one.count == other.count && memcmp(bytes.base + one.start, bytes.base + other.start, one.count) == 0
  }
}
