/// The text of a file that may be packed with gzip.
enum PackedFile {
  /// The unpacked bytes of the file at `path`, at most `limit` of them.
  static func text(path: String, limit: Int) throws(PackedFileFault) -> FileBytes {
    let packed: FileBytes
    do { packed = try FileBytes(path: path, limit: limit) } catch { throw PackedFileFault(error) }
    return try unpacked(packed, limit: limit)
  }

  /// The same for bytes in memory.
  static func text(bytes: some Collection<UInt8>, limit: Int) throws(PackedFileFault) -> FileBytes {
    let packed: FileBytes
    do { packed = try FileBytes(bytes) } catch { throw PackedFileFault(error) }
    return try unpacked(packed, limit: limit)
  }

  private static func unpacked(_ packed: FileBytes, limit: Int) throws(PackedFileFault) -> FileBytes {
    guard Gzip.isPacked(packed) else {
      try refuseOtherPackings(packed)
      return packed
    }
    do { return try Gzip.unpack(packed, limit: limit) } catch { throw PackedFileFault(error) }
  }

  private static func refuseOtherPackings(_ bytes: FileBytes) throws(PackedFileFault) {
    let packings: [(name: String, magic: [UInt8])] = [
      ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A]), ("bzip2", [0x42, 0x5A, 0x68]), ("zip", [0x50, 0x4B, 0x03, 0x04]),
      ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
    ]
    for packing in packings where bytes.count >= packing.magic.count {
      if packing.magic.indices.allSatisfy({ bytes.base[$0] == packing.magic[$0] }) {
        throw PackedFileFault(
          "the file is packed with \(packing.name)", hint: "unpack it first; gzip is read as it is")
      }
    }
  }
}

/// Why a whole file cannot be read or unpacked, in words.
struct PackedFileFault: Error, Equatable {
  var rule: String
  var hint: String?

  init(_ rule: String, hint: String? = nil) {
    self.rule = rule
    self.hint = hint
  }

  init(_ error: FileBytesError) {
    switch error {
    case .system(let words): self.init("the file cannot be read: \(words)")
    case .outOfMemory: self.init("there is not enough memory for the file")
    case .tooLong(let limit): self.init("the file is longer than \(limit) bytes")
    }
  }

  init(_ error: GzipFault) {
    let place = "at byte \(error.offset) of the packed file"
    switch error.kind {
    case .damaged(let words): self.init("the gzip data are damaged \(place): \(words)")
    case .cutOff: self.init("the gzip data end too early, \(place)", hint: "the file may be a part of a download")
    case .trailingBytes: self.init("something that is not gzip follows the gzip data, \(place)")
    case .tooLong: self.init("the unpacked text is longer than the limit")
    case .outOfMemory: self.init("there is not enough memory for the unpacked text")
    }
  }
}
