import BruteForce
import Logistics
import Testing
import Verification

/// The last level is the enumerator's to the last digit, every earlier one keeps what its tolerance accepts, and no bound
/// is beyond the true optimum.
func expectEqual(_ plan: VerifiedPlan, _ expected: BruteForceAnswer, _ tiny: TinyInstance, _ label: String) {
  let slack = roundingSlack(tiny, plan, expected)
  for (index, (level, other)) in zip(plan.levels, expected.levels).enumerated() {
    let (best, accepted) = (ExactNumber.rational("\(other.best)"), ExactNumber.rational("\(other.accepted)"))
    if index == plan.levels.count - 1 {
      #expect((level.value - best).magnitude <= slack, "\(label): ours \(level.value), the enumerator's \(best)")
    } else {
      let isKept = level.isMaximized ? level.value >= accepted - slack : level.value <= accepted + slack
      #expect(isKept, "\(label), level \(index): ours \(level.value), accepted \(accepted)")
    }
    guard let bound = level.certifiedBound else { continue }
    #expect(level.isMaximized ? bound >= best - slack : bound <= best + slack, "\(label): the bound \(bound) is beyond \(best)")
  }
}

/// Thirds of money do not end: each line is rounded to nine decimals, so that plans of the same exact cost can be told apart
/// there by how many lines they have. Otherwise 0.
private func roundingSlack(_ tiny: TinyInstance, _ plan: VerifiedPlan, _ expected: BruteForceAnswer) -> Logistics.Rational {
  guard tiny.description.contains("/3") else { return .zero }
  let lines = plan.evaluation.flows.count + (expected.plan?.flows.count ?? 0)
  return Logistics.Rational(mantissa: Int128(lines), decimals: 9)
}

/// Exact numbers cross between the two arithmetics as text.
private enum ExactNumber {
  static func rational(_ text: String) -> Logistics.Rational {
    let parts = text.split(separator: "/").map { part -> Logistics.Rational in
      let pieces = part.split(separator: ".", omittingEmptySubsequences: false)
      let decimals = pieces.count > 1 ? pieces[1].count : 0
      return Logistics.Rational(mantissa: Int128(pieces.joined()) ?? 0, decimals: decimals)
    }
    return parts.count == 2 ? parts[0].divided(by: parts[1]) ?? .zero : parts[0]
  }
}
