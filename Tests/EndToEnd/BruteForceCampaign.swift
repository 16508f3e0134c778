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
    var (checked, refused, proven, native) = (0, 0, 0, 0)
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
        expectEqual(plan, expected, tiny, "seed \(seed)")
        if plan.run.engine == "native" { native += 1 }
        if plan.levels.allSatisfy({ ($0.certifiedGap ?? 1) <= VerifiedPlan.closedGap }) { proven += 1 }
      }
    }
    print("\(theme): \(checked) tiny instances equal to the enumerator, \(proven) of the answers certified, \(native) by engines of our own; \(refused) refused")
    #expect(Double(proven) >= Campaign.Theme.certifiedShare * Double(checked))
  }
}
