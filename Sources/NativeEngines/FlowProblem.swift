import MathProgram

/// The network of a session as it stands, and the algorithm that holds its last basis.
final class FlowProblem {
  private(set) var network: FlowNetwork
  private var range: NumberRange

  init(_ start: FlowNetwork) throws(EngineError) {
    let faults = start.faults()
    if !faults.isEmpty { throw .faultyProgram(faults) }
    network = start
    range = try FlowProblem.provenRange(start)
  }

  private static func provenRange(_ network: FlowNetwork) throws(EngineError) -> NumberRange {
    let range = NumberRange(network)
    if !range.fits(Int64.self) {
      let numbers = "path costs up to \(range.pathCost) and flows up to \(range.flow)"
      throw .faultyProgram([ProgramFault(.tooLarge, "\(numbers) could overflow 64-bit arithmetic")])
    }
    return range
  }

  func solve(_ control: SolveControl) throws(EngineError) -> Outcome {
    if let trivial = network.plainInfeasibility() { return trivial }
    return range.fits(Int32.self) ? solve(control, in: Int32.self) : solve(control, in: Int64.self)
  }

  private func solve<Number: FlowNumber>(_ control: SolveControl, in type: Number.Type) -> Outcome {
    let form = StandardForm<Number>(network, range)
    let simplex = NetworkSimplex(form)
    simplex.startFromArtificialArcs(supply: form.supply)
    var watch = SolveWatch(control)
    let end = simplex.runToProof(&watch)
    return FlowReport(network, form, simplex).outcome(end, work: simplex.pivots)
  }

  /// Applies all changes or none.
  func apply(_ changes: [ProgramChange]) throws(EngineError) {
    var changed = network
    for change in changes { try changed.apply(change) }
    range = try FlowProblem.provenRange(changed)
    network = changed
  }
}

extension FlowNetwork {
  /// An answer that needs no algorithm: a crossed bound, or a total that no flow can balance.
  func plainInfeasibility() -> Outcome? {
    if arcWithCrossedBounds != nil {
      return Outcome(stoppedBy: .proof, proof: Proof(isInfeasible: true))
    }
    var total = Int128(0)
    for value in supply { total += Int128(value) }
    let isBalanced =
      switch supplyRule {
      case .equal: total == 0
      case .atMost: total >= 0
      case .atLeast: total <= 0
      }
    if isBalanced { return nil }
    let all = [Bool](repeating: true, count: nodeCount)
    return Outcome(stoppedBy: .proof, proof: Proof(isInfeasible: true, evidence: .cut(all)))
  }

  /// Applies one change of a session.
  mutating func apply(_ change: ProgramChange) throws(EngineError) {
    switch change {
    case .supply(let node, let value):
      try require(node >= 0 && node < nodeCount, "node \(node) of \(nodeCount)")
      setSupply(value, node: node)
    case .arcCost(let arc, let value):
      try requireArc(arc)
      setCost(value, arc: arc)
    case .arcBounds(let arc, let lower, let upper):
      try requireArc(arc)
      setBounds(arc, lower: lower, upper: upper)
    case .addArc(let tail, let head, let lower, let upper, let cost):
      try require(tail >= 0 && tail < nodeCount && head >= 0 && head < nodeCount, "an arc from \(tail) to \(head)")
      try require(arcCount < Int(Int32.max) / 2 - 1, "more than 2^30 arcs")
      addArc(from: tail, to: head, lower: lower, upper: upper, cost: cost)
    case .removeArc(let arc):
      try requireArc(arc)
      setBounds(arc, lower: 0, upper: 0)
    default:
      throw .unsupported(engine: "native", reason: "changes of linear programs")
    }
  }

  private func requireArc(_ arc: Int) throws(EngineError) {
    try require(arc >= 0 && arc < arcCount, "arc \(arc) of \(arcCount)")
  }

  private func require(_ holds: Bool, _ what: String) throws(EngineError) {
    if !holds { throw .faultyProgram([ProgramFault(.columnOutOfRange, "a change names \(what)")]) }
  }
}
