public import Logistics

/// Does a plan keep every rule of its instance, and what does it cost?
public enum PlanCheck {
  /// Derives everything from the plan's flows and open sites, with exact arithmetic.
  ///
  /// The evaluation is empty where the plan is not even made of things of the instance.
  /// - Complexity: about linear in the flows and the instance.
  public static func evaluate(_ plan: Plan, of instance: Instance) -> (PlanEvaluation, [Violation]) {
    let faults = PlanShape.faults(plan, instance)
    guard faults.isEmpty else { return (PlanEvaluation(), faults) }
    let inspection = inspect(plan, instance)
    return (inspection.evaluation, inspection.violations)
  }

  /// Of a plan that is made of things of the instance.
  static func inspect(_ plan: Plan, _ instance: Instance) -> Inspection {
    var inspection = Inspection(plan, instance)
    inspection.checkCarriage()
    guard inspection.violations.isEmpty else { return inspection }
    inspection.measureDemand()
    inspection.checkTotals()
    inspection.checkBalances()
    inspection.checkSupply()
    inspection.checkDemand()
    inspection.checkWholeOrders()
    inspection.checkSources()
    inspection.checkAllocation()
    inspection.checkSites()
    inspection.checkLanes()
    inspection.checkAwards()
    inspection.countProviders()
    inspection.checkProviderTerms()
    inspection.checkConstraints()
    inspection.checkSales()
    inspection.chargeAll()
    inspection.checkBudgets()
    inspection.checkMargins()
    inspection.evaluation.missedByLessThanAStep = inspection.missed
    return inspection
  }
}
