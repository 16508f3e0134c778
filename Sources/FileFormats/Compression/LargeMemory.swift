#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Memory for buffers of many megabytes, on huge pages where the system has them: a first touch of each small page, and
/// the translation of its address, cost more than the scanning of what stands there.
enum LargeMemory {
  private static let hugePage = 1 << 21

  /// Memory that `free` gives back; nil where there is none.
  static func allocate(_ length: Int) -> UnsafeMutableRawPointer? {
    guard length >= 2 * hugePage else { return malloc(max(length, 1)) }
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, hugePage, length) == 0 else { return nil }
    #if os(Linux)
      // Advice only: where the kernel declines, everything works on small pages.
      madvise(memory, length, 14)  // MADV_HUGEPAGE
    #endif
    return memory
  }
}
