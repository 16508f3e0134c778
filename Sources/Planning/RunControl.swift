import MathProgram

/// One run's limits, shared by all its solves.
struct RunControl: Sendable {
  let options: PlanOptions
  let deadline: ContinuousClock.Instant?

  init(_ options: PlanOptions) {
    self.options = options
    deadline = options.timeLimit.map { ContinuousClock.now + $0 }
  }

  var isOver: Bool { (options.cancel?.isCancelled ?? false) || (deadline.map { ContinuousClock.now >= $0 } ?? false) }

  var stopReason: StopReason { options.cancel?.isCancelled ?? false ? .interrupt : .timeLimit }

  func solveControl(
    level: Int, levels: Int, phase: String, workDone: Int, start: [Double]? = nil, gap: Double? = nil
  ) -> SolveControl {
    let report = options.progress
    return SolveControl(
      cancel: options.cancel, deadline: deadline, workLimit: options.workLimit.map { max(0, $0 - workDone) },
      gap: gap ?? options.gap,
      progress: report.map { report in
        { progress in
          report(
            PlanProgress(
              level: level, levels: levels, phase: phase, incumbent: progress.incumbent, bound: progress.bound))
        }
      },
      start: start.map { .incumbent($0) })
  }
}
