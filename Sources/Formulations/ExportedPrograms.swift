public import Logistics
public import MathProgram

/// An instance's programs as other solvers get them: one for each objective level, columns and rows named.
///
/// The first file is the whole program with the first objective; a later one minimises or maximises its own objective over
/// all plans, since what the earlier ones are kept at is only known after solving them.
public struct ExportedPrograms: Sendable {
  public struct Level: Sendable {
    /// `1-unmet_orders`.
    public let name: String
    public let program: LinearProgram
  }

  public let levels: [Level]

  public init(_ instance: Instance) {
    let source = InstanceProgram(instance)
    let named = ProgramNames(instance: instance).named(source)
    let flowsAreWhole = instance.settings.resolution.decimals == 0
    levels = instance.objectives.enumerated().map { index, level in
      let objective = source.objective(level)
      var program = named
      for (column, cost) in objective.costs.enumerated() { program.setObjective(cost, column: column) }
      program.objectiveConstant = objective.constant
      program.direction = objective.direction
      if flowsAreWhole { for column in source.flowColumns { program.setInteger(true, column: column) } }
      let words = level.stage.map { "stage_of_rule_\($0.rule.index + 1)" }
        ?? level.terms.map(\.objective.rawValue).joined(separator: "+")
      return Level(name: "\(index + 1)-\(words)", program: program)
    }
  }
}
