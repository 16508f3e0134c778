import MathProgram
import Testing

/// Every engine on every program that it takes: the answer, and the certificate of the answer.
struct ConformanceTests {
  static let programs = LinearPrograms.all + IntegerPrograms.all + FlowPrograms.all + FixedChargePrograms.all

  @Test(arguments: programs)
  func everyEngineGivesTheKnownAnswerWithItsProof(_ known: ConformanceProgram) throws {
    for engine in EnginesUnderTest.all where EnginesUnderTest.takes(engine, known) {
      let outcome = try engine.solve(known.program)
      let label = "\(engine.name) on \(known.name)"
      switch known.answer {
      case .optimal(let optimum):
        #expect(outcome.status() == .optimal, "\(label): \(outcome)")
        let slack = 1e-9 * max(1e-3, abs(optimum))
        #expect(abs((outcome.objective ?? .nan) - optimum) <= slack, "\(label): \(outcome)")
      case .infeasible: #expect(outcome.status() == .infeasible, "\(label): \(outcome)")
      case .unbounded: #expect(outcome.status() == .unbounded, "\(label): \(outcome)")
      }
      #expect(outcome.stoppedBy == .proof, "\(label): \(outcome)")
      switch known.program {
      case .linear(let program):
        expectCertified(outcome, program, label, needsEvidence: known.withoutEvidence == nil)
      case .flow(let network):
        expectCertified(outcome, network, label, needsEvidence: known.withoutEvidence == nil)
      case .fixedCharge(let network): expectCertified(outcome, network, label)
      case .award, .fixedChargeFlow: break
      }
    }
  }

  @Test func aNetworkHasTheSameAnswerAsItsLinearProgram() throws {
    for known in FlowPrograms.all {
      guard case .flow(let network) = known.program else { continue }
      let engines = EnginesUnderTest.all.filter { EnginesUnderTest.takes($0, known) }
      for engine in engines where engine.capabilities.linearPrograms {
        let program = LinearProgram(network)
        let outcome = try engine.solve(.linear(program))
        expectCertified(outcome, program, known.name, needsEvidence: known.withoutEvidence == nil)
        let flow = try engine.solve(known.program)
        #expect(outcome.status() == flow.status(), "\(known.name)")
      }
    }
  }

  @Test func everyEngineRefusesByNameWhatItDoesNotTake() {
    for engine in EnginesUnderTest.all {
      for known in Self.programs where !EnginesUnderTest.takes(engine, known) {
        #expect(throws: EngineError.self, "\(engine.name) on \(known.name)") { try engine.open(known.program) }
      }
    }
  }

  @Test func everyExclusionNamesAProgramAndAnEngine() {
    for exclusion in EnginesUnderTest.exclusions {
      #expect(EnginesUnderTest.all.contains { $0.name == exclusion.engine })
      #expect(Self.programs.contains { $0.name == exclusion.program })
      #expect(!exclusion.reason.isEmpty)
    }
  }

  @Test func noProgramWithFaultsReachesAnEngine() {
    for engine in EnginesUnderTest.all {
      for program in FaultyPrograms.all {
        #expect(throws: EngineError.self, "\(engine.name)") { try engine.open(program) }
      }
    }
  }

  @Test func aSolveDoneTwiceInASessionGivesTheSame() throws {
    for engine in EnginesUnderTest.all {
      for known in Self.programs where EnginesUnderTest.takes(engine, known) {
        let session = try engine.open(known.program)
        defer { session.close() }
        let first = try session.solve(SolveControl())
        let second = try session.solve(SolveControl())
        #expect(first.status() == second.status(), "\(engine.name) on \(known.name)")
        let (one, two) = (first.objective ?? 0, second.objective ?? 0)
        // An unbounded program may show any of its points.
        if first.status() == .optimal { #expect(abs(one - two) <= 1e-9 * max(1, abs(one)), "\(known.name)") }
      }
    }
  }
}

/// NaN, infinities in the wrong places, duplicates, columns that are not there.
enum FaultyPrograms {
  static var all: [Program] {
    linear.map { .linear($0) } + [.flow(networkBeyondItsNodes)] + networksOfSites.map { .fixedCharge($0) }
  }

  private static var linear: [LinearProgram] {
    let infinity = Double.infinity
    let columns: [ColumnSketch] = [
      .init(cost: .nan), .init(cost: infinity), .init(lower: .nan), .init(upper: .nan), .init(lower: infinity),
      .init(upper: -infinity),
    ]
    let rows: [RowSketch] = [
      .init(lower: .nan, entries: [0: 1]), .init(upper: .nan, entries: [0: 1]), .init(lower: infinity, entries: [0: 1]),
      .init(upper: -infinity, entries: [0: 1]), .init(upper: 1, entries: [0: .nan]),
      .init(upper: 1, entries: [0: infinity]), .init(upper: 1, entries: [7: 1]), .init(upper: 1, entries: [-1: 1]),
    ]
    var duplicate = sketch([.init(cost: 1)], [])
    duplicate.addRow(lower: 1, entries: [0, 0].map { (column: $0, coefficient: 1.0) })
    return columns.map { sketch([$0], []) } + rows.map { sketch([.init(cost: 1)], [$0]) } + [duplicate]
      + [sketch([], [], constant: .nan)]
  }

  private static var networksOfSites: [FixedChargeNetwork] {
    func network(
      fixedCost: Double = 1, capacity: Double = 9, cost: Double = 1, weight: Double = 1, item: Int = 0
    ) -> FixedChargeNetwork {
      var network = FixedChargeNetwork(itemCount: 1, sourcing: .split)
      network.addSite(fixedCost: fixedCost, capacity: capacity)
      network.addArc(site: 0, item: item, cost: cost, weight: weight)
      return network
    }
    var double = network()
    double.addArc(site: 0, item: 0, cost: 2, weight: 1)
    return [
      network(fixedCost: .nan), network(capacity: -1), network(capacity: .nan), network(cost: .infinity),
      network(weight: -1), network(item: 1), double,
    ]
  }

  private static var networkBeyondItsNodes: FlowNetwork {
    var network = FlowNetwork(nodeCount: 2)
    network.addArc(from: 0, to: 2, cost: 1)
    return network
  }
}
