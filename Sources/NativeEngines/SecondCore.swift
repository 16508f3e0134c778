import Dispatch

/// Owns what only one of two cores may touch at a time, and works on it beside the caller where a second thread is to be had.
///
/// A job is handed all it needs when it starts, and what came of it is looked at no earlier than at the next call, at a fixed
/// place in the caller's work: so the results are the same at any number of threads.
final class SecondCore<Owned> {
  /// Touched by the job alone while one runs.
  private final class Box: @unchecked Sendable {
    var owned: Owned
    let ended = DispatchSemaphore(value: 0)

    init(_ owned: Owned) { self.owned = owned }
  }

  private let box: Box
  /// nil where all is done on the caller's thread.
  private let queue: DispatchQueue?
  private var isRunning = false

  init(_ owned: Owned, threads: Int) {
    box = Box(owned)
    queue = threads > 1 ? DispatchQueue(label: "lanewise.second-core", qos: .userInitiated) : nil
  }

  deinit { wait() }

  /// Waits for the job before, then begins this one.
  func start(_ job: @escaping (inout Owned) -> Void) {
    wait()
    guard let queue else { return job(&box.owned) }
    isRunning = true
    nonisolated(unsafe) let job = job
    queue.async { [box] in
      job(&box.owned)
      box.ended.signal()
    }
  }

  /// Waits for the job before, then works on what is owned at once.
  func use<Result>(_ body: (inout Owned) -> Result) -> Result {
    wait()
    return body(&box.owned)
  }

  private func wait() {
    guard isRunning else { return }
    box.ended.wait()
    isRunning = false
  }
}
