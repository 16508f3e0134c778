import BruteForce
import FileFormats
import Formulations
import Logistics
import Planning
import Testing
import Verification

/// Tiny random instances with every feature, planned and enumerated: equal to the last digit.
@Suite struct BruteForceCampaign {
  @Test func everyOptimumIsTheEnumerators() throws {
    for seed in 1...UInt64(Campaign.size(200)) {
      let tiny = TinyInstance.random(seed: seed)
      let expected = try BruteForce(tiny).answer()
      let loaded = Planned.loaded(tiny, "tiny-\(seed)")
      guard let instance = loaded.instance else {
        Issue.record("seed \(seed): \(FaultText(files: loaded.draft.files).report(loaded.faults))")
        continue
      }
      switch try Planner().plan(instance) {
      case .noPlan: #expect(!expected.isFeasible, "seed \(seed)")
      case .plan(let plan):
        let values = plan.levels.map { "\($0.value)" }
        #expect(expected.isFeasible && values == expected.levels.map { "\($0.accepted)" }, "seed \(seed)")
        for (level, best) in zip(plan.levels, expected.levels) {
          guard let bound = level.certifiedBound else { continue }
          let limit = Text.rational("\(best.best)")
          #expect(level.isMaximized ? bound >= limit : bound <= limit, "seed \(seed): the bound is beyond the optimum")
        }
      }
    }
  }

  /// Exact numbers cross between the two arithmetics as text.
  private enum Text {
    static func rational(_ text: String) -> Logistics.Rational {
      let parts = text.split(separator: "/").map { part -> Logistics.Rational in
        let pieces = part.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = pieces.count > 1 ? pieces[1].count : 0
        return Logistics.Rational(mantissa: Int128(pieces.joined()) ?? 0, decimals: decimals)
      }
      return parts.count == 2 ? parts[0].divided(by: parts[1]) ?? .zero : parts[0]
    }
  }
}
