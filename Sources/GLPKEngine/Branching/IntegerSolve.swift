import GLPKGuard
import MathProgram

/// A program with integers: the relaxation, GLPK's branch and bound watched closely, and our own where that errs.
struct IntegerSolve {
  private let original: CanonicalProgram
  private let direction: LinearProgram.Direction
  private let bench: Workbench
  private let run: SolveRun
  /// The values of an earlier solve of the session.
  private let earlier: [Double]?

  init(
    _ original: CanonicalProgram, _ direction: LinearProgram.Direction, _ bench: Workbench, _ run: SolveRun,
    earlier: [Double]? = nil
  ) {
    self.earlier = earlier
    self.original = original
    self.direction = direction
    self.bench = bench
    self.run = run
  }

  /// Solves; `root` holds the relaxation.
  func solve(_ root: CheckedSimplex) -> Ending {
    let linear = LinearSolve(direction, run)
    let answer = root.solve(run)
    switch answer {
    case .infeasible: return linear.conclude(answer)
    case .unbounded(_, let ray): return solveUnbounded(ray)
    case .stopped(let reason, let remains):
      linear.keepBound(of: remains)
      offerKnown()
      return Ending(reason)
    case .failed(let why, let remains):
      linear.keepBound(of: remains)
      offerKnown()
      return Ending(.engineFault(why))
    case .optimal(let point):
      linear.keepBound(point.bound, point.multipliers)
      offerRounded(point.values)
      offerStarts(root.basis())
      return proved(search(root), root, point.bound)
    }
  }

  /// Has what the search ended with proved by a tree that others can check, as far as the asker grants work for it.
  ///
  /// The tree is of the original rows, without cuts: what it needs to know is the optimum, and that is known.
  private func proved(_ ending: Ending, _ root: CheckedSimplex, _ rootBound: Double?) -> Ending {
    guard ending.stoppedBy == .proof, !ending.isUnbounded, run.control.proofWork > 0 else { return ending }
    let claimed = run.snapshot.incumbent?.objective ?? .infinity
    if let rootBound, closing(claimed, rootBound, run) != nil { return ending }
    let search = BranchSearch(original, original, root, bench, run, keepsTree: true)
    let finished = search.solve(allowance: run.control.proofWork)
    if let proof = search.tree?.proof() { run.prove(.branchTree(proof)) }
    guard let found = run.snapshot.incumbent?.objective, found < claimed - 1e-7 * max(1, abs(found)) else {
      return ending
    }
    run.note("proof", "\(found) where nothing better than \(claimed) was said to be")
    run.retract(to: search.provenBound)
    return finished ?? searchOn()
  }

  /// A search that finds what was said not to be there has caught GLPK: then its own word is the one that counts.
  private func searchOn() -> Ending {
    let simplex = CheckedSimplex(original.relaxation, bench)
    return BranchSearch(original, original, simplex, bench, run).solve(allowance: nil)
      ?? Ending(.engineFault("a claimed optimum was none"))
  }

  private func search(_ root: CheckedSimplex) -> Ending {
    if let ending = finished() { return ending }
    let tightened = Tightening(original).program
    let simplex = CheckedSimplex(tightened.relaxation, bench)
    simplex.start(from: root.basis())
    var doubt = BranchWatch.Result.doubtful("the tightened root did not solve")
    if case .optimal(let point) = simplex.solve(run) {
      if let bound = point.bound { run.improve(bound: bound) }
      offerRounded(point.values)
      RoundingStart(original, bench, simplex.basis()).offer(point.values, run)
      if let ending = finished() { return ending }
      doubt = BranchWatch(original, tightened, bench, run).solve(from: simplex.basis())
    }
    if case .finished(let ending) = doubt { return ending }
    if let reason = run.stopReason { return Ending(reason) }
    return settle(doubt, BranchSearch(original, tightened, simplex, bench, run))
  }

  /// Our own search decides, except that it only goes some way to confirm that there is nothing.
  private func settle(_ doubt: BranchWatch.Result, _ search: BranchSearch) -> Ending {
    switch doubt {
    case .finished(let ending): return ending
    case .calledInfeasible(let work):
      if let ending = search.solve(allowance: max(5000, 2 * work)) { return ending }
      run.note("branch and bound", "infeasible by GLPK's word")
      return Ending(.proof, isInfeasible: true)
    case .doubtful(let why):
      run.note("branch and bound", why)
      return search.solve(allowance: nil) ?? Ending(.engineFault(why))
    }
  }

  /// Whether what is known already suffices.
  private func finished() -> Ending? {
    let known = run.snapshot
    guard let incumbent = known.incumbent, let bound = known.bound else { return run.stopReason.map { Ending($0) } }
    return closing(incumbent.objective, bound, run) ?? run.stopReason.map { Ending($0) }
  }

  // MARK: Solutions

  /// What the asker or an earlier solve knows, as it stands.
  private var known: [[Double]] {
    var known: [[Double]] = []
    if case .incumbent(let values)? = run.control.start { known.append(values) }
    if let earlier { known.append(earlier) }
    return known.filter { $0.count == original.columnCount && $0.allSatisfy(\.isFinite) }
  }

  private func offerKnown() {
    for values in known { offerRounded(values) }
  }

  /// The same, with the flows solved again for those integers where they do not hold any more.
  private func offerStarts(_ basis: [UInt8]?) {
    for values in known where !offerRounded(values) {
      guard let point = FixedIntegers(original, bench, from: basis).solve(values, run) else { continue }
      run.offer(point.values, objective: point.objective)
    }
  }

  @discardableResult
  private func offerRounded(_ values: [Double]) -> Bool {
    let whole = original.rounded(values)
    let check = original.check(whole)
    if check.holds { run.offer(whole, objective: check.objective) }
    return check.holds
  }

  /// An endless relaxation means an endless program wherever there is any whole solution (Meyer 1974, for rational
  /// data).
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
