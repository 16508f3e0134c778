import GLPKGuard
import MathProgram

/// GLPK's branch and bound, with every solution that it finds checked at once.
///
/// A solution that fails its check has misled the search, because GLPK pruned by it: then the result is doubtful, and
/// our own search takes over with what was found.
final class BranchWatch {
  enum Result {
    case finished(Ending)
    /// No solution, by GLPK's word alone, after so much work.
    case calledInfeasible(work: Int)
    case doubtful(String)
  }

  private let original: CanonicalProgram
  private let tightened: CanonicalProgram
  private let bench: Workbench
  private let run: SolveRun

  // What the events told.
  private var basis: [UInt8]?
  private var spent: Int64 = 0
  private var doubt: String?
  private var pending: (values: [Double], objective: Double)?
  /// The best value that GLPK believes in: it prunes by it.
  private var believed = Double.infinity
  private var ending: Ending?
  private var proposal: UnsafeMutablePointer<Double>?
  private var hasProposed = false
  private var fault: FaultInjection.Fault?

  /// Cuts slow larger programs down more than they help.
  private static let mostRowsWithCuts = 5000

  init(_ original: CanonicalProgram, _ tightened: CanonicalProgram, _ bench: Workbench, _ run: SolveRun) {
    self.original = original
    self.tightened = tightened
    self.bench = bench
    self.run = run
  }

  deinit { proposal?.deallocate() }

  /// Searches from the root's basis.
  func solve(from basis: [UInt8]?) -> Result {
    self.basis = basis
    let cuts = tightened.rowCount <= Self.mostRowsWithCuts
    var lastFailure = ""
    for withCuts in cuts ? [true, false] : [false] {
      if let reason = run.stopReason { return .finished(Ending(reason)) }
      let method = withCuts ? "branch and cut" : "branch and bound"
      do {
        let result = try attempt(method, basis, cuts: withCuts)
        if case .doubtful(let why) = result, doubt == nil {
          lastFailure = why
          run.note(method, why)
          continue
        }
        return result
      } catch {
        guard case .fatal(let message) = error else {
          run.note(method, "stopped hard")
          return .finished(Ending(run.stopReason ?? .timeLimit))
        }
        lastFailure = "aborted: \(message)"
        run.note(method, lastFailure)
      }
    }
    return .doubtful(lastFailure)
  }

  private func attempt(_ method: String, _ basis: [UInt8]?, cuts: Bool) throws(GuardFailure) -> Result {
    spent = 0
    pending = nil
    believed = .infinity
    let problem = try bench.openProblem()
    try problem.load(tightened)
    if let basis { try problem.setBasis(basis) }
    let simplex = gg_simplex_options(
      method: Int32(GG_PRIMAL.rawValue), scaling: Int32(GG_SCALING_AUTO.rawValue),
      basis: Int32((basis == nil ? GG_BASIS_ADVANCED : GG_BASIS_KEEP).rawValue), presolve: 0,
      iteration_limit: run.remainingWork, tolerance: 1e-9)
    let root = try problem.simplex(simplex, run.stop)
    run.spend(root.iterations)
    if let reason = run.stopReason { return .finished(Ending(reason)) }
    guard root.claim == Int32(GG_CLAIM_OPTIMAL.rawValue) else {
      return .doubtful("the root did not solve again (code \(root.glpk_code))")
    }
    fault = bench.nextFault(.branch)
    try bench.suffer(fault, problem, run.stop)
    var report = try problem.branch(options(cuts: cuts), run.stop)
    bench.distort(fault, &report)
    run.spend(max(0, report.iterations + report.nodes - spent))
    return judge(method, report)
  }

  /// Measured on the fixed-charge, location and assignment instances of the tests: pseudo-costs settle in 3 s what the
  /// default branching does not in 15 s, and Gomory's cuts slow most searches down, up to 10 times.
  private func options(cuts: Bool) -> gg_branch_options {
    gg_branch_options(
      gap: 0, integrality_tolerance: 1e-9, objective_tolerance: 1e-9, structure_cuts: cuts ? 1 : 0, gomory_cuts: 0,
      pseudocosts: cuts ? 1 : 0, rounding_heuristic: 1, on_event: { event, context in
        guard let context else { return }
        Unmanaged<BranchWatch>.fromOpaque(context).takeUnretainedValue().hear(&event.pointee)
      }, context: Unmanaged.passUnretained(self).toOpaque())
  }

  // MARK: While it runs

