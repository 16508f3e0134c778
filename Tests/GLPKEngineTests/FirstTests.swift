import MathProgram
import Testing

@testable import GLPKEngine

@Test func aSmallLinearProgramIsSolvedWithItsProof() throws {
  var program = LinearProgram()
  let x = program.addColumn(objective: 1)
  let y = program.addColumn(objective: 2)
  program.addRow(lower: 4, entries: [(x, 1), (y, 1)])
  program.addRow(upper: 3, entries: [(x, 1)])
  let outcome = try GLPKEngine().solve(.linear(program))
  #expect(outcome.status() == .optimal)
  #expect(outcome.objective == 5)
  #expect(outcome.solution == .columns([3, 1]))
  #expect(outcome.proof.evidence == .rowMultipliers([2, -1]))
}
