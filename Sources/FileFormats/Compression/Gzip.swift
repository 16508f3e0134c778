import CZlib

/// Unpacking of gzip files (RFC 1952): one member or several, one after the other.
enum Gzip {
  /// Whether the bytes begin as a gzip member does.
  static func isPacked(_ bytes: FileBytes) -> Bool {
    bytes.count >= 2 && bytes.base[0] == 0x1F && bytes.base[1] == 0x8B
  }

  /// The unpacked bytes of all members.
  ///
  /// - Throws: `GzipFault` where a member is damaged or cut off, where something else follows the last one, and where
  ///   the text is longer than `limit` bytes.
  static func unpack(_ packed: FileBytes, limit: Int) throws(GzipFault) -> FileBytes {
    var inflation = Inflation(packed: packed, limit: limit)
    return try inflation.run()
  }
}

/// Why a gzip file could not be unpacked, and at which byte of the packed file.
struct GzipFault: Error, Equatable {
  enum Kind: Equatable {
    case damaged(String)
    case cutOff, trailingBytes, tooLong, outOfMemory
  }
  var kind: Kind
  var offset: Int
}

private struct Inflation {
  let packed: FileBytes
  let limit: Int
  /// Of the packed bytes, how many were used up by finished members.
  private var used = 0

  init(packed: FileBytes, limit: Int) {
    self.packed = packed
    self.limit = limit
  }

  mutating func run() throws(GzipFault) -> FileBytes {
    let text: FileBytes
    do { text = try FileBytes(capacity: min(limit, packed.count * 4)) } catch { throw fault(.outOfMemory) }
    repeat { try unpackMember(into: text) } while try hasAnotherMember()
    return text
  }

  /// Zero padding to a block size, as tapes leave it, is no member and no fault.
  private func hasAnotherMember() throws(GzipFault) -> Bool {
    if used == packed.count { return false }
    if packed.base[used] == 0x1F && used + 1 < packed.count && packed.base[used + 1] == 0x8B { return true }
    if (used..<packed.count).allSatisfy({ packed.base[$0] == 0 }) { return false }
    throw fault(.trailingBytes)
  }

  private mutating func unpackMember(into text: FileBytes) throws(GzipFault) {
    var stream = z_stream()
    // 15 bits of window, and 16 to say that the header is gzip's.
    let opened = inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard opened == Z_OK else { throw fault(.outOfMemory) }
    defer { inflateEnd(&stream) }
    while true {
      let chunk = min(packed.count - used, 1 << 30)
      stream.next_in = packed.base + used
      stream.avail_in = uInt(chunk)
      let room: UnsafeMutableBufferPointer<UInt8>
      do { room = try text.room(atLeast: 1 << 16) } catch { throw fault(.outOfMemory) }
      let space = min(room.count, 1 << 30)
      stream.next_out = room.baseAddress
      stream.avail_out = uInt(space)
      let code = inflate(&stream, Z_NO_FLUSH)
      used += chunk - Int(stream.avail_in)
      text.advance(by: space - Int(stream.avail_out))
      if text.count > limit { throw fault(.tooLong) }
      if code == Z_STREAM_END { return }
      try check(code, stream, isStuck: chunk == Int(stream.avail_in) && space == Int(stream.avail_out))
    }
  }

  private func check(_ code: Int32, _ stream: z_stream, isStuck: Bool) throws(GzipFault) {
    switch code {
    case Z_OK, Z_BUF_ERROR:
      if isStuck || (used == packed.count && stream.avail_out > 0) { throw fault(.cutOff) }
    case Z_MEM_ERROR:
      throw fault(.outOfMemory)
    default:
      throw fault(.damaged(stream.msg.map { String(cString: $0) } ?? "not gzip"))
    }
  }

  private func fault(_ kind: GzipFault.Kind) -> GzipFault { GzipFault(kind: kind, offset: used) }
}