  private func hear(_ event: inout gg_event) {
    let work = event.iterations + event.nodes
    run.spend(max(0, work - spent))
    spent = max(spent, work)
    if let values = event.incumbent {
      var copy = Array(UnsafeBufferPointer(start: values, count: Int(event.columns)))
      bench.distort(fault, &copy)
      consider(copy, claimed: event.incumbent_objective)
    }
    // GLPK has pruned what is worse than the solution that it believes in.
    if doubt == nil { run.improve(bound: min(event.bound, believed)) }
    propose(&event)
    run.report()
    if ending == nil { ending = shouldEnd() }
    if ending != nil || doubt != nil { event.terminate = 1 }
  }

  private func shouldEnd() -> Ending? {
    if let reason = run.stopReason { return Ending(reason) }
    let known = run.snapshot
    guard let incumbent = known.incumbent, let bound = known.bound else { return nil }
    return closing(incumbent.objective, bound, run)
  }

  private func consider(_ values: [Double], claimed: Double) {
    believed = min(believed, claimed)
    let whole = original.rounded(values)
    let check = original.check(whole)
    if check.holds {
      run.offer(whole, objective: check.objective)
      if !isWorse(check.objective, than: claimed) { return }
    }
    pending = (values, claimed)
    if !(check.violation <= 1e-5) { doubt = "a solution of GLPK's misses the program by \(check.violation)" }
  }

  private func isWorse(_ objective: Double, than claimed: Double) -> Bool {
    !(objective <= claimed + 1e-8 * max(abs(claimed), 1e-3))
  }

  /// Hands GLPK the best solution that came from elsewhere, once.
  private func propose(_ event: inout gg_event) {
    guard !hasProposed, let incumbent = run.snapshot.incumbent, incumbent.objective < believed else { return }
    hasProposed = true
    guard tightened.check(incumbent.values).holds else { return }
    let buffer = UnsafeMutablePointer<Double>.allocate(capacity: max(1, incumbent.values.count))
    buffer.initialize(from: incumbent.values, count: incumbent.values.count)
    proposal = buffer
    event.proposal = UnsafePointer(buffer)
  }

  // MARK: Afterwards

  private func judge(_ method: String, _ report: gg_report) -> Result {
    if let doubt { return .doubtful(doubt) }
    if let pending, let why = settle(pending) {
      doubt = why
      return .doubtful(why)
    }
    if let ending { return conclude(method, ending) }
    if let reason = run.stopReason { return conclude(method, Ending(reason)) }
    guard report.ended == Int32(GG_ENDED_DONE.rawValue) else {
      // The guard's clock may be a moment ahead of ours.
      let isTime = [GG_ENDED_TIME, GG_ENDED_ASKED].contains { report.ended == Int32($0.rawValue) }
      if isTime { return conclude(method, Ending(.timeLimit)) }
      return .doubtful("failed with code \(report.glpk_code)")
    }
    switch (Int(report.claim), run.snapshot.incumbent) {
    case (Int(GG_CLAIM_OPTIMAL.rawValue), .some(let incumbent)) where !isWorse(incumbent.objective, than: believed) && !isWorse(believed, than: report.objective):
      run.improve(bound: incumbent.objective)
      polish()
      return conclude(method, Ending(.proof))
    case (Int(GG_CLAIM_INFEASIBLE.rawValue), nil):
      run.note(method, "called infeasible")
      return .calledInfeasible(work: Int(clamping: report.iterations + report.nodes))
    case (let claim, let incumbent):
      let found = incumbent.map { "\($0.objective)" } ?? "nothing"
      return .doubtful("claim \(claim) at \(believed), but \(found) was found")
    }
  }

  private func conclude(_ method: String, _ ending: Ending) -> Result {
    run.note(method, ending.stoppedBy == .proof ? "optimal" : "stopped: \(ending.stoppedBy)")
    return .finished(ending)
  }

  /// Re-solves the flows of a solution that missed its check by little; says so when it was not what it claimed.
  private func settle(_ candidate: (values: [Double], objective: Double)) -> String? {
    guard let point = FixedIntegers(original, bench, from: basis).solve(candidate.values, run) else {
      return "a solution of GLPK's has no flows that keep the program"
    }
    run.offer(point.values, objective: point.objective)
    return isWorse(point.objective, than: candidate.objective)
      ? "a solution of GLPK's is worth \(point.objective), not \(candidate.objective)" : nil
  }

  /// The flows once more, with the integers exactly whole.
  private func polish() {
    guard let incumbent = run.snapshot.incumbent, run.stopReason == nil else { return }
    guard let point = FixedIntegers(original, bench, from: basis).solve(incumbent.values, run) else { return }
    run.offer(point.values, objective: point.objective)
  }
}
