#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Names as stretches of a file's bytes, numbered in the order of their coming; a hash table with open addressing.
///
/// No name is copied and no `String` made until `strings` is asked. The hash is seeded afresh for each table, so that
/// no file can be made that collides; the order of names never depends on it.
struct NameTable {
  /// A longer name is no name that anyone meant.
  static let longest = 4096

  /// Kept alive for `base`.
  private let bytes: FileBytes
  private let base: UnsafePointer<UInt8>
  private(set) var ranges: [ByteRange] = []
  private var slots: NameSlots
  private let seed = UInt64.random(in: 0...UInt64.max)

  /// A table for about `expected` names, which may be more.
  init(_ bytes: FileBytes, expected: Int = 0) {
    self.bytes = bytes
    base = UnsafePointer(bytes.base)
    slots = NameSlots(names: expected)
  }

  /// A table of `names`, each under its place among them; `repeated` is told the places of names that were there
  /// before.
  ///
  /// One loop over all names lets the processor overlap its misses of the cache.
  init(_ bytes: FileBytes, names: [ByteRange], repeated: (Int) -> Void) {
    self.init(bytes, expected: names.count)
    ranges = names
    for place in names.indices where !enter(place) { repeated(place) }
  }

  var count: Int { ranges.count }

  /// The name's number; -1 where it is unknown.
  @inline(__always)
  func find(_ name: ByteRange) -> Int {
    let hash = hash(name)
    var slot = Int(truncatingIfNeeded: hash) & slots.mask
    while true {
      let held = slots.base[slot]
      if held == 0 { return -1 }
      if (held ^ hash) >> 32 == 0 {
        let number = Int(held & 0xFFFF_FFFF) &- 1
        if equal(ranges[number], name) { return number }
      }
      slot = (slot &+ 1) & slots.mask
    }
  }

  /// The name's number, and whether it came for the first time.
  mutating func insert(_ name: ByteRange) -> (number: Int, isNew: Bool) {
    let known = find(name)
    if known >= 0 { return (known, false) }
    ranges.append(name)
    if ranges.count &* 2 > slots.mask { grow() }
    _ = enter(ranges.count &- 1)
    return (ranges.count &- 1, true)
  }

  /// Enters the name `ranges[number]`; says whether it is the first of its spelling.
  @inline(__always)
  private func enter(_ number: Int) -> Bool {
    let hash = hash(ranges[number])
    var slot = Int(truncatingIfNeeded: hash) & slots.mask
    while true {
      let held = slots.base[slot]
      if held == 0 { break }
      if (held ^ hash) >> 32 == 0 {
        let other = Int(held & 0xFFFF_FFFF) &- 1
        if equal(ranges[other], ranges[number]) { return false }
      }
      slot = (slot &+ 1) & slots.mask
    }
    slots.base[slot] = (hash & 0xFFFF_FFFF_0000_0000) | UInt64(truncatingIfNeeded: number &+ 1)
    return true
  }

  private mutating func grow() {
    slots = NameSlots(names: ranges.count * 4)
    for number in 0..<(ranges.count - 1) { _ = enter(number) }
  }

  /// Eight bytes at a time; what is read beyond the name is masked off, and the buffer's padding allows it.
  @inline(__always)
  private func hash(_ name: ByteRange) -> UInt64 {
    let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    var state = seed ^ UInt64(truncatingIfNeeded: name.count) &* factor
    var cursor = name.start
    while cursor &+ 8 <= name.end {
      state = fold(state ^ loadWord(base, cursor), factor)
      cursor = cursor &+ 8
    }
    let rest = name.end &- cursor
    if rest > 0 {
      state = fold(state ^ (loadWord(base, cursor) << UInt64(truncatingIfNeeded: 64 &- 8 &* rest)), factor)
    }
    return fold(state, 0xD6E8_FEB8_6659_FD93)
  }

  @inline(__always)
  private func fold(_ value: UInt64, _ factor: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }

  @inline(__always)
  private func equal(_ one: ByteRange, _ other: ByteRange) -> Bool {
    one.count == other.count && sameBytes(base, one.start, other.start, one.count)
  }
}

/// Whether two stretches of `count` bytes are the same, a word at a time; the buffer's padding allows reading past
/// them.
@inline(__always)
func sameBytes(_ base: UnsafePointer<UInt8>, _ one: Int, _ other: Int, _ count: Int) -> Bool {
  var place = 0
  while place &+ 8 <= count {
    if loadWord(base, one &+ place) != loadWord(base, other &+ place) { return false }
    place &+= 8
  }
  let rest = count &- place
  if rest == 0 { return true }
  let difference = loadWord(base, one &+ place) ^ loadWord(base, other &+ place)
  return difference << UInt64(truncatingIfNeeded: 64 &- 8 &* rest) == 0
}

@inline(__always)
func loadWord(_ base: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
  UInt64(littleEndian: UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self))
}

/// The slots of a hash table, at most half of them used: the upper half of the hash above, the name's number + 1 below;
/// 0 where free.
private final class NameSlots {
  let base: UnsafeMutablePointer<UInt64>
  let mask: Int
  private let memory: UnsafeMutableRawPointer?

  /// Room for `names` names.
  init(names: Int) {
    let size = 1 << (Int.bitWidth - max(16, 2 * names).leadingZeroBitCount)
    mask = size - 1
    memory = LargeMemory.allocate(size * 8)
    guard let memory else { preconditionFailure("no memory for \(names) names") }
    base = memory.bindMemory(to: UInt64.self, capacity: size)
    base.initialize(repeating: 0, count: size)
  }

  deinit { free(memory) }
}
