import Glibc

/// A file that is written for the first time, piece by piece. After a failure nothing more is written; `close` tells it.
final class NewFile {
  private let descriptor: Int32
  private var error: Int32 = 0

  init(_ path: String) throws(SystemCalls.Failure) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemCalls.Failure(code: errno) }
  }

  func append(_ bytes: [UInt8]) {
    guard error == 0 else { return }
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else {
          error = count < 0 ? errno : EIO
          return
        }
        written += count
      }
    }
  }

  /// Has the disk confirm what was written; once.
  func close() throws(SystemCalls.Failure) {
    if error == 0, fsync(descriptor) != 0 { error = errno }
    let closeError = Glibc.close(descriptor) == 0 ? 0 : errno
    if error == 0 { error = closeError }
    guard error == 0 else { throw SystemCalls.Failure(code: error) }
  }
}
