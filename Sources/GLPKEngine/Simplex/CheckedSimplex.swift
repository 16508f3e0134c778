import GLPKGuard
import MathProgram

/// A linear program on a solving thread, solved by one method after the other until an answer passes its check.
final class CheckedSimplex {
  private(set) var program: CanonicalProgram
  private let bench: Workbench
  private var problem: GuardedProblem?
  /// Whether the problem holds a basis from an earlier solve.
  private var hasBasis = false
  private var limitsChanged = true
  /// Of the auxiliary programs that derive certificates: they need none themselves.
  private let isAuxiliary: Bool

  init(_ program: CanonicalProgram, _ bench: Workbench, isAuxiliary: Bool = false) {
    self.program = program
    self.bench = bench
    self.isAuxiliary = isAuxiliary
  }

  // MARK: Changing

  /// Goes over to `next`, keeping the basis where the rows and columns allow it.
  func change(to next: CanonicalProgram) {
    guard let problem, problem.isAlive, program.isPrefix(of: next) else { return replace(by: next) }
    do {
      try push(next, into: problem)
      program = next
    } catch {
      program = next
      forget()
    }
  }

  private func push(_ next: CanonicalProgram, into problem: GuardedProblem) throws(GuardFailure) {
    let columns = (0..<program.columnCount).filter {
      program.columnLower[$0] != next.columnLower[$0] || program.columnUpper[$0] != next.columnUpper[$0]
    }
    let rows = (0..<program.rowCount).filter {
      program.rowLower[$0] != next.rowLower[$0] || program.rowUpper[$0] != next.rowUpper[$0]
    }
    let costs = (0..<program.columnCount).filter { program.cost[$0] != next.cost[$0] }
    try problem.setColumns(
      columns.map(Int32.init), lower: columns.map { next.columnLower[$0] }, upper: columns.map { next.columnUpper[$0] })
    try problem.setRows(
      rows.map(Int32.init), lower: rows.map { next.rowLower[$0] }, upper: rows.map { next.rowUpper[$0] })
    try problem.setObjective(costs.map(Int32.init), costs.map { next.cost[$0] })
    if next.rowCount > program.rowCount { try problem.addRows(of: next, from: program.rowCount) }
    limitsChanged = costs.isEmpty
  }

  /// Loads anew; the basis lives on when columns were only appended.
  private func replace(by next: CanonicalProgram) {
    let old = program
    let kept = hasBasis && next.rowCount == old.rowCount && next.columnCount >= old.columnCount ? basis() : nil
    program = next
    forget()
    guard let kept else { return }
    let nonbasic = [UInt8](repeating: 2, count: next.columnCount - old.columnCount)
    startBasis = kept + nonbasic
  }

  private var startBasis: [UInt8]?

  /// The basis of the last solve, if it still stands.
  func basis() -> [UInt8]? {
    guard hasBasis, let problem, problem.isAlive else { return nil }
    return try? problem.basis()
  }

  /// The next solve starts from this basis.
  func start(from basis: [UInt8]?) {
    guard let basis, basis.count == program.rowCount + program.columnCount else { return }
    forget()
    startBasis = basis
  }

  private func forget() {
    problem = nil
    hasBasis = false
    startBasis = nil
  }

  /// The problem, loaded; anew when the thread lost it.
  func loaded() throws(GuardFailure) -> GuardedProblem {
    if let problem, problem.isAlive { return problem }
    let problem = try bench.openProblem()
    try problem.load(program)
    hasBasis = false
    if let startBasis {
      try problem.setBasis(startBasis)
      hasBasis = true
      limitsChanged = true
    }
    startBasis = nil
    self.problem = problem
    return problem
  }

  // MARK: Solving

  /// Solves, checks, and tries the next method until one passes.
  func solve(_ run: SolveRun) -> LinearAnswer {
    if program.rowCount == 0 { return solveWithoutRows() }
    var best: LinearPoint?
    var lastFailure = "no method was tried"
    let isWarm = (hasBasis && problem?.isAlive == true) || startBasis != nil
    let warm = isWarm ? [Rung.warm(limitsChanged: limitsChanged)] : []
    for rung in warm + Rung.cold(isDualFeasible: hasDualFeasibleSlackBasis) + exactRungs {
      if let reason = run.stopReason { return .stopped(reason, best) }
      switch climb(rung, run) {
      case .answer(let answer): return answer
      case .stopped(let reason, let point): return .stopped(reason, better(best, point))
      case .nextRung(let why, let point):
        lastFailure = "\(rung.name): \(why)"
        best = better(best, point)
      }
    }
    return .failed(lastFailure, best)
  }

