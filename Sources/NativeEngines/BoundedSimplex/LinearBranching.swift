import MathProgram

/// Branch and bound over a linear program, which is its root alone where nothing is whole: plunges to plans, goes on with the weakest
/// bound, and keeps the multipliers of every node as proof.
final class LinearBranching {
  struct Ending {
    var reason: StopReason
    var isInfeasible = false
    var isUnbounded = false
    var words: String
  }

  private let program: CanonicalProgram
  private let simplex: BoundedSimplex
  private let control: SolveControl
  private let own: (Double) -> Double
  private(set) var clock: SearchClock
  /// Of the minimised program, without its constant.
  private(set) var best: (values: [Double], objective: Double)?
  private(set) var bound = -Double.infinity
  private(set) var evidence: Evidence?

  private var open = BranchQueue()
  private var tree = ProofTree()
  private var isRecording = true
  private var created = 0
  private var pseudoCosts: PseudoCosts
  /// The least bound of the nodes that could not be settled.
  private var unsettled = Double.infinity
  /// The least by which two values of the objective can differ; 0: by anything.
  private let objectiveStep: Double
  private var counted = 0

  init(
    _ program: CanonicalProgram, _ control: SolveControl, _ start: NetworkStart? = nil, own: @escaping (Double) -> Double
  ) {
    self.program = program
    self.control = control
    self.own = own
    simplex = BoundedSimplex(program)
    if let start { simplex.begin(at: start) }
    clock = SearchClock(control)
    pseudoCosts = PseudoCosts(columnCount: program.columnCount)
    objectiveStep = program.hasIntegers && program.countsThings ? 1 : 0
    simplex.mustStop = { [unowned self] in self.isOver() }
  }

  var method: String { program.hasIntegers ? "branch and bound" : "simplex" }

  private func isOver() -> Bool {
    let done = simplex.iterations - counted
    counted = simplex.iterations
    return !clock.spend(done) { (best.map { own($0.objective) }, bound.isFinite ? own(bound) : nil) }
  }

  // MARK: The search

  func run() -> Ending {
    let ending = search()
    if isRecording, evidence == nil, program.hasIntegers, let proof = tree.proof() { evidence = .branchTree(proof) }
    return ending
  }

  /// A tree that has become too large to hand out proves what it proved so far.
  private func stopRecording() {
    guard isRecording else { return }
    isRecording = false
    if let proof = tree.proof() { evidence = .branchTree(proof) }
  }

  private func search() -> Ending {
    let root = BranchNode(bound: -.infinity, number: 0, parent: nil, change: nil)
    if let ending = takeRoot(root) { return ending }
    takeStart()
    var next: BranchNode? = nil
    while let node = next ?? open.pop() {
      next = nil
      bound = min(node.bound, open.leastBound, unsettled)
      if let ending = met() { return ending }
      if isOver() { return stopped() }
      if tree.isFull { stopRecording() }
      if node.bound >= cutoff { continue }
      switch process(node) {
      case .closed: break
      case .children(let near, let far):
        open.push(far)
        next = near
      case .stopped:
        bound = min(node.bound, open.leastBound, unsettled)
        return stopped()
      }
    }
    return conclude()
  }

  private func stopped() -> Ending {
    let reason = clock.stopReason ?? .workLimit
    return Ending(reason: reason, words: "stopped: \(reason) after \(created) nodes")
  }

  private func conclude() -> Ending {
    if unsettled < cutoff {
      bound = unsettled
      return Ending(
        reason: .engineFault("some nodes of the branching could not be settled"), words: "some nodes could not be settled")
    }
    guard let best else {
      return Ending(reason: .proof, isInfeasible: true, words: "infeasible after \(created) nodes")
    }
    bound = best.objective
    return Ending(reason: .proof, words: created == 0 ? "optimal" : "optimal after \(created) nodes")
  }

  private var cutoff: Double {
    guard let best else { return .infinity }
    return best.objective - max(1e-9 * abs(best.objective), objectiveStep - 1e-6)
  }

  /// The ending where the best solution is as good as the bound, or near enough.
  private func met() -> Ending? {
    guard let best else { return nil }
    if bound >= cutoff { return conclude() }
    let gap = relativeGap(own(best.objective), own(bound))
    guard control.gap > 0, gap <= control.gap else { return nil }
    return Ending(reason: .gap, words: "near enough after \(created) nodes")
  }

  // MARK: The root

