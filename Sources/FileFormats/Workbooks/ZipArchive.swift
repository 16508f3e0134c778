import CZlib

/// A ZIP archive in memory (PKWARE's APPNOTE 6.3): parts that are stored or deflated.
///
/// The central directory is believed, and each part is held against it: sizes and checksum. No part is unpacked beyond
/// the size that is stated, and no size is stated that the packed bytes could not hold.
struct ZipArchive {
  /// A part as the central directory has it.
  struct Entry {
    let name: String
    let method: UInt16
    let isEncrypted: Bool
    let checksum: UInt32
    let packedSize: Int
    let size: Int
    /// Of the local header.
    let offset: Int
  }

  /// Why an archive or a part cannot be read, in words.
  struct Damage: Error, Equatable {
    let words: String
  }

  /// All parts together, unpacked.
  static let largest = 1 << 31
  static let mostParts = 10_000
  /// Deflate packs at most 1,032 bytes into one; text of tables no more than some dozens. What claims more than this
  /// and is large is there to fill the memory.
  private static let greatestRatio = 250
  private static let harmless = 1 << 24

  private let bytes: ZipBytes
  private(set) var entries: [Entry] = []

  /// - Throws: `Damage` where the directory does not hold together.
  init(_ bytes: [UInt8]) throws(Damage) {
    self.bytes = ZipBytes(bytes: bytes)
    entries = try ZipDirectory(self.bytes).entries()
    var total = 0
    var names: Set<String> = []
    for entry in entries {
      guard names.insert(entry.name.lowercased()).inserted else {
        throw Damage(words: "the part `\(entry.name)` is there twice")
      }
      total += min(entry.size, ZipArchive.largest + 1)
      let isBomb = entry.size > ZipArchive.harmless && entry.size / ZipArchive.greatestRatio > entry.packedSize
      guard !isBomb, total <= ZipArchive.largest else {
        throw Damage(words: "unpacked, the part `\(entry.name)` would be unreasonably large")
      }
    }
  }

  /// The part of that name, whatever its case; nil where there is none.
  func entry(_ name: String) -> Entry? {
    entries.first { $0.name == name } ?? entries.first { $0.name.lowercased() == name.lowercased() }
  }

  /// The bytes of a part.
  ///
  /// - Throws: `Damage` where they are encrypted, packed in another way, cut off, or not what the directory says.
  func unpack(_ entry: Entry) throws(Damage) -> [UInt8] {
    guard !entry.isEncrypted else { throw Damage(words: "the part `\(entry.name)` is encrypted") }
    let packed = try data(of: entry)
    let part: [UInt8]
    switch entry.method {
    case 0: part = Array(packed)
    case 8: part = try ZipArchive.inflate(packed, entry)
    default: throw Damage(words: "the part `\(entry.name)` is packed by method \(entry.method)")
    }
    guard part.count == entry.size else {
      throw Damage(words: "the part `\(entry.name)` holds \(part.count) bytes, not \(entry.size)")
    }
    guard ZipArchive.checksum(part) == entry.checksum else {
      throw Damage(words: "the checksum of the part `\(entry.name)` is wrong")
    }
    return part
  }

  /// Behind the local header, whose name and extra field have lengths of their own.
  private func data(of entry: Entry) throws(Damage) -> ArraySlice<UInt8> {
    guard let signature = bytes.number(at: entry.offset, 4), signature == 0x0403_4b50,
      let name = bytes.number(at: entry.offset + 26, 2), let extra = bytes.number(at: entry.offset + 28, 2),
      let data = bytes.slice(at: entry.offset + 30 + name + extra, entry.packedSize)
    else { throw Damage(words: "the part `\(entry.name)` is cut off") }
    return data
  }

  private static func inflate(_ packed: ArraySlice<UInt8>, _ entry: Entry) throws(Damage) -> [UInt8] {
    var stream = z_stream()
    // Raw deflate, without a header: 15 bits of window, negative.
    let opened = inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard opened == Z_OK else { throw Damage(words: "there is not enough memory for the part `\(entry.name)`") }
    defer { inflateEnd(&stream) }
    // One byte more, so that what is longer than stated is noticed.
    var code = Z_OK
    let part = [UInt8](unsafeUninitializedCapacity: entry.size + 1) { room, count in
      packed.withUnsafeBufferPointer { packed in
        stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
        stream.avail_in = uInt(packed.count)
        stream.next_out = room.baseAddress
        stream.avail_out = uInt(entry.size + 1)
        code = CZlib.inflate(&stream, Z_FINISH)
        count = entry.size + 1 - Int(stream.avail_out)
      }
    }
    guard code == Z_STREAM_END else { throw Damage(words: "the part `\(entry.name)` is damaged") }
    return part
  }

  /// CRC-32.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
  }
}

/// Bytes with numbers in them, the lowest byte first.
struct ZipBytes {
  let bytes: [UInt8]

  /// nil where it does not lie within the bytes, or is beyond what an `Int` holds.
  func number(at offset: Int, _ length: Int) -> Int? {
    guard let part = slice(at: offset, length) else { return nil }
    return Int(exactly: part.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  func slice(at offset: Int, _ length: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, length >= 0, offset <= bytes.count, length <= bytes.count - offset else { return nil }
    return bytes[offset..<offset + length]
  }
}
