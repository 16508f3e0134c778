import FileFormats
import Synchronization

/// How long each phase of a run took; the first one, reading, begins at once.
final class PhaseClock: Sendable {
  private struct State {
    var name = "read"
    var begin = ContinuousClock.now
    var phases: [PlanContext.Phase] = []
  }

  /// When the run began.
  let start: ContinuousClock.Instant
  private let state: Mutex<State>

  init() {
    let first = State()
    start = first.begin
    state = Mutex(first)
  }

  /// Ends the phase before.
  func begin(_ name: String) {
    state.withLock { state in
      let now = ContinuousClock.now
      state.phases.append(PlanContext.Phase(name: state.name, seconds: (now - state.begin).inSeconds))
      state.name = name
      state.begin = now
    }
  }

  /// Ends the last phase.
  func ended() -> [PlanContext.Phase] {
    begin("")
    return state.withLock { $0.phases }
  }
}