  private func takeRoot(_ root: BranchNode) -> Ending? {
    switch solve(root) {
    case .optimal(let values, let bound, let multipliers):
      self.bound = bound
      if !program.hasIntegers {
        evidence = .rowMultipliers(multipliers)
        return takeLinear(values)
      }
      settleAround(values)
      if let split = branch(root, values, bound) {
        open.push(split.0)
        open.push(split.1)
      }
      return nil
    case .infeasible(let proof):
      evidence = .farkas(proof)
      return Ending(reason: .proof, isInfeasible: true, words: "infeasible")
    case .unbounded(let direction): return takeUnbounded(direction)
    case .stopped: return stopped()
    case .failed(let why): return Ending(reason: .engineFault(why), words: why)
    }
  }

  /// An endless relaxation means an endless program wherever there is any whole solution (Meyer 1974, for rational data).
  private func takeUnbounded(_ direction: [Double]) -> Ending {
    guard program.hasIntegers else {
      offer(program.snapped(simplex.point))
      evidence = .columnRay(direction)
      return Ending(reason: .proof, isUnbounded: true, words: "unbounded")
    }
    var anywhere = program
    anywhere.cost = [Double](repeating: 0, count: program.columnCount)
    var limits = control
    limits.progress = nil
    limits.incumbent = nil
    limits.start = nil
    limits.workLimit = control.workLimit.map { max(0, $0 - clock.work) }
    let inner = LinearBranching(anywhere, limits) { $0 }
    let ending = inner.run()
    _ = clock.spend(inner.clock.work) { (nil, nil) }
    if let found = inner.best {
      offer(found.values)
      evidence = .columnRay(direction)
      return Ending(reason: .proof, isUnbounded: true, words: "unbounded")
    }
    evidence = ending.isInfeasible ? inner.evidence : nil
    return ending
  }

  private func takeLinear(_ values: [Double]) -> Ending {
    offer(values)
    guard let best else {
      return Ending(reason: .engineFault("the answer does not hold"), words: "the answer does not hold")
    }
    guard relativeGap(own(best.objective), own(bound)) <= 1e-9 else {
      return Ending(reason: .engineFault("the answer is not proved"), words: "the answer is not proved")
    }
    return Ending(reason: .proof, words: "optimal after \(simplex.iterations) pivots")
  }

  private func takeStart() {
    guard case .incumbent(let values)? = control.start, values.count == program.columnCount,
      values.allSatisfy(\.isFinite)
    else { return }
    if !offer(program.rounded(values)) { settle(values.map { $0.rounded() }) }
  }

  // MARK: One node

  private enum Step {
    case closed
    case children(BranchNode, BranchNode)
    case stopped
  }

  private func process(_ node: BranchNode) -> Step {
    switch solve(node) {
    case .infeasible:
      learn(node, cutoff)
      return .closed
    case .stopped: return .stopped
    case .optimal(let values, let bound, _):
      learn(node, bound)
      let bound = max(bound, node.bound)
      guard bound < cutoff else { return .closed }
      if let split = branch(node, values, bound) { return .children(split.0, split.1) }
      return .closed
    case .failed, .unbounded:
      unsettled = min(unsettled, node.bound)
      return .closed
    }
  }

  private func learn(_ node: BranchNode, _ bound: Double) {
    guard let change = node.change, node.bound.isFinite, bound.isFinite else { return }
    pseudoCosts.record(column: change.column, isUp: change.isUp, gain: bound - node.bound, distance: change.distance)
  }

  private enum Solved {
    case optimal([Double], bound: Double, [Double])
    case infeasible([Double])
    case unbounded([Double])
    case stopped
    case failed(String)
  }

  private func solve(_ node: BranchNode) -> Solved {
    var bounded = program.relaxation
    node.applyChanges(to: &bounded)
    for column in 0..<program.columnCount where program.isInteger[column] == 1 {
      simplex.setBounds(column, lower: bounded.columnLower[column], upper: bounded.columnUpper[column])
    }
    switch simplex.solve() {
    case .optimal:
      let dual = bounded.dualCheck(simplex.multipliers())
      guard dual.bound.isFinite else { return .failed("the multipliers prove nothing") }
      if isRecording { tree.prove(node.number, dual.multipliers, isEmpty: false) }
      return .optimal(bounded.snapped(simplex.point), bound: dual.bound, dual.multipliers)
    case .infeasible:
      guard let proof = bounded.farkasProof(simplex.ray) else { return .failed("nothing proves that there is no solution") }
      if isRecording { tree.prove(node.number, proof, isEmpty: true) }
      return .infeasible(proof)
    case .unbounded:
      guard let direction = bounded.rayProof(simplex.ray) else { return .failed("nothing proves that there is no end") }
      return .unbounded(direction)
    case .stopped: return .stopped
    case .failed(let why): return .failed(why)
    }
  }

