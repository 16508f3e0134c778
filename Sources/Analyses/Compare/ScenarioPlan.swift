// Analyses: questions asked of a planning session; every figure comes from verified answers.
public import Logistics
public import Planning
public import Verification

/// A scenario and what came of planning it.
public struct ScenarioPlan: Sendable {
  /// nil: the instance as its tables say it.
  public let name: String?
  public let result: Result<VerifiedAnswer, ReplanFailure>

  init(name: String?, result: Result<VerifiedAnswer, ReplanFailure>) {
    self.name = name
    self.result = result
  }

  /// nil where planning gave none; `failure` then says why.
  public var answer: VerifiedAnswer? { try? result.get() }

  /// nil where there is none.
  public var plan: VerifiedPlan? { answer?.plan }

  /// Why there is no answer, in one line; nil where there is one.
  public var failure: String? {
    guard case .failure(let failure) = result else { return nil }
    return failure.message
  }

  /// Whether another plan, as good in every objective, was met.
  public var isTied: Bool { plan?.run.metEquallyGoodPlan ?? false }

  /// kg; nil where it is not known, or nothing emits.
  public var emission: Rational? {
    guard let plan, !plan.instance.lanes.co2Rate.isEmpty else { return nil }
    return ObjectiveValue.value(of: .co2, plan.evaluation, plan.plan, of: plan.instance)
  }
}
