/// Every text that a draft holds, once, found by its bytes.
///
/// An open hash table over byte ranges: a reader interns a cell without making a `String` unless the text is new. Texts
/// that differ in bytes are different, even where Unicode calls them equivalent.
struct TextPool: Sendable {
  private(set) var texts: [String] = []
  /// The bytes of all texts, one after another; text `i` ends at `ends[i]`.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var slots: [Slot] = []

  private struct Slot: Sendable {
    var hash: UInt32
    /// −1 for an empty slot.
    var id: Int32
    static let empty = Slot(hash: 0, id: -1)
  }

  mutating func intern(_ text: String) -> Int32 {
    var text = text
    return text.withUTF8 { intern($0) }
  }

  /// Complexity: O(length), expected.
  mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    if texts.count * 2 >= slots.count { grow() }
    let hash = TextPool.hash(text)
    let mask = slots.count - 1
    var index = Int(hash) & mask
    while slots[index].id >= 0 {
      if slots[index].hash == hash && equals(slots[index].id, text) { return slots[index].id }
      index = (index + 1) & mask
    }
    let id = Int32(truncatingIfNeeded: texts.count)
    slots[index] = Slot(hash: hash, id: id)
    texts.append(String(decoding: text, as: UTF8.self))
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    return id
  }

  private func equals(_ id: Int32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = id == 0 ? 0 : ends[Int(id) - 1]
    guard ends[Int(id)] - start == text.count else { return false }
    return bytes.withUnsafeBufferPointer { stored in
      for offset in 0..<text.count where stored[start + offset] != text[offset] { return false }
      return true
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: .empty, count: max(64, old.count * 2))
    let mask = slots.count - 1
    for slot in old where slot.id >= 0 {
      var index = Int(slot.hash) & mask
      while slots[index].id >= 0 { index = (index + 1) & mask }
      slots[index] = slot
    }
  }

  /// Multiplies in eight bytes at a time and mixes the halves; the same on every run, so that nothing depends on a seed.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let factor: UInt64 = 0x9e37_79b9_7f4a_7c15
    var state = UInt64(truncatingIfNeeded: text.count) &* factor
    var offset = 0
    let raw = UnsafeRawBufferPointer(text)
    while offset + 8 <= text.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      state = (state ^ word) &* factor
      state ^= state >> 29
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < text.count {
      tail = tail << 8 | UInt64(text[offset])
      offset += 1
    }
    state = (state ^ tail) &* factor
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }
}
