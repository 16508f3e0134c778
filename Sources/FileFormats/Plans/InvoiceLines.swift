import Logistics
import Verification

/// What everyone will bill, line by line: the plan's charge lines in exact money, and as an invoice has them.
///
/// The exact amounts add up to the plan's cost. Billed amounts are rounded half up to the currency's decimals; what that
/// adds or takes stands in a last line of its own, so that they add up to the same.
struct InvoiceLines {
  private let plan: VerifiedPlan
  private let names: PlanNames

  init(_ plan: VerifiedPlan) {
    self.plan = plan
    names = PlanNames(plan.instance)
  }

  private var instance: Instance { plan.instance }

  var file: OutputFile {
    OutputFile(name: "invoice_lines.csv", header: [
      "line", "provider", "kind", "charge", "site", "order", "quantity", "unit_cost", "amount", "billed", "source",
    ]) { table in
      var billed = Money.zero
      for (index, line) in plan.evaluation.chargeLines.enumerated() {
        let rounded = InvoiceLines.rounded(line.amount, decimals: instance.settings.currencyDecimals)
        billed = billed.adding(rounded) ?? billed
        table.add([
          String(index + 1), line.provider.map { instance[$0].name } ?? "", line.kind.rawValue, line.charge,
          line.site.map { instance[$0].name } ?? "", line.order.flatMap { instance[$0].name } ?? "",
          ExactText.decimal(line.quantity), ExactText.decimal(line.unitCost), line.amount.description,
          rounded.description, line.lane.flatMap { names.place(instance.lanes.marks[$0.index]) } ?? "",
        ])
      }
      let left = Money(grains: plan.evaluation.totalCost.grains - billed.grains)
      if left != .zero {
        let line = String(plan.evaluation.chargeLines.count + 1)
        table.add([line, "", "rounding", "what rounding leaves", "", "", "", "", "0", left.description, ""])
      }
    }
  }

  /// To so many decimals, halves upwards.
  static func rounded(_ amount: Money, decimals: Int) -> Money {
    let digits = Money.grainsPerUnit - decimals
    guard digits > 0, digits <= Money.grainsPerUnit else { return amount }
    let unit = Rational.powerOfTen(digits)
    let steps = Rational(amount.grains, over: unit).map { ($0 + (Rational(1, over: 2) ?? .zero)).floor }
    return Money(grains: (steps?.wholeValue ?? 0) * unit)
  }
}
