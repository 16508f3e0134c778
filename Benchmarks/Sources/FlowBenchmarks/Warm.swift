import MathProgram
import NativeEngines

/// What changes between two solves of one session.
enum ChangeKind: String, CaseIterable {
  /// 1 % of the arcs' costs, times a uniform 0.8 … 1.2.
  case costs
  /// 1 % of the supplies, times a uniform 0.8 … 1.2, in pairs that balance.
  case supplies
  /// 10 arcs added, 10 removed.
  case arcs
}

/// Solves a session again and again after changes; every answer is proven and equal to a cold solve.
func measureWarm(_ start: FlowNetwork, _ kind: ChangeKind, rounds: Int, seed: UInt64) throws -> String {
  var network = start
  var random = SplitMix64(seed: seed &+ 1000)
  let session = try NativeFlowEngine().open(.flow(start))
  _ = try session.solve(SolveControl())
  var (warm, cold, work): ([Double], [Double], [Double]) = ([], [], [])
  var verdicts: Set<String> = []
  for _ in 0..<rounds {
    let changes = kind.changes(&random, &network)
    var begin = cpuSeconds()
    try session.apply(changes)
    let outcome = try session.solve(SolveControl())
    warm.append(cpuSeconds() - begin)
    work.append(Double(outcome.work))
    verdicts.insert(verdict(outcome, network))
    begin = cpuSeconds()
    let fresh = try NativeFlowEngine().solve(.flow(network))
    cold.append(cpuSeconds() - begin)
    if fresh.objective != outcome.objective { verdicts.insert("differs from cold") }
  }
  let ratio = median(warm) / median(cold)
  return "native warm \(kind.rawValue) \(median(warm)) cold \(median(cold)) ratio \(ratio) work \(median(work)) "
    + verdicts.sorted().joined(separator: ", ")
}

/// Whether flow and potentials prove the optimum, in exact numbers.
func verdict(_ outcome: Outcome, _ network: FlowNetwork) -> String {
  guard case .flow(let flow) = outcome.solution, case .potentials(let potential) = outcome.proof.evidence else {
    return "unproven"
  }
  if let violation = network.violation(ofFlow: flow) { return violation }
  return network.objective(ofFlow: flow) == network.dualValue(ofPotentials: potential) ? "proven" : "gap"
}

extension ChangeKind {
  /// The next changes, also made to `network`.
  func changes(_ random: inout SplitMix64, _ network: inout FlowNetwork) -> [ProgramChange] {
    switch self {
    case .costs: costChanges(&random, &network)
    case .supplies: supplyChanges(&random, &network)
    case .arcs: arcChanges(&random, &network)
    }
  }

  private func factor(_ random: inout SplitMix64) -> Double { 0.8 + 0.4 * random.fraction() }

  private func costChanges(_ random: inout SplitMix64, _ network: inout FlowNetwork) -> [ProgramChange] {
    (0..<max(1, network.arcCount / 100)).map { _ in
      let arc = random.whole(0...network.arcCount - 1)
      network.setCost(Int64((Double(network.cost[arc]) * factor(&random)).rounded()), arc: arc)
      return .arcCost(arc: arc, value: network.cost[arc])
    }
  }

  private func supplyChanges(_ random: inout SplitMix64, _ network: inout FlowNetwork) -> [ProgramChange] {
    let sources = (0..<network.nodeCount).filter { network.supply[$0] > 0 }
    let sinks = (0..<network.nodeCount).filter { network.supply[$0] < 0 }
    var changes: [ProgramChange] = []
    for _ in 0..<max(1, network.nodeCount / 200) {
      let (source, sink) = (sources[random.whole(0...sources.count - 1)], sinks[random.whole(0...sinks.count - 1)])
      let step = Int64((Double(min(network.supply[source], -network.supply[sink])) * (factor(&random) - 1)).rounded())
      network.setSupply(network.supply[source] + step, node: source)
      network.setSupply(network.supply[sink] - step, node: sink)
      changes += [source, sink].map { .supply(node: $0, value: network.supply[$0]) }
    }
    return changes
  }

  private func arcChanges(_ random: inout SplitMix64, _ network: inout FlowNetwork) -> [ProgramChange] {
    var changes: [ProgramChange] = []
    for _ in 0..<10 {
      let like = random.whole(0...network.arcCount - 1)
      let other = random.whole(0...network.arcCount - 1)
      let (tail, head) = (network.tail[like], network.head[other])
      let cost = Int64((Double(network.cost[like]) * factor(&random)).rounded())
      network.addArc(from: Int(tail), to: Int(head), upper: network.upper[like], cost: cost)
      changes.append(.addArc(tail: Int(tail), head: Int(head), lower: 0, upper: network.upper[like], cost: cost))
    }
    for _ in 0..<10 {
      var arc = random.whole(0...network.arcCount - 1)
      while network.upper[arc] == 0 { arc = random.whole(0...network.arcCount - 1) }
      network.setBounds(arc, lower: 0, upper: 0)
      changes.append(.removeArc(arc: arc))
    }
    return changes
  }
}
