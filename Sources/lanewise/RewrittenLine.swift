import Glibc
import Synchronization

/// A line about something that is running, rewritten in place on a terminal: from a second after the start, five times a
/// second at most.
final class RewrittenLine: Sendable {
  private struct State {
    var lastShown: ContinuousClock.Instant
    var isShown = false
  }

  private let start = ContinuousClock.now
  private let state: Mutex<State>

  init() { state = Mutex(State(lastShown: ContinuousClock.now)) }

  /// Shows the text, and how long it has taken so far.
  func show(_ text: () -> String) {
    let now = ContinuousClock.now
    state.withLock { state in
      guard now - start > .seconds(1), now - state.lastShown > .milliseconds(200) else { return }
      state.lastShown = now
      state.isShown = true
      Terminal.put("\r\u{1B}[K\(text()) · \((now - start).components.seconds) s", STDERR_FILENO)
    }
  }

  func clear() {
    state.withLock { state in
      if state.isShown { Terminal.put("\r\u{1B}[K", STDERR_FILENO) }
      state.isShown = false
    }
  }
}
