import MathProgram

/// Turns what an algorithm holds into an outcome in the network's own terms.
struct FlowReport<Number: FlowNumber> {
  private let network: FlowNetwork
  private let solver: FlowSolver<Number>

  init(_ network: FlowNetwork, _ solver: FlowSolver<Number>) {
    self.network = network
    self.solver = solver
  }

  private var slots: SlotMap { solver.slots }
  private var simplex: NetworkSimplex<Number> { solver.simplex }

  func outcome(_ end: RunEnd, work: Int) -> Outcome {
    let isFeasible = solver.isFeasible
    var outcome = Outcome(stoppedBy: .proof, work: work)
    if isFeasible {
      outcome.objective = solver.objective(network).map { Double($0) }
      outcome.solution = .flow(solver.currentFlow(network))
    }
    switch end {
    case .optimal where isFeasible:
      outcome.proof = Proof(bound: outcome.objective, evidence: .potentials(potentials()))
    case .optimal:
      outcome.proof = Proof(isInfeasible: true, evidence: .cut(cut()))
    case .unbounded(let cycle):
      let arcs = cycle.map { Int32(slots.arc(inSlot: Int($0))) }
      outcome.proof = Proof(isUnbounded: true, evidence: .cycle(arcs))
    case .stopped(let reason):
      outcome.stoppedBy = reason
      let values = potentials()
      if isFeasible, let bound = network.dualValue(ofPotentials: values) {
        outcome.proof = Proof(bound: Double(bound), evidence: .potentials(values))
      }
    }
    return outcome
  }

  private func potentials() -> [Int64] { (0..<network.nodeCount).map { solver.potential(of: $0, network) } }

  /// The nodes that ship all they can, or under `atMost` those that cannot get what they ask: unmet demand lifts the
  /// potentials of its side of the network above what any path within the other side can reach.
  func cut() -> [Bool] {
    let (tree, middle) = (simplex.tree, simplex.artificialCost / 2)
    let zero = tree.potential(of: simplex.nodeCount)
    let wantsDemandSide = network.supplyRule == .atMost
    return (0..<network.nodeCount).map { (tree.potential(of: $0) &- zero > middle) == wantsDemandSide }
  }
}
