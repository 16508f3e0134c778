public import Logistics
import MathProgram

extension InstanceProgram {
  /// How far a whole number may be off in an engine's answer.
  static let wholeTolerance = 1e-6

  /// The plan that the columns' values say; nil where a quantity is not a multiple of the resolution, or a whole decision
  /// not whole.
  public func plan(from values: [Double]) -> Plan? {
    guard values.count == decisions.count else { return nil }
    let stepsPerUnit = Double(instance.settings.resolution.stepsPerUnit)
    var flows: [PlannedFlow] = []
    for (index, movement) in movements.enumerated() {
      let value = values[movementColumns[index]]
      switch movement.decision {
      case .wholeLeg:
        guard abs(value - value.rounded()) <= Self.wholeTolerance else { return nil }
        if value.rounded() >= 1 { flows += wholeFlows(movement) }
      case .flow(let key):
        let steps = value * stepsPerUnit
        guard abs(steps) < 9e18, abs(steps - steps.rounded()) <= Self.stepTolerance(steps) else { return nil }
        if steps.rounded() != 0 { flows.append(PlannedFlow(key, Quantity(steps: Int64(steps.rounded())))) }
      default: break
      }
    }
    return Plan(flows: flows, openSites: openSites(values))
  }

  /// An engine's answer is good to about twelve digits; of a large quantity that is more than a millionth of a step.
  private static func stepTolerance(_ steps: Double) -> Double { min(0.01, max(1e-5, abs(steps) * 1e-12)) }

  private func wholeFlows(_ movement: Movement) -> [PlannedFlow] {
    movement.parts.compactMap { part in
      guard case .row(let row) = part.commodity else { return nil }
      return PlannedFlow(FlowKey(movement.link, movement.period, part.commodity), instance[row].mostServed)
    }
  }

  private func openSites(_ values: [Double]) -> [[Bool]] {
    instance.periods.indices.map { period in
      instance.sites.indices.map { site in
        guard let column = column(.siteOpen(SiteID(site), PeriodID(period))) else { return true }
        return values[column] > 0.5
      }
    }
  }

  /// Whether the columns' values hold nothing but whole decisions and multiples of the resolution.
  public func isPlan(_ values: [Double]) -> Bool {
    for column in 0..<program.columnCount where program.isInteger[column] {
      guard isWhole(values[column]) else { return false }
    }
    return plan(from: values) != nil
  }

  /// Whether an engine's value is a whole number, as far as engines go.
  public func isWhole(_ value: Double) -> Bool { abs(value - value.rounded()) <= Self.wholeTolerance }

  /// The columns that are flows, in units.
  public var flowColumns: [Int] {
    movements.indices.compactMap { movements[$0].isWholeLeg ? nil : movementColumns[$0] }
  }
}
