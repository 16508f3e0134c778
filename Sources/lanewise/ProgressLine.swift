import Glibc
import Planning
import Synchronization

/// One line about a running plan, rewritten in place on a terminal, from a second after the start.
final class ProgressLine: Sendable {
  private struct State {
    var lastShown: ContinuousClock.Instant
    var isShown = false
  }

  private let start = ContinuousClock.now
  private let state: Mutex<State>

  init() {
    state = Mutex(State(lastShown: ContinuousClock.now))
  }

  func show(_ progress: PlanProgress) {
    let now = ContinuousClock.now
    state.withLock { state in
      guard now - start > .seconds(1), now - state.lastShown > .milliseconds(200) else { return }
      state.lastShown = now
      state.isShown = true
      let seconds = (now - start).components.seconds
      Terminal.put("\r\u{1B}[K\(text(progress)) · \(seconds) s", STDERR_FILENO)
    }
  }

  func clear() {
    state.withLock { state in
      if state.isShown { Terminal.put("\r\u{1B}[K", STDERR_FILENO) }
      state.isShown = false
    }
  }

  private func text(_ progress: PlanProgress) -> String {
    var text = progress.levels > 1 ? "objective \(progress.level + 1) of \(progress.levels), " : ""
    text += progress.phase
    if let incumbent = progress.incumbent { text += ", best \(rounded(incumbent))" }
    if let bound = progress.bound { text += ", bound \(rounded(bound))" }
    return text
  }

  private func rounded(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    let cents = (value * 100).rounded() / 100
    return cents == cents.rounded() ? "\(Int(cents))" : "\(cents)"
  }
}
