import Logistics
import Planning
import Verification

/// What more or less of one demand row costs the whole network, and how far each further unit costs the same.
struct DemandSearch {
  /// Doublings of the quantity that are looked at for the end of its range.
  private static let mostDoublings = 4
  private static let mostHalvings = 12

  let session: PlanningSession
  let plan: VerifiedPlan
  let row: DemandID
  let progress: AnalysisProgress?

  private var quantity: Rational { plan.instance[row].quantity }

  /// nil: no plan serves it.
  var oneMore: Money? { added(.one) }

  /// nil: no plan is left, or there is no unit to be less.
  var oneLess: Money? { added(Rational(-1)).map { Money(grains: 0 &- $0.grains) } }

  /// What the plan costs more where the row asks for so much more.
  private func added(_ units: Rational) -> Money? {
    guard let changed = plan.instance.adding(units, to: row) else { return nil }
    progress?.expect(1)
    defer { progress?.step() }
    let other = try? session.plan(changed).plan
    return other.map { Money(grains: $0.evaluation.totalCost.grains &- plan.evaluation.totalCost.grains) }
  }

  private func isStraight(_ units: Rational, _ each: Money) -> Bool {
    added(units).map { $0.rational == each.rational * units } ?? false
  }

  /// The largest quantity found up to which every unit more costs the same: doubled until it does not, then halved. nil: as
  /// far as was looked.
  func end(each: Money) -> Rational? {
    var (good, bad) = (Rational.one, Rational?.none)
    var step = max(.one, quantity.ceiling)
    for _ in 0..<DemandSearch.mostDoublings {
      guard isStraight(step, each) else {
        bad = step
        break
      }
      good = step
      step = step * Rational(2)
    }
    return bad.map { quantity + last(good, before: $0) { isStraight($0, each) } }
  }

  /// The least quantity found down to which every unit less saves the same.
  func bottom(each: Money) -> Rational {
    if isStraight(-quantity, each) { return .zero }
    return quantity - last(.one, before: quantity) { isStraight(-$0, each) }
  }

  /// The last whole number of units from `good` on that holds, by halves.
  private func last(_ good: Rational, before bad: Rational, _ holds: (Rational) -> Bool) -> Rational {
    var (good, bad) = (good, bad)
    for _ in 0..<DemandSearch.mostHalvings where bad - good > .one {
      let middle = ((good + bad) * (Rational(1, over: 2) ?? .zero)).floor
      guard middle > good else { break }
      if holds(middle) { good = middle } else { bad = middle }
    }
    return good
  }
}
