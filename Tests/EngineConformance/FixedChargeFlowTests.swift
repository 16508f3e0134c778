import Foundation
import GLPKEngine
import MathProgram
import NativeEngines
import Testing

/// Flows with fixed charges: the native engine against GLPK on the same programs, and its proofs against the program alone.
struct FixedChargeFlowTests {
  private static let scale = Double(ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"] ?? "") ?? 1

  private static func seeds(_ count: Double) -> ClosedRange<UInt64> { 1...UInt64(max(1, count * scale)) }

  /// Nil where the program is no such flow.
  private func flow(in program: LinearProgram) -> FixedChargeFlow? {
    try? program.fixedChargeFlow(stepsPerUnit: [Double](repeating: 1, count: program.columnCount))
  }

  @Test func theOptimumIsThatOfBranchAndCutAndProven() throws {
    var (recognized, branched, infeasible, counting, decisive) = (0, 0, 0, 0, 0)
    for seed in Self.seeds(200) {
      let program = RandomFixedChargeFlow(seed: seed).program
      guard let flow = flow(in: program) else { continue }
      recognized += 1
      let glpk = try GLPKSolver().solve(.linear(program))
      guard let best = glpk.objective else {
        #expect(throws: EngineError.self, "seed \(seed)") { try FixedChargeEngine().solve(.fixedChargeFlow(flow)) }
        infeasible += 1
        continue
      }
      let native = try FixedChargeEngine().solve(.fixedChargeFlow(flow))
      let value = try #require(native.objective, "seed \(seed)")
      #expect(native.status() == .optimal, "seed \(seed): \(value) and \(native.proof.bound ?? .nan), the best is \(best)")
      #expect(abs(value - best) <= 1e-6 * max(1, abs(best)), "seed \(seed): \(value), the best is \(best)")
      expectCertified(native, program, "seed \(seed)")
      if case .branchTree(let proof)? = native.proof.evidence, proof.nodes.count > 1 { branched += 1 }
      if flow.counts.isEmpty { continue }
      counting += 1
      let free = try GLPKSolver().solve(.linear(uncounted(program, flow))).objective
      if let free, abs(free - best) > 1e-6 * max(1, abs(best)) { decisive += 1 }
    }
    print("\(recognized) flows with fixed charges, \(infeasible) without a plan, \(branched) branched on")
    print("\(counting) with rows over switches alone, which decide \(decisive)")
    #expect(Double(counting) >= 40 * Self.scale && Double(decisive) >= 10 * Self.scale)
    #expect(Double(recognized) >= 120 * Self.scale && Double(branched) >= 20 * Self.scale)
  }

  /// The same without its rows over switches alone.
  private func uncounted(_ program: LinearProgram, _ flow: FixedChargeFlow) -> LinearProgram {
    var free = program
    for count in flow.counts { free.setRowBounds(count.row, lower: -.infinity, upper: .infinity) }
    return free
  }

  @Test func aBoundHoldsWhereverTheSearchIsStopped() throws {
    for seed in Self.seeds(40) {
      let program = RandomFixedChargeFlow(seed: seed).program
      guard let flow = flow(in: program), let best = try GLPKSolver().solve(.linear(program)).objective else { continue }
      let sign: Double = program.direction == .maximize ? -1 : 1
      let slack = 1e-6 * max(1, abs(best))
      for limit in [1, 40, 200, 1000] {
        let outcome = try FixedChargeEngine().solve(.fixedChargeFlow(flow), SolveControl(workLimit: limit))
        if let bound = outcome.proof.bound { #expect(sign * (bound - best) <= slack, "seed \(seed), \(limit): \(bound)") }
        guard case .columns(let values)? = outcome.solution else { continue }
        #expect(LinearCertificate(program: program).violation(values) == nil, "seed \(seed), \(limit)")
        if let bound = outcome.proof.bound, case .branchTree(let proof)? = outcome.proof.evidence {
          let shown = LinearCertificate(program: program).bound(proof) ?? -.infinity * sign
          #expect(sign * (bound - shown) <= slack, "seed \(seed), \(limit): \(bound) is claimed, \(shown) shown")
        }
      }
    }
  }

  @Test func aWorkLimitGivesTheSameAnswerTwice() throws {
    for seed in Self.seeds(20) {
      guard let found = flow(in: RandomFixedChargeFlow(seed: seed).program) else { continue }
      let control = SolveControl(workLimit: 300)
      guard let one = try? FixedChargeEngine().solve(.fixedChargeFlow(found), control) else { continue }
      let other = try FixedChargeEngine().solve(.fixedChargeFlow(found), control)
      #expect(one.solution == other.solution && one.work == other.work, "seed \(seed)")
      #expect(one.proof.bound == other.proof.bound, "seed \(seed)")
    }
  }

  /// A site that lets 5 of one product through and 4 of another.
  private func twoProducts(inAll most: Double) throws -> FixedChargeFlow {
    var program = LinearProgram()
    let flows = (0..<4).map { program.addColumn(lower: 0, upper: 9, objective: Double($0), isInteger: true) }
    let open = program.addColumn(lower: 0, upper: 1, objective: 7, isInteger: true)
    for flow in flows { program.addRow(lower: 1, upper: 2, entries: [(flow, 1)]) }
    program.addRow(lower: -.infinity, upper: 0, entries: flows.map { ($0, 1) } + [(open, -most)])
    program.addRow(lower: -.infinity, upper: 0, entries: [(flows[0], 1), (flows[2], 1), (open, -5)])
    program.addRow(lower: -.infinity, upper: 0, entries: [(flows[1], 1), (flows[3], 1), (open, -4)])
    return try #require(flow(in: program))
  }

  @Test func limitsOnProductsTakeThePlaceOfWhatTheyImply() throws {
    let implied = try twoProducts(inAll: 9)
    #expect(implied.limits.map(\.row) == [6, 5] && implied.switches[0].capacity == 9)
    #expect(implied.limits.map { $0.members.map { implied.members[$0].column } } == [[1, 3], [0, 2]])
    // One on all of them that says more stands for itself, the others are priced.
    let tight = try twoProducts(inAll: 8)
    #expect(tight.limits.map(\.row) == [4] && tight.switches[0].capacity == 8)
    #expect(tight.rowKinds[5] == .flow && tight.rowKinds[6] == .flow)
  }

  @Test func rowsOverSwitchesAloneAreCounts() throws {
    var program = LinearProgram()
    let flows = (0..<3).map { _ in program.addColumn(lower: 0, upper: 4, objective: 1, isInteger: true) }
    let sites = (0..<3).map { program.addColumn(lower: 0, upper: 1, objective: Double($0), isInteger: true) }
    let provider = program.addColumn(lower: 0, upper: 1, objective: 5, isInteger: true)
    for (flow, site) in zip(flows, sites) { program.addRow(lower: -.infinity, upper: 0, entries: [(flow, 1), (site, -4)]) }
    program.addRow(lower: 4, upper: .infinity, entries: flows.map { ($0, 1) })
    program.addRow(lower: -.infinity, upper: 2, entries: sites.map { ($0, 1) })
    program.addRow(lower: 0, upper: .infinity, entries: [(provider, 1), (sites[1], -1)])
    program.addRow(lower: -.infinity, upper: 3, entries: sites.map { ($0, 1) })
    // What a site could let through that has nowhere to go.
    program.addRow(lower: -.infinity, upper: 0, entries: [(sites[2], -8)])
    let found = try program.fixedChargeFlow()
    #expect(found.switches.map(\.column) == sites + [provider])
    #expect(found.counts.map(\.row) == [4, 5], "the last two hold always")
    #expect(found.counts[1].sum.terms.map(\.index) == [3, 1] && found.counts[1].sum.terms.map(\.weight) == [1, -1])
  }

  @Test func whatIsNoSuchFlowIsRefusedByName() throws {
    var program = LinearProgram()
    let flow = program.addColumn(lower: 0, upper: 9, objective: 1, isInteger: true)
    let one = program.addColumn(lower: 0, upper: 1, objective: 5, isInteger: true)
    let other = program.addColumn(lower: 0, upper: 1, objective: 5, isInteger: true)
    program.addRow(lower: 4, upper: .infinity, entries: [(flow, 1)])
    program.addRow(lower: -.infinity, upper: 0, entries: [(flow, 1), (one, -3), (other, -9)])
    #expect(throws: FixedChargeObstacle(reason: "row 1 switches more than one thing")) { try program.fixedChargeFlow() }
    #expect(throws: EngineError.self) { try FixedChargeEngine().solve(.linear(program)) }
  }
}
