import MathProgram
import NativeEngines
import Synchronization
import Testing

@Suite struct NativeFlowEngineTests {
  let engine = NativeFlowEngine()

  @Test func everyAnswerOnARandomNetworkIsProvenAndEqualsSuccessiveShortestPaths() throws {
    for seed in campaign(1000) {
      let network = randomNetwork(seed: seed)
      let answer = provenAnswer(try engine.solve(.flow(network)), network, "seed \(seed)")
      #expect(answer == SuccessiveShortestPaths.solve(network), "seed \(seed)")
    }
  }

  @Test func largerRandomNetworksAreProvenToo() throws {
    for seed in campaign(100) {
      let network = randomNetwork(seed: 1_000_000 + seed, largest: 80)
      let answer = provenAnswer(try engine.solve(.flow(network)), network, "seed \(seed)")
      #expect(answer == SuccessiveShortestPaths.solve(network), "seed \(seed)")
    }
  }

  @Test func denseNetworksAreProvenThoughMostArcsAreNeverInTheTable() throws {
    for seed in campaign(100) {
      let network = randomNetwork(seed: 2_000_000 + seed, largest: 8, arcsANode: 100)
      let answer = provenAnswer(try engine.solve(.flow(network)), network, "seed \(seed)")
      #expect(answer == SuccessiveShortestPaths.solve(network), "seed \(seed)")
    }
  }

  @Test(.enabled(if: DimacsFiles.folder != nil))
  func everyPublicNetworkHasItsPublishedOptimum() throws {
    let optima = try DimacsFiles.knownOptima()
    for path in try DimacsFiles.paths() {
      let network = try DimacsFiles.network(path)
      let answer = provenAnswer(try engine.solve(.flow(network)), network, path)
      let name = path.split(separator: "/").last!.split(separator: ".").first!
      guard let optimum = optima[String(name)] else { continue }
      #expect(answer == .optimal(Int128(optimum)), "\(path)")
    }
  }

  @Test func twoPlantsServeTheirNearestShops() throws {
    let outcome = try engine.solve(.flow(twoPlants()))
    #expect(outcome.solution == .flow([20, 0, 5, 15]))
    #expect(outcome.objective == 130)
    #expect(outcome.proof.bound == 130)
  }

  @Test func networksWithoutNodesOrArcsAreOptimalAtZero() throws {
    for nodes in 0...3 {
      let network = FlowNetwork(nodeCount: nodes)
      #expect(provenAnswer(try engine.solve(.flow(network)), network, "\(nodes) nodes") == .optimal(0))
    }
  }

  @Test func numbersThatCouldOverflowAreRefused() throws {
    var network = twoPlants()
    network.setCost(Int64.max, arc: 0)
    #expect(throws: EngineError.self) { try engine.open(.flow(network)) }
    network = twoPlants()
    network.setBounds(0, lower: Int64.min, upper: 0)
    #expect(throws: EngineError.self) { try engine.open(.flow(network)) }
    network = twoPlants()
    network.setSupply(Int64.max, node: 0)
    #expect(throws: EngineError.self) { try engine.open(.flow(network)) }
  }

  @Test func anArcToNowhereIsRefused() throws {
    var network = FlowNetwork(nodeCount: 2)
    network.addArc(from: 0, to: 2, cost: 1)
    #expect(throws: EngineError.self) { try engine.open(.flow(network)) }
  }

  @Test func linearProgramsAreRefusedByName() {
    #expect(throws: EngineError.unsupported(engine: "native", reason: "linear programs")) {
      try engine.open(.linear(LinearProgram()))
    }
  }

  @Test func aRaisedCancelFlagStopsTheSolve() throws {
    let flag = CancelFlag()
    flag.cancel()
    let outcome = try engine.solve(.flow(denseTransportation(40)), SolveControl(cancel: flag))
    #expect(outcome.stoppedBy == .interrupt)
    #expect(outcome.status() != .optimal)
  }

  @Test func aPassedDeadlineStopsTheSolve() throws {
    let outcome = try engine.solve(.flow(denseTransportation(40)), SolveControl(deadline: .now))
    #expect(outcome.stoppedBy == .timeLimit)
  }

  @Test func aWorkLimitEndsAtTheSamePlaceEveryTime() throws {
    let network = denseTransportation(40)
    let (first, second) = (
      try engine.solve(.flow(network), SolveControl(workLimit: 90)),
      try engine.solve(.flow(network), SolveControl(workLimit: 90))
    )
    #expect(first.stoppedBy == .workLimit)
    #expect(first.work <= 90)
    #expect(first.solution == second.solution)
    #expect(first.proof.evidence == second.proof.evidence)
  }

  @Test func twoSolvesOfOneNetworkAreEqualInEveryNumber() throws {
    let network = denseTransportation(60)
    let (first, second) = (try engine.solve(.flow(network)), try engine.solve(.flow(network)))
    #expect(first.solution == second.solution)
    #expect(first.proof.evidence == second.proof.evidence)
    #expect(first.work == second.work)
  }

  @Test func progressIsReported() throws {
    let counter = ProgressCounter()
    _ = try engine.solve(.flow(denseTransportation(60)), SolveControl(progress: { _ in counter.count() }))
    #expect(counter.total > 0)
  }

  @Test func aClosedSessionSaysSo() throws {
    let session = try engine.open(.flow(twoPlants()))
    session.close()
    session.close()
    #expect(throws: EngineError.closed) { try session.solve(SolveControl()) }
    #expect(throws: EngineError.closed) { try session.apply([.supply(node: 0, value: 1)]) }
  }

  @Test func changesAreAppliedAllOrNone() throws {
    let session = try engine.open(.flow(twoPlants()))
    #expect(throws: EngineError.self) {
      try session.apply([.arcCost(arc: 0, value: 100), .arcCost(arc: 9, value: 1)])
    }
    #expect(try session.solve(SolveControl()).objective == 130)
  }
}
