import MathProgram

/// What ends a branch and bound before its proof, and when it tells of itself: counts work and looks at the clock.
struct SearchClock {
  private let control: SolveControl
  private(set) var work = 0
  private(set) var stopReason: StopReason?
  private var nextReport: ContinuousClock.Instant?

  init(_ control: SolveControl) { self.control = control }

  /// Adds to the work done; false where the search is to end.
  ///
  /// - Parameter standing: the best value and the bound, asked for where they are told.
  mutating func spend(_ amount: Int, standing: () -> (incumbent: Double?, bound: Double?)) -> Bool {
    work += amount
    if stopReason != nil { return false }
    if let limit = control.workLimit, work >= limit { stopReason = .workLimit }
    if control.cancel?.isCancelled == true { stopReason = .interrupt }
    if control.deadline == nil && control.progress == nil { return stopReason == nil }
    let now = ContinuousClock.now
    if let deadline = control.deadline, now >= deadline { stopReason = .timeLimit }
    if let progress = control.progress, nextReport.map({ now >= $0 }) ?? true {
      nextReport = now.advanced(by: control.progressInterval)
      let (incumbent, bound) = standing()
      progress(Progress(work: work, incumbent: incumbent, bound: bound))
    }
    return stopReason == nil
  }
}
