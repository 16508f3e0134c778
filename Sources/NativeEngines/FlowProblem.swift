import MathProgram

/// The network of a session as it stands, and the solver that holds its last basis.
final class FlowProblem {
  private enum Solver {
    case narrow(FlowSolver<Int32>)
    case wide(FlowSolver<Int64>)
  }

  private var network: FlowNetwork
  private var range: NumberRange
  private var balance: FlowBalance
  private var solver: Solver?
  private var removedArcs: Set<Int> = []
  /// The number of arcs from which on the first basis comes from cost scaling.
  private let scaledFrom: Int
  /// From how many on that beats the network simplex: measured.
  static let scaledFrom = 200_000

  /// - Parameter scaledFrom: another number than the measured one is for tests.
  init(_ start: FlowNetwork, scaledFrom: Int = FlowProblem.scaledFrom) throws(EngineError) {
    self.scaledFrom = scaledFrom
    let faults = start.faults()
    if !faults.isEmpty { throw .faultyProgram(faults) }
    network = start
    range = try FlowProblem.provenRange(start)
    balance = FlowBalance(start)
  }

  private static func provenRange(_ network: FlowNetwork) throws(EngineError) -> NumberRange {
    let range = NumberRange(network)
    if !range.fits(Int64.self) {
      let numbers = "path costs up to \(range.pathCost) and flows up to \(range.flow)"
      throw .faultyProgram([ProgramFault(.tooLarge, "\(numbers) could overflow 64-bit arithmetic")])
    }
    return range
  }

  func solve(_ control: SolveControl) -> Outcome {
    if let infeasible = balance.plainOutcome(network) { return infeasible }
    var watch = SolveWatch(control)
    switch preparedSolver() {
    case .narrow(let held): return solve(held, &watch)
    case .wide(let held): return solve(held, &watch)
    }
  }

  private func solve<Number: FlowNumber>(_ held: FlowSolver<Number>, _ watch: inout SolveWatch) -> Outcome {
    let end = held.run(network, &watch)
    return FlowReport(network, held).outcome(end, work: watch.work)
  }

  /// Solves without a report.
  func optimize(_ control: SolveControl) -> FlowEnd {
    if balance.isInfeasible(network) { return .infeasible }
    var watch = SolveWatch(control)
    switch preparedSolver() {
    case .narrow(let held): return FlowEnd(held.run(network, &watch), isFeasible: held.isFeasible)
    case .wide(let held): return FlowEnd(held.run(network, &watch), isFeasible: held.isFeasible)
    }
  }

  /// Keeps the solver that holds the last basis where it can take all changes, and makes a fresh one otherwise.
  private func preparedSolver() -> Solver {
    switch solver {
    case .narrow(let held)? where held.canSettle: return .narrow(held)
    case .wide(let held)? where held.canSettle: return .wide(held)
    default: break
    }
    let fresh: Solver =
      range.fits(Int32.self)
      ? .narrow(FlowSolver<Int32>(network, range, scaledFrom: scaledFrom))
      : .wide(FlowSolver<Int64>(network, range, scaledFrom: scaledFrom))
    solver = fresh
    return fresh
  }
}

// MARK: - The last answer, read in place

extension FlowProblem {
  /// Whether the basis at hand began as the flow of a cost scaling.
  var beganScaled: Bool {
    switch solver {
    case .narrow(let held): held.beganScaled
    case .wide(let held): held.beganScaled
    case .none: false
    }
  }

  var nodeCount: Int { network.nodeCount }
  var arcCount: Int { network.arcCount }

  var objective: Int128? {
    switch solver {
    case .narrow(let held): held.objective(network)
    case .wide(let held): held.objective(network)
    case .none: nil
    }
  }

  func flow(ofArc arc: Int) -> Int64 {
    let amount =
      switch solver {
      case .narrow(let held): held.flow(ofArc: arc, network)
      case .wide(let held): held.flow(ofArc: arc, network)
      case .none: Int64(0)
      }
    return network.lower[arc] &+ amount
  }

