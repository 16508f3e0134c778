import MathProgram
import Testing

@testable import GLPKEngine

/// Sessions: changes, warm starts, refusals.
struct SessionTests {
  @Test func aSecondSolveStartsFromTheLastBasis() throws {
    let session = try GLPKSolver().open(.linear(SmallPrograms.blend))
    defer { session.close() }
    let first = try session.solve(SolveControl())
    #expect(first.objective == SmallPrograms.blendOptimum)
    try session.apply([.rowBounds(row: 2, lower: 31, upper: .infinity)])
    let second = try session.solve(SolveControl())
    #expect(second.attempts.first?.method == "dual simplex from the last basis")
    #expect(second.objective == 494)
    #expect(second.work <= 2)
    try session.apply([.objective(column: 0, value: 5)])
    let third = try session.solve(SolveControl())
    #expect(third.attempts.first?.method == "primal simplex from the last basis")
    #expect(third.status() == .optimal)
  }

  @Test func everyKindOfChangeGivesWhatAFreshSolveGives() throws {
    let changes: [ProgramChange] = [
      .objective(column: 3, value: 1), .columnBounds(column: 1, lower: 2, upper: 20),
      .rowBounds(row: 0, lower: -.infinity, upper: 70), .integrality(column: 4, isInteger: true),
      .addRow(lower: 5, upper: 12.5, columns: [0, 4], coefficients: [1, 0.5]),
      .rowBounds(row: 5, lower: 6, upper: 12.25),
    ]
    let session = try GLPKSolver().open(.linear(SmallPrograms.blend))
    defer { session.close() }
    var program = SmallPrograms.blend
    for change in changes {
      try session.apply([change])
      program = try program.applying([change])
      let warm = try session.solve(SolveControl())
      let fresh = try GLPKSolver().solve(.linear(program))
      #expect(warm.status() == fresh.status(), "\(change)")
      #expect(abs((warm.objective ?? 0) - (fresh.objective ?? 0)) < 1e-9, "\(change)")
    }
  }

  @Test func aNetworkCanBeChangedInASession() throws {
    var network = FlowNetwork(nodeCount: 3)
    network.setSupply(10, node: 0)
    network.setSupply(-10, node: 2)
    network.addArc(from: 0, to: 1, cost: 2)
    network.addArc(from: 1, to: 2, upper: 8, cost: 2)
    network.addArc(from: 0, to: 2, cost: 10)
    let session = try GLPKSolver().open(.flow(network))
    defer { session.close() }
    #expect(try session.solve(SolveControl()).objective == 8 * 4 + 2 * 10)
    try session.apply([.addArc(tail: 0, head: 2, lower: 0, upper: 1, cost: 5), .arcCost(arc: 2, value: 9)])
    #expect(try session.solve(SolveControl()).objective == 8 * 4 + 5 + 9)
    try session.apply([.removeArc(arc: 0), .supply(node: 0, value: 9), .supply(node: 2, value: -9)])
    #expect(try session.solve(SolveControl()).solution == .flow([0, 0, 8, 1]))
  }

  @Test func aChangeThatIsFaultyChangesNothing() throws {
    let session = try GLPKSolver().open(.linear(SmallPrograms.blend))
    defer { session.close() }
    let faulty: [[ProgramChange]] = [
      [.objective(column: 0, value: 1), .objective(column: 99, value: 1)],
      [.objective(column: 0, value: .nan)], [.columnBounds(column: -1, lower: 0, upper: 1)],
      [.rowBounds(row: 0, lower: .nan, upper: 1)],
      [.addRow(lower: 0, upper: 1, columns: [0, 0], coefficients: [1, 1])],
      [.addRow(lower: 0, upper: 1, columns: [0], coefficients: [1, 1])],
      [.addRow(lower: 0, upper: 1, columns: [6], coefficients: [1])], [.arcCost(arc: 0, value: 1)],
    ]
    for changes in faulty {
      #expect(throws: EngineError.self, "\(changes)") { try session.apply(changes) }
    }
    #expect(try session.solve(SolveControl()).objective == SmallPrograms.blendOptimum)
  }

  @Test func aClosedSessionSaysSo() throws {
    let session = try GLPKSolver().open(.linear(SmallPrograms.blend))
    session.close()
    session.close()
    #expect(throws: EngineError.closed) { try session.solve(SolveControl()) }
    #expect(throws: EngineError.closed) { try session.apply([]) }
  }

  @Test func aStartThatIsFeasibleIsTheFirstIncumbent() throws {
    let control = SolveControl(workLimit: 40, start: .incumbent(SmallPrograms.sitesFeasible))
    let outcome = try GLPKSolver().solve(.linear(SmallPrograms.sites), control)
    #expect(outcome.solution != nil)
  }

  @Test(arguments: [[], [Double.nan], [Double](repeating: 0.5, count: 66), [Double](repeating: .infinity, count: 66)])
  func aStartThatIsNoneIsIgnored(_ values: [Double]) throws {
    let outcome = try GLPKSolver().solve(.linear(SmallPrograms.sites), SolveControl(start: .incumbent(values)))
    #expect(abs((outcome.objective ?? 0) - SmallPrograms.sitesOptimum) < 1e-9)
  }
}
