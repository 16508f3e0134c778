import GLPKGuard
import MathProgram

/// A program with integers: the relaxation, GLPK's branch and bound watched closely, and our own where that errs.
struct IntegerSolve {
  private let original: CanonicalProgram
  private let direction: LinearProgram.Direction
  private let bench: Workbench
  private let run: SolveRun

  init(_ original: CanonicalProgram, _ direction: LinearProgram.Direction, _ bench: Workbench, _ run: SolveRun) {
    self.original = original
    self.direction = direction
    self.bench = bench
    self.run = run
  }

  /// Solves; `root` holds the relaxation.
  func solve(_ root: CheckedSimplex) -> Ending {
    let linear = LinearSolve(direction, run)
    let answer = root.solve(run)
    offerStart()
    switch answer {
    case .infeasible: return linear.conclude(answer)
    case .unbounded(_, let ray): return solveUnbounded(ray)
    case .stopped(let reason, _): return Ending(reason)
    case .failed(let why, _): return Ending(.engineFault(why))
    case .optimal(let point):
      linear.keepBound(of: point)
      offerRounded(point.values)
      return search(root)
    }
  }

  private func search(_ root: CheckedSimplex) -> Ending {
    if let ending = finished() { return ending }
    let tightened = Tightening(original).program
    let simplex = CheckedSimplex(tightened.relaxation, bench)
    simplex.start(from: root.basis())
    if case .optimal(let point) = simplex.solve(run) {
      if let bound = point.bound { run.improve(bound: bound) }
      offerRounded(point.values)
      if let ending = finished() { return ending }
      let watch = BranchWatch(original, tightened, bench, run)
      switch watch.solve(from: simplex.basis()) {
      case .finished(let ending): return ending
      case .doubtful(let why): run.note("branch and bound", why)
      }
    }
    if let reason = run.stopReason { return Ending(reason) }
    return BranchSearch(original, tightened, simplex, bench, run).solve()
  }

  /// Whether what is known already suffices.
  private func finished() -> Ending? {
    let known = run.snapshot
    guard let incumbent = known.incumbent, let bound = known.bound else { return run.stopReason.map { Ending($0) } }
    return closing(incumbent.objective, bound, run) ?? run.stopReason.map { Ending($0) }
  }

  // MARK: Solutions

  private func offerStart() {
    guard case .incumbent(let values)? = run.control.start, values.count == original.columnCount else { return }
    let whole = original.rounded(values)
    let check = original.check(whole)
    if check.holds {
      run.offer(whole, objective: check.objective)
    } else if let point = FixedIntegers(original, bench).solve(values, run) {
      run.offer(point.values, objective: point.objective)
    }
  }

  private func offerRounded(_ values: [Double]) {
    let whole = original.rounded(values)
    let check = original.check(whole)
    if check.holds { run.offer(whole, objective: check.objective) }
  }

  /// An endless relaxation means an endless program wherever there is any whole solution (Meyer 1974, for rational data).
  private func solveUnbounded(_ ray: [Double]) -> Ending {
    var anywhere = original
    anywhere.cost = [Double](repeating: 0, count: original.columnCount)
    var control = run.control
    control.progress = nil
    control.incumbent = nil
    control.start = nil
    control.workLimit = run.control.workLimit.map { _ in Int(run.remainingWork) }
    let inner = SolveRun(control, run.stop, sign: 1, constant: 0)
    let ending = IntegerSolve(anywhere, .minimize, bench, inner).solve(CheckedSimplex(anywhere.relaxation, bench))
    run.spend(Int64(inner.snapshot.work))
    if let found = inner.snapshot.incumbent {
      run.offer(found.values, objective: original.check(found.values).objective)
      run.prove(.columnRay(ray))
      return Ending(.proof, isUnbounded: true)
    }
    if ending.isInfeasible, let evidence = inner.snapshot.evidence { run.prove(evidence) }
    return ending
  }
}

/// The ending when an incumbent meets its bound, or comes near enough to it.
func closing(_ objective: Double, _ bound: Double, _ run: SolveRun) -> Ending? {
  if bound >= objective - 1e-9 * abs(objective) { return Ending(.proof) }
  let gap = relativeGap(run.own(objective), run.own(bound))
  return run.control.gap > 0 && gap <= run.control.gap ? Ending(.gap) : nil
}

extension CanonicalProgram {
  /// `values` with every whole column rounded, whatever it costs, and all within their bounds where rounding explains it.
  func rounded(_ values: [Double]) -> [Double] {
    guard values.count == columnCount else { return values }
    var whole = snapped(values)
    for column in 0..<columnCount where isInteger[column] == 1 { whole[column] = whole[column].rounded() }
    return whole
  }
}
