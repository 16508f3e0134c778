/// How good a checked plan is known to be.
public enum PlanStatus: String, Sendable {
  /// Every objective's gap is at most 10^−6.
  case optimal
  case feasible
}

extension VerifiedPlan {
  /// The largest relative gap that counts as closed.
  public static let closedGap = 1e-6

  public var status: PlanStatus {
    levels.allSatisfy { $0.gap.map { $0 <= VerifiedPlan.closedGap } ?? false } ? .optimal : .feasible
  }
}
