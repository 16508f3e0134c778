import Foundation
import MathProgram
import NativeEngines
import Testing

/// Proofs whose leaves share vectors: as good as what was claimed, and cut to a size they prove what they show.
struct SharedProofTests {
  private static let scale = Double(ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"] ?? "") ?? 1

  private func solve(_ network: FixedChargeNetwork, gap: Double, bytes: Int = 48_000_000) throws
    -> (outcome: Outcome, proof: DecompositionProof)?
  {
    let engine = DecompositionEngine(mostProofBytes: bytes)
    let outcome = try engine.solve(.fixedCharge(network), SolveControl(gap: gap))
    guard case .decomposition(let proof)? = outcome.proof.evidence else { return nil }
    return (outcome, proof)
  }

  @Test func whatIsClaimedIsShown() throws {
    var (leaves, prices) = (0, 0)
    for seed in UInt64(1)...UInt64(max(1, 60 * Self.scale)) {
      var draw = ProgramGenerator(seed: seed)
      let network = draw.fixedCharge(
        sites: draw.integer(4...14), items: draw.integer(5...40), isPlain: draw.chance(70))
      for gap in [0, 1e-4, 1e-2] {
        guard let (outcome, proof) = try solve(network, gap: gap), let value = outcome.objective,
          let bound = outcome.proof.bound
        else { continue }
        let shown = try #require(DecompositionCheck(network: network).bound(proof), "seed \(seed)")
        let slack = 1e-10 * max(1, abs(value))
        #expect(shown >= bound - slack, "seed \(seed), gap \(gap): \(shown) is shown, \(bound) claimed")
        #expect(shown <= value + slack, "seed \(seed), gap \(gap)")
        #expect(relativeGap(value, bound) <= max(gap, 1e-8), "seed \(seed), gap \(gap)")
        #expect(!proof.isPartial, "seed \(seed)")
        for case .leaf in proof.nodes { leaves += 1 }
        prices += proof.prices.count
        for node in proof.nodes { if case .leaf(let vector) = node { #expect(proof.vectors.indices.contains(Int(vector))) } }
      }
    }
    print("\(leaves) leaves share \(prices) vectors of prices")
    #expect(2 * prices < leaves)
  }

  /// Sites of one capacity, of which nearly all is asked for: the tree is closed by vectors that were found elsewhere in it.
  @Test func vectorsOfOtherNodesProveWhatTheyClose() throws {
    var leaves = 0
    for seed in UInt64(1)...UInt64(max(1, 40 * Self.scale)) {
      var draw = ProgramGenerator(seed: seed)
      var network = FixedChargeNetwork(itemCount: draw.integer(10...30), sourcing: .split)
      let weights = (0..<network.itemCount).map { _ in Double(draw.integer(5...35)) }
      let siteCount = draw.integer(8...16)
      let capacity = (weights.reduce(0, +) * 1.03 / Double(draw.integer(4...(siteCount - 2)))).rounded(.up)
      for _ in 0..<siteCount { network.addSite(fixedCost: Double(draw.integer(300...360)), capacity: capacity) }
      for site in 0..<siteCount {
        for (item, weight) in weights.enumerated() where draw.chance(90) {
          network.addArc(site: site, item: item, cost: weight * Double(draw.integer(1...40)) / 4, weight: weight)
        }
      }
      guard let (outcome, proof) = try solve(network, gap: 0) else { continue }
      #expect(outcome.stoppedBy == .proof, "seed \(seed)")
      expectCertified(outcome, network, "seed \(seed)")
      for case .leaf in proof.nodes { leaves += 1 }
    }
    #expect(leaves > 1_000)
  }

  /// Multipliers are written with no more digits than the gap asks for.
  @Test func multipliersAreRounded() throws {
    var draw = ProgramGenerator(seed: 5)
    let network = draw.fixedCharge(sites: 10, items: 60, isPlain: true)
    let weights = (0..<network.itemCount).map { item in network.item.firstIndex(of: Int32(item)).map { network.weight[$0] } ?? 1 }
    let (_, proof) = try #require(try solve(network, gap: 1e-3))
    for prices in proof.prices {
      for (price, weight) in zip(prices, weights) {
        let digits = price / weight * 1e5
        #expect(abs(digits - digits.rounded()) < 1e-5)
      }
    }
  }

  @Test func aProofThatIsTooLargeIsCutToThePartThatProvesMost() throws {
    var cuts = 0
    for seed in UInt64(1)...UInt64(max(1, 20 * Self.scale)) {
      var draw = ProgramGenerator(seed: seed)
      let network = draw.fixedCharge(sites: 14, items: 40, isPlain: true)
      guard let (whole, _) = try solve(network, gap: 1e-6), let value = whole.objective else { continue }
      var last = -Double.infinity
      for bytes in [700, 2_000, 6_000, 20_000, 200_000] {
        let (outcome, proof) = try #require(try solve(network, gap: 1e-6, bytes: bytes))
        let shown = try #require(DecompositionCheck(network: network).bound(proof))
        #expect(outcome.objective == value, "seed \(seed)")
        #expect(outcome.proof.bound == whole.proof.bound || !proof.isPartial || outcome.proof.bound ?? 0 >= shown)
        #expect(shown <= value * (1 + 1e-9), "seed \(seed)")
        #expect(shown >= last - 0.05 * abs(value - last), "seed \(seed): more room proves less")
        if proof.isPartial {
          cuts += 1
          #expect(proof.prices.count * network.itemCount * 9 + proof.nodes.count * 120 <= max(bytes, 700), "seed \(seed)")
        } else {
          #expect(shown >= value * (1 - 2e-6), "seed \(seed)")
        }
        last = shown
      }
    }
    #expect(cuts > 0)
  }
}
