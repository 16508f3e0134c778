import MathProgram

/// One run's limits, shared by all its solves.
struct RunControl: Sendable {
  private(set) var options: PlanOptions
  private(set) var deadline: ContinuousClock.Instant?

  init(_ options: PlanOptions) {
    self.options = options
    deadline = options.timeLimit.map { ContinuousClock.now + $0 }
  }

  var isOver: Bool { (options.cancel?.isCancelled ?? false) || (deadline.map { ContinuousClock.now >= $0 } ?? false) }

  var stopReason: StopReason { options.cancel?.isCancelled ?? false ? .interrupt : .timeLimit }

  /// The same with a quarter of the time that is left kept for whoever takes over.
  var sparingTime: RunControl {
    var sparing = self
    sparing.deadline = deadline.map { end in
      let now = ContinuousClock.now
      return now < end ? now + (end - now) * 3 / 4 : end
    }
    return sparing
  }

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
      gap: gap ?? options.gap, threads: options.threads, start: start.map { .incumbent($0) })
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
