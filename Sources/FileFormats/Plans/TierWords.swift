public import Logistics
public import Verification

/// Which breaks a plan reaches, and which of those it misses would cost less in all.
public struct TierWords: Sendable {
  /// A break that is worth reaching.
  public struct Advice: Sendable {
    public var charge: String
    public var provider: String?
    public var more: Rational
    public var unit: String
    public var saving: Rational
    /// `ship 30 unit more to pay 210 less: …`.
    public var text: String
    public var mark: SourceMark?
  }

  private let plan: VerifiedPlan
  private let words: RuleWords
  private var instance: Instance { plan.instance }

  public init(_ plan: VerifiedPlan) {
    self.plan = plan
    words = RuleWords(plan.instance)
  }

  /// In the order in which the plan's flows come upon the charges.
  public var advice: [Advice] { plan.evaluation.schedules.compactMap(advice) }

  public func advice(for provider: ProviderID?) -> [Advice] {
    plan.evaluation.schedules.filter { $0.provider == provider }.compactMap(advice)
  }

  /// `the charge … : break 2 of 3`.
  public func tiers(of provider: ProviderID?) -> [String] {
    plan.evaluation.schedules.filter { $0.provider == provider }.compactMap { item in
      guard let reached = item.reached else { return nil }
      return "\(words.called(item.schedule)): break \(reached + 1) of \(breakCount(item.schedule))"
    }
  }

  private func breakCount(_ schedule: PriceSchedule) -> Int {
    if case .rebate(let id) = schedule { return instance[id].tiers.count }
    return instance.charge(of: schedule)?.breaks.count ?? 0
  }

  private func advice(_ item: ScheduleEvaluation) -> Advice? {
    guard let advice = item.advice else { return nil }
    let (unit, more) = (unit(of: item.schedule), ExactText.decimal(advice.more))
    return Advice(
      charge: instance.charge(of: item.schedule)?.name ?? "", provider: item.provider.map { instance[$0].name },
      more: advice.more, unit: unit, saving: advice.saving,
      text: "ship \(more) \(unit) more to pay \(ExactText.decimal(advice.saving)) less: \(words.called(item.schedule))",
      mark: words.mark(item.schedule))
  }

  private func unit(of schedule: PriceSchedule) -> String {
    switch instance.charge(of: schedule)?.breakBasis {
    case .weight: Measure.weight.unit(instance.settings)
    case .volume: Measure.volume.unit(instance.settings)
    case .shipments: "shipments"
    default: Measure.quantity.unit(instance.settings)
    }
  }
}
