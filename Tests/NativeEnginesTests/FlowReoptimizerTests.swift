import MathProgram
import NativeEngines
import Testing

@Suite struct FlowReoptimizerTests {
  @Test func everyAnswerReadInPlaceIsProvenAndEqualsSuccessiveShortestPaths() throws {
    for seed in campaign(200) {
      try replayChanges(to: randomNetwork(seed: 3_000_000 + seed), seed: seed)
    }
    for seed in campaign(40) {
      try replayChanges(to: randomNetwork(seed: 4_000_000 + seed, largest: 6, arcsANode: 100), seed: seed)
    }
  }

  @Test func closingAndReopeningAFacilityChangesTheCostBackAndForth() throws {
    var network = FlowNetwork(nodeCount: 5, supplyRule: .atMost)
    for (node, supply) in [50, 50, -10, -20, -5].enumerated() { network.setSupply(Int64(supply), node: node) }
    for customer in 2..<5 {
      network.addArc(from: 0, to: customer, cost: 1)
      network.addArc(from: 1, to: customer, cost: 4)
    }
    let flow = try FlowReoptimizer(network)
    #expect(try flow.solve() == .optimal)
    #expect(flow.objective == 35)
    flow.setSupply(0, node: 0)
    #expect(try flow.solve() == .optimal)
    #expect(flow.objective == 140)
    flow.setSupply(0, node: 1)
    #expect(try flow.solve() == .infeasible)
    flow.setSupply(50, node: 0)
    #expect(try flow.solve() == .optimal)
    #expect(flow.objective == 35)
    #expect(flow.flow(ofArc: 0) == 10)
  }

  @Test func aFaultyChangeUndoesAllChangesSinceTheLastSolve() throws {
    let flow = try FlowReoptimizer(twoPlants())
    #expect(try flow.solve() == .optimal)
    flow.setCost(1000, arc: 0)
    flow.setCost(1, arc: 9)
    #expect(throws: EngineError.self) { try flow.solve() }
    #expect(try flow.solve() == .optimal)
    #expect(flow.objective == 130)
  }

  @Test func aWorkLimitStopsAndTheNextSolveGoesOn() throws {
    let network = denseTransportation(40)
    let flow = try FlowReoptimizer(network)
    #expect(try flow.solve(SolveControl(workLimit: 30)) == .stopped(.workLimit))
    #expect(try flow.solve() == .optimal)
    expectProof(flow, network, "after a limit")
  }

  private func replayChanges(to start: FlowNetwork, seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 78)
    var network = start
    let flow = try FlowReoptimizer(network)
    for round in 0..<6 {
      let note = "seed \(seed), round \(round)"
      switch (try flow.solve(), SuccessiveShortestPaths.solve(network)) {
      case (.optimal, .optimal(let cost)):
        expectProof(flow, network, note)
        #expect(flow.objective == cost, "\(note)")
      case (.infeasible, .infeasible), (.unbounded, .unbounded): break
      case (let end, let answer): Issue.record("\(note): \(end) where \(answer)")
      }
      for _ in 0..<Int.random(in: 0...6, using: &random) { change(flow, &network, &random) }
    }
  }

  private func expectProof(_ flow: FlowReoptimizer, _ network: FlowNetwork, _ note: String) {
    let amounts = (0..<network.arcCount).map { flow.flow(ofArc: $0) }
    let potentials = (0..<network.nodeCount).map { flow.potential(ofNode: $0) }
    #expect(network.violation(ofFlow: amounts) == nil, "\(note)")
    #expect(network.objective(ofFlow: amounts) == network.dualValue(ofPotentials: potentials), "\(note)")
    var visited = [Int64](repeating: 0, count: network.arcCount)
    flow.forEachFlow { arc, amount in visited[arc] += amount }
    #expect(visited == amounts, "\(note)")
  }

  /// One random change, of the network too.
  private func change(_ flow: FlowReoptimizer, _ network: inout FlowNetwork, _ random: inout SplitMix64) {
    let nodes = 0..<network.nodeCount
    let (first, second) = (Int.random(in: nodes, using: &random), Int.random(in: nodes, using: &random))
    let kind = Int.random(in: 0..<4, using: &random)
    if kind == 0 {
      let amount = Int64.random(in: 0...20, using: &random)
      network.setSupply(network.supply[first] + amount, node: first)
      network.setSupply(network.supply[second] - amount, node: second)
      for node in [first, second] { flow.setSupply(network.supply[node], node: node) }
    } else if kind == 1 || network.arcCount == 0 {
      let upper = Int64.random(in: 0...30, using: &random)
      network.addArc(from: first, to: second, upper: upper, cost: 5)
      flow.addArc(from: first, to: second, upper: upper, cost: 5)
    } else {
      let arc = Int.random(in: 0..<network.arcCount, using: &random)
      if kind == 2 {
        network.setCost(network.cost[arc] + Int64.random(in: -3...9, using: &random), arc: arc)
        flow.setCost(network.cost[arc], arc: arc)
      } else {
        let (lower, upper) = randomBounds(&random, 20, 30, 20)
        network.setBounds(arc, lower: lower, upper: upper)
        flow.setBounds(arc, lower: lower, upper: upper)
      }
    }
  }
}
