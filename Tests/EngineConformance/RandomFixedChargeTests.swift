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

  /// Rows over sites decide in a good part of them, also that there is no plan.
  @Test(arguments: [FixedChargeNetwork.Sourcing.split, .whole])
  func rowsOverSitesAreKept(sourcing: FixedChargeNetwork.Sourcing) throws {
    var (decided, empty, shown) = (0.0, 0.0, 0)
    for seed in Self.seeds(150) {
      var draw = ProgramGenerator(seed: seed)
      let isSplit = sourcing == .split
      let free = draw.fixedCharge(sites: draw.integer(3...7), items: draw.integer(2...(isSplit ? 12 : 8)), sourcing: sourcing)
      let network = draw.counted(free)
      let native = try DecompositionEngine().solve(.fixedCharge(network))
      let best = try GLPKSolver().solve(.linear(LinearProgram(network, .strong)))
      #expect(native.status() == best.status(), "seed \(seed)")
      expectCertified(native, network, "seed \(seed)")
      guard let value = native.objective, let expected = best.objective else {
        let isOnlyCounts = try GLPKSolver().solve(.linear(LinearProgram(free, .strong))).objective != nil
        if isOnlyCounts { empty += 1 }
        if case .decomposition? = native.proof.evidence, isOnlyCounts { shown += 1 }
        continue
      }
      #expect(abs(value - expected) <= 1e-6 * max(1, abs(expected)), "seed \(seed): \(value), the best is \(expected)")
      let unlimited = try DecompositionEngine().solve(.fixedCharge(free)).objective ?? .nan
      if abs(value - unlimited) > 1e-6 * max(1, abs(value)) { decided += 1 }
    }
    print("rows over sites decide \(decided) networks, and leave \(empty) without a plan, \(shown) of them with a proof")
    #expect(decided >= 30 * Self.scale && empty >= 5 * Self.scale)
    #expect(sourcing == .whole || Double(shown) == empty)
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
  /// The network with one to three rows over its sites: so many open at most, or least, or both, of all or some; or one only beside
  /// another.
  mutating func counted(_ free: FixedChargeNetwork) -> FixedChargeNetwork {
    var network = free
    for _ in 0..<integer(1...3) {
      if chance(25) {
        let one = integer(0...network.siteCount - 1)
        let other = (one + integer(1...network.siteCount - 1)) % network.siteCount
        network.addCount(.init(terms: [.init(index: one, weight: 1), .init(index: other, weight: -1)], lower: -.infinity, upper: 0))
        continue
      }
      let terms = (0..<network.siteCount).filter { _ in chance(75) }.map { site in
        SwitchCount.Term(index: site, weight: chance(80) ? 1 : number(1...4))
      }
      let limit = Double(integer(1...max(1, terms.count - 1)))
      let kind = integer(0...3)
      network.addCount(
        .init(
          terms: terms, lower: kind == 0 ? -.infinity : limit,
          upper: kind == 1 ? .infinity : limit + (kind == 2 ? 1 : 0)))
    }
    return network
  }

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
