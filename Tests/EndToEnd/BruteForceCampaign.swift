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

  /// Seeds whose optimum the program has (HiGHS finds it on the exported file) and GLPK's branching misses.
  private static let openDefects: Set<UInt64> = [116]

  @Test func everyOptimumIsTheEnumerators() throws {
    try compareAll { .random(seed: $0) }
  }

  @Test func everyOptimumUnderAllocationRulesIsTheEnumerators() throws {
    try compareAll { .randomAllocation(seed: $0) }
  }

  @Test func everyOptimumOfSalesIsTheEnumerators() throws {
    try compareAll { .randomSales(seed: $0) }
  }

  private func compareAll(_ draw: (UInt64) -> TinyInstance) throws {
    let size = Campaign.size(200)
    var (checked, refused, proven, unfinished) = (0, 0, 0, 0)
    // A solve that does not end is given up, and counted.
    var options = PlanOptions()
    options.timeLimit = .seconds(5)
    var seed: UInt64 = 0
    while checked < size {
      seed += 1
      let tiny = draw(seed)
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
      guard let answer = try? Planner(options).plan(instance) else {
        unfinished += 1
        continue
      }
      switch answer {
      case .noPlan: #expect(!expected.isFeasible, "seed \(seed)")
      case .plan(let plan) where plan.run.stoppedBy != .proof: unfinished += 1
      case .plan(let plan):
        #expect(expected.isFeasible, "seed \(seed)")
        withKnownIssue("branching by GLPK's word stops short of the optimum here", isIntermittent: true) {
          compare(plan, expected, seed)
        } when: {
          Self.openDefects.contains(seed)
        }
        if plan.levels.allSatisfy({ ($0.certifiedGap ?? 1) <= VerifiedPlan.closedGap }) { proven += 1 }
      }
    }
    #expect(Double(unfinished) <= Double(size) * Self.mostRefused)
    print("\(checked - unfinished) tiny instances equal to the enumerator, \(proven) of them certified to the optimum; \(refused) refused")
  }

  /// The last level is the enumerator's to the last digit, every earlier one keeps what its tolerance accepts, and no bound
  /// is beyond the true optimum.
  private func compare(_ plan: VerifiedPlan, _ expected: BruteForceAnswer, _ seed: UInt64) {
    for (index, (level, other)) in zip(plan.levels, expected.levels).enumerated() {
      let (best, accepted) = (Text.rational("\(other.best)"), Text.rational("\(other.accepted)"))
      if index == plan.levels.count - 1 {
        #expect(level.value == best, "seed \(seed): ours \(level.value), the enumerator's \(best)")
      } else {
        let isKept = level.isMaximized ? level.value >= accepted : level.value <= accepted
        #expect(isKept, "seed \(seed), level \(index): ours \(level.value), accepted \(accepted)")
      }
      guard let bound = level.certifiedBound else { continue }
      #expect(level.isMaximized ? bound >= best : bound <= best, "seed \(seed): the bound \(bound) is beyond \(best)")
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
