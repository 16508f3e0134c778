import MathProgram

/// Numbers beyond this are not whole doubles any more.
private let largestWhole = Int64(1) << 53

/// Why GLPK cannot take a network.
func flowFaults(of network: FlowNetwork) -> [ProgramFault] {
  var faults = network.faults()
  for arc in 0..<network.arcCount {
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
  result.solution = nil
  result.objective = nil
  if let values = findings.incumbent?.values {
    if let flow = network.wholeFlow(values), let cost = network.objective(ofFlow: flow) {
      result.solution = .flow(flow)
      result.objective = Double(cost)
    } else if ending.stoppedBy == .proof {
      result.stoppedBy = .engineFault("the flow of the linear program is not whole")
    }
  }
  switch result.proof.evidence {
  case .rowMultipliers(let multipliers): network.putPotentials(multipliers, into: &result)
  case .farkas(let multipliers):
    if let cut = network.cut(multipliers) { result.proof.evidence = .cut(cut) }
  case .columnRay:
    if let cycle = network.endlessCycle() { result.proof.evidence = .cycle(cycle) }
  default: break
  }
  return result
}

extension FlowNetwork {
  /// The values rounded to whole flows, if those satisfy the network exactly.
  fileprivate func wholeFlow(_ values: [Double]) -> [Int64]? {
    let flow = values.compactMap { Int64(exactly: $0.rounded()) }
    return violation(ofFlow: flow) == nil ? flow : nil
  }

  /// Puts whole potentials and the bound that they prove in place of the multipliers.
  ///
  /// A multiplier is the price of a unit more of supply; the potential is its negative.
  fileprivate func putPotentials(_ multipliers: [Double], into outcome: inout Outcome) {
    let potentials = multipliers.compactMap { multiplier -> Int64? in
      let whole = multiplier.rounded()
      let isNear = abs(whole - multiplier) <= 1e-6 * max(1, abs(whole))
      return isNear && abs(whole) < 0x1p62 ? -Int64(whole) : nil
    }
    guard let bound = dualValue(ofPotentials: potentials) else { return }
    outcome.proof.evidence = .potentials(potentials)
    outcome.proof.bound = Double(bound)
  }

  /// Nodes that no flow can serve, found among the levels of Farkas multipliers.
  fileprivate func cut(_ multipliers: [Double]) -> [Bool]? {
    for level in Set(multipliers).sorted().prefix(64) {
      for isAbove in [true, false] {
        let nodes = multipliers.map { ($0 >= level) == isAbove }
        if provesInfeasible(cut: nodes) { return nodes }
      }
    }
    return nil
  }

  /// A cycle of negative cost without a capacity (Bellman and Ford's labels).
  ///
  /// - Complexity: O(nodes · arcs).
  fileprivate func endlessCycle() -> [Int32]? {
    let arcs = (0..<arcCount).filter { upper[$0] == FlowNetwork.unlimited }
    // At most 2^53 a step and fewer than 2^30 steps: far inside 128 bits.
    var distance = [Int128](repeating: 0, count: nodeCount)
    var entering = [Int](repeating: -1, count: nodeCount)
    for _ in 0..<nodeCount {
      var lastChanged = -1
      for arc in arcs {
        let through = distance[Int(tail[arc])] + Int128(cost[arc])
        guard through < distance[Int(head[arc])] else { continue }
        distance[Int(head[arc])] = through
        entering[Int(head[arc])] = arc
        lastChanged = Int(head[arc])
      }
      if lastChanged < 0 { return nil }
      if let cycle = cycle(behind: lastChanged, entering) { return cycle }
    }
    return nil
  }

  /// The cycle that the entering arcs close behind `start`, if they do and it proves what it should.
  private func cycle(behind start: Int, _ entering: [Int]) -> [Int32]? {
    var node = start
    var steps = 0
    // As many steps back as there are nodes end on the cycle, if there is one.
    while steps < nodeCount, entering[node] >= 0 {
      node = Int(tail[entering[node]])
      steps += 1
    }
    guard steps == nodeCount else { return nil }
    let first = node
    var arcs: [Int32] = []
    repeat {
      arcs.append(Int32(entering[node]))
      node = Int(tail[entering[node]])
    } while node != first
    arcs.reverse()
    return provesUnbounded(cycle: arcs) ? arcs : nil
  }
}