  func potential(ofNode node: Int) -> Int64 {
    switch solver {
    case .narrow(let held): held.potential(of: node, network)
    case .wide(let held): held.potential(of: node, network)
    case .none: 0
    }
  }

  /// The nodes that the last basis, which is not feasible, shows to be cut off.
  var cut: [Bool]? {
    switch solver {
    case .narrow(let held): FlowReport(network, held).cut()
    case .wide(let held): FlowReport(network, held).cut()
    case .none: nil
    }
  }

  func forEachFlow(_ body: (Int, Int64) -> Void) {
    switch solver {
    case .narrow(let held): held.forEachFlow(network, body)
    case .wide(let held): held.forEachFlow(network, body)
    case .none: break
    }
  }
}

extension FlowEnd {
  fileprivate init(_ end: RunEnd, isFeasible: Bool) {
    switch end {
    case .optimal: self = isFeasible ? .optimal : .infeasible
    case .unbounded: self = .unbounded
    case .stopped(let reason): self = .stopped(reason)
    }
  }
}

// MARK: - Changes

extension FlowProblem {
  /// Applies all changes or none.
  func apply(_ changes: [ProgramChange]) throws(EngineError) {
    try check(changes)
    var grown = range
    grown.include(changes, network)
    if grown.needsExactPass || !grown.fits(Int64.self) {
      var trial = network
      for change in changes { trial.apply(change) }
      grown = try FlowProblem.provenRange(trial)
    }
    switch solver {
    case .none:
      range = grown
      perform(changes, on: FlowSolver<Int32>?.none)
    case .narrow(let held):
      perform(changes, on: held)
      range = grown.fits(Int32.self) ? grown : NumberRange(network)
      if range.fits(Int32.self) { held.widen(range) } else { solver = .none }
    case .wide(let held):
      perform(changes, on: held)
      range = grown
      held.widen(range)
    }
  }

  private func perform<Number: FlowNumber>(_ changes: [ProgramChange], on held: FlowSolver<Number>?) {
    // Taken out of the object, so that a change costs no reference counting.
    var changed = FlowNetwork(nodeCount: 0)
    swap(&changed, &network)
    var recosted: [Int32] = []
    for change in changes {
      if case .arcCost(let arc, let value) = change {
        changed.setCost(value, arc: arc)
        recosted.append(Int32(truncatingIfNeeded: arc))
        continue
      }
      let before = ValuesBefore(change, changed)
      changed.apply(change)
      balance.update(change, before, changed)
      if case .removeArc(let arc) = change { removedArcs.insert(arc) }
      held?.update(change, before, changed)
    }
    held?.noteNewCosts(ofArcs: recosted)
    swap(&changed, &network)
  }

  private func check(_ changes: [ProgramChange]) throws(EngineError) {
    var arcCount = network.arcCount
    var removed: Set<Int> = []
    for change in changes {
      switch change {
      case .supply(let node, _): try require(node >= 0 && node < network.nodeCount, "node \(node)")
      case .arcCost(let arc, _), .arcBounds(let arc, _, _), .removeArc(let arc):
        try require(arc >= 0 && arc < arcCount, "arc \(arc)")
        let isGone = !removed.isEmpty && removed.contains(arc) || !removedArcs.isEmpty && removedArcs.contains(arc)
        try require(!isGone, "arc \(arc), which was removed")
        if case .removeArc = change { removed.insert(arc) }
      case .addArc(let tail, let head, _, _, _):
        let nodes = 0..<network.nodeCount
        try require(nodes.contains(tail) && nodes.contains(head), "an arc from node \(tail) to node \(head)")
        arcCount += 1
        try require(arcCount < Int(Int32.max) / 2, "more than 2^30 arcs")
      default: throw .unsupported(engine: "native", reason: "changes of linear programs")
      }
    }
  }

  private func require(_ holds: Bool, _ what: @autoclosure () -> String) throws(EngineError) {
    if holds { return }
    let place = "the network has \(network.nodeCount) nodes and \(network.arcCount) arcs"
    throw .faultyProgram([ProgramFault(.columnOutOfRange, "a change names \(what()); \(place)")])
  }
}
