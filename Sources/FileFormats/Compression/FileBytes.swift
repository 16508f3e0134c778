#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a whole file, followed by a line end and zeros that are not counted, so that a scanner may look a word
/// past the end without asking.
///
/// Files are read rather than mapped: a mapped file that shrinks while it is read kills the process.
final class FileBytes {
  /// How many bytes may be looked at beyond `count`.
  static let padding = 64

  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity: Int

  /// Room for `capacity` bytes, none of them used.
  ///
  /// - Throws: `FileBytesError.outOfMemory`.
  init(capacity: Int) throws(FileBytesError) {
    guard let memory = LargeMemory.allocate(max(capacity, 0) + FileBytes.padding) else { throw .outOfMemory }
    self.capacity = max(capacity, 0)
    base = memory.assumingMemoryBound(to: UInt8.self)
    seal()
  }

  /// A copy of `bytes`.
  convenience init(_ bytes: some Collection<UInt8>) throws(FileBytesError) {
    try self.init(capacity: bytes.count)
    let room = UnsafeMutableBufferPointer(start: base, count: capacity)
    count = room.initialize(fromContentsOf: bytes)
    seal()
  }

  deinit { free(base) }

  /// Reads the file at `path` to its end; pipes and devices too.
  ///
  /// - Throws: `FileBytesError.system` with the system's own words, `.tooLong` beyond `limit` bytes.
  convenience init(path: String, limit: Int) throws(FileBytesError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    // One byte more than the size, so that the end is met without growing.
    try self.init(capacity: min(max(size, 0), limit) + 1)
    while true {
      if count > limit { throw .tooLong(limit: limit) }
      try reserve(atLeast: 1)
      let length = read(descriptor, base + count, min(capacity - count, 1 << 26))
      if length < 0 {
        if errno == EINTR { continue }
        throw .system(String(cString: strerror(errno)))
      }
      if length == 0 { break }
      count += length
    }
    seal()
  }

  /// The unused end of the buffer, at least `length` bytes; call `advance` with what was written there.
  func room(atLeast length: Int) throws(FileBytesError) -> UnsafeMutableBufferPointer<UInt8> {
    try reserve(atLeast: length)
    return UnsafeMutableBufferPointer(start: base + count, count: capacity - count)
  }

  func advance(by length: Int) {
    count += length
    seal()
  }

  private func reserve(atLeast length: Int) throws(FileBytesError) {
    if capacity - count >= length { return }
    let wanted = max(capacity + capacity / 2, count + length, 1 << 16)
    guard let memory = LargeMemory.allocate(wanted + FileBytes.padding) else { throw .outOfMemory }
    memory.copyMemory(from: base, byteCount: count)
    free(base)
    base = memory.assumingMemoryBound(to: UInt8.self)
    capacity = wanted
  }

  private func seal() {
    base[count] = 0x0A
    (base + count + 1).update(repeating: 0, count: FileBytes.padding - 1)
  }
}

/// Why a file's bytes could not be had.
enum FileBytesError: Error, Equatable {
  case system(String)
  case outOfMemory
  case tooLong(limit: Int)
}

extension FileBytes {
  /// The offset of the first such byte; nil where there is none.
  func firstOffset(of byte: UInt8) -> Int? {
    guard count > 0, let place = memchr(base, Int32(byte), count) else { return nil }
    return UnsafeRawPointer(place) - UnsafeRawPointer(base)
  }
}
