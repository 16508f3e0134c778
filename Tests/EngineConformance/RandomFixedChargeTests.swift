import Foundation
import GLPKEngine
import MathProgram
import NativeEngines
import Synchronization
import Testing

/// Random networks with fixed charges: every engine, and both linear programs, give the same optimum.
struct RandomFixedChargeTests {
  private static let scale = Double(ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"] ?? "") ?? 1

  private static func seeds(_ count: Double) -> ClosedRange<UInt64> { 1...UInt64(max(1, count * scale)) }

  @Test func bothLinearProgramsAndTheDecompositionAgree() throws {
    for seed in Self.seeds(60) {
      var draw = ProgramGenerator(seed: seed)
      let network = draw.fixedCharge(sites: draw.integer(1...6), items: draw.integer(1...12))
      let native = try DecompositionEngine().solve(.fixedCharge(network))
      for strength in [FixedChargeNetwork.Strength.strong, .aggregated] {
        let glpk = try GLPKSolver().solve(.linear(LinearProgram(network, strength)))
        #expect(native.status() == glpk.status(), "seed \(seed), \(strength)")
        guard let one = native.objective, let two = glpk.objective else { continue }
        #expect(abs(one - two) <= 1e-6 * max(1, abs(two)), "seed \(seed), \(strength)")
      }
      expectCertified(native, network, "seed \(seed)")
    }
  }

  @Test func wholeItemsAgreeWithTheLinearProgram() throws {
    for seed in Self.seeds(60) {
      var draw = ProgramGenerator(seed: seed)
      let network = draw.fixedCharge(sites: draw.integer(1...5), items: draw.integer(1...9), sourcing: .whole)
      let native = try DecompositionEngine().solve(.fixedCharge(network))
      let glpk = try GLPKSolver().solve(.linear(LinearProgram(network, .strong)))
      #expect(native.status() == glpk.status(), "seed \(seed)")
      guard let one = native.objective, let two = glpk.objective else { continue }
      #expect(abs(one - two) <= 1e-6 * max(1, abs(two)), "seed \(seed)")
      expectCertified(native, network, "seed \(seed)")
    }
  }

  @Test func aWorkLimitGivesTheSameAnswerTwice() throws {
    for seed in Self.seeds(10) {
      var draw = ProgramGenerator(seed: seed)
      let network = draw.fixedCharge(sites: 12, items: 30, isPlain: true)
      let first = try DecompositionEngine().solve(.fixedCharge(network), SolveControl(workLimit: 3000))
      let second = try DecompositionEngine().solve(.fixedCharge(network), SolveControl(workLimit: 3000))
      #expect(first.solution == second.solution && first.proof.bound == second.proof.bound, "seed \(seed)")
      #expect(first.work == second.work, "seed \(seed)")
      expectCertified(first, network, "seed \(seed)")
    }
  }

  /// A node's own bound may lie above what is proved of the whole: that alone is told.
  @Test func boundsToldOnTheWayAreProved() throws {
    var draw = ProgramGenerator(seed: 3)
    let network = draw.fixedCharge(sites: 150, items: 300, isPlain: true)
    let told = Mutex<[Double]>([])
    let control = SolveControl(
      workLimit: 60_000, progress: { progress in told.withLock { $0 += progress.bound.map { [$0] } ?? [] } },
      progressInterval: .zero)
    let outcome = try DecompositionEngine().solve(.fixedCharge(network), control)
    #expect(outcome.stoppedBy == .workLimit)
    let proved = try #require(outcome.proof.bound)
    let bounds = told.withLock { $0 }
    #expect(!bounds.isEmpty)
    for bound in bounds { #expect(bound <= proved + 1e-9 * abs(proved)) }
    expectCertified(outcome, network, "seed 3")
  }
}

extension ProgramGenerator {
  /// After Cornuejols, Sridharan and Thizy (1991): capacities by a ratio to demand; here with holes and sites of all
  /// kinds.
  mutating func fixedCharge(
    sites siteCount: Int, items itemCount: Int, sourcing: FixedChargeNetwork.Sourcing = .split, isPlain: Bool = false
  ) -> FixedChargeNetwork {
    var network = FixedChargeNetwork(itemCount: itemCount, sourcing: sourcing)
    let demand = (0..<itemCount).map { _ in number(1...35) }
    let mean = number(9...50) / 10 * demand.reduce(0, +) / Double(siteCount)
    for _ in 0..<siteCount {
      let capacity = (mean * number(5...15) / 10).rounded()
      let isBounded = isPlain || chance(70)
      network.addSite(
        fixedCost: number(0...300), capacity: isBounded ? capacity : .infinity, isAlwaysOpen: !isPlain && chance(12))
    }
    for site in 0..<siteCount {
      for item in 0..<itemCount where isPlain || chance(90) {
        network.addArc(site: site, item: item, cost: number(0...2000) / 10, weight: demand[item])
      }
    }
    return network
  }
}
