import MathProgram

/// Our own branch and bound, where GLPK's erred or its word is to be proved: slower, but every node's linear program is
/// checked, every empty node has its proof, and a solution counts only with exactly whole numbers.
final class BranchSearch {
  private let original: CanonicalProgram
  private let program: CanonicalProgram
  private let simplex: CheckedSimplex
  private let bench: Workbench
  private let run: SolveRun
  private var open = BranchQueue()
  /// The least bound of the nodes that no method could settle.
  private var unsettled = Double.infinity
  private var created = 0
  private var pseudoCosts: PseudoCosts
  /// The least by which two values of the objective can differ; 0: by anything.
  private let objectiveStep: Double
  /// What is kept for others to check; nil: nothing.
  private(set) var tree: ProofTree?

  /// - Parameters:
  ///   - program: the same as `original`, or tightened.
  ///   - keepsTree: whether to remember every node's multipliers. They are of the rows of `program`.
  init(
    _ original: CanonicalProgram, _ program: CanonicalProgram, _ simplex: CheckedSimplex, _ bench: Workbench,
    _ run: SolveRun, keepsTree: Bool = false
  ) {
    self.original = original
    self.program = program
    self.simplex = simplex
    self.bench = bench
    self.run = run
    pseudoCosts = PseudoCosts(columnCount: program.columnCount)
    objectiveStep = program.countsThings ? 1 : 0
    tree = keepsTree ? ProofTree() : nil
  }

  /// Searches to the end, or until `allowance` of work is used up: then nil.
  func solve(allowance: Int?) -> Ending? {
    simplex.isOnRecord = false
    defer { simplex.isOnRecord = true }
    let start = run.snapshot.work
    // A bound by somebody's word is no bound of a tree.
    let known = tree == nil ? run.snapshot.bound ?? -.infinity : -.infinity
    open.push(BranchNode(bound: known, number: 0, parent: nil, change: nil))
    var next: BranchNode?
    while let node = next ?? open.pop() {
      next = nil
      if let reason = run.stopReason { return end(reason, unfinished: node) }
      if let allowance, run.snapshot.work - start > allowance || tree?.isFull == true {
        provenBound = min(node.bound, open.leastBound, unsettled)
        run.note("own branching", "unfinished after \(created) nodes")
        return nil
      }
      if node.bound >= cutoff { continue }
      if let ending = met(node) { return ending }
      run.spend(1)
      switch process(node) {
      case .closed: break
      case .children(let near, let far):
        open.push(far)
        // Where a solution is to be found, depth first; where a bound is to be proved, the weakest first.
        if tree == nil { next = near } else { open.push(near) }
      case .stopped(let reason): return end(reason, unfinished: node)
      }
      run.report()
    }
    return conclude()
  }

  private enum Step {
    case closed
    /// The child to go on with, and the other one.
    case children(BranchNode, BranchNode)
    case stopped(StopReason)
  }

  // MARK: Ending

  /// What the search itself has proved when it ends, whatever else is said to be known.
  private(set) var provenBound = -Double.infinity

  private var cutoff: Double {
    guard let best = run.snapshot.incumbent?.objective else { return .infinity }
    return best - max(1e-9 * abs(best), objectiveStep - 1e-6)
  }

  private func met(_ node: BranchNode) -> Ending? {
    let bound = min(node.bound, open.leastBound, unsettled)
    provenBound = bound
    run.improve(bound: bound)
    guard let incumbent = run.snapshot.incumbent else { return nil }
    return note(closing(incumbent.objective, bound, run))
  }

  private func note(_ ending: Ending?) -> Ending? {
    if let ending { run.note("own branching", "\(ending.stoppedBy) after \(created) nodes") }
    return ending
  }

  private func end(_ reason: StopReason, unfinished node: BranchNode) -> Ending {
    provenBound = min(node.bound, open.leastBound, unsettled)
    run.improve(bound: provenBound)
    run.note("own branching", "stopped: \(reason) after \(created) nodes")
    return Ending(reason)
  }

  private func conclude() -> Ending {
    let incumbent = run.snapshot.incumbent
    if unsettled < cutoff {
      provenBound = unsettled
      run.improve(bound: unsettled)
      run.note("own branching", "some nodes could not be settled")
      return Ending(.engineFault("some nodes of the branching could not be settled"))
    }
    if let incumbent {
      provenBound = incumbent.objective
      run.improve(bound: incumbent.objective)
      run.note("own branching", "optimal after \(created) nodes")
      return Ending(.proof)
    }
    run.note("own branching", "infeasible after \(created) nodes")
    return Ending(.proof, isInfeasible: true)
  }

  // MARK: One node

