import MathProgram
@testable import NativeEngines
import Testing

/// The way of large networks, on all: cost scaling, then a crossover to a basis, then the simplex.
@Suite struct CostScalingTests {
  @Test func everyAnswerByWayOfCostScalingIsProvenAndEqualsSuccessiveShortestPaths() throws {
    var scaled = 0
    for seed in campaign(1000) {
      let network = randomNetwork(seed: 3_000_000 + seed, largest: 30)
      guard let problem = try? FlowProblem(network, scaledFrom: 0) else { continue }
      let answer = provenAnswer(problem.solve(SolveControl()), network, "seed \(seed)")
      #expect(answer == SuccessiveShortestPaths.solve(network), "seed \(seed)")
      if problem.beganScaled { scaled += 1 }
    }
    #expect(scaled > campaign(1000).count / 4)
  }

  @Test func warmStartsGoOnFromTheBasisOfACostScaling() throws {
    for seed in campaign(200) {
      var network = randomNetwork(seed: 4_000_000 + seed, largest: 30)
      guard network.arcCount > 0, let problem = try? FlowProblem(network, scaledFrom: 0) else { continue }
      _ = problem.solve(SolveControl())
      let arc = Int(seed) % network.arcCount
      let cost = network.cost[arc] / 2 + 1
      network.setCost(cost, arc: arc)
      try problem.apply([.arcCost(arc: arc, value: cost)])
      let answer = provenAnswer(problem.solve(SolveControl()), network, "seed \(seed)")
      #expect(answer == SuccessiveShortestPaths.solve(network), "seed \(seed)")
    }
  }

  @Test func aLargeSparseNetworkTakesTheProductionPathAndIsProven() throws {
    let network = largeSparseNetwork(nodes: 25_000, arcs: FlowProblem.scaledFrom)
    let problem = try FlowProblem(network)
    let outcome = problem.solve(SolveControl())
    #expect(problem.beganScaled)
    #expect(provenAnswer(outcome, network, "large") != nil)
    let bySimplex = try FlowProblem(network, scaledFrom: .max)
    #expect(bySimplex.solve(SolveControl()).objective == outcome.objective)
    #expect(!bySimplex.beganScaled)
  }

  /// Few sources and sinks, chains of dear arcs between them, all other arcs from anywhere to anywhere.
  private func largeSparseNetwork(nodes: Int, arcs: Int) -> FlowNetwork {
    var random = SplitMix64(seed: 7)
    var network = FlowNetwork(nodeCount: nodes)
    let pairs = 100
    for pair in 0..<pairs {
      let amount = Int64.random(in: 500...1500, using: &random)
      for node in stride(from: pair, to: nodes - pairs, by: pairs) {
        network.addArc(from: node, to: node + pairs, upper: amount, cost: 10_000)
      }
      network.setSupply(amount, node: pair)
      network.setSupply(-amount, node: nodes - pairs + pair)
    }
    while network.arcCount < arcs {
      let (tail, head) = (Int.random(in: 0..<nodes, using: &random), Int.random(in: 0..<nodes, using: &random))
      network.addArc(
        from: tail, to: head, upper: .random(in: 1...1000, using: &random), cost: .random(in: 1...10_000, using: &random))
    }
    return network
  }
}
