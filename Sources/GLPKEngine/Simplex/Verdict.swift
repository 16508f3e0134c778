import GLPKGuard
import MathProgram

/// What GLPK's answer to a linear program is worth, from the program's own numbers.
struct Verdict {
  /// What the answer is for.
  enum Purpose {
    /// An answer of the program itself: every claim needs its proof.
    case answer
    /// A program that has an optimum by construction: whoever says otherwise errs.
    case certificate
    /// A try that may come to nothing: a claim that there is nothing ends it, unproven.
    case trial
  }

  enum Step {
    case answer(LinearAnswer)
    case stopped(StopReason, Remains)
    case nextRung(String, Remains)
  }

  private let program: CanonicalProgram
  private let bench: Workbench
  private let purpose: Purpose

  init(_ program: CanonicalProgram, _ bench: Workbench, _ purpose: Purpose) {
    self.program = program
    self.bench = bench
    self.purpose = purpose
  }

  func on(_ report: gg_report, _ values: [Double], _ multipliers: [Double], _ run: SolveRun) -> Step {
    let remains = measured(values, multipliers)
    // The proof counts, whatever GLPK says of it.
    if let point = remains.point, point.bound == point.objective { return .answer(.optimal(point)) }
    switch Int(report.ended) {
    case Int(GG_ENDED_TIME.rawValue): return .stopped(run.stopReason ?? .timeLimit, remains)
    case Int(GG_ENDED_ITERATIONS.rawValue):
      if let reason = run.stopReason { return .stopped(reason, remains) }
      return .nextRung("too many iterations", remains)
    case Int(GG_ENDED_FAILED.rawValue): return .nextRung("failed with code \(report.glpk_code)", remains)
    default: break
    }
    switch Int(report.claim) {
    case Int(GG_CLAIM_OPTIMAL.rawValue): return .nextRung(refutation(of: values, remains), remains)
    case Int(GG_CLAIM_INFEASIBLE.rawValue): return onInfeasible(run)
    case Int(GG_CLAIM_UNBOUNDED.rawValue): return onUnbounded(run)
    default: return .nextRung("no answer (code \(report.glpk_code))", remains)
    }
  }

  /// The values, if they are feasible, and what the multipliers prove.
  private func measured(_ given: [Double], _ multipliers: [Double]) -> Remains {
    let dual = program.dualCheck(multipliers)
    let proven = dual.bound.isFinite ? dual : nil
    var values = program.snapped(given)
    var check = program.check(values)
    guard check.holds else { return Remains(point: nil, dual: proven) }
    let tidied = program.tidied(values)
    let tidiedCheck = program.check(tidied)
    if tidiedCheck.holds && tidiedCheck.violation <= max(check.violation, 1e-12) {
      (values, check) = (tidied, tidiedCheck)
    }
    var point = LinearPoint(values: values, objective: check.objective)
    if let proven {
      point.multipliers = proven.multipliers
      let gap = abs(check.objective - proven.bound)
      let rounding = 1e-11 * max(check.objectiveMagnitude, proven.magnitude)
      let meets = gap <= max(rounding, 1e-9 * abs(check.objective))
      point.bound = meets ? check.objective : proven.bound
    }
    return Remains(point: point, dual: proven)
  }

  private func refutation(of values: [Double], _ remains: Remains) -> String {
    guard let point = remains.point else {
      return "called optimal, but misses the program by \(program.check(program.snapped(values)).violation)"
    }
    guard let bound = point.bound else { return "called optimal, but without a proof" }
    return "called optimal, but \(point.objective) is only proven to be at least \(bound)"
  }

  private func onInfeasible(_ run: SolveRun) -> Step {
    if purpose == .certificate { return .nextRung("called infeasible, which it cannot be", Remains()) }
    if purpose == .trial { return .answer(.failed("called infeasible", Remains())) }
    switch CertificateSearch(program, bench).farkas(run) {
    case .proof(let multipliers): return .answer(.infeasible(proof: multipliers))
    case .stopped(let reason): return .stopped(reason, Remains())
    case .none: return .nextRung("called infeasible, but without a proof", Remains())
    }
  }

  private func onUnbounded(_ run: SolveRun) -> Step {
    if purpose == .certificate { return .nextRung("called unbounded, which it cannot be", Remains()) }
    if purpose == .trial { return .answer(.failed("called unbounded", Remains())) }
    let search = CertificateSearch(program, bench)
    switch search.ray(run) {
    case .stopped(let reason): return .stopped(reason, Remains())
    case .none: return .nextRung("called unbounded, but without a proof", Remains())
    case .proof(let ray):
      switch search.feasiblePoint(run) {
      case .optimal(let point): return .answer(.unbounded(point: point, ray: ray))
      case .infeasible(let proof): return .answer(.infeasible(proof: proof))
      case .stopped(let reason, _): return .stopped(reason, Remains())
      default: return .nextRung("called unbounded, but without a feasible point", Remains())
      }
    }
  }
}
