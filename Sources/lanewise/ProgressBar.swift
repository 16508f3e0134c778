import Glibc
import Synchronization

/// One bar over all plans of an analysis, rewritten in place on a terminal, from a second after the start.
final class ProgressBar: Sendable {
  private static let width = 30

  private struct State {
    var lastShown: ContinuousClock.Instant
    var isShown = false
  }

  private let start = ContinuousClock.now
  private let state: Mutex<State>

  init() { state = Mutex(State(lastShown: ContinuousClock.now)) }

  func show(_ done: Int, of: Int) {
    let now = ContinuousClock.now
    state.withLock { state in
      guard of > 0, now - start > .seconds(1), now - state.lastShown > .milliseconds(200) else { return }
      state.lastShown = now
      state.isShown = true
      let full = min(ProgressBar.width, done * ProgressBar.width / of)
      let bar = String(repeating: "━", count: full) + String(repeating: "─", count: ProgressBar.width - full)
      let seconds = (now - start).components.seconds
      Terminal.put("\r\u{1B}[K\(bar) \(done) of \(of) plans · \(seconds) s", STDERR_FILENO)
    }
  }

  func clear() {
    state.withLock { state in
      if state.isShown { Terminal.put("\r\u{1B}[K", STDERR_FILENO) }
      state.isShown = false
    }
  }
}
