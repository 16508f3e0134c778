import Foundation
import MathProgram
import Testing

/// Random small programs against an oracle that tries every whole point, and random ones whose certificates speak for
/// themselves.
struct RandomProgramTests {
  private static let scale = Double(ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"] ?? "") ?? 1
  private static let campaign = max(1, Int(300 * scale))

  @Test func wholeProgramsAgreeWithTryingEveryPoint() throws {
    for seed in 1...Self.campaign {
      var generator = ProgramGenerator(seed: UInt64(seed))
      let program = generator.small(integers: 4, continuous: seed % 3 == 0 ? 1 : 0)
      let oracle = ExhaustiveOracle(program).best()
      for engine in EnginesUnderTest.all where engine.capabilities.integers {
        let outcome = try engine.solve(.linear(program), SolveControl(proofWork: 20_000))
        let label = "\(engine.name), seed \(seed)"
        if let oracle {
          #expect(outcome.status() == .optimal, "\(label): \(oracle) expected: \(outcome)")
          #expect(
            abs((outcome.objective ?? .nan) - oracle) <= 1e-7 * max(1, abs(oracle)), "\(label): \(oracle): \(outcome)")
          expectCertified(outcome, program, label)
        } else {
          #expect(outcome.status() == .infeasible, "\(label): \(outcome)")
          expectCertified(outcome, program, label)
        }
      }
    }
  }

  @Test func linearProgramsProveThemselves() throws {
    var counts: [Outcome.Status: Int] = [:]
    for seed in 1...Self.campaign {
      var generator = ProgramGenerator(seed: UInt64(1000 + seed))
      let program = generator.linear()
      for engine in EnginesUnderTest.all where engine.capabilities.linearPrograms {
        let outcome = try engine.solve(.linear(program))
        let label = "\(engine.name), seed \(1000 + seed)"
        expectCertified(outcome, program, label)
        counts[outcome.status(), default: 0] += 1
      }
    }
    // The campaign means little when one of these hardly occurs.
    for status in [Outcome.Status.optimal, .infeasible, .unbounded] {
      #expect(counts[status, default: 0] >= Self.campaign / 20, "\(counts)")
    }
  }

  @Test func networksHaveOneAnswerInEveryEngine() throws {
    for seed in 1...Self.campaign {
      var generator = ProgramGenerator(seed: UInt64(2000 + seed))
      let network = generator.network()
      let outcomes = try EnginesUnderTest.all.filter(\.capabilities.flowNetworks).map { try $0.solve(.flow(network)) }
      for (engine, outcome) in zip(EnginesUnderTest.all, outcomes) {
        expectCertified(outcome, network, "\(engine.name), seed \(2000 + seed)")
        #expect(outcome.status() == outcomes[0].status(), "seed \(2000 + seed)")
        if outcome.status() == .optimal { #expect(outcome.objective == outcomes[0].objective, "seed \(2000 + seed)") }
      }
    }
  }

  @Test func changedSessionsAgreeWithFreshOnes() throws {
    for seed in 1...max(1, Self.campaign / 6) {
      var generator = ProgramGenerator(seed: UInt64(3000 + seed))
      var program = generator.linear()
      for engine in EnginesUnderTest.all where engine.capabilities.linearPrograms {
        let session = try engine.open(.linear(program))
        defer { session.close() }
        for step in 0..<6 {
          _ = try session.solve(SolveControl())
          let change = generator.change(&program)
          try session.apply([change])
          let warm = try session.solve(SolveControl())
          let fresh = try engine.solve(.linear(program))
          let label = "\(engine.name), seed \(3000 + seed), step \(step)"
          expectCertified(warm, program, label)
          #expect(warm.status() == fresh.status(), "\(label)")
          if let one = warm.objective, let two = fresh.objective, warm.status() == .optimal {
            #expect(abs(one - two) <= 1e-7 * max(1, abs(one)), "\(label)")
          }
        }
      }
    }
  }
}

/// Tries every whole point within the bounds; at most one column is continuous, and takes its best place between what
/// the rows leave it.
struct ExhaustiveOracle {
  private let program: LinearProgram
  private let sign: Double

  init(_ program: LinearProgram) {
    self.program = program
    sign = program.direction == .maximize ? -1 : 1
  }

  func best() -> Double? {
    var best: Double?
    var point = [Double](repeating: 0, count: program.columnCount)
    visit(0, &point) { value in best = min(best ?? .infinity, value) }
    return best.map { sign * $0 + program.objectiveConstant }
  }

  private func visit(_ column: Int, _ point: inout [Double], _ found: (Double) -> Void) {
    guard column < program.columnCount else {
      if let value = complete(point) { found(value) }
      return
    }
    guard program.isInteger[column] else { return visit(column + 1, &point, found) }
    var value = program.columnLower[column].rounded(.up)
    while value <= program.columnUpper[column] {
      point[column] = value
      visit(column + 1, &point, found)
      value += 1
    }
  }

  /// The minimised value of the point with the best place of the continuous column, if there is one.
  private func complete(_ point: [Double]) -> Double? {
    let free = (0..<program.columnCount).first { !program.isInteger[$0] }
    var low = free.map { program.columnLower[$0] } ?? 0
    var high = free.map { program.columnUpper[$0] } ?? 0
    for row in 0..<program.rowCount {
      var sum = 0.0
      var slope = 0.0
      for entry in program.entryRange(ofRow: row) {
        let column = Int(program.columnIndices[entry])
        if column == free {
          slope = program.coefficients[entry]
        } else {
          sum += program.coefficients[entry] * point[column]
        }
      }
      let (least, most) = (program.rowLower[row] - sum, program.rowUpper[row] - sum)
      if slope == 0 {
        if least > 0 || most < 0 { return nil }
      } else {
        low = max(low, slope > 0 ? least / slope : most / slope)
        high = min(high, slope > 0 ? most / slope : least / slope)
      }
    }
    if low > high + 1e-12 { return nil }
    var total = 0.0
    for column in 0..<program.columnCount where column != free {
      total += sign * program.objective[column] * point[column]
    }
    guard let free else { return total }
    let cost = sign * program.objective[free]
    return total + cost * (cost >= 0 ? low : high)
  }
}