  private var exactRungs: [Rung] {
    program.rowCount <= 300 && program.columnCount <= 1000 && program.entryCount <= 6000 ? [Rung.exact] : []
  }

  /// Whether every column can rest on the bound that its cost prefers.
  private var hasDualFeasibleSlackBasis: Bool {
    (0..<program.columnCount).allSatisfy { column in
      let cost = program.cost[column]
      return cost == 0 || (cost > 0 ? program.columnLower[column] : program.columnUpper[column]).isFinite
    }
  }

  private enum Step {
    case answer(LinearAnswer)
    case stopped(StopReason, LinearPoint?)
    case nextRung(String, LinearPoint?)
  }

  /// One method, tried and checked.
  private func climb(_ rung: Rung, _ run: SolveRun) -> Step {
    do {
      let problem = try loaded()
      let (report, fault) = try call(rung, problem, run)
      run.spend(report.iterations)
      hasBasis = true
      var (values, multipliers) = try problem.read()
      bench.distort(fault, &values)
      bench.distort(fault, &multipliers)
      let step = judge(report, values, multipliers, run)
      note(rung, step, problem.instabilities, run)
      return step
    } catch {
      forget()
      let step: Step
      switch error {
      case .fatal(let message): step = .nextRung("aborted: \(message)", nil)
      case .stopped: step = .stopped(run.stopReason ?? .timeLimit, nil)
      }
      note(rung, step, 0, run)
      return step
    }
  }

  private func call(
    _ rung: Rung, _ problem: GuardedProblem, _ run: SolveRun
  ) throws(GuardFailure) -> (gg_report, FaultInjection.Fault?) {
    var report: gg_report
    let fault: FaultInjection.Fault?
    switch rung.way {
    case .simplex(var options):
      fault = bench.nextFault(.simplex)
      try bench.suffer(fault, problem, run.stop)
      options.iteration_limit = rungLimit(run, isLast: false)
      report = try problem.simplex(options, run.stop)
    case .exact:
      fault = bench.nextFault(.exact)
      try bench.suffer(fault, problem, run.stop)
      report = try problem.exact(iterationLimit: run.remainingWork, run.stop)
    }
    bench.distort(fault, &report)
    return (report, fault)
  }

  /// An endless loop of instability must end by count, not by clock: the run stays the same on every machine.
  private func rungLimit(_ run: SolveRun, isLast: Bool) -> Int64 {
    let generous = Int64(200_000 + 100 * (program.rowCount + program.columnCount))
    return run.remainingWork < 0 ? generous : min(generous, run.remainingWork)
  }

  private func note(_ rung: Rung, _ step: Step, _ instabilities: Int, _ run: SolveRun) {
    guard !isAuxiliary else { return }
    let result: String
    switch step {
    case .answer(.optimal): result = "optimal"
    case .answer(.infeasible): result = "infeasible"
    case .answer(.unbounded): result = "unbounded"
    case .answer(.stopped(let reason, _)), .stopped(let reason, _): result = "stopped: \(reason)"
    case .answer(.failed(let why, _)), .nextRung(let why, _): result = why
    }
    run.note(rung.name, instabilities == 0 ? result : "\(result) (\(instabilities) complaints of instability)")
  }

  // MARK: Judging

  private func judge(_ report: gg_report, _ values: [Double], _ multipliers: [Double], _ run: SolveRun) -> Step {
    let point = feasiblePoint(values, multipliers)
    // The proof counts, whatever GLPK says of it.
    if let point, point.bound == point.objective { return .answer(.optimal(point)) }
    switch Int(report.ended) {
    case Int(GG_ENDED_TIME.rawValue): return .stopped(run.stopReason ?? .timeLimit, point)
    case Int(GG_ENDED_ITERATIONS.rawValue):
      if let reason = run.stopReason { return .stopped(reason, point) }
      return .nextRung("too many iterations", point)
    case Int(GG_ENDED_FAILED.rawValue): return .nextRung("failed with code \(report.glpk_code)", point)
    default: break
    }
    switch Int(report.claim) {
    case Int(GG_CLAIM_OPTIMAL.rawValue): return judgeOptimal(point, values)
    case Int(GG_CLAIM_INFEASIBLE.rawValue): return judgeInfeasible(run)
    case Int(GG_CLAIM_UNBOUNDED.rawValue): return judgeUnbounded(run)
    default: return .nextRung("no answer (code \(report.glpk_code))", point)
    }
  }

