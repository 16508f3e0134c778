import FileFormats
import Logistics
import Verification

/// Demand rows that fall short for one and the same reason.
struct UnmetDemand {
  /// Largest shortfall first, then in the table's order.
  var rows: [DemandID]
  var units: Rational
  var reason: String

  /// The reason that leaves most unmet first.
  ///
  /// - Complexity: that of a reason for each row that falls short.
  static func byReason(_ plan: VerifiedPlan) -> [UnmetDemand] {
    let unmet = plan.evaluation.unmet
    let short = unmet.indices.filter { unmet[$0].isPositive }
    let sorted = short.sorted { unmet[$0] == unmet[$1] ? $0 < $1 : unmet[$1] < unmet[$0] }
    let reasons = ShortfallReasons(plan)
    var groups: [UnmetDemand] = []
    var places: [String: Int] = [:]
    for index in sorted {
      let reason = reasons.reason(DemandID(index))
      let place = places[reason] ?? groups.count
      if place == groups.count {
        groups.append(UnmetDemand(rows: [], units: .zero, reason: reason))
        places[reason] = place
      }
      groups[place].rows.append(DemandID(index))
      groups[place].units += unmet[index]
    }
    let order = groups.indices.sorted { a, b in
      groups[a].units == groups[b].units ? a < b : groups[b].units < groups[a].units
    }
    return order.map { groups[$0] }
  }

  /// `Paris, tea, order O-1`, or how many rows of whom.
  func words(_ instance: Instance, _ numbers: ReportNumbers) -> String {
    guard let first = rows.first else { return "" }
    let row = instance[first]
    if rows.count == 1 {
      let order = instance[row.order].name.map { ", order \($0)" } ?? ""
      return "\(instance[row.customer].name), \(instance[row.product].name)\(order)"
    }
    let customers = Set(rows.map { instance[$0].customer }).count
    let whom = customers == 1 ? instance[row.customer].name : numbers.count(customers, "customer")
    return "\(numbers.count(rows.count)) demand rows of \(whom)"
  }
}