  /// The nearer child first; nil where nothing is left to branch on.
  private func branch(_ node: BranchNode, _ values: [Double], _ bound: Double) -> (BranchNode, BranchNode)? {
    let isNearlyWhole = fractional(values, beyond: 1e-6) == nil
    if isNearlyWhole, !offer(program.rounded(values)) { settle(values.map { $0.rounded() }) }
    if bound >= cutoff { return nil }
    guard let column = fractional(values, beyond: isNearlyWhole ? 0 : 1e-6) ?? firstLoose() else {
      unsettled = min(unsettled, bound)
      return nil
    }
    return split(node, column, values[column], bound)
  }

  /// Of the columns of the node at hand that are farther from whole, the one whose branches are expected to tell most.
  private func fractional(_ values: [Double], beyond least: Double) -> Int? {
    var choice: (column: Int, score: Double)?
    for column in 0..<program.columnCount where program.isInteger[column] == 1 {
      let distance = abs(values[column] - values[column].rounded())
      guard distance > least, simplex.lower[column] < simplex.upper[column] else { continue }
      let score = pseudoCosts.score(column: column, value: values[column], cost: program.cost[column])
      if choice.map({ score > $0.score }) ?? true { choice = (column, score) }
    }
    return choice?.column
  }

  private func firstLoose() -> Int? {
    (0..<program.columnCount).first { program.isInteger[$0] == 1 && simplex.lower[$0] < simplex.upper[$0] }
  }

  private func split(_ node: BranchNode, _ column: Int, _ value: Double, _ bound: Double) -> (BranchNode, BranchNode) {
    let scale = simplex.matrix.columnScale[column]
    let (low, high) = (simplex.lower[column] * scale, simplex.upper[column] * scale)
    var least = value.rounded(.down)
    if least >= high { least = high - 1 }
    if least < low { least = low }
    if isRecording { tree.split(node.number, column: column, at: least) }
    func child(_ lower: Double, _ upper: Double, isUp: Bool, distance: Double) -> BranchNode {
      created += 1
      return BranchNode(
        bound: bound, number: created, parent: node,
        change: .init(column: column, lower: lower, upper: upper, isUp: isUp, distance: distance))
    }
    let down = child(low, least, isUp: false, distance: value - least)
    let up = child(least + 1, high, isUp: true, distance: least + 1 - value)
    return value - least > 0.5 ? (up, down) : (down, up)
  }

  // MARK: Solutions

  /// Takes values that hold and are better; whether they hold.
  @discardableResult
  private func offer(_ values: [Double]) -> Bool {
    var check = program.check(values)
    var taken = values
    if !check.holds {
      taken = program.tidied(values)
      check = program.check(taken)
    }
    guard check.holds else { return false }
    guard check.objective < best?.objective ?? .infinity else { return true }
    best = (taken, check.objective)
    control.incumbent?(taken, own(check.objective))
    return true
  }

  /// Whole columns rounded this way and that, the rest solved for.
  private func settleAround(_ values: [Double]) {
    if fractional(values, beyond: 1e-6) == nil { return }
    let saved = simplex.savedBasis()
    settle(values.map { $0.rounded() }, keeping: saved)
    settle(values.map { ($0 - 1e-6).rounded(.up) }, keeping: saved)
  }

  /// The best point with whole columns as given, where there is one.
  private func settle(_ values: [Double], keeping saved: BoundedSimplex.Basis? = nil) {
    let saved = saved ?? simplex.savedBasis()
    let whole = (0..<program.columnCount).filter { program.isInteger[$0] == 1 }
    let bounds = whole.map { (simplex.lower[$0], simplex.upper[$0]) }
    defer {
      for (index, column) in whole.enumerated() { (simplex.lower[column], simplex.upper[column]) = bounds[index] }
      simplex.restore(saved)
    }
    for column in whole {
      let value = min(max(values[column], program.columnLower[column]), program.columnUpper[column])
      guard value == value.rounded() else { return }
      simplex.setBounds(column, lower: value, upper: value)
    }
    guard simplex.solve() == .optimal else { return }
    var point = program.snapped(simplex.point)
    for column in whole { point[column] = point[column].rounded() }
    offer(point)
  }
}
