/// Reads the central directory of a ZIP archive, that of large archives (ZIP64) too.
struct ZipDirectory {
  private typealias Damage = ZipArchive.Damage

  private let bytes: ZipBytes

  /// Lengths without names and comments.
  private static let endLength = 22
  private static let headerLength = 46
  private static let longestComment = 65_535

  init(_ bytes: ZipBytes) { self.bytes = bytes }

  func entries() throws(ZipArchive.Damage) -> [ZipArchive.Entry] {
    let (count, start) = try place()
    guard count <= ZipArchive.mostParts else { throw Damage(words: "the archive has \(count) parts") }
    var entries: [ZipArchive.Entry] = []
    var offset = start
    for _ in 0..<count {
      let (entry, length) = try entry(at: offset)
      entries.append(entry)
      offset += length
    }
    return entries
  }

  /// How many entries there are, and where the first stands.
  private func place() throws(ZipArchive.Damage) -> (count: Int, start: Int) {
    guard let end = end(), let count = bytes.number(at: end + 10, 2), let start = bytes.number(at: end + 16, 4) else {
      throw Damage(words: "it is no ZIP archive, or it is cut off")
    }
    guard count == 0xffff || start == 0xffff_ffff else { return (count, start) }
    // The locator of the large directory's end stands right before.
    guard bytes.number(at: end - 20, 4) == 0x0706_4b50, let large = bytes.number(at: end - 12, 8),
      bytes.number(at: large, 4) == 0x0606_4b50, let count = bytes.number(at: large + 32, 8),
      let start = bytes.number(at: large + 48, 8)
    else { throw Damage(words: "its directory is cut off") }
    return (count, start)
  }

  /// The record at the end of the archive, behind which only a comment stands.
  private func end() -> Int? {
    let last = bytes.bytes.count - ZipDirectory.endLength
    guard last >= 0 else { return nil }
    for offset in stride(from: last, through: max(0, last - ZipDirectory.longestComment), by: -1) {
      guard bytes.bytes[offset] == 0x50, bytes.number(at: offset, 4) == 0x0605_4b50 else { continue }
      if bytes.number(at: offset + 20, 2) == last - offset { return offset }
    }
    return nil
  }

  private func entry(at offset: Int) throws(ZipArchive.Damage) -> (ZipArchive.Entry, length: Int) {
    guard bytes.number(at: offset, 4) == 0x0201_4b50, let flags = bytes.number(at: offset + 8, 2),
      let method = bytes.number(at: offset + 10, 2), let checksum = bytes.number(at: offset + 16, 4),
      let packed = bytes.number(at: offset + 20, 4), let size = bytes.number(at: offset + 24, 4),
      let name = bytes.number(at: offset + 28, 2), let extra = bytes.number(at: offset + 30, 2),
      let comment = bytes.number(at: offset + 32, 2), let local = bytes.number(at: offset + 42, 4),
      let text = bytes.slice(at: offset + ZipDirectory.headerLength, name)
    else { throw Damage(words: "its directory is cut off") }
    let sizes = try large(
      [size, packed, local], at: offset + ZipDirectory.headerLength + name, extra)
    let entry = ZipArchive.Entry(
      name: String(decoding: text, as: UTF8.self), method: UInt16(truncatingIfNeeded: method),
      isEncrypted: flags & 1 != 0, checksum: UInt32(truncatingIfNeeded: checksum), packedSize: sizes[1], size: sizes[0],
      offset: sizes[2])
    return (entry, ZipDirectory.headerLength + name + extra + comment)
  }

  /// Numbers that are too large for their fields stand, in this order, in an extra field.
  private func large(_ small: [Int], at start: Int, _ length: Int) throws(ZipArchive.Damage) -> [Int] {
    guard small.contains(0xffff_ffff) else { return small }
    var offset = start
    while offset + 4 <= start + length, let kind = bytes.number(at: offset, 2),
      let size = bytes.number(at: offset + 2, 2)
    {
      if kind == 1 {
        var numbers: [Int] = []
        var next = offset + 4
        for number in small {
          guard number == 0xffff_ffff else {
            numbers.append(number)
            continue
          }
          guard next + 8 <= offset + 4 + size, let long = bytes.number(at: next, 8) else { break }
          numbers.append(long)
          next += 8
        }
        if numbers.count == small.count { return numbers }
      }
      offset += 4 + size
    }
    throw Damage(words: "its directory is cut off")
  }
}
