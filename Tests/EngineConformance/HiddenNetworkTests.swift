import Foundation
import GLPKEngine
import MathProgram
import NativeEngines
import Testing

/// Networks behind fixed columns, rows that bound one column and rows within rows: found, solved natively, and told in the
/// program's own terms so that the multipliers prove the bound.
@Suite struct HiddenNetworkTests {
  private static let rounds: Int = {
    let scale = ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1
    return max(1, Int(400 * scale))
  }()

  @Test func theNativeEngineAndGLPKAgreeOnHiddenNetworks() throws {
    let seed: UInt64 = 7
    var (optimal, infeasible) = (0, 0)
    for round in 0..<Self.rounds {
      var draw = HiddenNetwork(seed: seed &+ UInt64(round))
      let program = draw.program()
      let network = try program.network()
      let ours = network.outcome(try NativeFlowEngine().solve(.flow(network.network)), of: program)
      let theirs = try GLPKSolver().solve(.linear(program))
      #expect(ours.status() == theirs.status(), "seed \(seed), round \(round)")
      check(ours, theirs, program, "seed \(seed), round \(round)")
      if ours.status() == .optimal { optimal += 1 }
      if ours.status() == .infeasible { infeasible += 1 }
    }
    #expect(optimal > Self.rounds / 4 && infeasible > 0, "\(optimal) optimal, \(infeasible) infeasible")
  }

  private func check(_ ours: Outcome, _ theirs: Outcome, _ program: LinearProgram, _ place: String) {
    let certificate = LinearCertificate(program: program)
    if case .columns(let values)? = ours.solution, ours.status() == .optimal {
      #expect(certificate.violation(values) == nil, "\(place)")
      let (value, other) = (ours.objective ?? .nan, theirs.objective ?? .nan)
      #expect(abs(value - other) <= 1e-6 * max(1, abs(value)), "\(place): \(value), GLPK \(other)")
      guard case .rowMultipliers(let rows)? = ours.proof.evidence else {
        Issue.record("\(place): no multipliers")
        return
      }
      let proven = certificate.bound(rows) ?? .nan
      #expect(abs(proven - value) <= 1e-6 * max(1, abs(value)), "\(place): proven \(proven) of \(value)")
    }
    if ours.status() == .infeasible, case .farkas(let rows)? = ours.proof.evidence {
      #expect(certificate.provesInfeasible(rows), "\(place)")
    }
  }

  @Test func boundsThatCrossAreProvedInfeasible() throws {
    // Two at least of what may be one at most, in a row of its own.
    var program = LinearProgram()
    program.addColumn(upper: 1, objective: 3)
    program.addRow(lower: 2, entries: [(column: 0, coefficient: 1.0)])
    let network = try program.network()
    let outcome = network.outcome(try NativeFlowEngine().solve(.flow(network.network)), of: program)
    #expect(outcome.status() == .infeasible)
    guard case .farkas(let rows)? = outcome.proof.evidence else {
      Issue.record("no certificate")
      return
    }
    #expect(LinearCertificate(program: program).provesInfeasible(rows))
  }

  @Test func limitsBetweenStepsAreRoundedIntoTheirRange() throws {
    // Seven and a half units at most, in whole units: seven.
    var program = LinearProgram(direction: .maximize)
    program.addColumn(upper: 9.5, objective: 2)
    program.addColumn(upper: 9.5, objective: 1)
    program.addRow(upper: 7.5, entries: [(column: 0, coefficient: 1.0)])
    program.addRow(upper: 10.25, entries: [(column: 0, coefficient: 1.0), (column: 1, coefficient: 1.0)])
    let network = try program.network(stepsPerUnit: [1, 1])
    #expect(network.isRounded)
    let outcome = network.outcome(try NativeFlowEngine().solve(.flow(network.network)), of: program)
    #expect(outcome.solution == .columns([7, 3]) && outcome.objective == 17 && outcome.proof.bound == 17)
    let halves = try program.network(stepsPerUnit: [2, 2])
    let finer = halves.outcome(try NativeFlowEngine().solve(.flow(halves.network)), of: program)
    #expect(finer.solution == .columns([7.5, 2.5]))
  }

