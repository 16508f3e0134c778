import CRename
import Glibc

/// The calls to the file system that replacing a folder needs; each gives the error number where it fails.
enum SystemCalls {
  struct Failure: Error { let code: Int32 }

  enum Kind { case missing, folder, file, link, other }

  static func words(_ error: Int32) -> String {
    String(cString: strerror(error)).lowercased()
  }

  /// What stands at `path`, links not followed.
  static func kind(_ path: String) throws(Failure) -> Kind {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return .missing }
      throw Failure(code: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// Absolute, without links; nil where nothing stands there.
  static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Names in the folder, sorted, without `.` and `..`.
  static func entries(_ path: String) throws(Failure) -> [String] {
    guard let folder = opendir(path) else { throw Failure(code: errno) }
    defer { closedir(folder) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw Failure(code: errno) }
    return names.sorted()
  }

  static func makeFolder(_ path: String) throws(Failure) {
    guard mkdir(path, 0o777) == 0 else { throw Failure(code: errno) }
  }

  static func removeFolder(_ path: String) throws(Failure) {
    guard rmdir(path) == 0 else { throw Failure(code: errno) }
  }

  static func removeFile(_ path: String) throws(Failure) {
    guard unlink(path) == 0 else { throw Failure(code: errno) }
  }

  /// A file's bytes.
  static func read(_ path: String, followingLinks: Bool = false) throws(Failure) -> [UInt8] {
    let file = open(path, O_RDONLY | (followingLinks ? 0 : O_NOFOLLOW) | O_CLOEXEC)
    guard file >= 0 else { throw Failure(code: errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Failure(code: errno) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Puts a file in another's place, in one step.
  static func replace(_ source: String, at target: String) throws(Failure) {
    guard rename(source, target) == 0 else { throw Failure(code: errno) }
  }

  /// Has the disk confirm the names in a folder.
  static func synchronizeFolder(_ path: String) throws(Failure) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw Failure(code: errno) }
    defer { close(folder) }
    // Some file systems cannot synchronise folders and say EINVAL.
    guard fsync(folder) == 0 || errno == EINVAL else { throw Failure(code: errno) }
  }

  /// Puts `source` where nothing stands.
  static func place(_ source: String, at target: String) throws(Failure) {
    if renameat2(AT_FDCWD, source, AT_FDCWD, target, LANEWISE_RENAME_NOREPLACE) == 0 { return }
    guard isUnsupported(errno) else { throw Failure(code: errno) }
    guard rename(source, target) == 0 else { throw Failure(code: errno) }
  }

  /// Swaps two folders: in one step where the file system can, else by way of a third name.
  static func exchange(_ source: String, _ target: String) throws(Failure) {
    if renameat2(AT_FDCWD, source, AT_FDCWD, target, LANEWISE_RENAME_EXCHANGE) == 0 { return }
    guard isUnsupported(errno) else { throw Failure(code: errno) }
    try exchangeInThreeSteps(source, target)
  }

  static func exchangeInThreeSteps(_ source: String, _ target: String) throws(Failure) {
    let aside = source + ".old"
    guard rename(target, aside) == 0 else { throw Failure(code: errno) }
    guard rename(source, target) == 0 else {
      let error = errno
      _ = rename(aside, target)
      throw Failure(code: error)
    }
    guard rename(aside, source) == 0 else { throw Failure(code: errno) }
  }

  private static func isUnsupported(_ error: Int32) -> Bool { error == EINVAL || error == ENOSYS || error == ENOTSUP }

  static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "host" }
    let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes.filter { $0 != UInt8(ascii: "/") }, as: UTF8.self)
  }

  static var processID: Int32 { getpid() }
  static var noSuchEntry: Int32 { ENOENT }

  /// Whether the process is certainly gone from this machine.
  static func isGone(process: Int32) -> Bool { kill(process, 0) != 0 && errno == ESRCH }
}
