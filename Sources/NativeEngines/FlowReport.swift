import MathProgram

/// Turns what an algorithm holds into an outcome in the network's own terms.
struct FlowReport<Number: FlowNumber> {
  private let network: FlowNetwork
  private let slackCount: Int
  private let simplex: NetworkSimplex<Number>

  init(_ network: FlowNetwork, _ form: StandardForm<Number>, _ simplex: NetworkSimplex<Number>) {
    self.network = network
    slackCount = form.slackCount
    self.simplex = simplex
  }

  func outcome(_ end: RunEnd, work: Int) -> Outcome {
    let isFeasible = simplex.artificialFlow == 0
    var outcome = Outcome(stoppedBy: .proof, work: work)
    if isFeasible {
      let flow = flows()
      outcome.objective = network.objective(ofFlow: flow).map { Double($0) }
      outcome.solution = .flow(flow)
    }
    switch end {
    case .optimal where isFeasible:
      outcome.proof = Proof(bound: outcome.objective, evidence: .potentials(potentials()))
    case .optimal:
      outcome.proof = Proof(isInfeasible: true, evidence: .cut(cut()))
    case .unbounded(let slots):
      let arcs = slots.map { $0 - Int32(slackCount) }
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

  private func flows() -> [Int64] {
    let (arcs, tree, slackCount) = (simplex.arcs, simplex.tree, slackCount)
    var flow = network.lower
    for arc in 0..<network.arcCount where arcs.state[slackCount + arc] < 0 {
      flow[arc] &+= Int64(arcs.capacity[slackCount + arc])
    }
    for node in 0..<simplex.nodeCount where Int(tree.arc[node]) >= slackCount {
      let slot = Int(tree.arc[node])
      let isUpward = arcs.tail[slot] == Int32(node)
      let here = tree.nodes[node]
      flow[slot - slackCount] &+= Int64(isUpward ? here.residualDown : here.residualUp)
    }
    return flow
  }

  /// Potentials of the network's nodes, zero at the node that slack arcs share, else at the root.
  private func potentials() -> [Int64] {
    let zero = simplex.tree.potential(of: slackCount > 0 ? network.nodeCount : simplex.nodeCount)
    return (0..<network.nodeCount).map { Int64(simplex.tree.potential(of: $0) &- zero) }
  }

  /// The nodes that ship all they can, or under `atMost` those that cannot get what they ask: unmet demand lifts the
  /// potentials of its side of the network above what any path within the other side can reach.
  private func cut() -> [Bool] {
    let (tree, middle) = (simplex.tree, simplex.artificialCost / 2)
    let zero = tree.potential(of: simplex.nodeCount)
    let wantsDemandSide = network.supplyRule == .atMost
    return (0..<network.nodeCount).map { (tree.potential(of: $0) &- zero > middle) == wantsDemandSide }
  }
}
