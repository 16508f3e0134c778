import BruteForce
import FileFormats
import Formulations
import Logistics
import Planning
import Testing
import Verification

/// Tiny random instances with every feature, planned and enumerated: equal to the last digit.
@Suite struct BruteForceCampaign {
  /// A measure that is unknown is refused before it is known whether any plan would need it; the enumerator waits until one
  /// does. Such seeds are passed over, as long as they are few.
  private static let mostRefused = 0.05

  @Test(arguments: Campaign.Theme.allCases) func everyOptimumIsTheEnumerators(_ theme: Campaign.Theme) throws {
    let size = Campaign.size(200)
    var (checked, refused, proven) = (0, 0, 0)
    var seed: UInt64 = 0
    while checked < size {
      seed += 1
      let tiny = theme.instance(seed)
      let expected = try BruteForce(tiny).answer()
      let loaded = Planned.loaded(tiny, "tiny-\(seed)")
      guard let instance = loaded.instance else {
        let errors = loaded.faults.filter { $0.severity == .error }
        #expect(errors.allSatisfy { $0.rule == "unknown-measure" }, "seed \(seed): \(errors.map(\.message))")
        refused += 1
        try #require(Double(refused) <= Double(size) * Self.mostRefused + 1)
        continue
      }
      checked += 1
      switch try Planner().plan(instance) {
      case .noPlan(let noPlan):
        #expect(!expected.isFeasible, "seed \(seed)")
        if noPlan.isCertified { proven += 1 }
      case .plan(let plan):
        #expect(expected.isFeasible, "seed \(seed)")
        compare(plan, expected, seed, slack: roundingSlack(tiny, plan, expected))
        if plan.levels.allSatisfy({ ($0.certifiedGap ?? 1) <= VerifiedPlan.closedGap }) { proven += 1 }
      }
    }
    print("\(theme): \(checked) tiny instances equal to the enumerator, \(proven) of the answers certified; \(refused) refused")
    #expect(Double(proven) >= Campaign.Theme.certifiedShare * Double(checked))
  }

  /// Thirds of money do not end: each line is rounded to nine decimals, so that plans of the same exact cost can be told apart
  /// there by how many lines they have. Otherwise 0.
  private func roundingSlack(_ tiny: TinyInstance, _ plan: VerifiedPlan, _ expected: BruteForceAnswer) -> Logistics.Rational {
    guard tiny.description.contains("/3") else { return .zero }
    let lines = plan.evaluation.flows.count + (expected.plan?.flows.count ?? 0)
    return Logistics.Rational(mantissa: Int128(lines), decimals: 9)
  }

  /// The last level is the enumerator's to the last digit, every earlier one keeps what its tolerance accepts, and no bound
  /// is beyond the true optimum.
  private func compare(
    _ plan: VerifiedPlan, _ expected: BruteForceAnswer, _ seed: UInt64, slack: Logistics.Rational
  ) {
    for (index, (level, other)) in zip(plan.levels, expected.levels).enumerated() {
      let (best, accepted) = (Text.rational("\(other.best)"), Text.rational("\(other.accepted)"))
      if index == plan.levels.count - 1 {
        #expect((level.value - best).magnitude <= slack, "seed \(seed): ours \(level.value), the enumerator's \(best)")
      } else {
        let isKept = level.isMaximized ? level.value >= accepted - slack : level.value <= accepted + slack
        #expect(isKept, "seed \(seed), level \(index): ours \(level.value), accepted \(accepted)")
      }
      guard let bound = level.certifiedBound else { continue }
      #expect(level.isMaximized ? bound >= best - slack : bound <= best + slack, "seed \(seed): the bound \(bound) is beyond \(best)")
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
