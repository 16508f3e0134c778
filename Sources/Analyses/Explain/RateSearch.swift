import Logistics
import Planning
import Verification

/// At which price of one lane row a plan stops being the best.
///
/// What a plan costs is a straight line in the price, and the best cost is the lowest of all plans' lines. Where a
/// plan's line meets that of a better one the price is tried again (Newton's method on the difference of the two),
/// until nothing better is found there: every step is a plan that was checked, and the last one proves the price.
struct RateSearch {
  private static let mostSteps = 16

  let plan: VerifiedPlan
  let lane: LaneID
  let progress: AnalysisProgress?
  /// Plans the instance as it is changed.
  let planned: (Instance) -> VerifiedPlan?

  private var instance: Instance { plan.instance }

  struct Turn {
    /// Added to the row's price.
    var price: Rational
    /// Units on the row in the plan that is as good there.
    var units: Rational
  }

  /// Units that a plan moves at the row's price.
  static func units(_ plan: VerifiedPlan, on lane: LaneID) -> Rational {
    zip(plan.plan.flows, plan.evaluation.flows).reduce(.zero) { sum, pair in
      pair.1.pricedBy == lane ? sum + plan.instance.settings.resolution.rational(pair.0.quantity) : sum
    }
  }

  /// The price change at which another plan is as good, from a change at which another plan is better; nil where
  /// the plan is the best there too, or no end was found.
  func turn(from start: Rational) -> Turn? {
    var price = start
    var last: Turn?
    for _ in 0..<RateSearch.mostSteps {
      guard let own = cost(of: plan.plan, at: price), let other = best(at: price), other.cost < own else {
        return last.map { Turn(price: price, units: $0.units) }
      }
      guard let home = cost(of: other.plan.plan, at: .zero),
        let next = crossing(ownSlope: (own - baseCost, price), home: home, other: other.cost, price)
      else { return nil }
      last = Turn(price: next, units: RateSearch.units(other.plan, on: lane))
      price = next
    }
    return nil
  }

  /// The price at which doing without the row is as good; nil where nothing else does.
  func turnWithout() -> Turn? {
    progress?.expect(1)
    let answer = planned(instance.withdrawing(instance.lanes.links(of: lane)))
    progress?.step()
    guard let other = answer, let home = cost(of: other.plan, at: .zero) else { return nil }
    let moved = RateSearch.units(plan, on: lane) - RateSearch.units(other, on: lane)
    guard moved.isPositive, let slope = slope, let rise = (home - baseCost).divided(by: slope) else { return nil }
    // Here doing without is as good; something between may be better sooner.
    return turn(from: rise) ?? Turn(price: rise, units: .zero)
  }

  private var baseCost: Rational { money(plan.evaluation) }

  /// What counts: the cost, or where the objective is profit what profit falls short of nothing.
  private func money(_ evaluation: PlanEvaluation) -> Rational {
    let countsProfit = instance.objectives.contains { $0.terms.contains { $0.objective == .profit } }
    guard countsProfit, let profit = evaluation.profit else { return evaluation.totalCost.rational }
    return -profit.rational
  }

  /// What one unit of price adds to the plan's cost.
  private var slope: Rational? { cost(of: plan.plan, at: .one).map { $0 - baseCost } }

  private func crossing(
    ownSlope: (rise: Rational, price: Rational), home: Rational, other: Rational, _ price: Rational
  ) -> Rational? {
    guard let own = ownSlope.rise.divided(by: ownSlope.price), let theirs = (other - home).divided(by: price) else {
      return nil
    }
    return (home - baseCost).divided(by: own - theirs)
  }

  private func changed(_ price: Rational) -> Instance { instance.adding(price, toRateOf: lane) }

  private func cost(of plan: Plan, at price: Rational) -> Rational? {
    let (evaluation, violations) = PlanCheck.evaluate(plan, of: changed(price))
    return violations.isEmpty ? money(evaluation) : nil
  }

  private func best(at price: Rational) -> (plan: VerifiedPlan, cost: Rational)? {
    progress?.expect(1)
    defer { progress?.step() }
    guard let found = planned(changed(price)) else { return nil }
    return (found, money(found.evaluation))
  }
}
