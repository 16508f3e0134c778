import MathProgram
import Testing

@testable import NativeEngines

/// Work beside the caller: one job at a time, and the same answer at any number of threads.
@Suite struct SecondCoreTests {
  @Test(arguments: [1, 2]) func jobsRunOneAfterTheOther(threads: Int) {
    let core = SecondCore([Int](), threads: threads)
    for number in 0..<100 {
      core.start { owned in owned.append(number) }
      if number % 7 == 0 { #expect(core.use { $0.count } == number + 1) }
    }
    #expect(core.use { $0 } == Array(0..<100))
  }

  /// Nobody waits for the last job but the core itself.
  @Test func aJobEndsBeforeItsCoreDoes() {
    final class Witness { var isDone = false }
    let witness = Witness()
    do {
      let core = SecondCore(witness, threads: 2)
      nonisolated(unsafe) let seen = witness
      core.start { _ in
        for _ in 0..<1000 { seen.isDone = false }
        seen.isDone = true
      }
    }
    #expect(witness.isDone)
  }

  @Test(arguments: [FixedChargeNetwork.Sourcing.split, .whole])
  func theAnswerIsTheSameAtAnyNumberOfThreads(sourcing: FixedChargeNetwork.Sourcing) throws {
    for seed in UInt64(1)...6 {
      let network = Self.network(seed, sourcing)
      for limit in [nil, 4000] {
        let alone = try DecompositionEngine().solve(.fixedCharge(network), SolveControl(workLimit: limit))
        let beside = try DecompositionEngine().solve(.fixedCharge(network), SolveControl(workLimit: limit, threads: 2))
        #expect(alone.solution == beside.solution && alone.proof.bound == beside.proof.bound, "seed \(seed)")
        #expect(alone.proof.evidence == beside.proof.evidence && alone.work == beside.work, "seed \(seed)")
        #expect(alone.objective != nil, "seed \(seed)")
      }
    }
  }

  private static func network(_ seed: UInt64, _ sourcing: FixedChargeNetwork.Sourcing) -> FixedChargeNetwork {
    var random = SplitMix64(seed: seed)
    var network = FixedChargeNetwork(itemCount: 30, sourcing: sourcing)
    let demand = (0..<30).map { _ in Double(Int.random(in: 5...35, using: &random)) }
    for _ in 0..<12 {
      network.addSite(fixedCost: Double(Int.random(in: 100...400, using: &random)), capacity: Double(Int.random(in: 100...200, using: &random)))
    }
    for site in 0..<12 {
      for item in 0..<30 {
        network.addArc(site: site, item: item, cost: demand[item] * Double(Int.random(in: 1...30, using: &random)) / 10, weight: demand[item])
      }
    }
    return network
  }
}
