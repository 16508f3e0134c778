import MathProgram
import Testing

/// What an outcome proves about a network, from its evidence alone; nil (and an issue) where the evidence does not hold.
func provenAnswer(
  _ outcome: Outcome, _ network: FlowNetwork, _ note: String, location: SourceLocation = #_sourceLocation
) -> SuccessiveShortestPaths.Answer? {
  func fail(_ reason: String) -> SuccessiveShortestPaths.Answer? {
    Issue.record("\(note): \(reason)", sourceLocation: location)
    return nil
  }
  if outcome.stoppedBy != .proof { return fail("stopped by \(outcome.stoppedBy)") }
  if outcome.proof.isInfeasible {
    if network.arcWithCrossedBounds != nil { return .infeasible }
    guard case .cut(let set) = outcome.proof.evidence, network.provesInfeasible(cut: set) else {
      return fail("the cut proves nothing: \(String(describing: outcome.proof.evidence))")
    }
    return .infeasible
  }
  guard case .flow(let flow) = outcome.solution else { return fail("no flow") }
  if let violation = network.violation(ofFlow: flow) { return fail(violation) }
  if outcome.proof.isUnbounded {
    guard case .cycle(let arcs) = outcome.proof.evidence, network.provesUnbounded(cycle: arcs) else {
      return fail("the cycle proves nothing: \(String(describing: outcome.proof.evidence))")
    }
    return .unbounded
  }
  guard case .potentials(let potential) = outcome.proof.evidence else { return fail("no potentials") }
  guard let cost = network.objective(ofFlow: flow), let bound = network.dualValue(ofPotentials: potential) else {
    return fail("the potentials prove no bound")
  }
  if cost != bound { return fail("cost \(cost), proven bound \(bound)") }
  if outcome.objective != Double(cost) || outcome.proof.bound != Double(cost) {
    return fail("says \(String(describing: outcome.objective)), costs \(cost)")
  }
  return .optimal(cost)
}
