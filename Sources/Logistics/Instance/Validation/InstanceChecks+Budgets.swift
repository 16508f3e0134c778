// Budgets of some kinds of cost.
extension InstanceChecks {
  /// What gives money back is of charges: beside these alone is there a most that a plan cannot keep by being charged more.
  func checkBudgets() {
    for constraint in instance.constraints where constraint.kind == .budget && !constraint.costKinds.isAll {
      let kinds = constraint.costKinds
      let givesBack = [
        (CostKind.rebate, !instance.rebates.isEmpty),
        (.surcharge, instance.surcharges.contains { $0.value.isNegative }),
      ].first { kind, isThere in isThere && kinds.contains(kind) }
      guard let kind = givesBack?.0, !kinds.contains(.transport) || !kinds.contains(.minimumCharge) else { continue }
      log.error(
        freezer.cellMark("constraints", constraint.mark, "measure"), .notSupported,
        "a `budget` of `\(kind.rawValue)`, which may be below 0, without the charges that it is of, is not supported",
        hint: "add `transport; minimum_charge`")
    }
  }
}
