import Foundation
import MathProgram
import Testing

@testable import GLPKEngine

/// Our own branch and bound against GLPK's, and what it takes over.
struct OwnBranchingTests {
  private static let scale = Double(ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"] ?? "") ?? 1

  @Test func ourOwnSearchAgreesWithThatOfGLPK() throws {
    for seed in 1...max(1, Int(60 * Self.scale)) {
      let program = Self.random(seed: UInt64(seed))
      let theirs = try GLPKSolver().solve(.linear(program))
      let ours = try GLPKSolver(faults: .on(.branch, .fails)).solve(.linear(program))
      #expect(ours.status() == theirs.status(), "seed \(seed): \(ours) against \(theirs)")
      if let one = ours.objective, let two = theirs.objective {
        #expect(abs(one - two) <= 1e-7 * max(1, abs(two)), "seed \(seed): \(ours) against \(theirs)")
      }
    }
  }

  @Test(arguments: [10, 100, 1000])
  func ourOwnSearchGivesTheSameBytesEveryTime(_ limit: Int) throws {
    let engine = GLPKSolver(faults: .on(.branch, .fails))
    let control = SolveControl(workLimit: limit)
    for seed in 1...5 {
      let program = Self.random(seed: UInt64(seed))
      let first = try engine.solve(.linear(program), control)
      #expect("\(try engine.solve(.linear(program), control))" == "\(first)", "seed \(seed)")
    }
  }

  @Test func ourOwnSearchStopsWithABoundOnTheRightSide() throws {
    let engine = GLPKSolver(faults: .on(.branch, .fails))
    for seed in 1...10 {
      let program = Self.random(seed: UInt64(seed))
      let optimum = try GLPKSolver().solve(.linear(program))
      guard let best = optimum.objective else { continue }
      let outcome = try engine.solve(.linear(program), SolveControl(workLimit: 60))
      let sign = program.direction == .maximize ? -1.0 : 1.0
      if let bound = outcome.proof.bound { #expect(sign * bound <= sign * best + 1e-6 * abs(best), "seed \(seed)") }
      if let found = outcome.objective { #expect(sign * found >= sign * best - 1e-6 * abs(best), "seed \(seed)") }
    }
  }

  /// Fixed charges behind big-Ms, knapsacks, equations of whole numbers.
  private static func random(seed: UInt64) -> LinearProgram {
    var random = SplitMix64(seed: seed)
    var program = LinearProgram(direction: seed % 2 == 0 ? .minimize : .maximize)
    let sign = program.direction == .minimize ? 1.0 : -1.0
    let count = random.next(in: 4...10)
    for _ in 0..<count {
      program.addColumn(
        upper: Double(random.next(in: 1...3)), objective: sign * Double(random.next(in: 1...60)), isInteger: true)
      program.addColumn(upper: 100, objective: sign * Double(random.next(in: -2...9)) / 4)
    }
    let bigM = [30.0, 1e4, 1e7][random.next(in: 0...2)]
    for pair in 0..<count {
      program.addRow(
        upper: 0, entries: [(column: 2 * pair + 1, coefficient: 1), (column: 2 * pair, coefficient: -bigM)])
    }
    for _ in 0..<random.next(in: 1...4) {
      let entries = (0..<2 * count).filter { _ in random.next(in: 0...2) > 0 }.map {
        (column: $0, coefficient: Double(random.next(in: 1...9)))
      }
      let demand = Double(random.next(in: 5...60))
      program.addRow(lower: demand, upper: random.next(in: 0...3) == 0 ? demand + 3 : .infinity, entries: entries)
    }
    return program
  }
}
