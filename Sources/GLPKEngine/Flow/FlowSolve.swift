import MathProgram

/// Numbers beyond this are not whole doubles any more.
private let largestWhole = Int64(1) << 53

/// Why GLPK cannot take a network.
func flowFaults(of network: FlowNetwork) -> [ProgramFault] {
  var faults: [ProgramFault] = []
  for arc in 0..<network.arcCount {
    let ends = [Int(network.tail[arc]), Int(network.head[arc])]
    if !ends.allSatisfy((0..<network.nodeCount).contains) {
      faults.append(.init(.columnOutOfRange, "arc \(arc) joins nodes \(ends) of \(network.nodeCount)"))
    }
    let upper = network.upper[arc] == FlowNetwork.unlimited ? 0 : network.upper[arc]
    if [network.lower[arc], upper, network.cost[arc]].contains(where: { $0.magnitude > largestWhole.magnitude }) {
      faults.append(.init(.tooLarge, "arc \(arc) holds a number beyond 2^53"))
    }
  }
  for node in 0..<network.nodeCount where network.supply[node].magnitude > largestWhole.magnitude {
    faults.append(.init(.tooLarge, "node \(node) supplies \(network.supply[node]), beyond 2^53"))
  }
  return faults
}

/// The outcome of a network's linear program as flows, checked in whole numbers.
func flowOutcome(
  _ network: FlowNetwork, _ ending: Ending, _ findings: SolveRun.Findings, _ run: SolveRun
) -> Outcome {
  var result = outcome(ending, findings, run)
  let check = FlowCheck(network)
  result.solution = nil
  result.objective = nil
  if let values = findings.incumbent?.values {
    if let flow = check.wholeFlow(values), let cost = check.cost(flow) {
      result.solution = .flow(flow)
      result.objective = Double(cost)
    } else if ending.stoppedBy == .proof && !ending.isUnbounded {
      result.stoppedBy = .engineFault("the flow of the linear program is not whole")
    }
  }
  switch result.proof.evidence {
  case .rowMultipliers(let multipliers): check.usePotentials(multipliers, in: &result)
  case .farkas(let multipliers):
    if let cut = check.cut(multipliers) { result.proof.evidence = .cut(cut) }
  case .columnRay:
    if let cycle = check.endlessCycle() { result.proof.evidence = .cycle(cycle) }
  default: break
  }
  return result
}
