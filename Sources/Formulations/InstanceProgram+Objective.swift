public import Logistics
public import MathProgram

/// An objective level over the columns of an instance's program, in the level's own direction.
public struct LevelObjective: Sendable {
  public let costs: [Double]
  public let constant: Double
  public let direction: LinearProgram.Direction
  /// Whether every plan's value is a whole number.
  public let isWhole: Bool
}

extension InstanceProgram {
  public func objective(_ level: ObjectiveLevel) -> LevelObjective {
    let costs = ObjectiveCosts(instance, movements, schedules)
    var coefficients = [Rational](repeating: .zero, count: decisions.count)
    for column in movements.count..<decisions.count { coefficients[column] = costs.minimized(decisions[column], level) }
    for index in movements.indices { coefficients[movementColumns[index]] = costs.minimized(movements[index], level) }
    let constant = costs.minimizedConstant(level)
    let sign: Double = level.isMaximized ? -1 : 1
    return LevelObjective(
      costs: coefficients.map { sign * $0.approximate }, constant: sign * constant.approximate,
      direction: level.isMaximized ? .maximize : .minimize,
      isWhole: isCount(level) && coefficients.allSatisfy(\.isWhole) && constant.isWhole)
  }

  private func isCount(_ level: ObjectiveLevel) -> Bool {
    level.stage == nil
      && level.terms.allSatisfy { [.unmetOrders, .providersUsed, .sitesOpen, .changes].contains($0.objective) }
  }
}
