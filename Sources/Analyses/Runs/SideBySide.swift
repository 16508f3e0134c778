import Dispatch
import Synchronization

/// Runs tasks that do not depend on one another, some at a time, and gives their results in the tasks' order.
struct SideBySide: Sendable {
  /// How many run at a time; at least one.
  let jobs: Int
  let progress: AnalysisProgress?

  init(jobs: Int, progress: AnalysisProgress?) {
    self.jobs = max(1, jobs)
    self.progress = progress
  }

  /// The results of `task(0)`, `task(1)`, …, whatever the order in which they end.
  func map<Result: Sendable>(_ count: Int, _ task: @Sendable (Int) -> Result) -> [Result] {
    let next = Atomic<Int>(0)
    let results = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: min(jobs, count)) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let result = task(index)
        results.withLock { $0[index] = result }
        progress?.step()
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}

/// Counts the plans of an analysis, for one progress bar over all of them.
public final class AnalysisProgress: Sendable {
  private let counts = Mutex((done: 0, of: 0))
  private let report: @Sendable (_ done: Int, _ of: Int) -> Void

  /// - Parameter report: called on any thread, one call at a time.
  public init(_ report: @escaping @Sendable (_ done: Int, _ of: Int) -> Void) { self.report = report }

  /// There will be so many more.
  func expect(_ more: Int) {
    counts.withLock { counts in
      counts.of += more
      report(counts.done, counts.of)
    }
  }

  func step() {
    counts.withLock { counts in
      counts.done += 1
      report(counts.done, counts.of)
    }
  }
}
