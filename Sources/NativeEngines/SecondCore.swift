import Dispatch

/// Owns what only one of two cores may touch at a time, and works on it beside the caller where a second thread is to be had.
///
/// A job is handed all it needs when it starts, and what came of it is looked at no earlier than at the next call, at a fixed
/// place in the caller's work: so the results are the same at any number of threads.
final class SecondCore<Owned>: @unchecked Sendable {
  private var owned: Owned
  /// nil where all is done on the caller's thread.
  private let queue: DispatchQueue?
  private let ended = DispatchSemaphore(value: 0)
  private var isRunning = false

  init(_ owned: Owned, threads: Int) {
    self.owned = owned
    queue = threads > 1 ? DispatchQueue(label: "lanewise.second-core", qos: .userInitiated) : nil
  }

  deinit { wait() }

  /// Waits for the job before, then begins this one.
  func start(_ job: @escaping (inout Owned) -> Void) {
    wait()
    guard let queue else { return job(&owned) }
    isRunning = true
    nonisolated(unsafe) let job = job
    queue.async { [self] in
      job(&owned)
      ended.signal()
    }
  }

  /// Waits for the job before, then works on what is owned at once.
  func use<Result>(_ body: (inout Owned) -> Result) -> Result {
    wait()
    return body(&owned)
  }

  private func wait() {
    guard isRunning else { return }
    ended.wait()
    isRunning = false
  }
}
