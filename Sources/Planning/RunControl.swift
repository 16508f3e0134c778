import MathProgram

/// One run's limits, shared by all its solves.
struct RunControl: Sendable {
  private(set) var options: PlanOptions
  let deadline: ContinuousClock.Instant?

  init(_ options: PlanOptions) {
    self.options = options
    deadline = options.timeLimit.map { ContinuousClock.now + $0 }
  }

  var isOver: Bool { (options.cancel?.isCancelled ?? false) || (deadline.map { ContinuousClock.now >= $0 } ?? false) }

  var stopReason: StopReason { options.cancel?.isCancelled ?? false ? .interrupt : .timeLimit }

  /// The same with no more work in all than this.
  func limited(toWork most: Int) -> RunControl {
    var limited = self
    limited.options.workLimit = min(most, options.workLimit ?? most)
    return limited
  }

  func solveControl(
    level: Int, levels: Int, phase: String, workDone: Int, start: [Double]? = nil, gap: Double? = nil
  ) -> SolveControl {
    var solve = SolveControl(
      cancel: options.cancel, deadline: deadline, workLimit: options.workLimit.map { max(0, $0 - workDone) },
      gap: gap ?? options.gap, start: start.map { .incumbent($0) })
    if let report = options.progress {
      solve.progress = { progress in
        report(
          PlanProgress(
            level: level, levels: levels, phase: phase, incumbent: progress.incumbent, bound: progress.bound))
      }
    }
    return solve
  }
}
