import Glibc

/// The cores of this machine.
enum Cores {
  /// At least one.
  static var count: Int { min(256, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
