public import Logistics

/// The only maker of verified answers.
public enum Verifier {
  /// Checks a claim against its instance: rules, costs and bounds, all recomputed.
  ///
  /// What an engine says of its bound is passed on as its word, unless the plan itself contradicts it; a certificate
  /// counts for what it proves here. A plan read back from a folder is a claim like any other.
  public static func verify(_ claim: Claim, of instance: Instance) -> Result<VerifiedAnswer, Refusal> {
    verify(claim, of: instance) { PreparedCheck(instance) }
  }

  /// The same, with a check of the claim's instance that was prepared before.
  public static func verify(_ claim: Claim, with prepared: PreparedCheck) -> Result<VerifiedAnswer, Refusal> {
    verify(claim, of: prepared.instance) { prepared }
  }

  /// - Parameter preparing: asked only where there is a certificate.
  private static func verify(
    _ claim: Claim, of instance: Instance, preparing: () -> PreparedCheck
  ) -> Result<VerifiedAnswer, Refusal> {
    switch claim {
    case .plan(let claim): verify(claim, of: instance, preparing).map(VerifiedAnswer.plan)
    case .noPlan(let claim): .success(.noPlan(verify(claim, of: instance, preparing)))
    }
  }

  private static func verify(
    _ claim: PlanClaim, of instance: Instance, _ preparing: () -> PreparedCheck
  ) -> Result<VerifiedPlan, Refusal> {
    let (evaluation, violations) = PlanCheck.evaluate(claim.plan, of: instance)
    guard violations.isEmpty else { return .failure(Refusal(violations: violations)) }
    var values: [Rational] = []
    for level in instance.objectives {
      guard let value = ObjectiveValue.value(of: level, evaluation, claim.plan, of: instance) else {
        return .failure(Refusal(violations: [unknownObjective(level)]))
      }
      values.append(value)
    }
    let past = pastLimits(values, instance)
    guard past.isEmpty else { return .failure(Refusal(violations: past)) }
    // What can never be served of a row is no one's gain; any other rule that is missed may be.
    let isExact = evaluation.missedByLessThanAStep.allSatisfy { $0.kind == .demandMin }
    let levels = verifiedLevels(claim, values, isExact: isExact, instance, preparing)
    return .success(
      VerifiedPlan(
        instance: instance, plan: claim.plan, evaluation: evaluation, levels: levels, certificate: claim.certificate,
        run: claim.run))
  }

  /// Levels that are kept at a limit, and are not.
  private static func pastLimits(_ values: [Rational], _ instance: Instance) -> [Violation] {
    zip(instance.objectives, values).enumerated().compactMap { index, pair in
      let (level, value) = pair
      guard let limit = level.limit, level.isMaximized ? value < limit : limit < value else { return nil }
      let names = level.terms.map { "`\($0.objective.rawValue)`" }.joined(separator: ", ")
      return Violation(
        rule: .objectiveKept(index), kind: .objectiveLimit,
        message: "the objective \(names) is \(value), "
          + "\(level.isMaximized ? "at least" : "at most") \(limit) is asked for",
        mark: nil)
    }
  }

  private static func unknownObjective(_ level: ObjectiveLevel) -> Violation {
    let names = level.stage?.name ?? level.terms.map { "`\($0.objective.rawValue)`" }.joined(separator: ", ")
    let message = "the objective \(names) has no value: a price or measure that it needs is unknown"
    return Violation(rule: nil, kind: .unknownMeasure, message: message, mark: nil)
  }

  private static func verifiedLevels(
    _ claim: PlanClaim, _ values: [Rational], isExact: Bool, _ instance: Instance, _ preparing: () -> PreparedCheck
  ) -> [VerifiedLevel] {
    let proven = provenBounds(claim.certificate, values, preparing)
    return instance.objectives.indices.map { index in
      let isMaximized = instance.objectives[index].isMaximized
      let claimed = index < claim.levels.count ? claim.levels[index] : LevelClaim(bound: nil, boundBy: "")
      let credit = BoundCredit(value: values[index], isMaximized: isMaximized, isExact: isExact)
      let bound = claimed.bound.flatMap(Verifier.word).flatMap(credit.credited)
      var certified: Rational?
      if index < proven.count, case .bound(let exact) = proven[index] { certified = credit.credited(exact) }
      return VerifiedLevel(
        value: values[index], isMaximized: isMaximized, bound: bound, boundBy: claimed.boundBy,
        certifiedBound: certified)
    }
  }

  /// By objective level; those without a certificate are left out.
  private static func provenBounds(
    _ certificate: Certificate, _ values: [Rational], _ preparing: () -> PreparedCheck
  ) -> [ProvenBound] {
    guard !certificate.levels.isEmpty else { return [] }
    let check = CertificateCheck(preparing(), values: values)
    return certificate.levels.enumerated().map { check.bound($0.element, level: $0.offset) }
  }

  /// An engine's bound as plans state it, to the grain: what is written and read again is the same.
  private static func word(_ bound: Double) -> Rational? {
    guard let exact = Rational(exactly: bound) else { return nil }
    let grains = (exact * Rational(whole: Rational.powerOfTen(Money.grainsPerUnit))).roundedHalfToEven
    return grains.wholeValue.map { Rational(mantissa: $0, decimals: Money.grainsPerUnit) }
  }

  private static func verify(
    _ claim: NoPlanClaim, of instance: Instance, _ preparing: () -> PreparedCheck
  ) -> VerifiedNoPlan {
    VerifiedNoPlan(
      instance: instance, cause: claim.cause, isCertified: provesNoPlan(claim.certificate, instance, preparing),
      certificate: claim.certificate, run: claim.run)
  }

  private static func provesNoPlan(
    _ certificate: Certificate?, _ instance: Instance, _ preparing: () -> PreparedCheck
  ) -> Bool {
    guard instance.periods.count == 1, let levels = certificate?.levels, levels.count == 1 else { return false }
    return CertificateCheck(preparing(), values: []).provesNoPlan(levels[0]) == .noPlan
  }
}
