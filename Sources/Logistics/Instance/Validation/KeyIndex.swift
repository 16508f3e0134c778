/// A key of up to eight parts, each a dense number or a code below zero.
typealias PackedKey = SIMD8<Int32>

/// Numbers distinct keys in the order of first mention: an open hash table over packed integers.
struct KeyIndex {
  private(set) var keys: [PackedKey] = []
  private var slots: [Int32] = []

  init(capacity: Int) {
    keys.reserveCapacity(capacity)
    var size = 16
    while size < 2 * capacity { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
  }

  var count: Int { keys.count }

  /// The key's number, and whether it is new. O(1), expected.
  mutating func insert(_ key: PackedKey) -> (index: Int, isNew: Bool) {
    if 2 * keys.count >= slots.count { grow() }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: KeyIndex.hash(key)) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if keys[index] == key { return (index, false) }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(truncatingIfNeeded: keys.count)
    keys.append(key)
    return (keys.count - 1, true)
  }

  func find(_ key: PackedKey) -> Int? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: KeyIndex.hash(key)) & mask
    while slots[slot] >= 0 {
      if keys[Int(slots[slot])] == key { return Int(slots[slot]) }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for (index, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: KeyIndex.hash(key)) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
  }

  /// The same on every run, so that nothing can depend on a seed.
  private static func hash(_ key: PackedKey) -> UInt64 {
    let words = unsafeBitCast(key, to: SIMD4<UInt64>.self)
    let factor: UInt64 = 0x9e37_79b9_7f4a_7c15
    var state = words[0] &* factor
    state = (state ^ state >> 32 ^ words[1]) &* factor
    state = (state ^ state >> 29 ^ words[2]) &* factor
    state = (state ^ state >> 32 ^ words[3]) &* factor
    return state ^ state >> 31
  }
}

/// Items sorted into buckets by counting, each bucket in the items' order: those of bucket i are
/// `items[starts[i] ..< starts[i + 1]]`.
struct Buckets {
  private(set) var starts: [Int32]
  private(set) var items: [Int32]

  /// - Parameter bucketOf: The bucket of each item.
  init(count: Int, bucketOf: [Int32]) {
    starts = [Int32](repeating: 0, count: count + 1)
    for bucket in bucketOf { starts[Int(bucket) + 1] += 1 }
    for bucket in 0..<count { starts[bucket + 1] += starts[bucket] }
    var next = starts
    items = [Int32](repeating: 0, count: bucketOf.count)
    for (item, bucket) in bucketOf.enumerated() {
      items[Int(next[Int(bucket)])] = Int32(truncatingIfNeeded: item)
      next[Int(bucket)] += 1
    }
  }

  subscript(bucket: Int) -> ArraySlice<Int32> { items[Int(starts[bucket])..<Int(starts[bucket + 1])] }
}