  private func judgeOptimal(_ point: LinearPoint?, _ values: [Double]) -> Step {
    guard let point else {
      let violation = program.check(program.snapped(values)).violation
      return .nextRung("called optimal, but misses the program by \(violation)", nil)
    }
    guard let bound = point.bound else { return .nextRung("called optimal, but without a proof", point) }
    return .nextRung("called optimal, but \(point.objective) is only proven to be at least \(bound)", point)
  }

  /// The point with what its multipliers prove, if it is feasible.
  private func feasiblePoint(_ values: [Double], _ multipliers: [Double]) -> LinearPoint? {
    let values = program.snapped(values)
    let check = program.check(values)
    guard check.holds else { return nil }
    let dual = program.dualCheck(multipliers)
    var point = LinearPoint(values: values, objective: check.objective)
    guard dual.bound.isFinite else { return point }
    point.multipliers = dual.multipliers
    let gap = abs(check.objective - dual.bound)
    let rounding = 1e-11 * max(check.objectiveMagnitude, dual.magnitude)
    let meets = gap <= max(rounding, 1e-9 * abs(check.objective))
    point.bound = meets ? check.objective : dual.bound
    return point
  }

  private func judgeInfeasible(_ run: SolveRun) -> Step {
    if isAuxiliary { return .nextRung("called infeasible, which it cannot be", nil) }
    switch CertificateSearch(program, bench).farkas(run) {
    case .proof(let multipliers): return .answer(.infeasible(proof: multipliers))
    case .stopped(let reason): return .stopped(reason, nil)
    case .none: return .nextRung("called infeasible, but without a proof", nil)
    }
  }

  private func judgeUnbounded(_ run: SolveRun) -> Step {
    if isAuxiliary { return .nextRung("called unbounded, which it cannot be", nil) }
    let search = CertificateSearch(program, bench)
    switch search.ray(run) {
    case .stopped(let reason): return .stopped(reason, nil)
    case .none: return .nextRung("called unbounded, but without a proof", nil)
    case .proof(let ray):
      switch search.feasiblePoint(run) {
      case .optimal(let point): return .answer(.unbounded(point: point, ray: ray))
      case .infeasible(let proof): return .answer(.infeasible(proof: proof))
      case .stopped(let reason, _): return .stopped(reason, nil)
      default: return .nextRung("called unbounded, but without a feasible point", nil)
      }
    }
  }

  /// Without rows every column goes to its better bound.
  private func solveWithoutRows() -> LinearAnswer {
    var values = [Double](repeating: 0, count: program.columnCount)
    var ray = values
    for column in 0..<program.columnCount {
      let (low, high, cost) = (program.columnLower[column], program.columnUpper[column], program.cost[column])
      let wanted = cost > 0 ? low : cost < 0 ? high : max(low, min(high, 0))
      values[column] = wanted.isFinite ? wanted : low.isFinite ? low : high.isFinite ? high : 0
      if !wanted.isFinite { ray[column] = cost > 0 ? -1 : 1 }
    }
    let objective = program.check(values).objective
    let point = LinearPoint(values: values, objective: objective, bound: objective, multipliers: [])
    return ray.contains { $0 != 0 } ? .unbounded(point: point, ray: ray) : .optimal(point)
  }
}

private func better(_ first: LinearPoint?, _ second: LinearPoint?) -> LinearPoint? {
  guard let first else { return second }
  guard let second else { return first }
  var best = first.objective <= second.objective ? first : second
  let other = first.objective <= second.objective ? second : first
  if (other.bound ?? -.infinity) > (best.bound ?? -.infinity) {
    best.bound = other.bound
    best.multipliers = other.multipliers
  }
  return best
}

extension CanonicalProgram {
  /// Whether `next` has the same columns and begins with the same rows' entries.
  func isPrefix(of next: CanonicalProgram) -> Bool {
    guard columnCount == next.columnCount, rowCount <= next.rowCount, entryCount <= next.entryCount else { return false }
    if rowCount == next.rowCount {
      return rowStart == next.rowStart && columnIndices == next.columnIndices && coefficients == next.coefficients
    }
    return next.rowStart.starts(with: rowStart) && next.columnIndices.starts(with: columnIndices)
      && next.coefficients.starts(with: coefficients)
  }
}
