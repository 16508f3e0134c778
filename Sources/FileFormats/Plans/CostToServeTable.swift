import Logistics
import Verification

/// What it costs to serve each demand row, part by part; the column `cost` adds up to the plan's cost.
///
/// Behind the demand rows stand what is paid for nobody's goods, and what the rounding of shares leaves, where there is
/// any.
struct CostToServeTable {
  static let fileName = "cost_to_serve.csv"

  private let plan: VerifiedPlan
  private let names: PlanNames

  init(_ plan: VerifiedPlan) {
    self.plan = plan
    names = PlanNames(plan.instance)
  }

  private var instance: Instance { plan.instance }

  var file: OutputFile {
    let parts = CostToServe.Part.allCases.map(\.rawValue)
    let header = ["kind", "customer", "product", "period", "order", "served"] + parts + ["cost", "unit_cost", "source"]
    return OutputFile(name: CostToServeTable.fileName, header: header) { table in
      let costs = CostToServe(plan)
      for (index, row) in instance.demand.enumerated() {
        let served = instance.settings.resolution.rational(plan.evaluation.served[index])
        let shares = costs.rows[index]
        let key = [
          "demand", instance[row.customer].name, instance[row.product].name, names.period(row.period),
          instance[row.order].name ?? "", ExactText.exact(served),
        ]
        let each = shares.total.rational.divided(by: served)
        table.add(
          key + CostToServeTable.amounts(shares)
            + [each.map { ExactText.decimal($0) } ?? "", instance.place(row.mark)])
      }
      for (kind, shares) in [("nobody", costs.nobody), ("rounding", costs.rounding)] where !shares.isZero {
        table.add([kind, "", "", "", "", ""] + CostToServeTable.amounts(shares) + ["", ""])
      }
    }
  }

  private static func amounts(_ shares: CostToServe.Shares) -> [String] {
    CostToServe.Part.allCases.map { shares[$0].description } + [shares.total.description]
  }
}