  private func process(_ node: BranchNode) -> Step {
    var bounded = program.relaxation
    node.applyChanges(to: &bounded)
    simplex.change(to: bounded)
    switch simplex.solve(run) {
    case .infeasible(let proof):
      tree?.prove(node.number, proof, isEmpty: true)
      learn(node, cutoff)
      return .closed
    case .stopped(let reason, _): return .stopped(reason)
    case .optimal(let point):
      if let multipliers = point.multipliers { tree?.prove(node.number, multipliers, isEmpty: false) }
      learn(node, point.objective)
      return branch(node, bounded, point, point.objective)
    case .failed(_, let remains): return leaveOpen(node, bounded, remains)
    case .unbounded: return leaveOpen(node, bounded, Remains())
    }
  }

  private func learn(_ node: BranchNode, _ bound: Double) {
    guard let change = node.change, node.bound.isFinite, bound.isFinite else { return }
    pseudoCosts.record(
      column: change.column, isUp: change.isUp, gain: bound - node.bound, distance: change.distance)
  }

  /// A node whose linear program no method solved: its children may be easier.
  private func leaveOpen(_ node: BranchNode, _ bounded: CanonicalProgram, _ remains: Remains) -> Step {
    let bound = max(node.bound, remains.dual?.bound ?? -.infinity)
    guard let column = firstLoose(bounded) else {
      unsettled = min(unsettled, bound)
      return .closed
    }
    return split(node, bounded, column, remains.point?.values[column] ?? middle(bounded, column), bound)
  }

  private func branch(_ node: BranchNode, _ bounded: CanonicalProgram, _ point: LinearPoint, _ bound: Double) -> Step {
    let bound = max(bound, node.bound)
    guard bound < cutoff else { return .closed }
    if isNearlyWhole(point.values) {
      let whole = original.rounded(point.values)
      let check = original.check(whole)
      if check.holds {
        run.offer(whole, objective: check.objective)
      } else if let settled = FixedIntegers(original, bench).solve(point.values, run) {
        run.offer(settled.values, objective: settled.objective)
      }
      if bound >= cutoff { return .closed }
    }
    guard let column = mostTelling(point.values, bounded) ?? firstLoose(bounded) else {
      // Every integer is fixed, and still the rounded point is not feasible.
      if cutoff > bound { unsettled = min(unsettled, bound) }
      return .closed
    }
    return split(node, bounded, column, point.values[column], bound)
  }

  private func isNearlyWhole(_ values: [Double]) -> Bool {
    for column in 0..<program.columnCount where program.isInteger[column] == 1 {
      if abs(values[column] - values[column].rounded()) > 1e-6 { return false }
    }
    return true
  }

  /// The fractional whole column whose branches are expected to raise the bound most; where all are nearly whole, the one
  /// farthest from whole, because a tiny fraction of a big M is a lot.
  private func mostTelling(_ values: [Double], _ bounded: CanonicalProgram) -> Int? {
    var best: (column: Int, isFractional: Bool, score: Double)?
    for column in 0..<program.columnCount where program.isInteger[column] == 1 {
      guard bounded.columnLower[column] < bounded.columnUpper[column] else { continue }
      let distance = abs(values[column] - values[column].rounded())
      guard distance > 0 else { continue }
      let isFractional = distance > 1e-6
      let score =
        isFractional
        ? pseudoCosts.score(column: column, value: values[column], cost: program.cost[column]) : distance
      if let best, best.isFractional != isFractional ? best.isFractional : best.score >= score { continue }
      best = (column, isFractional, score)
    }
    return best?.column
  }

  private func firstLoose(_ bounded: CanonicalProgram) -> Int? {
    (0..<program.columnCount).first {
      program.isInteger[$0] == 1 && bounded.columnLower[$0] < bounded.columnUpper[$0]
    }
  }

  private func middle(_ bounded: CanonicalProgram, _ column: Int) -> Double {
    let (low, high) = (bounded.columnLower[column], bounded.columnUpper[column])
    if low.isFinite && high.isFinite { return low + (high - low) / 2 }
    return low.isFinite ? low : high.isFinite ? high : 0
  }

  private func split(
    _ node: BranchNode, _ bounded: CanonicalProgram, _ column: Int, _ value: Double, _ bound: Double
  ) -> Step {
    let (low, high) = (bounded.columnLower[column], bounded.columnUpper[column])
    var least = value.rounded(.down)
    if least >= high { least = high - 1 }
    if least < low { least = low }
    tree?.split(node.number, column: column, at: least)
    let down = child(
      of: node, .init(column: column, lower: low, upper: least, isUp: false, distance: value - least), bound)
    let up = child(
      of: node, .init(column: column, lower: least + 1, upper: high, isUp: true, distance: least + 1 - value), bound)
    return value - least > 0.5 ? .children(up, down) : .children(down, up)
  }

  private func child(of parent: BranchNode, _ change: BranchNode.Change, _ bound: Double) -> BranchNode {
    created += 1
    return BranchNode(bound: bound, number: created, parent: parent, change: change)
  }
}
