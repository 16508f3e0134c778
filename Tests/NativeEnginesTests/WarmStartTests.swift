import MathProgram
import NativeEngines
import Testing

@Suite struct WarmStartTests {
  let engine = NativeFlowEngine()

  @Test func everyWarmAnswerIsProvenAndEqualsSuccessiveShortestPaths() throws {
    for seed in campaign(400) {
      try replayChanges(to: randomNetwork(seed: seed), seed: seed)
    }
  }

  @Test func warmAnswersOfDenseNetworksAreProvenToo() throws {
    for seed in campaign(60) {
      try replayChanges(to: randomNetwork(seed: seed, largest: 6, arcsANode: 100), seed: seed)
    }
  }

  @Test func aRemovedArcCarriesNothingAndCannotChangeAgain() throws {
    let session = try engine.open(.flow(twoPlants()))
    #expect(try session.solve(SolveControl()).objective == 130)
    try session.apply([.removeArc(arc: 0)])
    let outcome = try session.solve(SolveControl())
    #expect(outcome.proof.isInfeasible)
    #expect(throws: EngineError.self) { try session.apply([.arcCost(arc: 0, value: 1)]) }
  }

  @Test func anAddedArcIsTheLast() throws {
    let session = try engine.open(.flow(twoPlants()))
    _ = try session.solve(SolveControl())
    try session.apply([.addArc(tail: 0, head: 3, lower: 0, upper: 10, cost: 0)])
    let outcome = try session.solve(SolveControl())
    #expect(outcome.solution == .flow([10, 0, 15, 5, 10]))
  }

  @Test func changesThatCouldOverflowAreRefusedAndLeaveTheSessionAsItWas() throws {
    let session = try engine.open(.flow(twoPlants()))
    _ = try session.solve(SolveControl())
    #expect(throws: EngineError.self) {
      try session.apply([.arcCost(arc: 1, value: 7), .arcCost(arc: 0, value: .max)])
    }
    #expect(throws: EngineError.self) { try session.apply([.supply(node: 0, value: .max)]) }
    #expect(try session.solve(SolveControl()).objective == 130)
  }

  @Test func aSessionCanGoOnAfterAWorkLimit() throws {
    let network = denseTransportation(40)
    let session = try engine.open(.flow(network))
    #expect(try session.solve(SolveControl(workLimit: 30)).stoppedBy == .workLimit)
    let outcome = try session.solve(SolveControl())
    #expect(provenAnswer(outcome, network, "after a limit") == provenAnswer(try engine.solve(.flow(network)), network, ""))
  }

  @Test func numbersMayOutgrow32BitsBetweenSolves() throws {
    var network = twoPlants()
    let session = try engine.open(.flow(network))
    for factor: Int64 in [1, 1_000_000_000_000, 3] {
      for arc in 0..<4 { network.setCost(Int64(arc + 1) * factor, arc: arc) }
      try session.apply((0..<4).map { .arcCost(arc: $0, value: network.cost[$0]) })
      let answer = provenAnswer(try session.solve(SolveControl()), network, "factor \(factor)")
      #expect(answer == SuccessiveShortestPaths.solve(network))
    }
  }

  private func replayChanges(to start: FlowNetwork, seed: UInt64) throws {
    var random = SplitMix64(seed: seed &+ 77)
    var network = start
    let session = try engine.open(.flow(network))
    var removed: Set<Int> = []
    for round in 0..<6 {
      let answer = provenAnswer(try session.solve(SolveControl()), network, "seed \(seed), round \(round)")
      #expect(answer == SuccessiveShortestPaths.solve(network), "seed \(seed), round \(round)")
      var changes: [ProgramChange] = []
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        changes += randomChanges(&random, &network, &removed)
      }
      try session.apply(changes)
    }
  }

  /// Changes of one kind, also made to `network`.
  private func randomChanges(
    _ random: inout SplitMix64, _ network: inout FlowNetwork, _ removed: inout Set<Int>
  ) -> [ProgramChange] {
    let size = max(1, network.supply.map(\.magnitude).max() ?? 1)
    let magnitude = Int64(clamping: size)
    let (first, second) = (
      Int.random(in: 0..<network.nodeCount, using: &random), Int.random(in: 0..<network.nodeCount, using: &random)
    )
    let left = (0..<network.arcCount).filter { !removed.contains($0) }
    let kind = Int.random(in: 0..<5, using: &random)
    if kind == 0 {
      let amount = Int64.random(in: 0...magnitude, using: &random)
      network.setSupply(network.supply[first] + amount, node: first)
      network.setSupply(network.supply[second] - amount, node: second)
      return [first, second].map { .supply(node: $0, value: network.supply[$0]) }
    }
    if kind == 1 {
      let (lower, upper) = randomBounds(&random, magnitude, 30, 20)
      let cost = Int64.random(in: -20...100, using: &random)
      network.addArc(from: first, to: second, lower: lower, upper: upper, cost: cost)
      return [.addArc(tail: first, head: second, lower: lower, upper: upper, cost: cost)]
    }
    guard let arc = left.randomElement(using: &random) else { return [] }
    switch kind {
    case 2:
      let cost = network.cost[arc] * 4 / 5 + Int64.random(in: -1...20, using: &random)
      network.setCost(cost, arc: arc)
      return [.arcCost(arc: arc, value: cost)]
    case 3:
      let (lower, upper) = randomBounds(&random, magnitude, 30, 20)
      network.setBounds(arc, lower: lower, upper: upper)
      return [.arcBounds(arc: arc, lower: lower, upper: upper)]
    default:
      removed.insert(arc)
      network.setBounds(arc, lower: 0, upper: 0)
      return [.removeArc(arc: arc)]
    }
  }
}
