import MathProgram

/// One solve on its way: its limits, and what it found so far, kept outside the solving thread, so that a thread that
/// never comes back takes nothing with it.
final class SolveRun: @unchecked Sendable {
  struct Incumbent: Sendable {
    /// Of the program's columns.
    var values: [Double]
    /// Minimised: sign turned when the program is maximised, no constant.
    var objective: Double
  }

  struct Findings: Sendable {
    var incumbent: Incumbent?
    /// Minimised.
    var bound: Double?
    var evidence: Evidence?
    var attempts: [Attempt] = []
    var work = 0
  }

  let control: SolveControl
  let stop: StopSwitch
  private let started = ContinuousClock.now
  private let sign: Double
  private let constant: Double
  private let gate = Gate()
  private var findings = Findings()
  private var abandoned = false

  init(_ control: SolveControl, _ stop: StopSwitch, sign: Double, constant: Double) {
    self.control = control
    self.stop = stop
    self.sign = sign
    self.constant = constant
    if let deadline = control.deadline {
      stop.setDeadline(milliseconds: max(0, (deadline - started).milliseconds))
    }
  }

  // MARK: Limits

  /// Why the solve is to end now, if it is.
  var stopReason: StopReason? {
    if control.cancel?.isCancelled == true {
      stop.raise()
      return .interrupt
    }
    if let deadline = control.deadline, ContinuousClock.now >= deadline { return .timeLimit }
    if let limit = control.workLimit, gate.locked({ findings.work }) >= limit { return .workLimit }
    return nil
  }

  /// Of simplex iterations; −1 without a limit.
  var remainingWork: Int64 {
    guard let limit = control.workLimit else { return -1 }
    return Int64(max(0, limit - gate.locked { findings.work }))
  }

  /// What the caller's wait asks: passes Ctrl-C on, and says when the thread must be given up.
  ///
  /// The hard stop has 250 ms to work; the whole is promised within max(0.5 s, 2 %) of the limit.
  func isHopeless() -> Bool {
    if control.cancel?.isCancelled == true {
      stop.raise()
      if cancelSeen == nil { cancelSeen = .now }
    }
    let patience = Duration.milliseconds(max(400, grantedMilliseconds / 60))
    if let cancelSeen, ContinuousClock.now - cancelSeen > patience { return true }
    if let deadline = control.deadline, ContinuousClock.now - deadline > patience { return true }
    return false
  }

  private var cancelSeen: ContinuousClock.Instant?

  private var grantedMilliseconds: Int64 {
    guard let deadline = control.deadline else { return 0 }
    return max(0, (deadline - started).milliseconds)
  }

  // MARK: Findings

  var snapshot: Findings { gate.locked { findings } }

  /// The thread was given up: what it still says is not heard.
  func abandon() { gate.locked { abandoned = true } }

  func note(_ method: String, _ result: String) {
    gate.locked { findings.attempts.append(Attempt(engine: "glpk", method: method, result: result)) }
  }

  func spend(_ work: Int64) {
    gate.locked { findings.work += Int(work) }
  }

  func prove(_ evidence: Evidence) {
    gate.locked { findings.evidence = evidence }
  }

  /// Keeps the better bound of a minimised program.
  func improve(bound: Double) {
    guard bound.isFinite else { return }
    gate.locked { findings.bound = max(findings.bound ?? -.infinity, bound) }
  }

  /// Takes a bound back that turned out to be wrong.
  func retract(to bound: Double) {
    gate.locked { findings.bound = bound.isFinite ? bound : nil }
  }

  /// Keeps a checked solution if it is better than the one before, and tells.
  func offer(_ values: [Double], objective: Double) {
    let isBetter = gate.locked {
      guard !abandoned, objective < findings.incumbent?.objective ?? .infinity else { return false }
      findings.incumbent = Incumbent(values: values, objective: objective)
      return true
    }
    guard isBetter else { return }
    control.incumbent?(values, own(objective))
    report()
  }

  func report(work extra: Int = 0) {
    guard let progress = control.progress else { return }
    let now = snapshot
    progress(
      Progress(
        work: now.work + extra, incumbent: now.incumbent.map { own($0.objective) }, bound: now.bound.map(own)))
  }

  /// A minimised objective in the program's own direction, with its constant.
  func own(_ objective: Double) -> Double { sign * objective + constant }
}

extension Duration {
  var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    return overflow ? .max / 2 : product &+ attoseconds / 1_000_000_000_000_000
  }
}
