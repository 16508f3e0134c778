import Foundation
import GLPKEngine
import MathProgram
import NativeEngines
import Testing

/// What a bound and a plan leave of a program, and programs that are flows with fixed charges but for some rows.
struct ProvedCoreTests {
  private static let scale = Double(ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"] ?? "") ?? 1

  private static func seeds(_ count: Double) -> ClosedRange<UInt64> { 1...UInt64(max(1, count * scale)) }

  private func steps(_ program: LinearProgram) -> [Double] { [Double](repeating: 1, count: program.columnCount) }

  /// A plan and a root's multipliers, of a search that hardly began.
  private func begun(_ flow: FixedChargeFlow) -> (plan: [Double], value: Double, root: RootRelaxation)? {
    let outcome = try? FixedChargeEngine().solve(.fixedChargeFlow(flow), SolveControl(workLimit: 300))
    guard let outcome, case .columns(let plan)? = outcome.solution, let value = outcome.objective, let root = outcome.root
    else { return nil }
    return (plan, value, root)
  }

  @Test func nothingBetterLiesOutsideTheCore() throws {
    var (fixed, decided) = (0, 0)
    for seed in Self.seeds(120) {
      let program = RandomFixedChargeFlow(seed: seed).program
      guard let flow = try? program.fixedChargeFlow(stepsPerUnit: steps(program)), let begun = begun(flow) else { continue }
      let (plan, value, root) = begun
      guard let core = ProvedCore(program, multipliers: root.multipliers, plan: plan, cutoff: value) else { continue }
      let sign: Double = program.direction == .maximize ? -1 : 1
      let slack = 1e-6 * max(1, abs(value))
      let left = core.program(of: program)
      #expect(LinearCertificate(program: left).violation(plan) == nil, "seed \(seed): the plan lies outside")
      let rest = try GLPKSolver().solve(.linear(left), SolveControl(proofWork: 20_000))
      let best = try #require(GLPKSolver().solve(.linear(program)).objective, "seed \(seed)")
      let inCore = try #require(rest.objective, "seed \(seed)")
      #expect(abs(best - inCore) <= slack, "seed \(seed): \(best), in the core \(inCore)")
      #expect(sign * (core.bound - best) >= -slack, "seed \(seed)")
      fixed += core.fixings.count
      if core.fixings.count == flow.switches.count { decided += 1 }
      guard case .branchTree(let tree)? = rest.proof.evidence, rest.status() == .optimal else { continue }
      let shown = try #require(LinearCertificate(program: program).bound(core.proof(ofCore: tree)), "seed \(seed)")
      let shownOfCore = try #require(LinearCertificate(program: left).bound(tree), "seed \(seed)")
      let both = sign * min(sign * shownOfCore, sign * core.bound)
      #expect(abs(shown - both) <= slack, "seed \(seed): \(shown) is shown, \(both) of both")
    }
    print("\(fixed) columns fixed, all of \(decided) programs")
    #expect(Double(fixed) > 60 * Self.scale)
  }

  @Test func whatTheRestProvesIsProvedOfTheWhole() throws {
    var decisive = 0
    for seed in Self.seeds(80) {
      let plain = RandomFixedChargeFlow(seed: seed).program
      var draw = ProgramGenerator(seed: seed + 9_000)
      var program = plain
      let flows = (0..<plain.columnCount).filter { plain.columnUpper[$0] > 1 }
      guard flows.count > 2, (try? plain.fixedChargeFlow(stepsPerUnit: steps(plain))) != nil else { continue }
      // A budget of a sort: no row of a network.
      let entries = flows.enumerated().map { (column: $1, coefficient: Double(2 + 3 * ($0 % 3))) }
      program.addRow(lower: -.infinity, upper: draw.number(20...120), entries: entries)
      guard (try? program.fixedChargeFlow(stepsPerUnit: steps(program))) == nil else { continue }
      let sketch = try program.fixedChargeSketch(
        stepsPerUnit: steps(program), sideRows: [plain.rowCount], mostTries: 2)
      #expect(sketch.leftOut == [plain.rowCount], "seed \(seed)")
      guard let outcome = try? FixedChargeEngine().solve(.fixedChargeFlow(sketch.flow)),
        let best = try GLPKSolver().solve(.linear(program)).objective
      else { continue }
      let sign: Double = program.direction == .maximize ? -1 : 1
      let bound = try #require(outcome.proof.bound, "seed \(seed)")
      #expect(sign * (best - bound) >= -1e-6 * max(1, abs(best)), "seed \(seed): \(bound) of \(best)")
      guard case .branchTree(let proof)? = outcome.proof.evidence else { continue }
      let shown = LinearCertificate(program: program).bound(proof) ?? -.infinity * sign
      #expect(abs(shown - bound) <= 1e-6 * max(1, abs(bound)), "seed \(seed): \(shown) is shown of \(bound)")
      if abs(best - bound) > 1e-6 * max(1, abs(best)) { decisive += 1 }
    }
    print("\(decisive) programs cost more for the row that was left out")
    #expect(Double(decisive) >= 5 * Self.scale)
  }

  @Test func ofManyRowsAllAreLeftOut() throws {
    let plain = (1...20 as ClosedRange<UInt64>).lazy.map { RandomFixedChargeFlow(seed: $0).program }
      .first { (try? $0.fixedChargeFlow(stepsPerUnit: steps($0))) != nil }
    var program = try #require(plain)
    let first = program.rowCount
    let flows = (0..<program.columnCount).filter { program.columnUpper[$0] > 1 }
    for place in 0..<3 {
      // The first says something of one flow alone, which is no obstacle.
      let entries = flows.enumerated().filter { place > 0 || $0.0 == 0 }.map { (column: $1, coefficient: Double(2 + ($0 + place) % 5)) }
      program.addRow(lower: -.infinity, upper: 1_000, entries: entries)
    }
    let sideRows = Array(first..<first + 3)
    let tried = try program.fixedChargeSketch(stepsPerUnit: steps(program), sideRows: sideRows, mostTries: 3)
    #expect(tried.leftOut == [first + 1, first + 2])
    let untried = try program.fixedChargeSketch(stepsPerUnit: steps(program), sideRows: sideRows, mostTries: 2)
    #expect(untried.leftOut == sideRows)
    #expect(throws: FixedChargeObstacle.self) {
      try program.fixedChargeSketch(stepsPerUnit: steps(program), sideRows: [first + 1], mostTries: 2)
    }
  }
}
