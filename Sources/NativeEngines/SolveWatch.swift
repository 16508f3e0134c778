import MathProgram

/// Looks at a solve's control often enough and reads the clock seldom enough.
struct SolveWatch {
  private let control: SolveControl
  private(set) var work = 0
  private var nextLook = 0
  private var nextReport: ContinuousClock.Instant?

  /// Pivots between two looks at the clock.
  private static let lookInterval = 64

  init(_ control: SolveControl) { self.control = control }

  /// Adds `amount` to the work done; says why to stop, if so.
  @inline(__always)
  mutating func poll(work amount: Int) -> StopReason? {
    if let limit = control.workLimit, work >= limit { return .workLimit }
    work &+= amount
    return work > nextLook ? look() : nil
  }

  @inline(never)
  private mutating func look() -> StopReason? {
    nextLook = work &+ SolveWatch.lookInterval
    if control.cancel?.isCancelled == true { return .interrupt }
    if control.deadline == nil && control.progress == nil { return nil }
    let now = ContinuousClock.now
    if let deadline = control.deadline, now >= deadline { return .timeLimit }
    if let progress = control.progress {
      if let due = nextReport, now < due { return nil }
      nextReport = now.advanced(by: control.progressInterval)
      progress(Progress(work: work))
    }
    return nil
  }
}
