import FileFormats
import Logistics
import Verification

/// A demand row that falls short, with the reason.
struct UnmetDemand {
  var row: DemandID
  var units: Rational
  var reason: String

  /// Largest first, then in the table's order.
  ///
  /// - Parameter most: of how many the reason is looked for; nil: of all.
  static func all(_ plan: VerifiedPlan, most: Int?) -> (shown: [UnmetDemand], count: Int) {
    let short = plan.evaluation.unmet.indices.filter { plan.evaluation.unmet[$0].isPositive }
    let sorted = short.sorted { a, b in
      let (left, right) = (plan.evaluation.unmet[a], plan.evaluation.unmet[b])
      return left == right ? a < b : right < left
    }
    let reasons = ShortfallReasons(plan)
    let shown = sorted.prefix(most ?? sorted.count).map { index in
      UnmetDemand(
        row: DemandID(index), units: plan.evaluation.unmet[index], reason: reasons.reason(DemandID(index)))
    }
    return (shown, sorted.count)
  }
}
