import Logistics
import Planning
import Verification

/// What it takes for a lane row to win, where a lane goes whole or not at all: one plan that uses the row tells all. What that
/// costs more is what the row would have to give up, and its cost is a straight line in its price.
struct WholeLaneAsk {
  let plan: VerifiedPlan
  let alternatives: AwardAlternatives

  private var instance: Instance { plan.instance }

  /// nil where no plan was found that uses the row, or where the price does not change what it costs.
  func loser(_ lane: LaneID, units: Rational) -> WhyNot.Loser {
    let own = instance.lanes.unitCost[lane.index]
    let (price, basis) = (own?.cost ?? .zero, own?.basis ?? .unit)
    var loser = WhyNot.Loser(
      lane: lane, price: price, basis: basis, fall: nil, units: nil, forcedCost: nil, forcedUnits: units)
    let changed = instance.forcing(instance.filter(of: lane), atLeast: units, name: "forced")
    guard let forced = alternatives.plan(changed, using: lane) else { return loser }
    let added = forced.evaluation.totalCost.rational - plan.evaluation.totalCost.rational
    loser.forcedCost = Money(grains: forced.evaluation.totalCost.grains &- plan.evaluation.totalCost.grains)
    let least = forced.levels.first?.certifiedBound.map { $0 - plan.evaluation.totalCost.rational }
    loser.forcedAtLeast = least
    guard let slope = slope(forced, lane), slope.isPositive else { return loser }
    let most = price.isPositive ? price : Rational.one
    if let fall = max(.zero, added).divided(by: slope), fall <= most { (loser.fall, loser.units) = (fall, units) }
    loser.fallAtLeast = least.flatMap { max(.zero, $0).divided(by: slope) }
    return loser
  }

  /// What one more of price adds to a plan's cost.
  private func slope(_ other: VerifiedPlan, _ lane: LaneID) -> Rational? {
    let (dearer, violations) = PlanCheck.evaluate(other.plan, of: instance.adding(.one, toRateOf: lane))
    return violations.isEmpty ? dearer.totalCost.rational - other.evaluation.totalCost.rational : nil
  }
}