  @Test func wholeColumnsBesideQuantitiesMayDifferInSteps() throws {
    // A limit of 4.5 on a quantity in halves, and on two goods of three units each.
    var program = LinearProgram()
    program.addColumn(upper: 4.5, objective: -1)
    program.addColumn(upper: 1, objective: -6)
    program.addRow(upper: 6, entries: [(column: 0, coefficient: 1.0), (column: 1, coefficient: 3.0)])
    #expect(throws: NetworkObstacle.self) { try program.network(stepsPerUnit: [2, 1]) }
    let network = try program.network(stepsPerUnit: [2, 6])
    #expect(network.network.nodeCount == 2)
  }

  @Test func thePartsThatAreNetworksAreTakenOut() throws {
    var program = LinearProgram()
    for cost in [1.0, 2, 3, 4] { program.addColumn(upper: 5, objective: cost) }
    program.addRow(lower: 4, entries: [(column: 0, coefficient: 1.0), (column: 1, coefficient: 1.0)])
    program.addRow(lower: 4, entries: [(column: 2, coefficient: 1.0), (column: 3, coefficient: 2.0)])
    let parts = try #require(SeparableProgram(program))
    #expect(parts.partCount == 2 && parts.networkCount == 1)
    #expect(parts.networks.columns == [0, 1] && parts.rest.columns == [2, 3] && parts.rest.rows == [1])
    let network = parts.network.outcome(
      try NativeFlowEngine().solve(.flow(parts.network.network)), of: parts.networks.program)
    let rest = try GLPKSolver().solve(.linear(parts.rest.program))
    let whole = parts.outcome(network, rest, of: program)
    #expect(whole.solution == .columns([4, 0, 0, 2]) && whole.objective == 12 && whole.status() == .optimal)
    #expect(whole.proof.evidence == .rowMultipliers([1, 2]))
  }

  @Test func aProgramOfOnePieceHasNoParts() {
    var program = LinearProgram()
    for _ in 0..<2 { program.addColumn(upper: 5, objective: 1) }
    program.addRow(lower: 4, entries: [(column: 0, coefficient: 1.0), (column: 1, coefficient: 2.0)])
    #expect(SeparableProgram(program) == nil)
  }
}

/// Two layers of places with every kind of limit that lies within another.
private struct HiddenNetwork {
  private var random: Generator

  init(seed: UInt64) { random = Generator(state: seed) }

  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Double { Double(Int.random(in: range, using: &random)) / 4 }
  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  private typealias Entry = (column: Int, coefficient: Double)

  mutating func program() -> LinearProgram {
    var program = LinearProgram(direction: chance(70) ? .minimize : .maximize)
    let (plants, depots, customers) = (
      Int.random(in: 1...3, using: &random), Int.random(in: 1...3, using: &random), Int.random(in: 1...4, using: &random)
    )
    var out = [[Entry]](repeating: [], count: plants + depots)
    var into = [[Entry]](repeating: [], count: depots + customers)
    for from in 0..<(plants + depots) {
      let ends = from < plants ? 0..<depots : depots..<(depots + customers)
      for to in ends where chance(85) {
        for _ in 0...(chance(25) ? 1 : 0) {
          let isFixed = chance(8)
          let upper = isFixed ? 0 : number(4...40)
          let column = program.addColumn(lower: 0, upper: upper, objective: number(-6...40))
          out[from].append((column, 1))
          into[to].append((column, 1))
          if chance(25) { program.addRow(upper: number(2...30), entries: [(column: column, coefficient: 1)]) }
          if chance(6) { program.addRow(lower: number(0...3), entries: [(column: column, coefficient: 2)]) }
        }
      }
    }
    for plant in 0..<plants {
      program.addRow(upper: number(20...120), entries: out[plant])
      if chance(30) { program.addRow(lower: number(0...8), entries: out[plant]) }
    }
    for depot in 0..<depots {
      let leaving = out[plants + depot]
      program.addRow(
        lower: 0, upper: chance(50) ? 0 : .infinity,
        entries: into[depot].map { ($0.column, 1) } + leaving.map { ($0.column, -1) })
      addLimits(within: leaving, to: &program)
    }
    for customer in 0..<customers {
      let served = into[depots + customer]
      let asked = number(1...30)
      program.addRow(lower: chance(70) ? asked : 0, upper: asked, entries: served)
    }
    return program
  }

  /// A throughput, and a limit over some of what leaves.
  private mutating func addLimits(within leaving: [Entry], to program: inout LinearProgram) {
    if chance(60) { program.addRow(upper: number(10...90), entries: leaving) }
    let some = leaving.filter { _ in chance(60) }
    if chance(40) { program.addRow(lower: chance(20) ? 1 : -.infinity, upper: number(5...40), entries: some) }
  }
}
