import Foundation
import MathProgram
import Testing

@testable import GLPKEngine

/// Limits, interrupts and the sameness of runs.
struct LimitTests {
  /// A multidimensional knapsack that GLPK does not finish for a long time.
  private static func knapsack(_ count: Int = 60, _ rows: Int = 8) -> LinearProgram {
    var random = SplitMix64(seed: 5)
    var program = LinearProgram(direction: .maximize)
    for _ in 0..<count { program.addColumn(upper: 1, objective: Double(random.next(in: 50...149)), isInteger: true) }
    for _ in 0..<rows {
      let weights = (0..<count).map { (column: $0, coefficient: Double(random.next(in: 20...99))) }
      program.addRow(upper: weights.reduce(0) { $0 + $1.coefficient } / 3, entries: weights)
    }
    return program
  }

  /// How far the search comes by then is the machine's affair; what it says must hold.
  @Test func aTimeLimitEndsTheSearch() throws {
    let control = SolveControl(deadline: .now + .milliseconds(400))
    let outcome = try GLPKSolver().solve(.linear(Self.knapsack(200, 15)), control)
    #expect(outcome.stoppedBy == .timeLimit)
    guard let objective = outcome.objective, let bound = outcome.proof.bound else { return }
    #expect(outcome.status() == .feasible)
    #expect(objective <= bound)
  }

  @Test func anInterruptEndsTheSearchWithWhatItFound() throws {
    let cancel = CancelFlag()
    let control = SolveControl(cancel: cancel, incumbent: { _, _ in cancel.cancel() })
    let outcome = try GLPKSolver().solve(.linear(Self.knapsack()), control)
    #expect(outcome.stoppedBy == .interrupt)
    #expect(outcome.status() == .feasible)
    #expect(outcome.solution != nil)
  }

  @Test(arguments: [1, 50, 300, 2000, 5000])
  func aWorkLimitGivesTheSameBytesEveryTime(_ limit: Int) throws {
    let control = SolveControl(workLimit: limit)
    let first = try GLPKSolver().solve(.linear(Self.knapsack()), control)
    for _ in 0..<3 {
      let again = try GLPKSolver().solve(.linear(Self.knapsack()), control)
      #expect("\(again)" == "\(first)")
    }
    #expect(first.stoppedBy == .workLimit)
    #expect(first.work >= limit)
  }

  @Test func aSolveWithoutLimitsGivesTheSameBytesEveryTime() throws {
    let first = try GLPKSolver().solve(.linear(SmallPrograms.sites))
    let again = try GLPKSolver().solve(.linear(SmallPrograms.sites))
    #expect("\(again)" == "\(first)")
  }

  @Test func aGapThatIsGoodEnoughEndsTheSearch() throws {
    let outcome = try GLPKSolver().solve(.linear(Self.knapsack()), SolveControl(gap: 0.05))
    #expect(outcome.stoppedBy == .gap)
    #expect(outcome.status(gap: 0.05) == .optimal)
  }

  @Test func everyIncumbentIsToldAndBetterThanTheOneBefore() throws {
    let told = Told()
    let control = SolveControl(workLimit: 5000, incumbent: { values, objective in told.add(values, objective) })
    let outcome = try GLPKSolver().solve(.linear(Self.knapsack()), control)
    #expect(!told.objectives.isEmpty)
    #expect(zip(told.objectives, told.objectives.dropFirst()).allSatisfy { $0 < $1 })
    #expect(told.objectives.last == outcome.objective)
  }

  @Test func aDeadlineInThePastGivesNoAnswerAtOnce() throws {
    let control = SolveControl(deadline: .now - .seconds(1))
    let outcome = try GLPKSolver().solve(.linear(Self.knapsack()), control)
    #expect(outcome.stoppedBy == .timeLimit)
    #expect(outcome.status() == .unknown)
  }

  @Test func aMemoryLimitIsAFaultAndNoCrash() throws {
    let outcome = try GLPKSolver(memoryLimitMegabytes: 1).solve(.linear(Self.knapsack(4000, 40)))
    guard case .engineFault = outcome.stoppedBy else {
      Issue.record("\(outcome.stoppedBy)")
      return
    }
    #expect(outcome.status() == .unknown)
  }

  @Test func manySessionsOnManyThreadsDoNotDisturbOneAnother() async throws {
    try await withThrowingTaskGroup(of: Double?.self) { group in
      for _ in 0..<8 {
        group.addTask { try GLPKSolver().solve(.linear(SmallPrograms.sites)).objective }
        group.addTask { try GLPKSolver(faults: .first(1, .abort)).solve(.linear(SmallPrograms.sites)).objective }
      }
      for try await objective in group { #expect(abs((objective ?? 0) - SmallPrograms.sitesOptimum) < 1e-9) }
    }
  }
}

private final class Told: @unchecked Sendable {
  private let lock = NSLock()
  private var heard: [Double] = []

  func add(_ values: [Double], _ objective: Double) { lock.withLock { heard.append(objective) } }
  var objectives: [Double] { lock.withLock { heard } }
}

/// Source: Steele, Lea, Flood, Fast splittable pseudorandom number generators (2014).
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func next(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }
}
