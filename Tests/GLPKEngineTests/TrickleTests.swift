import MathProgram
import Testing

@testable import GLPKEngine

/// A fixed cost of 1,000 behind a huge big-M: GLPK alone ships a trickle over the closed lane.
struct TrickleTests {
  private static let bigMs = [1e3, 1e5, 1e6, 1e8, 1e10, 1e12]
  private static let demands = [0.5, 5, 500]

  @Test(arguments: bigMs, demands)
  func aLaneIsPaidForHoweverLargeTheBigM(_ bigM: Double, _ demand: Double) throws {
    let outcome = try GLPKSolver().solve(.linear(lane(bigM, demand)))
    #expect(outcome.status() == .optimal, "\(outcome)")
    #expect(abs((outcome.objective ?? 0) - (1000 + 0.001 * demand)) <= 1e-9 * 1000, "\(outcome)")
  }

  /// Where the costs do not bound the flow, tightening has nothing to hold on to.
  @Test(arguments: bigMs, demands)
  func aLaneIsPaidForWhenTheFlowEarns(_ bigM: Double, _ demand: Double) throws {
    var program = lane(bigM, demand)
    let sink = program.addColumn(upper: 2 * demand, objective: -0.002)
    program.addRow(lower: 0, entries: [(1, 1), (sink, -1)])
    let outcome = try GLPKSolver().solve(.linear(program))
    #expect(outcome.status() == .optimal, "\(outcome)")
    #expect(abs((outcome.objective ?? 0) - (1000 - 0.002 * demand)) <= 1e-9 * 1000, "\(outcome)")
  }

  private func lane(_ bigM: Double, _ demand: Double) -> LinearProgram {
    var program = LinearProgram()
    let open = program.addColumn(upper: 1, objective: 1000, isInteger: true)
    let flow = program.addColumn(upper: bigM, objective: 0.001)
    program.addRow(lower: demand, entries: [(flow, 1)])
    program.addRow(upper: 0, entries: [(flow, 1), (open, -bigM)])
    return program
  }
}
