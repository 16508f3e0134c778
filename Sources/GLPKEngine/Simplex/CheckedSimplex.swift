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
  private let purpose: Verdict.Purpose
  /// Whether its tries go on record: of a search's thousands of nodes only the search itself does.
  var isOnRecord = true

  init(_ program: CanonicalProgram, _ bench: Workbench, for purpose: Verdict.Purpose = .answer) {
    self.program = program
    self.bench = bench
    self.purpose = purpose
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
    var best = Remains()
    var lastFailure = "no method was tried"
    let isWarm = (hasBasis && problem?.isAlive == true) || startBasis != nil
    let warm = isWarm ? [Rung.warm(limitsChanged: limitsChanged)] : []
    for rung in warm + Rung.cold(isDualFeasible: hasDualFeasibleSlackBasis) + exactRungs {
      if let reason = run.stopReason { return .stopped(reason, best) }
      switch climb(rung, run) {
      case .answer(let answer): return answer
      case .stopped(let reason, let remains): return .stopped(reason, best.merged(with: remains))
      case .nextRung(let why, let remains):
        lastFailure = "\(rung.name): \(why)"
        best = best.merged(with: remains)
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

  /// One method, tried and checked.
  private func climb(_ rung: Rung, _ run: SolveRun) -> Verdict.Step {
    do {
      let problem = try loaded()
      let (report, fault) = try call(rung, problem, run)
      run.spend(report.iterations)
      hasBasis = true
      var (values, multipliers) = try problem.read()
      bench.distort(fault, &values)
      bench.distort(fault, &multipliers)
      let step = Verdict(program, bench, purpose).on(report, values, multipliers, run)
      note(rung, step, problem.instabilities, run)
      return step
    } catch {
      forget()
      let step: Verdict.Step
      switch error {
      case .fatal(let message): step = .nextRung("aborted: \(message)", Remains())
      case .stopped: step = .stopped(run.stopReason ?? .timeLimit, Remains())
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
      options.iteration_limit = rungLimit(run)
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
  private func rungLimit(_ run: SolveRun) -> Int64 {
    let generous = Int64(200_000 + 100 * (program.rowCount + program.columnCount))
    return run.remainingWork < 0 ? generous : min(generous, run.remainingWork)
  }

  private func note(_ rung: Rung, _ step: Verdict.Step, _ instabilities: Int, _ run: SolveRun) {
    guard purpose == .answer, isOnRecord else { return }
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

extension CanonicalProgram {
  /// Whether `next` has the same columns and begins with the same rows' entries.
  func isPrefix(of next: CanonicalProgram) -> Bool {
    guard columnCount == next.columnCount, rowCount <= next.rowCount, entryCount <= next.entryCount else {
      return false
    }
    if rowCount == next.rowCount {
      return rowStart == next.rowStart && columnIndices == next.columnIndices && coefficients == next.coefficients
    }
    return next.rowStart.starts(with: rowStart) && next.columnIndices.starts(with: columnIndices)
      && next.coefficients.starts(with: coefficients)
  }
}
