import MathProgram

/// What makes a network infeasible without a look at its paths, kept up to date over changes.
struct FlowBalance {
  private var total = Int128(0)
  private var crossedArcs: Set<Int> = []

  init(_ network: FlowNetwork) {
    for value in network.supply { total += Int128(value) }
    for arc in 0..<network.arcCount where network.lower[arc] > network.upper[arc] { crossedArcs.insert(arc) }
  }

  mutating func update(_ change: ProgramChange, _ before: ValuesBefore, _ network: FlowNetwork) {
    switch change {
    case .supply(let node, _): total += Int128(network.supply[node]) - Int128(before.supply)
    case .arcBounds(let arc, _, _), .removeArc(let arc): updateBounds(arc, network)
    case .addArc: updateBounds(network.arcCount - 1, network)
    default: break
    }
  }

  private mutating func updateBounds(_ arc: Int, _ network: FlowNetwork) {
    if network.lower[arc] > network.upper[arc] {
      crossedArcs.insert(arc)
    } else if !crossedArcs.isEmpty {
      crossedArcs.remove(arc)
    }
  }

  /// Whether a bound is crossed or the total does not suit the supply rule.
  func isInfeasible(_ network: FlowNetwork) -> Bool { !crossedArcs.isEmpty || !suits(network.supplyRule) }

  /// The answer where the network is infeasible already by that.
  func plainOutcome(_ network: FlowNetwork) -> Outcome? {
    if !crossedArcs.isEmpty { return Outcome(stoppedBy: .proof, proof: Proof(isInfeasible: true)) }
    if suits(network.supplyRule) { return nil }
    let all = [Bool](repeating: true, count: network.nodeCount)
    return Outcome(stoppedBy: .proof, proof: Proof(isInfeasible: true, evidence: .cut(all)))
  }

  private func suits(_ rule: FlowNetwork.SupplyRule) -> Bool {
    switch rule {
    case .equal: total == 0
    case .atMost: total >= 0
    case .atLeast: total <= 0
    }
  }
}
