// Verification: does the answer hold?
public import Logistics

/// An answer that was checked against its instance. Only `Verifier` makes one; writers and reports take nothing else.
public enum VerifiedAnswer: Sendable {
  case plan(VerifiedPlan)
  case noPlan(VerifiedNoPlan)
}

/// A plan that keeps every rule of its instance, priced again from its tables, with the bounds that hold for it.
public struct VerifiedPlan: Sendable {
  public let instance: Instance
  public let plan: Plan
  public let evaluation: PlanEvaluation
  /// One for each objective level.
  public let levels: [VerifiedLevel]
  public let certificate: Certificate
  public let run: RunRecord

  init(
    instance: Instance, plan: Plan, evaluation: PlanEvaluation, levels: [VerifiedLevel], certificate: Certificate,
    run: RunRecord
  ) {
    self.instance = instance
    self.plan = plan
    self.evaluation = evaluation
    self.levels = levels
    self.certificate = certificate
    self.run = run
  }
}

/// One objective level of a checked plan, in its own direction and units (money in currency, shares in percent).
public struct VerifiedLevel: Sendable, Equatable {
  public let value: Rational
  public let isMaximized: Bool
  /// By the engine's word; nil: it did not say.
  public let bound: Rational?
  public let boundBy: String
  /// Recomputed from the certificate and the instance alone; nil: there is no usable certificate.
  public let certifiedBound: Rational?

  init(value: Rational, isMaximized: Bool, bound: Rational?, boundBy: String, certifiedBound: Rational?) {
    self.value = value
    self.isMaximized = isMaximized
    self.bound = bound
    self.boundBy = boundBy
    self.certifiedBound = certifiedBound
  }

  /// |value − bound| ÷ max(|value|, |bound|), 0 of 0 being 0, with the better of the two bounds; nil without any.
  public var gap: Double? { VerifiedLevel.gap(value, [bound, certifiedBound].compactMap { $0 }, isMaximized) }

  /// The same with the certified bound alone.
  public var certifiedGap: Double? { VerifiedLevel.gap(value, [certifiedBound].compactMap { $0 }, isMaximized) }

  private static func gap(_ value: Rational, _ bounds: [Rational], _ isMaximized: Bool) -> Double? {
    guard let bound = isMaximized ? bounds.min() : bounds.max() else { return nil }
    let size = max(value.magnitude, bound.magnitude)
    guard let ratio = (value - bound).magnitude.divided(by: size) else { return 0 }
    return ratio.approximate
  }
}

/// That no plan exists, and why; `isCertified` where the certificate proves it from the instance alone.
public struct VerifiedNoPlan: Sendable {
  public let instance: Instance
  public let cause: NoPlanCause
  public let isCertified: Bool
  public let certificate: Certificate?
  public let run: RunRecord

  init(instance: Instance, cause: NoPlanCause, isCertified: Bool, certificate: Certificate?, run: RunRecord) {
    self.instance = instance
    self.cause = cause
    self.isCertified = isCertified
    self.certificate = certificate
    self.run = run
  }
}

/// Why a claim was refused.
public struct Refusal: Error, Sendable, Equatable {
  public let violations: [Violation]
  public init(violations: [Violation]) { self.violations = violations }
}

/// One rule that a plan breaks.
public struct Violation: Sendable, Equatable {
  /// nil where the plan is not even made of things of the instance.
  public let rule: Rule?
  /// What kind of rule it is.
  public let kind: Kind
  /// In words, with names, both sides of the rule as exact numbers.
  public let message: String
  /// The row of the instance that says the rule.
  public let mark: SourceMark?

  public init(rule: Rule?, kind: Kind, message: String, mark: SourceMark?) {
    self.rule = rule
    self.kind = kind
    self.message = message
    self.mark = mark
  }
}
